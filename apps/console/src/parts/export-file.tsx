/** Something as a file: a button, and the window that it opens. */
import { useState } from 'react';
import { Button } from 'antd';
import { DownloadOutlined } from '@ant-design/icons';
import type { Param } from '../api/address.ts';
import { useText } from '../language/language.tsx';
import { listText } from '../lists/text.ts';
import { DownloadDialog } from './download-dialog.tsx';

interface Props {
  /** What the button says. */
  readonly label: string;
  readonly title: string;
  /** That answers with the file. */
  readonly path: string;
  readonly filter: Readonly<Record<string, Param>>;
}

export function ExportFile({ label, ...file }: Props) {
  const t = useText(listText);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<DownloadOutlined aria-hidden="true" />} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? <DownloadDialog {...file} hint={t.fileHint} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
