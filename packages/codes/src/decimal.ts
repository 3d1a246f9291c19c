import { accept, refuse } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** Why a text is not a decimal number of the wanted scale and size. */
export type DecimalFault = 'empty' | 'not-a-number' | 'too-many-decimals' | 'too-large';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const MOST_DIGITS = 15;

/**
 * Reads a plain decimal exactly, without floating point: sign, digits, at most `scale` decimals.
 * Exponents, separators and full-width digits are refused; blanks around the number are not part of it.
 * Trailing zeros count as decimals: a column of three decimals is a column of three decimals.
 * @param limit greatest magnitude of the result, in units of 10^-scale
 * @returns an integer in units of 10^-scale
 */
export function parseDecimal(text: string, scale: number, limit: number): Parsed<number, DecimalFault> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('empty');
  const [, sign, whole = '', decimals = ''] = DECIMAL.exec(trimmed) ?? [];
  if (whole === '' && decimals === '') return refuse('not-a-number');
  if (decimals.length > scale) return refuse('too-many-decimals');
  const digits = whole.replace(/^0+/, '') + decimals.padEnd(scale, '0');
  if (digits.length > MOST_DIGITS || Number(digits) > limit) return refuse('too-large');
  const magnitude = Number(digits);
  return accept(sign === '-' && magnitude !== 0 ? -magnitude : magnitude);
}

/** {@link parseDecimal} into a marked unit, whose guard accepts every safe integer. */
export function parseUnit<Unit extends number>(
  text: string,
  scale: number,
  limit: number,
  isUnit: (value: number) => value is Unit,
): Parsed<Unit, DecimalFault> {
  const parsed = parseDecimal(text, scale, limit);
  if (!parsed.ok) return parsed;
  return isUnit(parsed.value) ? accept(parsed.value) : refuse('too-large');
}

/** Writes an integer in units of 10^-scale with exactly `decimals` decimals, at least those that are not zero. */
export function formatDecimal(value: number, scale: number, decimals: number = scale): string {
  const digits = Math.abs(value)
    .toString()
    .padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const significant = digits.slice(digits.length - scale).replace(/0+$/, '');
  const fraction = significant.padEnd(decimals, '0');
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
