/** Households of two to four: who lives together, by age and sex. A block of people is cut into households. */
import type { Random } from '../random.ts';

/** People of one block; every pattern of households sums to it. */
export const BLOCK = 12;

const PATTERNS: readonly (readonly number[])[] = [
  [2, 3, 3, 4],
  [1, 2, 2, 3, 4],
  [3, 3, 3, 3],
  [2, 2, 4, 4],
  [2, 2, 2, 3, 3],
  [1, 3, 4, 4],
  [4, 4, 4],
  [1, 1, 2, 4, 4],
];

/** Most households of a block. */
export const MOST_HOUSEHOLDS = 12;

/** Sizes of the households of a block, in order. */
export function householdSizes(random: Random): readonly number[] {
  return random.pick(PATTERNS);
}

/** One of a household: completed years on the county's first day, and sex. */
export interface Member {
  readonly age: number;
  readonly gend: '1' | '2';
}

const other = (gend: '1' | '2'): '1' | '2' => (gend === '1' ? '2' : '1');

/** The members of a household of a size: alone, a couple, with children, with elders. */
export function members(random: Random, size: number): readonly Member[] {
  const sex = (): '1' | '2' => (random.chance(5080) ? '1' : '2');
  const gend = sex();
  if (size === 1) return [{ age: random.chance(6000) ? random.between(62, 91) : random.between(22, 61), gend }];
  const couple = (least: number, most: number): Member[] => {
    const age = random.between(least, most);
    return [
      { age, gend },
      { age: Math.max(20, age + random.between(-4, 3)), gend: other(gend) },
    ];
  };
  const child = ({ age }: Member): Member => ({ age: Math.max(0, age - random.between(23, 33)), gend: sex() });
  const elder = ({ age }: Member): Member => ({ age: Math.min(93, age + random.between(22, 31)), gend: sex() });
  const draw = random.int(100);
  if (size === 2) return draw < 55 ? couple(58, 86) : couple(26, 57);
  if (size === 3) {
    const pair = draw < 45 ? couple(24, 46) : draw < 70 ? couple(47, 62) : couple(34, 60);
    const [first] = pair;
    if (first === undefined) return pair;
    return [...pair, draw < 70 ? child(first) : elder(first)];
  }
  const pair = couple(27, draw < 45 ? 46 : 56);
  const [first, second] = pair;
  if (first === undefined || second === undefined) return pair;
  if (draw < 40) return [...pair, child(first), child(second)];
  return draw < 80 ? [...pair, child(first), elder(first)] : [...pair, elder(first), elder(second)];
}
