/** Hits of limits in the making. */
import type { Line } from '@shouhu/claims';
import type { Charge, Hit } from '../hit.ts';
import type { LimitPoint } from '../model.ts';
import { hitOf, type Compiled, type Member } from './compiled.ts';

export const rowsOf = (members: readonly Member[]): Line[] => members.map(({ row }) => row);
export const sureRows = (members: readonly Member[]): Line[] =>
  members.filter(({ sure }) => sure).map(({ row }) => row);

export function whole(lines: readonly Line[]): Charge[] {
  return lines.map((line) => ({ line, num: 1 }));
}

export function limitHit(
  compiled: Compiled<LimitPoint>,
  decided: boolean,
  start: string,
  charges: readonly Charge[],
  den: number,
  related: readonly Line[],
  total: number,
  max: number | null,
): Hit {
  const { group, window } = compiled.point;
  const anchor = `limit|${group}|${window}|${start}`;
  return hitOf(compiled, decided, { anchor, charges, den, related, measured: { total, max } });
}
