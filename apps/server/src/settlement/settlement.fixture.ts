/** A till for tests: institutions with agreements, insured persons, a small catalogue, and messages handed to the transactions as the gateway does. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { samplePolicyOf } from '@shouhu/benefits';
import { transaction } from '@shouhu/database';
import { ShouhuError } from '@shouhu/errors';
import { faultOf, instantText } from '@shouhu/interface';
import { sql } from 'kysely';
import { platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { TRANSACTIONS } from '../gateway/transactions.ts';

export const HOSPITAL = 'H42900000001';
export const OTHER_HOSPITAL = 'H42900000002';
export const PHARMACY = 'P42900000001';
/** An employee with 120.50 yuan in his account, and a resident. */
export const EMPLOYEE = '4290000001';
export const RESIDENT = '4290000002';

/** 甲, 乙 at the policy's share, a capped service, and a limited drug. */
export const ITEMS = {
  classA: 'XA01AAA001A001010100001',
  classB: 'XB01AAA001A001010100002',
  capped: '001102000010000',
  limited: 'XC01AAA001A001010100003',
  outside: 'XD01AAA001A001010100004',
} as const;

export interface Sent {
  readonly from?: string;
  readonly msgid?: string;
  readonly insuplc_admdvs?: string;
}

export interface Till {
  readonly on: Platform;
  /** Hands a message over and gives its output. */
  readonly send: (infno: string, input: unknown, more?: Sent) => Promise<Output>;
  /** Moves the clock: `2026-03-02 10:00:00`. */
  readonly clock: (time: string) => void;
  /** Now, as a message writes it. */
  readonly now: () => string;
}

/** What a transaction answered, to be looked into. */
export interface Output {
  readonly [field: string]: unknown;
}

let serial = 0;
const msgidOf = (fixmedins_code: string): string =>
  `${fixmedins_code}20260302100000${String((serial += 1)).padStart(4, '0')}`;

export async function till(ending: { after(work: () => Promise<void>): void }): Promise<Till> {
  const on = await platform(ending);
  await takeIn(on);
  await registerPlaces(on);
  await fillCatalogue(on);
  let at = new Date('2026-03-02T02:00:00Z');
  return {
    on,
    now: () => instantText(at),
    clock: (time) => {
      at = new Date(`${time.replace(' ', 'T')}+08:00`);
    },
    send: async (infno, input, { from = HOSPITAL, msgid = msgidOf(from), insuplc_admdvs = '429000' } = {}) => {
      const known = TRANSACTIONS.get(infno) ?? assert.fail(infno);
      const read = known.input.safeParse(input);
      if (!read.success) throw faultOf(read.error.issues, input, ['input']);
      const message = {
        infno,
        msgid,
        fixmedins_code: from,
        admdvs: '429000',
        insuplc_admdvs,
        opter: 'op1',
        opter_name: '收费员',
      };
      const answer = await transaction(on.db, 'read committed', async (trx) =>
        known.handle({ trx, ring: on.ring, folder: on.folder, policyOf: samplePolicyOf, message, at }, read.data),
      );
      return JSON.parse(JSON.stringify(answer));
    },
  };
}

async function registerPlaces({ db }: Platform): Promise<void> {
  await db
    .insertInto('institution')
    .values({ fixmedins_code: PHARMACY, fixmedins_name: '测试县大药房', admdvs: '429000' })
    .execute();
  const places = [
    { fixmedins_code: HOSPITAL, kind: 'hospital', hosp_lv: '05' },
    { fixmedins_code: OTHER_HOSPITAL, kind: 'hospital', hosp_lv: '02' },
    { fixmedins_code: PHARMACY, kind: 'pharmacy', hosp_lv: null },
  ] as const;
  const unknown = {
    ownership: null,
    uscc: null,
    addr: null,
    bed_cnt: null,
    doctor_cnt: null,
    nurse_cnt: null,
    pharmacist_cnt: null,
    head: null,
    version: 1,
  };
  await db
    .insertInto('institution_basics')
    .values(places.map((place) => ({ ...place, ...unknown })))
    .execute();
  await db
    .insertInto('agreement')
    .values(
      places.map(({ fixmedins_code }) => ({
        agreement_id: randomUUID(),
        fixmedins_code,
        number: fixmedins_code,
        valid_from: '2026-01-01',
        valid_to: '2027-12-31',
        recorded_at: new Date('2026-01-01T00:00:00Z'),
      })),
    )
    .execute();
}

export async function fillCatalogue({ db }: Platform): Promise<void> {
  // Codes are asked for where a test is about them.
  await db.insertInto('trace_setting').values({ admdvs: '429000', codes_from: null, below_zero: false }).execute();
  const drug = {
    list_type: '101',
    med_chrgitm_type: '09',
    selfpay_prop: null,
    pric_uplmt_amt: null,
    lmt_used_flag: '0',
  };
  const rows = [
    { ...drug, med_list_codg: ITEMS.classA, chrgitm_lv: '01' },
    { ...drug, med_list_codg: ITEMS.classB, chrgitm_lv: '02' },
    { ...drug, med_list_codg: ITEMS.limited, chrgitm_lv: '02', lmt_used_flag: '1' },
    {
      ...drug,
      med_list_codg: ITEMS.capped,
      list_type: '201',
      med_chrgitm_type: '03',
      chrgitm_lv: '01',
      pric_uplmt_amt: 50_000_000,
    },
  ];
  await db
    .insertInto('catalogue_item')
    .values(rows.map((row) => ({ begndate: '2026-01-01', enddate: null, ...row })))
    .execute();
}

/** A fee line; what matters to a test is told. Prices are yuan. */
export function line(feedetl_sn: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const whole: Readonly<Record<string, unknown>> = { cnt: 1, pric: 100, ...more };
  return {
    feedetl_sn,
    rx_circ_flag: '0',
    fee_ocur_time: '2026-03-02 09:30:00',
    med_list_codg: ITEMS.classA,
    medins_list_codg: 'L1',
    det_item_fee_sumamt: (Number(whole['cnt']) * Number(whole['pric'])).toFixed(2),
    bilg_dept_codg: '01',
    bilg_dept_name: '内科',
    bilg_dr_codg: 'D429000000123',
    bilg_dr_name: '医生',
    hosp_appr_flag: '0',
    ...whole,
  };
}

const DIAGNOSIS = {
  diag_type: '1',
  diag_srt_no: '1',
  diag_code: 'I10.x00',
  diag_name: '高血压',
  diag_dept: '内科',
  dise_dor_no: 'D429000000123',
  diag_time: '2026-03-02 09:20:00',
  vali_flag: '1',
};

/** Registers an outpatient visit and says what it is for. */
export async function registered(
  { send }: Till,
  psn_no: string = EMPLOYEE,
  more: Sent & { med_type?: string; insutype?: string } = {},
): Promise<{ readonly mdtrt_id: string; readonly psn_no: string }> {
  const { med_type = '11', insutype = psn_no === RESIDENT ? '390' : '310', ...sent } = more;
  const begntime = '2026-03-02 09:00:00';
  const doctor = { atddr_no: 'D429000000123', dr_name: '医生', dept_code: '01', dept_name: '内科', caty: 'A03' };
  const wanted = { psn_no, insutype, begntime, mdtrt_cert_type: '02', ipt_otp_no: 'O1', ...doctor };
  const { data } = await send('2201', { data: wanted }, sent);
  const mdtrt_id = fieldOf(data, 'mdtrt_id');
  await send('2203A', { mdtrtinfo: { mdtrt_id, psn_no, med_type, begntime }, diseinfo: [DIAGNOSIS] }, sent);
  return { mdtrt_id, psn_no };
}

export function admissionOf(psn_no: string, fields: object = {}): object {
  const mdtrtinfo = {
    psn_no,
    insutype: psn_no === RESIDENT ? '390' : '310',
    begntime: '2026-02-20 08:00:00',
    mdtrt_cert_type: '02',
    med_type: '21',
    ipt_otp_no: 'I1',
    atddr_no: 'D429000000123',
    chfpdr_name: '医生',
    adm_dept_codg: '01',
    adm_dept_name: '内科',
    adm_bed: '1',
    coner_name: '王家属',
    tel: '13900000000',
    ...fields,
  };
  return { mdtrtinfo, diseinfo: [DIAGNOSIS] };
}

export async function admitted(
  { send }: Till,
  psn_no: string = EMPLOYEE,
  more: Sent & { fields?: object } = {},
): Promise<{ readonly mdtrt_id: string; readonly psn_no: string }> {
  const { fields, ...sent } = more;
  const { result } = await send('2401', admissionOf(psn_no, fields), sent);
  return { mdtrt_id: fieldOf(result, 'mdtrt_id'), psn_no };
}

export const discharge = async ({ send }: Till, visit: object, more: Sent = {}): Promise<Output> =>
  send('2402', { data: { ...visit, endtime: '2026-03-02 08:00:00', dscg_way: '1' }, diseinfo: [DIAGNOSIS] }, more);

/** Sends lines of a batch and gives what they cost together, in yuan. */
export async function charged(
  { send }: Till,
  visit: object,
  lines: readonly Record<string, unknown>[],
  chrg_bchno = 'B1',
  more: Sent = {},
): Promise<number> {
  await send('2204', { feedetail: lines.map((one) => ({ ...visit, chrg_bchno, ...one })) }, more);
  return costOf(lines);
}

/** Sends lines of a stay and gives what they cost together, in yuan. */
export async function stayed(
  { send }: Till,
  visit: object,
  lines: readonly Record<string, unknown>[],
  more: Sent = {},
): Promise<number> {
  await send('2301', { feedetail: lines.map((one) => ({ ...visit, ...one })) }, more);
  return costOf(lines);
}

export const costOf = (lines: readonly Record<string, unknown>[]): number =>
  lines.reduce((sum, { det_item_fee_sumamt }) => sum + Math.round(Number(det_item_fee_sumamt) * 100), 0) / 100;

export function settling(visit: object, medfee_sumamt: number | string, more: object = {}): object {
  const manner = { mdtrt_cert_type: '02', med_type: '11', psn_setlway: '01', acct_used_flag: '0', insutype: '310' };
  return { data: { ...visit, ...manner, chrg_bchno: 'B1', medfee_sumamt, ...more } };
}

export function settlingStay(visit: object, medfee_sumamt: number | string, more: object = {}): object {
  return settling(visit, medfee_sumamt, { med_type: '21', mid_setl_flag: '0', ...more });
}

export function selling(lines: readonly Record<string, unknown>[], more: object = {}): object {
  const sale = { psn_no: EMPLOYEE, insutype: '310', mdtrt_cert_type: '02', med_type: '41', acct_used_flag: '1' };
  const begntime = '2026-03-02 09:30:00';
  return { druginfo: { ...sale, begntime, medfee_sumamt: costOf(lines), ...more }, drugdetail: lines };
}

/** A field of a node of an answer. */
export function fieldOf(node: unknown, field: string): string {
  assert.ok(typeof node === 'object' && node !== null && field in node, `${field} in ${JSON.stringify(node)}`);
  return String(Reflect.get(node, field));
}

/** Amount of an answer, in fen. */
export const fenOf = (node: unknown, field: string): number => Math.round(numberOf(node, field) * 100);

export const numberOf = (node: unknown, field: string): number => Number(fieldOf(node, field));

/** All that a refused operation must leave as it was, as text. */
export async function stateOf({ on: { db } }: Till): Promise<string> {
  const tables = [
    'visit',
    'visit_diagnosis',
    'fee_line',
    'settlement',
    'settlement_share',
    'accumulation',
    'ledger_entry',
  ];
  const parts: unknown[] = [];
  const traced = [
    'trace_scan',
    'trace_sale',
    'trace_part',
    'stock_movement',
    'stock_box',
    'stock_balance',
    'stock_fault',
  ];
  for (const table of [...tables, ...traced, 'ledger_posting', 'ledger_account']) {
    const { rows } =
      await sql`SELECT to_jsonb(each) AS row FROM ${sql.table(table)} each ORDER BY to_jsonb(each)::text`.execute(db);
    parts.push(rows);
  }
  return JSON.stringify(parts);
}

/** Hands a message over that must be refused by this code, and sees that nothing changed. */
export async function refused(
  place: Till,
  code: string,
  infno: string,
  input: unknown,
  more: Sent = {},
): Promise<ShouhuError> {
  const before = await stateOf(place);
  const error = await place.send(infno, input, more).then(
    () => assert.fail(`${infno} was not refused by ${code}`),
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof ShouhuError, String(error));
  assert.equal(error.code, code, error.message);
  assert.equal(await stateOf(place), before);
  return error;
}
