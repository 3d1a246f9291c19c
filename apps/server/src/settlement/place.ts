/** The institution that settles: its grade and kind as benefits see them. */
import type { Handling } from '../gateway/transaction.ts';

export interface Place {
  readonly fixmedins_name: string;
  readonly hosp_lv: string;
  /** `1` medical institution, `2` pharmacy. */
  readonly fixmedins_type: string;
}

/** 11: without grade, as pharmacies are. */
const NO_GRADE = '11';

export async function placeOf({ trx, message }: Handling): Promise<Place> {
  const found = await trx
    .selectFrom('institution')
    .leftJoin('institution_basics', 'institution_basics.fixmedins_code', 'institution.fixmedins_code')
    .select(['fixmedins_name', 'hosp_lv', 'kind'])
    .where('institution.fixmedins_code', '=', message.fixmedins_code)
    .executeTakeFirstOrThrow();
  const { fixmedins_name, hosp_lv, kind } = found;
  return { fixmedins_name, hosp_lv: hosp_lv ?? NO_GRADE, fixmedins_type: kind === 'pharmacy' ? '2' : '1' };
}
