/** Diagnoses of a visit, as 2203, 2401, 2402 and 2403 tell them: the last telling holds. */
import { coded, optional, text } from '@shouhu/interface';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { instant, maybeText } from './fields.ts';
import { refuseFuture } from './visits.ts';
import type { Visit } from './visits.ts';

export const diagnoses = z.object({
  diag_type: coded('diag_type'),
  diag_srt_no: z.union([z.string().regex(/^\d{1,2}$/), z.int().min(0).max(99)], 'N2').transform(Number),
  maindiag_flag: maybeText(3),
  diag_code: text(20),
  diag_name: text(100),
  diag_dept: maybeText(50),
  dise_dor_no: maybeText(30),
  diag_time: optional(instant),
  adm_cond: maybeText(500),
  vali_flag: maybeText(3),
});
export type Diagnosis = z.output<typeof diagnoses>;

/** @param inout_diag_type 1 of the admission or of an outpatient visit, 2 of the discharge */
export async function writeDiagnoses(
  { trx, at }: Handling,
  { mdtrt_id }: Pick<Visit, 'mdtrt_id'>,
  inout_diag_type: '1' | '2',
  told: readonly Diagnosis[],
): Promise<void> {
  for (const { diag_time } of told) refuseFuture('diag_time', diag_time, at);
  await trx
    .deleteFrom('visit_diagnosis')
    .where('mdtrt_id', '=', mdtrt_id)
    .where('inout_diag_type', '=', inout_diag_type)
    .execute();
  if (told.length === 0) return;
  const unique = new Map(told.map((one) => [`${one.diag_type} ${one.diag_srt_no}`, one]));
  await trx
    .insertInto('visit_diagnosis')
    .values([...unique.values()].map((one) => ({ mdtrt_id, inout_diag_type, ...one, vali_flag: one.vali_flag ?? '1' })))
    .execute();
}
