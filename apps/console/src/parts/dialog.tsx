import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  /** Called by the escape key; absent where there is no way back. */
  readonly onClose?: () => void;
}

/**
 * A window over the page, while it is rendered: the browser's own, which keeps the focus within. Ant Design's writes styles without the
 * nonce that the policy of the page asks for.
 */
export function Dialog({ title, children, onClose }: Props) {
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
      className="dialog"
      aria-labelledby={id}
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
