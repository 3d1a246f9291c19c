import { useRef, useState } from 'react';
import { Button, Input } from 'antd';
import { useLanguage } from '../language/language.tsx';

interface Props {
  /** Given by the form around it. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
}

/** The digest of a file: typed, or computed here, so that the file itself stays where it is. */
export function DigestField({ id, value = '', onChange }: Props) {
  const { text } = useLanguage();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const compute = async (file: File): Promise<void> => {
    setBusy(true);
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    onChange?.(bytes.toHex());
    setBusy(false);
  };
  return (
    <>
      <Input
        {...(id === undefined ? {} : { id })}
        className="digest"
        spellCheck={false}
        maxLength={64}
        value={value}
        onChange={(event) => onChange?.(event.target.value.trim().toLowerCase())}
      />
      <input
        ref={chooser}
        type="file"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) void compute(file);
        }}
      />
      {/* Browsers compute digests over https and on the own machine only. */}
      <Button
        size="small"
        type="link"
        disabled={!isSecureContext}
        loading={busy}
        onClick={() => chooser.current?.click()}
      >
        {isSecureContext ? text.matter.file : text.matter.fileNot}
      </Button>
    </>
  );
}
