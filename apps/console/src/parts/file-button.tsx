/** A button that asks for files of this device: the browser's own chooser shows words of its language, this one ours. */
import { useRef } from 'react';
import { Button } from 'antd';
import type { ButtonProps } from 'antd';

interface Props extends Omit<ButtonProps, 'children' | 'onClick'> {
  readonly label: string;
  /** Types that the chooser offers first. */
  readonly accept?: string;
  /** On a phone the camera, instead of what was kept. */
  readonly camera?: boolean;
  readonly multiple?: boolean;
  /** At least one. */
  readonly onFiles: (files: readonly File[]) => void;
}

export function FileButton({ label, accept, camera = false, multiple = false, onFiles, ...button }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      {/* Ant Design shows every chooser of files within a form that is not in something hidden. */}
      <span hidden>
        <input
          ref={chooser}
          type="file"
          aria-label={label}
          multiple={multiple}
          {...(accept === undefined ? {} : { accept })}
          {...(camera ? { capture: 'environment' } : {})}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            // The same file may be chosen again.
            target.value = '';
            if (files.length > 0) onFiles(files);
          }}
        />
      </span>
      <Button {...button} onClick={() => chooser.current?.click()}>
        {label}
      </Button>
    </>
  );
}
