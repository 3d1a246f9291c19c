import { createHash } from 'node:crypto';
import { compareCodePoints } from '@shouhu/codes';
import type { Row } from './rows.ts';

/** Columns that say nothing about what is judged. */
const REMARKS = new Set(['subject_name', 'basis', 'message', 'reason']);

/** The id of a row by what it says: it stays when rows move, and names the file to look in. */
export function contentDigest({ file, cells }: Row): string {
  const said = [...cells]
    .filter(([column, value]) => value !== '' && !REMARKS.has(column))
    .map(([column, value]) => `${column}=${value}`)
    .toSorted(compareCodePoints);
  const digest = createHash('sha256').update(said.join('\n')).digest('hex');
  return `local:${file.replace(/\.csv$/, '')}:${digest.slice(0, 12)}`;
}
