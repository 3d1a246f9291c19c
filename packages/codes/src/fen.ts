import { formatDecimal, parseUnit } from './decimal.ts';
import type { DecimalFault } from './decimal.ts';
import type { Parsed } from './parsed.ts';
import { compareCodePoints } from './text.ts';

declare const fenBrand: unique symbol;

/** Money as an integer number of fen (0.01 yuan). The only form of money inside Shouhu. */
export type Fen = number & { readonly [fenBrand]: true };

/** One amount of a row stays below a thousand million yuan: beyond it a column was shifted, not a fee charged. */
export const AMOUNT_LIMIT_FEN = 100_000_000_000;

/** Marks an integer as fen. @throws RangeError for anything but a safe integer (a programming mistake). */
export function fen(value: number): Fen {
  if (!isFen(value)) throw new RangeError(`not an integer amount of fen: ${value}`);
  return value;
}

function isFen(value: number): value is Fen {
  return Number.isSafeInteger(value);
}

/** Reads an amount in yuan with at most two decimals, exactly. Negative amounts are refunds and are read. */
export function parseYuan(text: string): Parsed<Fen, DecimalFault> {
  return parseUnit(text, 2, AMOUNT_LIMIT_FEN, isFen);
}

/** Writes fen as yuan with two decimals: `-5` is `-0.05`. */
export function formatYuan(amount: Fen): string {
  return formatDecimal(amount, 2);
}

/** The same with separators, as it is read: `12,345.67`. */
export function groupedYuan(amount: Fen): string {
  return formatYuan(amount).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
}

/** Adds amounts. @throws RangeError when the sum leaves the exact integers. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

/**
 * value × multiplier ÷ divisor in exact integers, rounded half away from zero (docs/semantics.md 13).
 * @throws RangeError for a zero divisor, for operands or a result that are no safe integers
 */
export function mulDiv(value: number, multiplier: number, divisor: number): number {
  const product = value * multiplier;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(divisor) && divisor !== 0) {
    return roundedQuotient(product, divisor);
  }
  return bigQuotient(BigInt(value) * BigInt(multiplier), BigInt(divisor));
}

/** {@link mulDiv} for money: `amount × multiplier ÷ divisor`, the multiplier and divisor being of one scale. */
export function mulDivFen(amount: Fen, multiplier: number, divisor: number): Fen {
  return fen(mulDiv(amount, multiplier, divisor));
}

function roundedQuotient(product: number, divisor: number): number {
  const size = Math.abs(divisor);
  const rest = Math.abs(product) % size;
  const whole = (Math.abs(product) - rest) / size;
  const magnitude = rest >= size - rest ? whole + 1 : whole;
  return product < 0 !== divisor < 0 && magnitude !== 0 ? -magnitude : magnitude;
}

function bigQuotient(product: bigint, divisor: bigint): number {
  const size = divisor < 0n ? -divisor : divisor;
  const total = product < 0n ? -product : product;
  const magnitude = (total * 2n + size) / (size * 2n);
  const result = Number(product < 0n === divisor < 0n ? magnitude : -magnitude);
  if (!Number.isSafeInteger(result)) throw new RangeError('the quotient is not an exact integer');
  return result;
}

/** One taker of an apportioned amount; `weight` is a non-negative integer. */
export interface Share {
  readonly id: string;
  readonly weight: number;
}

/**
 * Splits an amount over shares in proportion to their weights by largest remainder; equal remainders go by id
 * in code point order (docs/semantics.md 13). Without any weight the shares count alike.
 * @returns one amount per share, in the order given, summing to `total`
 */
export function apportion(total: Fen, shares: readonly Share[]): Fen[] {
  if (shares.length === 0) throw new RangeError('nothing to apportion to');
  const even = shares.every((share) => share.weight === 0);
  const weights = shares.map((share) => BigInt(even ? 1 : share.weight));
  const sum = weights.reduce((left, right) => left + right, 0n);
  const amount = BigInt(Math.abs(total));
  const parts = weights.map((weight) => (amount * weight) / sum);
  const rests = weights.map((weight) => (amount * weight) % sum);
  const left = Number(amount - parts.reduce((a, b) => a + b, 0n));
  const byRemainder = shares
    .map((share, index) => ({ id: share.id, index, rest: rests[index] ?? 0n }))
    .toSorted((a, b) => (a.rest === b.rest ? compareCodePoints(a.id, b.id) : a.rest > b.rest ? -1 : 1));
  const favoured = new Set(byRemainder.slice(0, left).map((share) => share.index));
  const sign = total < 0 ? -1 : 1;
  return parts.map((part, index) => fen(sign * (Number(part) + (favoured.has(index) ? 1 : 0)) || 0));
}
