/** Whether a line sells as many units as its boxes can hold. */
import { formatQuantity, quantity, QUANTITY_ONE } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { needsCode } from './terms.ts';
import type { Terms } from './terms.ts';

export interface Counted {
  /** Name of the line for those who are refused. */
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  readonly list_type: string;
  readonly day: string;
  readonly cnt: number;
  readonly trdn_flag: boolean;
  readonly codes: readonly string[];
}

/** @throws ShouhuError SH-Z004 without a code that it needs; SH-Z005 or SH-Z006 when there are too few or too many */
export function checkBoxes(terms: Terms, line: Counted): void {
  const { feedetl_sn, med_list_codg, cnt, trdn_flag, codes } = line;
  const boxes = codes.length;
  if (boxes === 0) {
    if (needsCode(terms, line))
      throw shouhuError('SH-Z004', { feedetl_sn, item: med_list_codg }, { field: 'drug_trac_codg' });
    return;
  }
  const { pack_cnt } = terms.itemOf(med_list_codg);
  const shown = formatQuantity(quantity(cnt));
  if (pack_cnt !== null && boxes * pack_cnt < cnt) {
    const most = formatQuantity(quantity(boxes * pack_cnt));
    throw shouhuError('SH-Z005', { feedetl_sn, boxes, most, cnt: shown }, { field: 'drug_trac_codg' });
  }
  // Of whole boxes each but the last is full, and holds a unit at least.
  if (!trdn_flag && (boxes - 1) * (pack_cnt ?? QUANTITY_ONE) >= cnt)
    throw shouhuError('SH-Z006', { feedetl_sn, boxes, cnt: shown }, { field: 'drug_trac_codg' });
}
