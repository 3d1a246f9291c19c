/** Tables of knowledge between their text and the cells of a grid; rows pasted from a spreadsheet; what two texts differ in. */
import type { Table } from './answers.ts';

export type Row = readonly string[];

/** The cells of a text, by the columns of its table; remarks and the mark of byte order are left out. */
export function rowsOf({ columns }: Table, text: string): Row[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'));
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const separator = !first.includes(',') && first.includes('\t') ? '\t' : ',';
  const [header = [], ...records] = recordsOf(lines.join('\n'), separator);
  const names = header.map((name) => name.trim().toLowerCase());
  return records.map((record) => columns.map(({ name }) => record[names.indexOf(name)]?.trim() ?? ''));
}

/** CSV whose row n stands on line n + 2, so that what is wrong on a line is wrong in a row. Empty without rows. */
export function textOf({ columns }: Table, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const records = [columns.map(({ name }) => name), ...rows];
  return records.map((record) => `${record.map(quoted).join(',')}\n`).join('');
}

function quoted(cell: string): string {
  const line = cell.replaceAll(/[\r\n\t]+/g, ' ').trim();
  return /[",#]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

/** What a spreadsheet puts on the clipboard. */
export function pastedRows(text: string): Row[] {
  return recordsOf(text.replace(/\r?\n$/, '').replaceAll('\r\n', '\n'), '\t');
}

function recordsOf(text: string, separator: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let inside = false;
  const endCell = (): void => {
    record.push(cell);
    cell = '';
  };
  const endRecord = (): void => {
    endCell();
    if (record.some((each) => each !== '')) records.push(record);
    record = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (inside) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += sign;
        at += 1;
      } else inside = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      inside = true;
    } else if (sign === separator) endCell();
    else if (sign === '\n') endRecord();
    else cell += sign;
  }
  endRecord();
  return records;
}

export interface Change {
  readonly is: 'added' | 'removed' | 'changed';
  readonly before: Row | null;
  readonly after: Row | null;
}

/** Rows that one has and the other has not; two with the same first cells are one that changed. */
export function changesOf(before: readonly Row[], after: readonly Row[]): Change[] {
  const removed = without(before, after);
  const added = without(after, before);
  const changes: Change[] = [];
  for (const row of removed) {
    const at = added.findIndex((other) => keyOf(other) === keyOf(row));
    const [other] = at === -1 ? [] : added.splice(at, 1);
    changes.push(
      other === undefined ? { is: 'removed', before: row, after: null } : { is: 'changed', before: row, after: other },
    );
  }
  return [...changes, ...added.map((row) => ({ is: 'added', before: null, after: row }) as const)];
}

const keyOf = (row: Row): string => row.slice(0, 2).join('\t');

/** As often as a row stands in the one more than in the other. */
function without(rows: readonly Row[], others: readonly Row[]): Row[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row.join('\t'), (left.get(row.join('\t')) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(row.join('\t')) ?? 0;
    left.set(row.join('\t'), count - 1);
    return count <= 0;
  });
}
