/** Settlement of outpatient batches (2206 to 2208) and of stays (2303 to 2305): computed first, then written, or taken back. */
import { shouhuError } from '@shouhu/errors';
import { text } from '@shouhu/interface';
import { z } from 'zod';
import { sideBySide } from '../gateway/transaction.ts';
import type { Handling } from '../gateway/transaction.ts';
import { lockWithPayers } from '../insured/lock-person.ts';
import { insuredOf } from '../insured/read-insured.ts';
import type { Insured } from '../insured/read-insured.ts';
import { checkBoxesOf, scansOfVisit } from '../trace/presettled-boxes.ts';
import type { FeeLine } from './add-lines.ts';
import { computedAnswer, settledAnswer } from './answer.ts';
import { cancelSettlement } from './cancel.ts';
import { compute } from './compute.ts';
import { credential, flag, sums } from './fields.ts';
import { CLR_TYPE, settle } from './settle.ts';
import { transactionOf } from './transaction-of.ts';
import { lockVisit, lookAtVisit, presented, refuseSettled } from './visits.ts';
import type { Visit } from './visits.ts';

const settling = {
  ...credential,
  ...sums,
  mdtrt_id: text(30),
  insutype: text(6),
  med_type: text(6),
};
const batch = z.object({ data: z.object({ ...settling, chrg_bchno: text(30) }) });
const stay = z.object({ data: z.object({ ...settling, mid_setl_flag: flag }) });

/** What a message asks to settle: a batch of an outpatient visit, or a stay up to now. */
interface Wanted extends z.output<z.ZodObject<typeof settling>> {
  readonly chrg_bchno: string | null;
  readonly mid_setl: boolean;
}

async function linesOf({ trx }: Handling, wanted: Wanted): Promise<FeeLine[]> {
  const { mdtrt_id, chrg_bchno } = wanted;
  const found = await trx
    .selectFrom('fee_line')
    .selectAll()
    .where('mdtrt_id', '=', mdtrt_id)
    .where((e) => (chrg_bchno === null ? e('setl_id', 'is', null) : e('chrg_bchno', '=', chrg_bchno)))
    .orderBy('feedetl_sn')
    .execute();
  const settled = found.find(({ setl_id }) => setl_id !== null)?.setl_id;
  if (settled !== undefined && settled !== null)
    throw shouhuError('SH-Q042', { chrg_bchno: chrg_bchno ?? '', setl_id: settled });
  if (found.length === 0 && !(await endsStay(trx, mdtrt_id, wanted)))
    throw shouhuError('SH-Q040', { mdtrt_id, chrg_bchno: chrg_bchno ?? '—' });
  return found;
}

/** A stay whose fees are all settled amid it still ends by a settlement, of nothing. */
async function endsStay(
  trx: Handling['trx'],
  mdtrt_id: string,
  { chrg_bchno, mid_setl }: Pick<Wanted, 'chrg_bchno' | 'mid_setl'>,
): Promise<boolean> {
  if (chrg_bchno !== null || mid_setl) return false;
  const part = await trx
    .selectFrom('fee_line')
    .select('setl_id')
    .where('mdtrt_id', '=', mdtrt_id)
    .limit(1)
    .executeTakeFirst();
  return part !== undefined;
}

async function computed(
  handling: Handling,
  visit: Visit,
  person: Insured,
  { lines, ...wanted }: Wanted & { readonly lines: readonly FeeLine[] },
) {
  const { insutype, med_type, mid_setl, acct_used_flag: acct_used } = wanted;
  return compute(handling, visit, person, lines, { insutype, med_type, mid_setl, acct_used, stated: wanted });
}

/** Nothing is written: a token or a chip is not used up either. */
async function presettle(handling: Handling, care: 'outpatient' | 'inpatient', wanted: Wanted): Promise<object> {
  const visit = await lookAtVisit(handling, wanted, care);
  if (care === 'inpatient') refuseSettled(visit, handling.message);
  const person = await insuredOf(handling.trx, visit.psn_no);
  const lines = await linesOf(handling, wanted);
  const result = await computed(handling, visit, person, { ...wanted, lines });
  await checkBoxesOf(handling, lines, await scansOfVisit(handling.trx, visit.mdtrt_id));
  return computedAnswer(handling, result, wanted, { mdtrt_id: visit.mdtrt_id, clr_type: CLR_TYPE[care] });
}

async function settleVisit(handling: Handling, care: 'outpatient' | 'inpatient', wanted: Wanted): Promise<object> {
  const [, visit, person, lines] = await sideBySide(handling, (each) => [
    lockWithPayers(each.trx, wanted.psn_no),
    lockToSettle(each, care, wanted),
    // Who lies in hospital was shown to be who he is on admission, and may have died since.
    care === 'inpatient' ? insuredOf(each.trx, wanted.psn_no) : presented(each, wanted),
    linesOf(each, wanted),
  ]);
  const result = await computed(handling, visit, person, { ...wanted, lines });
  const { chrg_bchno, mid_setl, mdtrt_cert_type, psn_setlway, invono } = wanted;
  const manner = { chrg_bchno, mid_setl, mdtrt_cert_type, psn_setlway, invono, acct_used: wanted.acct_used_flag };
  return settledAnswer(handling, result, await settle(handling, visit, result, manner));
}

async function lockToSettle(handling: Handling, care: 'outpatient' | 'inpatient', wanted: Wanted): Promise<Visit> {
  const visit = await lockVisit(handling, wanted, care);
  if (care === 'inpatient') refuseUndischarged(handling, visit, wanted.mid_setl);
  return visit;
}

/** The last settlement of a stay comes after the discharge, one amid it before. */
function refuseUndischarged({ message }: Handling, visit: Visit, mid_setl: boolean): void {
  const { mdtrt_id, state } = visit;
  const { infno } = message;
  refuseSettled(visit, message);
  if (!mid_setl && state === 'in-hospital') throw shouhuError('SH-Q014', { mdtrt_id, infno });
  if (mid_setl && state === 'discharged') throw shouhuError('SH-Q015', { mdtrt_id, infno });
}

const ofBatch = ({ data }: z.output<typeof batch>): Wanted => ({ ...data, mid_setl: false });
const ofStay = ({ data: { mid_setl_flag, ...data } }: z.output<typeof stay>): Wanted => ({
  ...data,
  chrg_bchno: null,
  mid_setl: mid_setl_flag,
});

const settled = z.object({ data: z.object({ psn_no: text(30), mdtrt_id: text(30), setl_id: text(30) }) });

const batches = (suffix: string) => [
  transactionOf({
    infno: `2206${suffix}`,
    name: '门诊预结算',
    input: batch,
    handle: (handling, input) => presettle(handling, 'outpatient', ofBatch(input)),
  }),
  transactionOf({
    infno: `2207${suffix}`,
    name: '门诊结算',
    input: batch,
    handle: (handling, input) => settleVisit(handling, 'outpatient', ofBatch(input)),
  }),
  transactionOf({
    infno: `2208${suffix}`,
    name: '门诊结算撤销',
    input: settled,
    handle: (handling, { data }) => cancelSettlement(handling, 'outpatient', data),
  }),
];

export const settlements = [
  ...batches(''),
  ...batches('A'),
  transactionOf({
    infno: '2303',
    name: '住院预结算',
    input: stay,
    handle: (handling, input) => presettle(handling, 'inpatient', ofStay(input)),
  }),
  transactionOf({
    infno: '2304',
    name: '住院结算',
    input: stay,
    handle: (handling, input) => settleVisit(handling, 'inpatient', ofStay(input)),
  }),
  transactionOf({
    infno: '2305',
    name: '住院结算撤销',
    input: settled,
    handle: (handling, { data }) => cancelSettlement(handling, 'inpatient', data),
  }),
];
