/** Boxes of a message that are sold already, by whomever: of other persons nothing is said but that, where and when. */
import type { Sale } from '@shouhu/claims';
import type { Patient } from '@shouhu/audit';
import { parseCivilTime } from '@shouhu/codes';
import { instantText } from '@shouhu/interface';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

interface Sold {
  readonly drug_trac_codg: string;
  readonly trdn_flag: boolean;
  readonly fixmedins_code: string;
  readonly psn_no: string | null;
  readonly mdtrt_id: string | null;
  readonly feedetl_sn: string | null;
  readonly taken_at: string;
}

/** Codes of the orders of the current encounter. */
function codesOf({ curr_mdtrt_id, fsi_encounter_dtos }: Patient): string[] {
  const orders = fsi_encounter_dtos
    .filter(({ mdtrt_id }) => mdtrt_id === curr_mdtrt_id)
    .flatMap((one) => one.fsi_order_dtos ?? []);
  return orders.flatMap(({ drug_trac_codg }) => (drug_trac_codg ?? '').split(';')).filter((code) => code !== '');
}

/** Valid sales of the boxes that the patients' orders name; nothing is asked where they name none. */
export async function boxesSold(trx: Transaction<Schema>, patients: readonly Patient[]): Promise<readonly Sold[]> {
  const codes = [...new Set(patients.flatMap(codesOf))];
  if (codes.length === 0) return [];
  const { rows } = await sql<Omit<Sold, 'taken_at'> & { taken_at: Date }>`
    SELECT s.drug_trac_codg, s.trdn_flag, s.fixmedins_code, p.psn_no, p.mdtrt_id, p.feedetl_sn, p.taken_at
    FROM trace_sale s JOIN trace_part p USING (sale_id)
    WHERE s.drug_trac_codg = ANY (${codes}::text[]) AND s.ended_at IS NULL AND p.ended_at IS NULL
    ORDER BY s.drug_trac_codg, p.part_id`.execute(trx);
  return rows.map((row) => ({ ...row, taken_at: instantText(row.taken_at) }));
}

/** As sales of the history of one patient: lines are named where they are the person's own. */
export function salesKnownTo(patient: Patient, sold: readonly Sold[]): Sale[] {
  const codes = new Set(codesOf(patient));
  return sold
    .filter((one) => codes.has(one.drug_trac_codg) && one.mdtrt_id !== patient.curr_mdtrt_id)
    .map(({ drug_trac_codg, trdn_flag, fixmedins_code, psn_no, mdtrt_id, feedetl_sn, taken_at }) => {
      const isOwn = psn_no === patient.patn_id;
      const time = parseCivilTime(taken_at);
      if (!time.ok) throw new Error(`no civil time: ${taken_at}`);
      const own = isOwn ? { psn_no, mdtrt_id, line_id: feedetl_sn } : { psn_no: null, mdtrt_id: null, line_id: null };
      const { day, second } = time.value;
      return { drug_trac_codg, fixmedins_code, ...own, day, second, trdn_flag: Number(trdn_flag) };
    });
}
