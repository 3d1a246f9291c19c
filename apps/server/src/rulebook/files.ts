import { createHash } from 'node:crypto';
import { compareCodePoints } from '@shouhu/codes';

/** Text of each table of local knowledge that has one, by the name of its file. */
export type Files = Readonly<Record<string, string>>;

/** Names a content: the same for the same texts, whatever their order. */
export function digestOf(files: Files): string {
  const sorted = Object.entries(files).toSorted(([a], [b]) => compareCodePoints(a, b));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
