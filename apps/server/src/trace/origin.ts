/** Where a box comes from, before it is sold: of the own stock, of the drug that it was bought as, of the codes that were given. */
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Handling } from '../gateway/transaction.ts';
import { maskTraceCode } from './codes.ts';
import { VIRTUAL } from './virtual-code.ts';

interface Whereabouts {
  readonly drug_trac_codg: string;
  readonly fixmedins_code: string;
  readonly med_list_codg: string;
  readonly lies: boolean;
}

/**
 * A box that nobody uploaded a purchase of is sold all the same: stock may come later. One that lies elsewhere, by the last that was said of it, is not.
 * @throws ShouhuError SH-Z010 to SH-Z012
 */
export async function refuseForeign(
  { trx, message }: Handling,
  wanted: ReadonlyMap<string, { readonly med_list_codg: string }>,
): Promise<void> {
  const codes = [...wanted.keys()];
  const field = 'drug_trac_codg';
  const { rows } = await sql<Whereabouts>`
    SELECT DISTINCT ON (box.drug_trac_codg) box.drug_trac_codg, fixmedins_code, med_list_codg, infno = '3501' OR delta > 0 AS lies
    FROM stock_box box JOIN stock_movement own USING (movement_id)
    WHERE box.drug_trac_codg = ANY (${codes}) AND reverses IS NULL
      AND NOT EXISTS (SELECT FROM stock_movement back WHERE back.reverses = own.movement_id)
    ORDER BY box.drug_trac_codg, movement_id DESC`.execute(trx);
  for (const { drug_trac_codg, fixmedins_code, med_list_codg: known, lies } of rows) {
    const code = maskTraceCode(drug_trac_codg);
    const item = wanted.get(drug_trac_codg)?.med_list_codg ?? '';
    if (fixmedins_code !== message.fixmedins_code && lies) throw shouhuError('SH-Z010', { code }, { field });
    if (fixmedins_code === message.fixmedins_code && known !== item)
      throw shouhuError('SH-Z011', { code, known, item }, { field });
  }
  const given = codes.filter((code) => VIRTUAL.test(code));
  if (given.length === 0) return;
  const own = await trx
    .selectFrom('trace_virtual')
    .select(['drug_trac_codg', 'med_list_codg'])
    .where('drug_trac_codg', 'in', given)
    .where('fixmedins_code', '=', message.fixmedins_code)
    .execute();
  const known = new Map(own.map((one) => [one.drug_trac_codg, one.med_list_codg]));
  const foreign = given.find((code) => known.get(code) !== wanted.get(code)?.med_list_codg);
  if (foreign !== undefined) throw shouhuError('SH-Z012', { code: maskTraceCode(foreign) }, { field });
}
