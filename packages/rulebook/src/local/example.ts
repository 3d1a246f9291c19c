/** An invented row of local knowledge for a class: what a bureau writes to give it points. */
import { readFileSync } from 'node:fs';
import type { ClassRow } from '../national/tables.ts';
import { NATIONAL_DATA, parseTable } from '../national/tables.ts';
import { localFileOf } from './file-of.ts';
import { localTables } from './tables.ts';

/** A file of local knowledge with its header and one row, as lines of CSV. */
export interface LocalExample {
  readonly file: string;
  readonly header: string;
  readonly row: string;
}

/** The example of a class; undefined where no local row can give it points, or where it has points without. */
export function localExample({ seq, name, rule_type }: ClassRow): LocalExample | undefined {
  const file = localFileOf(rule_type);
  const written = examples().get(seq);
  const columns = localTables.find((each) => each.file === file)?.columns.map((column) => column.name);
  if (file === null || written === undefined || columns === undefined) return undefined;
  const cells = new Map([['rule', name], ...written]);
  return { file, header: columns.join(','), row: columns.map((column) => cells.get(column) ?? '').join(',') };
}

/** Cells by the number of the class. */
function examples(): Map<number, [string, string][]> {
  const rows = parseTable(readFileSync(new URL('local-examples.tsv', NATIONAL_DATA), 'utf8'));
  return new Map(
    rows.map((row) => [
      Number(row.get('seq')),
      (row.get('row') ?? '').split(' | ').map((cell): [string, string] => {
        const at = cell.indexOf('=');
        return [cell.slice(0, at), cell.slice(at + 1)];
      }),
    ]),
  );
}
