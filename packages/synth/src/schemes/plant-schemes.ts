/** Plants every case of every scheme, as often as the county is large. */
import { Random, fork, hashText } from '../random.ts';
import { schemes } from './registry.ts';
import type { Stage } from './stage.ts';

/** Fewer people than these have no room for patterns. */
const LEAST = 1000;
const SMALL = 4000;
/** People for one more of each case beyond the two of a small county: twelve in a district of 220,000. */
const FOR_ONE_MORE = 21_500;

/** How often each case is planted in a county that serves so many people. */
export function timesOf(insured: number, served: number): number {
  if (insured < LEAST) return 0;
  if (insured < SMALL) return 1;
  return 2 + Math.floor(Math.max(0, served - 5000) / FOR_ONE_MORE);
}

/**
 * Sets all schemes on a stage; every play has a stream of its own, so that one more changes none of the others. `rest`
 * is called after each round, when all that it planted is labelled.
 */
export function plantSchemes(stage: Stage, seed: number, times: number, rest: () => void): void {
  for (let turn = 0; turn < times; turn += 1) {
    for (const { id, bound, cases } of schemes) {
      for (const { name, kind, plant } of cases) {
        const random = new Random(fork(fork(seed, 20 + turn), hashText(`${id} ${name}`)));
        plant({ stage, random, scheme: id, bound, case: name, kind });
      }
    }
    rest();
  }
}
