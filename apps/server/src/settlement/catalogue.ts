/** What a national code is worth on a day: its class, first share and price cap, as the region pays by. */
import { classifyCode } from '@shouhu/codes';
import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

type Row = Selectable<Schema['catalogue_item']>;

export type CatalogueItem = Pick<
  Row,
  'list_type' | 'chrgitm_lv' | 'med_chrgitm_type' | 'selfpay_prop' | 'pric_uplmt_amt' | 'lmt_used_flag'
>;

/** Items of a message by code and day, read in one statement. */
export async function catalogueOf(
  trx: Transaction<Schema>,
  codes: readonly string[],
): Promise<(med_list_codg: string, day: string) => CatalogueItem> {
  const rows = await trx
    .selectFrom('catalogue_item')
    .selectAll()
    .where('med_list_codg', 'in', [...new Set(codes)])
    .orderBy('begndate', 'desc')
    .execute();
  const byCode = Map.groupBy(rows, ({ med_list_codg }) => med_list_codg);
  return (med_list_codg, day) => {
    const begun = byCode.get(med_list_codg)?.find(({ begndate }) => begndate <= day);
    return begun === undefined || (begun.enddate !== null && begun.enddate < day) ? outside(med_list_codg) : begun;
  };
}

/** Outside the catalogue is class 丙, wholly the person's; what kind of thing it is shows in the shape of its code. */
function outside(med_list_codg: string): CatalogueItem {
  const [list_type, med_chrgitm_type] = kindOf(med_list_codg);
  return {
    list_type,
    chrgitm_lv: '03',
    med_chrgitm_type,
    selfpay_prop: null,
    pric_uplmt_amt: null,
    lmt_used_flag: '0',
  };
}

function kindOf(code: string): readonly [list_type: string, med_chrgitm_type: string] {
  switch (classifyCode(code)) {
    case 'western-drug':
      return ['101', '09'];
    case 'patent-drug':
      return ['101', '11'];
    case 'herbal-slice':
    case 'herbal-granule':
      return ['102', '10'];
    case 'consumable':
      return ['301', '08'];
    case 'service':
    case 'diagnosis':
    case 'operation':
    case undefined:
      return ['201', '14'];
  }
}
