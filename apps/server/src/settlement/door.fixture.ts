/** A till behind the door, for tests of what staff see: a hospital whose messages come signed over `/fsi/api`. */
import assert from 'node:assert/strict';
import type { Received } from '@shouhu/interface';
import { connect } from '../gateway/gateway.fixture.ts';
import type { Institution } from '../gateway/gateway.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { admissionOf, EMPLOYEE, fieldOf, fillCatalogue, HOSPITAL, line, settling } from './settlement.fixture.ts';

/** @param agreement whether one is registered: false where the hospital has one already */
export async function openTill(on: Platform, agreement: boolean): Promise<Institution> {
  await takeIn(on);
  await fillCatalogue(on);
  const institution = await connect(on, HOSPITAL, { agreement });
  const basics = { kind: 'hospital' as const, hosp_lv: '05' };
  const unknown = { ownership: null, uscc: null, addr: null, bed_cnt: null, doctor_cnt: null, nurse_cnt: null };
  await on.db
    .insertInto('institution_basics')
    .values({ fixmedins_code: HOSPITAL, ...basics, ...unknown, pharmacist_cnt: null, head: null, version: 1 })
    .onConflict((to) => to.column('fixmedins_code').doUpdateSet(basics))
    .execute();
  return institution;
}

const DIAGNOSES = fieldsOf(admissionOf(EMPLOYEE))['diseinfo'];

/**
 * An outpatient visit of the employee from its registration to its settlement.
 * @param meanwhile done between its fees and its settlement
 */
export async function settledAtDoor(
  { ask }: Institution,
  lines: readonly Record<string, unknown>[] = [line('F1', { pric: 600 })],
  meanwhile: (mdtrt_id: string) => Promise<void> = async () => {},
): Promise<{ readonly mdtrt_id: string; readonly setl_id: string; readonly psn_no: string }> {
  const send = async (infno: string, input: object): Promise<unknown> =>
    outputOf(await ask(infno, input, { insuplc_admdvs: '429000' }));
  const begntime = '2026-03-02 09:00:00';
  const doctor = { atddr_no: 'D429000000123', dr_name: '医生', dept_code: '01', dept_name: '内科', caty: 'A03' };
  const registration = { psn_no: EMPLOYEE, insutype: '310', begntime, mdtrt_cert_type: '02', ipt_otp_no: 'O1' };
  const opened = fieldsOf(await send('2201', { data: { ...registration, ...doctor } }));
  const visit = { mdtrt_id: fieldOf(opened['data'], 'mdtrt_id'), psn_no: EMPLOYEE };
  await send('2203A', { mdtrtinfo: { ...visit, med_type: '11', begntime }, diseinfo: DIAGNOSES });
  await send('2204', { feedetail: lines.map((one) => ({ ...visit, chrg_bchno: 'B1', ...one })) });
  const cost = lines.reduce((sum, one) => sum + Number(one['det_item_fee_sumamt']), 0);
  await meanwhile(visit.mdtrt_id);
  const { setlinfo } = fieldsOf(await send('2207', settling(visit, cost.toFixed(2), { acct_used_flag: '1' })));
  return { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') };
}

/** Takes a settlement back (2208). */
export async function cancelledAtDoor(
  { ask }: Institution,
  settled: { readonly mdtrt_id: string; readonly setl_id: string; readonly psn_no: string },
): Promise<string> {
  const back = fieldsOf(outputOf(await ask('2208', { data: settled }, { insuplc_admdvs: '429000' })));
  return fieldOf(back['setlinfo'], 'setl_id');
}

function outputOf({ answer }: Received): unknown {
  assert.equal(answer.infcode, 0, answer.err_msg);
  return answer.output;
}

function fieldsOf(node: unknown): Readonly<Record<string, unknown>> {
  assert.ok(typeof node === 'object' && node !== null);
  return Object.fromEntries(Object.entries(node));
}
