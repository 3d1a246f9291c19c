/** Rows as CSV (RFC 4180) that spreadsheet programs open as it is: UTF-8 with its mark, money in yuan, no text that runs as a formula. */
import { fen, civilDay, formatCivilDate, formatYuan } from '@shouhu/codes';
import { looksLikeFormula } from '@shouhu/reports';
import type { Cell, SheetColumn } from '@shouhu/reports';

const MARK = '\uFEFF';

export async function* csvOf(
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<string> {
  yield `${MARK}${columns.map(({ title }) => fieldOf(title)).join(',')}\r\n`;
  for await (const cells of rows)
    yield `${columns.map((column, at) => textOf(cells[at] ?? null, column)).join(',')}\r\n`;
}

function textOf(cell: Cell, { kind }: SheetColumn): string {
  if (typeof cell === 'string') return fieldOf(cell);
  if (typeof cell !== 'number') return '';
  if (kind === 'money') return formatYuan(fen(cell));
  return kind === 'date' ? formatCivilDate(civilDay(cell)) : String(cell);
}

/** Quoted where it must be; what looks like a formula begins with an apostrophe. */
function fieldOf(text: string): string {
  const safe = looksLikeFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
