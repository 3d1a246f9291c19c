/** What the people of one household do together: buying drugs, falling ill at one time, going to hospital as a couple. */
import { fork, Random } from '../random.ts';
import type { Home, Institution } from '../model.ts';

/** A joint doing; `order` is the member's place in the household. */
export interface Joint {
  readonly kind: 'purchase' | 'flu' | 'couple';
  readonly day: number;
  readonly second: number;
  /** Nights of a stay, else 0. */
  readonly nights: number;
  /** Draws the hospital of a couple. */
  readonly draw: number;
}

/** Seconds from one member to the next. */
const TURN = 130;

/** Joint doings of a household in a period; the same for every member. */
export function jointDoings(seed: number, { number, kind }: Home, firstDay: number, lastDay: number): readonly Joint[] {
  if (kind === 'nursing') return [];
  const random = new Random(fork(fork(seed, 6), number));
  const doings: Joint[] = [];
  const draw = random.int(10_000);
  if (draw < 600) {
    const every = random.between(27, 45);
    const second = random.between(33_000, 71_000);
    for (let day = firstDay + random.int(every); day <= lastDay; day += every + random.between(-4, 4)) {
      doings.push({ kind: 'purchase', day, second: second + random.between(-1500, 1500), nights: 0, draw });
    }
  } else if (draw < 900) {
    const day = firstDay + random.int(Math.max(1, lastDay - firstDay));
    doings.push({ kind: 'flu', day, second: random.between(29_400, 37_000), nights: 0, draw });
  } else if (draw < 940) {
    const day = firstDay + random.int(Math.max(1, lastDay - firstDay));
    doings.push({ kind: 'couple', day, second: random.between(30_000, 37_000), nights: random.between(3, 7), draw });
  }
  return doings;
}

/** When a member's turn comes. */
export function turnOf({ second, day }: Joint, order: number): number {
  return second + order * TURN + ((day * 37 + order * 53) % 90);
}

/** The hospital that a couple goes to. */
export function hospitalOf({ draw }: Joint, hospitals: readonly Institution[]): Institution | undefined {
  return hospitals[draw % hospitals.length];
}
