/** Amounts the fast way, for closures and SQL: whole lines pass as they are, the rest is rounded once (docs/semantics.md 13). */
import { compareCodePoints } from '@shouhu/codes';
import type { Amounts } from './build.ts';
import type { Hit } from './hit.ts';

const SAFE = 2 ** 53;

export function fastAmounts(hit: Hit): Amounts {
  const { charges, den } = hit;
  if (hit.amount_reason !== null) return { reason: hit.amount_reason, fen: charges.map(() => null) };
  const known: number[] = [];
  for (const { line } of charges) {
    if (line.inscp_fen === null) return { reason: 'inscp_amt', fen: charges.map(() => null) };
    known.push(line.inscp_fen);
  }
  if (charges.every(({ num }) => num === den)) return { reason: null, fen: known };
  const parts = charges.map(({ num }, index) => divide(known[index] ?? 0, num, den));
  return { reason: null, fen: spread(parts, hit) };
}

interface Part {
  floor: number;
  rest: number;
}

/** Quotient and remainder of fen × num ÷ den, exact. */
function divide(fen: number, num: number, den: number): Part {
  const product = fen * num;
  if (product < SAFE) return { floor: Math.floor(product / den), rest: product % den };
  const exact = BigInt(fen) * BigInt(num);
  return { floor: Number(exact / BigInt(den)), rest: Number(exact % BigInt(den)) };
}

/** Gives the fen that rounding leaves over to the largest remainders, ties by line id. */
function spread(parts: Part[], { charges, den }: Hit): number[] {
  let rests = 0n;
  for (const { rest } of parts) rests += BigInt(rest);
  const width = BigInt(den);
  const left = Number((2n * rests + width) / (2n * width));
  const fen = parts.map(({ floor }) => floor);
  const order = parts.map((_, index) => index);
  order.sort((a, b) => {
    const byRest = (parts[b]?.rest ?? 0) - (parts[a]?.rest ?? 0);
    if (byRest !== 0) return byRest;
    const lineA = charges[a]?.line;
    const lineB = charges[b]?.line;
    if (lineA === undefined || lineB === undefined) return 0;
    return (
      compareCodePoints(lineA.line_id, lineB.line_id) || compareCodePoints(lineA.fixmedins_code, lineB.fixmedins_code)
    );
  });
  for (const index of order.slice(0, left)) fen[index] = (fen[index] ?? 0) + 1;
  return fen;
}
