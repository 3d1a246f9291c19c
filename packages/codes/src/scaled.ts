import { formatDecimal, parseUnit } from './decimal.ts';
import type { DecimalFault } from './decimal.ts';
import { fen, mulDiv } from './fen.ts';
import type { Fen } from './fen.ts';
import { refuse } from './parsed.ts';
import type { Parsed } from './parsed.ts';

declare const quantityBrand: unique symbol;
declare const priceBrand: unique symbol;
declare const ratioBrand: unique symbol;

/** A quantity as an integer number of ten-thousandths (`cnt`, N16,4). */
export type Quantity = number & { readonly [quantityBrand]: true };
/** A unit price as an integer number of millionths of a yuan (`pric`, N16,6). */
export type Price = number & { readonly [priceBrand]: true };
/** A ratio between 0 and 1 as an integer number of ten-thousandths (`selfpay_prop`, N5,4). */
export type Ratio = number & { readonly [ratioBrand]: true };

/** Units of one whole in each scale. */
export const QUANTITY_ONE = 10_000;
export const PRICE_ONE_YUAN = 1_000_000;
export const RATIO_ONE = 10_000;

/** A hundred million units on one line, or yuan for one unit, is a shifted column. */
export const QUANTITY_LIMIT = 100_000_000 * QUANTITY_ONE;
export const PRICE_LIMIT = 100_000_000 * PRICE_ONE_YUAN;

const isQuantity = (value: number): value is Quantity => Number.isSafeInteger(value);
const isPrice = (value: number): value is Price => Number.isSafeInteger(value);
const isRatio = (value: number): value is Ratio => Number.isSafeInteger(value);

/** Marks an integer number of ten-thousandths as a quantity. @throws RangeError for anything but a safe integer. */
export function quantity(value: number): Quantity {
  return marked(value, isQuantity);
}

/** Marks an integer number of millionths of a yuan as a price. @throws RangeError for anything but a safe integer. */
export function price(value: number): Price {
  return marked(value, isPrice);
}

/** Marks an integer number of ten-thousandths as a ratio. @throws RangeError for anything but a safe integer. */
export function ratio(value: number): Ratio {
  return marked(value, isRatio);
}

function marked<Unit extends number>(value: number, isUnit: (value: number) => value is Unit): Unit {
  if (!isUnit(value)) throw new RangeError(`not a scaled integer: ${value}`);
  return value;
}

/** Reads a quantity with at most four decimals; negative quantities are refunds and are read. */
export function parseQuantity(text: string): Parsed<Quantity, DecimalFault> {
  return parseUnit(text, 4, QUANTITY_LIMIT, isQuantity);
}

/** Reads a unit price in yuan with at most six decimals; a price is never negative. */
export function parsePrice(text: string): Parsed<Price, DecimalFault | 'negative'> {
  const parsed = parseUnit(text, 6, PRICE_LIMIT, isPrice);
  return parsed.ok && parsed.value < 0 ? refuse('negative') : parsed;
}

/** Reads a ratio from 0 to 1 with at most four decimals. */
export function parseRatio(text: string): Parsed<Ratio, DecimalFault | 'negative'> {
  const parsed = parseUnit(text, 4, RATIO_ONE, isRatio);
  return parsed.ok && parsed.value < 0 ? refuse('negative') : parsed;
}

/** Writes a quantity without needless zeros: 15000 is `1.5`. */
export function formatQuantity(cnt: Quantity): string {
  return formatDecimal(cnt, 4, 0);
}

/** Writes a price in yuan with at least two decimals: 1500000 is `1.50`. */
export function formatPrice(pric: Price): string {
  return formatDecimal(pric, 6, 2);
}

/** Writes a ratio without needless zeros: 2500 is `0.25`. */
export function formatRatio(prop: Ratio): string {
  return formatDecimal(prop, 4, 0);
}

/** quantity × price as money, rounded half away from zero once. */
export function priceOf(cnt: Quantity, pric: Price): Fen {
  return fen(mulDiv(cnt, pric, QUANTITY_ONE * (PRICE_ONE_YUAN / 100)));
}
