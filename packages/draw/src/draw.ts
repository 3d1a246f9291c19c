/** Random draw (随机抽取): pure, so that whoever has the seed and the pool repeats it and gets the same result. */
import { createHash } from 'node:crypto';
import { shouhuError } from '@shouhu/errors';

export interface Drawn {
  /** In the order in which they were drawn. */
  readonly drawn: readonly string[];
  /** Those of whom it was drawn: the pool without the recused, each once, sorted. */
  readonly eligible: readonly string[];
}

/**
 * Draws without putting back. The order in which pool and recused come makes no difference.
 * @param seed made unforeseeable by the caller and noted before the result is known
 * @throws ShouhuError SH-H070 when fewer are left than are to be drawn
 */
export function draw(seed: string, pool: readonly string[], count: number, recused: readonly string[] = []): Drawn {
  const out = new Set(recused);
  const eligible = sorted(pool.filter((id) => !out.has(id)));
  if (!Number.isSafeInteger(count) || count < 0 || count > eligible.length) {
    throw shouhuError('SH-H070', { count, left: eligible.length });
  }
  const below = numbersOf(seed);
  const left = [...eligible];
  const drawn = Array.from({ length: count }, () => {
    const at = below(left.length);
    const [one = ''] = left.splice(at, 1);
    return one;
  });
  return { drawn, eligible };
}

/** What a pool was: SM3 over its ids, each once, sorted, so that none can be slipped in afterwards. */
export function poolDigest(pool: readonly string[]): string {
  return createHash('sm3')
    .update(JSON.stringify(sorted(pool)))
    .digest('hex');
}

const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

const RANGE = 2 ** 48;

/** Whole numbers from 0 to below a limit, each as likely: 48 bits of SM3(seed, counter), thrown away where they would favour the small. */
function numbersOf(seed: string): (limit: number) => number {
  let counter = 0;
  return (limit) => {
    const most = RANGE - (RANGE % limit);
    for (;;) {
      const bytes = createHash('sm3')
        .update(JSON.stringify([seed, counter]))
        .digest();
      counter += 1;
      const number = bytes.readUIntBE(0, 6);
      if (number < most) return number % limit;
    }
  };
}
