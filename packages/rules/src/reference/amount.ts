/** Amounts the plain way: exact fractions, one rounding, the rest by largest remainder (docs/semantics.md 13). */
import { compareCodePoints } from '@shouhu/codes';
import type { Hit } from '../hit.ts';
import type { Amounts } from '../build.ts';

export function amountsOf(hit: Hit): Amounts {
  if (hit.amount_reason !== null) return { reason: hit.amount_reason, fen: hit.charges.map(() => null) };
  if (hit.charges.some(({ line }) => line.inscp_fen === null)) {
    return { reason: 'inscp_amt', fen: hit.charges.map(() => null) };
  }
  const den = BigInt(hit.den);
  const exact = hit.charges.map(({ line, num }) => BigInt(line.inscp_fen ?? 0) * BigInt(num));
  const total = exact.reduce((sum, part) => sum + part, 0n);
  let left = (2n * total + den) / (2n * den);
  const fen = exact.map((part) => part / den);
  for (const part of fen) left -= part;
  const order = hit.charges
    .map(({ line }, index) => ({ index, rest: (exact[index] ?? 0n) % den, line }))
    .toSorted((a, b) =>
      a.rest === b.rest
        ? compareCodePoints(a.line.line_id, b.line.line_id) ||
          compareCodePoints(a.line.fixmedins_code, b.line.fixmedins_code)
        : a.rest > b.rest
          ? -1
          : 1,
    );
  const favoured = new Set(order.slice(0, Number(left)).map(({ index }) => index));
  return { reason: null, fen: fen.map((part, index) => Number(part) + (favoured.has(index) ? 1 : 0)) };
}
