import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** Called by the escape key; absent where there is no way back. */
  readonly onClose?: () => void;
  /** Rises from the lower edge of a phone, where the thumb is. */
  readonly sheet?: true;
}

/** A field with its choices, or its calendar, open. */
const OPEN_LIST =
  '[role="combobox"][aria-expanded="true"], .ant-select-open, .ant-picker-dropdown:not(.ant-picker-dropdown-hidden)';

/**
 * A window over the page, while it is rendered: the browser's own, which keeps the focus within. Ant Design's writes styles without the
 * nonce that the policy of the page asks for.
 */
export function Dialog({ title, children, onClose, sheet }: Props) {
  const id = useId();
  const frame = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = frame.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={frame}
      className={sheet ? 'dialog sheet' : 'dialog'}
      aria-labelledby={id}
      onKeyDownCapture={(event) => {
        // The key closes the list of choices that is open, and not the window with all that was typed.
        if (event.key === 'Escape' && frame.current?.querySelector(OPEN_LIST)) event.preventDefault();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
