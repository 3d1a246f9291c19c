/** For tests: an invented county cut into a series of imports, with corrections among them. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What decides how a county is cut; the same values give the same files. */
export interface Cut {
  readonly parts: number;
  readonly seed: number;
  /** Of a thousand rows, how many come again in a later part with another content. */
  readonly corrected: number;
}

interface Table {
  readonly file: string;
  readonly header: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
}

/** Columns that a correction changes, and to what. */
const CORRECTIONS: Readonly<Record<string, (value: string, draw: number) => string>> = {
  cnt: (value, draw) => (draw % 2 === 0 ? value : '1'),
  vali_flag: (value, draw) => (draw % 3 === 0 ? '0' : value),
  gend: (value, draw) => (draw % 2 === 0 ? '1' : '2'),
  die_date: (value, draw) => (draw % 2 === 0 ? value : '2026-06-15'),
  diag_code: (value, draw) => (draw % 2 === 0 ? value : 'Z51.101'),
  hosp_lv: (value) => (value === '11' ? '11' : '08'),
  endtime: (value, draw) => (draw % 4 === 0 ? '' : value),
};

/** Tables whose rows have no id come once; masters come first. */
const UNNAMED = /^(stock|setl_list_)/;
const ONCE = /^(stock|setl_list_)|_b\.csv$/;

/**
 * Writes `parts` folders below `out`: each row of the county's tables in one of them, and some again in a later one.
 * Masters and rows without an id stand whole in the first, so that each part can be imported by itself.
 */
export function cutCounty(county: string, out: string, { parts, seed, corrected }: Cut): string[] {
  const folders = Array.from({ length: parts }, (_, at) => join(out, `part-${at}`));
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  for (const table of tablesOf(county)) {
    const shares: string[][] = folders.map(() => []);
    table.rows.forEach((row, at) => {
      const draw = drawOf(seed, table.file, at);
      const part = ONCE.test(table.file) ? 0 : draw % parts;
      shares[part]?.push(row);
      if (part + 1 < parts && !UNNAMED.test(table.file) && (draw >>> 8) % 1000 < corrected)
        shares[part + 1]?.push(correctedRow(table, row, draw >>> 4));
    });
    shares.forEach((rows, at) => {
      if (rows.length > 0)
        writeFileSync(join(folders[at] ?? '', table.file), `${[table.header, ...rows].join('\n')}\n`);
    });
  }
  return folders;
}

function tablesOf(county: string): Table[] {
  return readdirSync(county)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => {
      const [header = '', ...rows] = readFileSync(join(county, file), 'utf8').trimEnd().split('\n');
      return { file, header, columns: header.split(','), rows };
    });
}

function correctedRow({ columns }: Table, row: string, draw: number): string {
  const cells = row.split(',');
  return columns
    .map((column, at) => {
      const value = cells[at] ?? '';
      if (column === 'updt_time' && value !== '') return '2027-01-15 08:00:00';
      return CORRECTIONS[column]?.(value, draw) ?? value;
    })
    .join(',');
}

/** A number of 32 bits for a row (FNV-1a and an avalanche). */
function drawOf(seed: number, file: string, at: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const char of `${file}:${at}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
