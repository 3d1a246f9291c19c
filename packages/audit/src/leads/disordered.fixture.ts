/** For tests: the same rows in another order. */
import { type County } from '../bad-input.fixture.ts';

/** The rows of each table, shuffled; the same seed gives the same order. */
export function disordered(county: County, seed: number): County {
  let state = seed >>> 0;
  const draw = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  return Object.fromEntries(
    Object.entries(county).map(([table, rows]) => [
      table,
      rows
        .map((row) => ({ row, at: draw() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ row }) => row),
    ]),
  );
}
