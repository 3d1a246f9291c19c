import { parsePrice, parseQuantity, parseRatio, parseYuan } from '@shouhu/codes';
import type { Parsed } from '@shouhu/codes';
import type { NumberForm } from './cells.ts';

/** Up to nine digits: no count in this field is larger. */
function readWhole(text: string): Parsed<number, 'not-a-number'> {
  return /^\d{1,9}$/.test(text) ? { ok: true, value: Number(text) } : { ok: false, fault: 'not-a-number' };
}

/** Quantities and days of supply, in ten-thousandths. */
export const quantityForm: NumberForm = { read: parseQuantity, unit: '0.0001' };
/** Money, in fen. */
export const amountForm: NumberForm = { read: parseYuan, unit: 'yuan, 0.01' };
/** Unit prices, in millionths of a yuan. */
export const priceForm: NumberForm = { read: parsePrice, unit: 'yuan, 0.000001' };
/** Ratios from 0 to 1, in ten-thousandths. */
export const ratioForm: NumberForm = { read: parseRatio, unit: '0–1' };
/** Plain counts. */
export const wholeForm: NumberForm = { read: readWhole, unit: '0, 1, 2 …' };
/** Plain counts of at least one. */
export const positiveForm: NumberForm = { read: readWhole, unit: '1, 2, 3 …', least: 1 };
