/** Cases that once showed a disagreement, as small as they could be made; replayed by every test run. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Disagreement } from './case.ts';

export interface Regression extends Case {
  /** What was wrong. */
  readonly note: string;
}

const folder = join(import.meta.dirname, 'regressions');

/** All stored cases by file name, in order. */
export function regressions(): ReadonlyMap<string, Regression> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const read = (name: string): Regression => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return new Map(names.toSorted().map((name) => [name.slice(0, -'.json'.length), read(name)]));
}

/** Writes a disagreement as a regression into a folder; its note is to be written by whoever mends it. */
export function store(into: string, { evaluator, case: one, differences }: Disagreement): void {
  mkdirSync(into, { recursive: true });
  const name = `${evaluator}-${one.prefix.replaceAll('.', '-')}case.json`;
  const note = differences.map((difference) => difference.slice(0, 200)).join('; ');
  writeFileSync(join(into, name), `${JSON.stringify({ note, ...one }, null, 2)}\n`);
}
