/** The folder a county is written to: empty, or that of an earlier county, which it replaces. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { columns } from '../write/tables.ts';

/** The answer sheet; a folder without it is no county's. */
export const LABELS = 'labels.jsonl';
/** The answer sheet of the schemes. */
export const SCHEME_LABELS = 'scheme_labels.jsonl';
/** Which institutions committed which schemes. */
export const CULPRITS = 'culprits.json';
const SHEETS: readonly string[] = [LABELS, SCHEME_LABELS, CULPRITS];

const TABLES = new RegExp(String.raw`^(?:${Object.keys(columns).join('|')})(?:-\d{4}-\d{2})?\.csv$`);

/**
 * Makes the folder, and empties that of an earlier county.
 * @throws ShouhuError SH-U005 for a folder with anything else in it, which may be somebody's real tables
 */
export function prepareFolder(out: string): void {
  mkdirSync(out, { recursive: true });
  const names = readdirSync(out);
  if (names.length === 0) return;
  if (!names.includes(LABELS) || names.some((name) => !SHEETS.includes(name) && !TABLES.test(name))) {
    const expected = '空文件夹，或以前生成的虚构县 · an empty folder, or that of an earlier county';
    throw shouhuError('SH-U005', { option: '--out', value: out, expected });
  }
  for (const name of names) rmSync(join(out, name));
}

/** Runs what writes to a folder; what the operating system refuses becomes an error of the catalogue. */
export function writing<T>(out: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw fromSystemError(error, out, 'write') ?? error;
  }
}
