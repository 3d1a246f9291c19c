/** Stays in hospital: admission 2401, discharge 2402, corrections 2403, and taking admission 2404 or discharge 2405 back. */
import { careOf } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { coded, day, optional, text } from '@shouhu/interface';
import { open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { lockWithPayers } from '../insured/lock-person.ts';
import { insuranceFor } from '../insured/read-insured.ts';
import { diagnoses, writeDiagnoses } from './diagnoses.ts';
import { credential, flag, instant, maybeText, maybeYuan, rows } from './fields.ts';
import { transactionOf } from './transaction-of.ts';
import { lockVisit, newId, presented, refuseDead, refuseFuture, refuseSettled, refuseWithFees } from './visits.ts';
import type { Visit } from './visits.ts';

/** What admission, discharge and correction may tell beside their own. Contact and agent are personal and lie sealed. */
const told = {
  medrcdno: maybeText(30),
  chfpdr_name: maybeText(50),
  adm_diag_dscr: maybeText(500),
  adm_dept_name: maybeText(100),
  adm_bed: maybeText(30),
  dscg_maindiag_code: maybeText(20),
  dscg_maindiag_name: maybeText(300),
  main_cond_desc: maybeText(1000),
  clnc_flag: maybeText(3),
  dise_name: maybeText(500),
  oprn_oprt_code: maybeText(30),
  oprn_oprt_name: maybeText(500),
  fpsc_no: maybeText(50),
  matn_type: maybeText(6),
  birctrl_type: maybeText(6),
  birctrl_matn_date: optional(day),
  latechb_flag: maybeText(3),
  geso_val: maybeText(10),
  fetts: maybeText(10),
  fetus_cnt: maybeText(10),
  pret_flag: maybeText(3),
  ttp_resp: maybeText(3),
  merg_setl_flag: maybeText(3),
  dscg_dept_code: maybeText(30),
  dscg_dept_name: maybeText(100),
  dscg_bed: maybeText(30),
  dscg_way: maybeText(3),
  die_date: optional(day),
  cmplct_flag: maybeText(3),
  expi_gestation_nub_of_m: maybeText(10),
};
const TOLD = new Set(Object.keys(told));

type Told = Readonly<Record<string, unknown>>;

/** What a message tells anew, over what was known: what it leaves out stays. */
function particularsOf(known: Readonly<Record<string, string | null>>, message: Told): string {
  const anew = Object.entries(message).filter(([name, value]) => TOLD.has(name) && typeof value === 'string');
  return JSON.stringify({ ...known, ...Object.fromEntries(anew) });
}

const contact = { coner_name: maybeText(50), tel: maybeText(50) };
const agent = z
  .object({
    agnter_name: maybeText(50),
    agnter_rlts: maybeText(6),
    agnter_cert_type: maybeText(6),
    agnter_certno: maybeText(50),
    agnter_tel: maybeText(30),
    agnter_addr: maybeText(200),
  })
  .optional();

const admission = z.object({
  mdtrtinfo: z.object({
    ...told,
    ...contact,
    ...credential,
    insutype: text(6),
    begntime: instant,
    med_type: text(6),
    ipt_otp_no: text(30),
    atddr_no: text(30),
    adm_dept_codg: text(30),
    dise_codg: maybeText(30),
    er_flag: flag,
    advpay: maybeYuan,
    repeat_ipt_flag: flag,
  }),
  agnterinfo: agent,
  diseinfo: rows(diagnoses),
});

async function admit(handling: Handling, input: z.output<typeof admission>): Promise<object> {
  const { trx, ring, message, at } = handling;
  const { mdtrtinfo, agnterinfo, diseinfo } = input;
  const { psn_no, insutype, begntime, med_type, ipt_otp_no, atddr_no, dise_codg, er_flag, coner_name, tel } = mdtrtinfo;
  refuseFuture('begntime', begntime, at);
  refuseOutside(med_type, message.infno);
  await lockWithPayers(trx, psn_no);
  const person = await presented(handling, mdtrtinfo);
  refuseDead(person, begntime);
  const { insuplc_admdvs } = insuranceFor(person, insutype, begntime.slice(0, 10), message.insuplc_admdvs);
  if (!mdtrtinfo.repeat_ipt_flag) await refuseInHospital(handling, psn_no);
  const visit = await trx
    .insertInto('visit')
    .values({
      mdtrt_id: newId('visit_serial', message.admdvs, at),
      psn_no,
      fixmedins_code: message.fixmedins_code,
      care: 'inpatient',
      state: 'in-hospital',
      insutype,
      insuplc_admdvs,
      med_type,
      begntime,
      endtime: null,
      ipt_otp_no,
      dise_codg,
      er_flag,
      atddr_no,
      dept_code: mdtrtinfo.adm_dept_codg,
      msgid: message.msgid,
      particulars: particularsOf({}, mdtrtinfo),
      contact: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await keepContact(handling, ring, visit, { coner_name, tel, ...agnterinfo });
  await writeDiagnoses(handling, visit, '1', diseinfo);
  return { result: { mdtrt_id: visit.mdtrt_id, psn_no } };
}

/** Care that may have begun in a ward: what is known as outpatient or pharmacy care has not. */
function refuseOutside(med_type: string, infno: string): void {
  const care = careOf(med_type)?.care_type;
  if (care === 'outpatient' || care === 'pharmacy')
    throw shouhuError('SH-Q010', { med_type, infno }, { field: 'med_type' });
}

async function refuseInHospital({ trx }: Handling, psn_no: string): Promise<void> {
  const other = await trx
    .selectFrom('visit')
    .select('begntime')
    .where('psn_no', '=', psn_no)
    .where('state', '=', 'in-hospital')
    .limit(1)
    .executeTakeFirst();
  if (other !== undefined) throw shouhuError('SH-Q007', { psn_no, begntime: other.begntime });
}

/** Adds to what is known of whom to call; nothing told leaves it as it is. */
async function keepContact(
  { trx }: Handling,
  ring: KeyRing,
  { mdtrt_id, contact: known }: Visit,
  anew: Readonly<Record<string, string | null>>,
): Promise<void> {
  const news = Object.entries(anew).filter(([, value]) => value !== null);
  if (news.length === 0) return;
  const where = { table: 'visit', column: 'contact', row: mdtrt_id };
  const before: unknown = known === null ? {} : JSON.parse(open(ring, known, where));
  const all = JSON.stringify(Object.assign({}, before, Object.fromEntries(news)));
  await trx
    .updateTable('visit')
    .set({ contact: seal(ring, all, where) })
    .where('mdtrt_id', '=', mdtrt_id)
    .execute();
}

const discharge = z.object({
  data: z.object({
    ...told,
    mdtrt_id: text(30),
    psn_no: text(30),
    endtime: instant,
    dise_codg: maybeText(30),
    dscg_way: coded('dscg_way'),
  }),
  diseinfo: rows(diagnoses),
});

async function release(handling: Handling, { data, diseinfo }: z.output<typeof discharge>): Promise<object> {
  const { trx, message, at } = handling;
  const { endtime } = data;
  refuseFuture('endtime', endtime, at);
  const visit = await lockVisit(handling, data, 'inpatient');
  const { mdtrt_id, begntime } = visit;
  refuseSettled(visit, message);
  if (visit.state === 'discharged') throw shouhuError('SH-Q015', { mdtrt_id, infno: message.infno });
  if (endtime < begntime) throw shouhuError('SH-Q009', { begntime, endtime }, { field: 'endtime' });
  await trx
    .updateTable('visit')
    .set({
      state: 'discharged',
      endtime,
      dise_codg: data.dise_codg ?? visit.dise_codg,
      particulars: particularsOf(visit.particulars, data),
    })
    .where('mdtrt_id', '=', mdtrt_id)
    .execute();
  await writeDiagnoses(handling, visit, '2', diseinfo);
  return {};
}

const correction = z.object({
  adminfo: z.object({
    ...told,
    ...contact,
    mdtrt_id: text(30),
    psn_no: text(30),
    begntime: optional(instant),
    endtime: optional(instant),
    med_type: maybeText(6),
    ipt_otp_no: maybeText(30),
    atddr_no: maybeText(30),
    adm_dept_codg: maybeText(30),
    dise_codg: maybeText(30),
  }),
  agnterinfo: agent,
  diseinfo: rows(diagnoses).optional(),
});

/** Changes what was told of a stay that is not settled; parts of it that are settled keep what they were calculated by. */
async function correct(handling: Handling, input: z.output<typeof correction>): Promise<object> {
  const { trx, ring, message, at } = handling;
  const { adminfo, agnterinfo, diseinfo } = input;
  const { coner_name, tel } = adminfo;
  refuseFuture('begntime', adminfo.begntime, at);
  refuseFuture('endtime', adminfo.endtime, at);
  if (adminfo.med_type !== null) refuseOutside(adminfo.med_type, message.infno);
  const visit = await lockVisit(handling, adminfo, 'inpatient');
  refuseSettled(visit, message);
  const begntime = adminfo.begntime ?? visit.begntime;
  const endtime = visit.endtime === null ? null : (adminfo.endtime ?? visit.endtime);
  if (endtime !== null && endtime < begntime)
    throw shouhuError('SH-Q009', { begntime, endtime }, { field: 'begntime' });
  await trx
    .updateTable('visit')
    .set({
      begntime,
      endtime,
      med_type: adminfo.med_type ?? visit.med_type,
      ipt_otp_no: adminfo.ipt_otp_no ?? visit.ipt_otp_no,
      atddr_no: adminfo.atddr_no ?? visit.atddr_no,
      dept_code: adminfo.adm_dept_codg ?? visit.dept_code,
      dise_codg: adminfo.dise_codg ?? visit.dise_codg,
      particulars: particularsOf(visit.particulars, adminfo),
    })
    .where('mdtrt_id', '=', visit.mdtrt_id)
    .execute();
  await keepContact(handling, ring, visit, { coner_name, tel, ...agnterinfo });
  const moment = visit.state === 'discharged' ? '2' : '1';
  if (diseinfo !== undefined) await writeDiagnoses(handling, visit, moment, diseinfo);
  return {};
}

const named = z.object({ data: z.object({ mdtrt_id: text(30), psn_no: text(30) }) });

async function withdraw(handling: Handling, { data }: z.output<typeof named>): Promise<object> {
  await cancelAdmission(handling, data);
  return {};
}

/** Ends a stay for which nothing was charged. */
export async function cancelAdmission(
  handling: Handling,
  wanted: { readonly mdtrt_id: string; readonly psn_no: string },
): Promise<void> {
  const visit = await lockVisit(handling, wanted, 'inpatient');
  refuseSettled(visit, handling.message);
  await refuseWithFees(handling, visit);
  await handling.trx.updateTable('visit').set({ state: 'cancelled' }).where('mdtrt_id', '=', visit.mdtrt_id).execute();
}

async function takeBack(handling: Handling, { data }: z.output<typeof named>): Promise<object> {
  const { trx, message } = handling;
  await lockWithPayers(trx, data.psn_no);
  const visit = await lockVisit(handling, data, 'inpatient');
  refuseSettled(visit, message);
  if (visit.state !== 'discharged') throw shouhuError('SH-Q014', { mdtrt_id: visit.mdtrt_id, infno: message.infno });
  await trx
    .updateTable('visit')
    .set({ state: 'in-hospital', endtime: null })
    .where('mdtrt_id', '=', visit.mdtrt_id)
    .execute();
  await writeDiagnoses(handling, visit, '2', []);
  return {};
}

export const inpatientVisits = [
  transactionOf({ infno: '2401', name: '入院办理', input: admission, handle: admit }),
  transactionOf({ infno: '2402', name: '出院办理', input: discharge, handle: release }),
  transactionOf({ infno: '2403', name: '住院信息变更', input: correction, handle: correct }),
  transactionOf({ infno: '2404', name: '入院撤销', input: named, handle: withdraw }),
  transactionOf({ infno: '2405', name: '出院撤销', input: named, handle: takeBack }),
];
