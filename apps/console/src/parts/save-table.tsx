/** What a table of figures shows, as a file for a spreadsheet: made in the browser, as nothing in it is about a person. */
import { Button } from 'antd';
import { DownloadOutlined } from '@ant-design/icons';
import { useText } from '../language/language.tsx';

const zh = { save: '导出' };
const en: typeof zh = { save: 'Export' };
const saveText = { zh, en };

type Cell = string | number;

interface Props {
  /** Without its ending. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export function SaveTable({ name, columns, rows }: Props) {
  const t = useText(saveText);
  const save = (): void => {
    const url = URL.createObjectURL(new Blob([csvOf([columns, ...rows])], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button icon={<DownloadOutlined aria-hidden="true" />} disabled={rows.length === 0} onClick={save}>
      {t.save}
    </Button>
  );
}

/** With the mark by which spreadsheets know UTF-8; no text begins as a formula does. */
function csvOf(rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string =>
    typeof value === 'number' ? String(value) : `"${value.replace(/^([=+\-@\t\r])/, "'$1").replaceAll('"', '""')}"`;
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
