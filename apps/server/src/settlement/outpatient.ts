/** Outpatient visits: registration 2201 and its cancellation 2202, what the visit is for 2203. */
import { careOf } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { day, optional, text } from '@shouhu/interface';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { insuranceFor } from '../insured/read-insured.ts';
import { diagnoses, writeDiagnoses } from './diagnoses.ts';
import { credential, instant, maybeText, rows } from './fields.ts';
import { transactionOf } from './transaction-of.ts';
import { lockVisit, newId, presented, refuseDead, refuseFuture, refuseWithFees } from './visits.ts';

const registration = z.object({
  data: z.object({
    ...credential,
    insutype: text(6),
    begntime: instant,
    ipt_otp_no: text(30),
    atddr_no: text(30),
    dr_name: text(50),
    dept_code: text(30),
    dept_name: text(100),
    caty: text(6),
  }),
});

async function register(handling: Handling, { data }: z.output<typeof registration>): Promise<object> {
  const { trx, message, at } = handling;
  const { psn_no, insutype, begntime, ipt_otp_no, atddr_no, dept_code, dr_name, dept_name, caty } = data;
  refuseFuture('begntime', begntime, at);
  const person = await presented(handling, data);
  refuseDead(person, begntime);
  const { insuplc_admdvs } = insuranceFor(person, insutype, begntime.slice(0, 10), message.insuplc_admdvs);
  const { mdtrt_id } = await trx
    .insertInto('visit')
    .values({
      mdtrt_id: newId('visit_serial', message.admdvs, at),
      psn_no,
      fixmedins_code: message.fixmedins_code,
      care: 'outpatient',
      state: 'open',
      insutype,
      insuplc_admdvs,
      med_type: null,
      begntime,
      endtime: null,
      ipt_otp_no,
      dise_codg: null,
      er_flag: false,
      atddr_no,
      dept_code,
      msgid: message.msgid,
      particulars: JSON.stringify({ dr_name, dept_name, caty }),
      contact: null,
    })
    .returning('mdtrt_id')
    .executeTakeFirstOrThrow();
  return { data: { mdtrt_id, psn_no, ipt_otp_no } };
}

const withdrawal = z.object({ data: z.object({ mdtrt_id: text(30), psn_no: text(30), ipt_otp_no: maybeText(30) }) });

async function withdraw(handling: Handling, { data }: z.output<typeof withdrawal>): Promise<object> {
  await cancelRegistration(handling, data);
  return {};
}

/** Ends a registration for which nothing was charged. */
export async function cancelRegistration(
  handling: Handling,
  named: { readonly mdtrt_id: string; readonly psn_no: string },
): Promise<void> {
  const visit = await lockVisit(handling, named, 'outpatient');
  await refuseWithFees(handling, visit);
  await handling.trx.updateTable('visit').set({ state: 'cancelled' }).where('mdtrt_id', '=', visit.mdtrt_id).execute();
}

const purpose = z.object({
  mdtrtinfo: z.object({
    mdtrt_id: text(30),
    psn_no: text(30),
    med_type: text(6),
    begntime: instant,
    main_cond_dscr: maybeText(1000),
    dise_codg: maybeText(30),
    dise_name: maybeText(500),
    birctrl_type: maybeText(6),
    birctrl_matn_date: optional(day),
    matn_type: maybeText(6),
  }),
  diseinfo: rows(diagnoses),
});

/** Again with other content until it is right: settlements keep what they were calculated by. */
async function state(handling: Handling, { mdtrtinfo, diseinfo }: z.output<typeof purpose>): Promise<object> {
  const { trx, message, at } = handling;
  const { med_type, begntime, dise_codg, main_cond_dscr, dise_name, birctrl_type, birctrl_matn_date, matn_type } =
    mdtrtinfo;
  const visit = await lockVisit(handling, mdtrtinfo, 'outpatient');
  if (careOf(med_type)?.care_type === 'inpatient' || careOf(med_type)?.care_type === 'pharmacy')
    throw shouhuError('SH-Q010', { med_type, infno: message.infno }, { field: 'med_type' });
  refuseFuture('begntime', begntime, at);
  const told = { main_cond_dscr, dise_name, birctrl_type, birctrl_matn_date, matn_type };
  await trx
    .updateTable('visit')
    .set({ med_type, begntime, dise_codg, particulars: JSON.stringify({ ...visit.particulars, ...told }) })
    .where('mdtrt_id', '=', visit.mdtrt_id)
    .execute();
  await writeDiagnoses(handling, visit, '1', diseinfo);
  return {};
}

export const outpatientVisits = [
  transactionOf({ infno: '2201', name: '门诊挂号', input: registration, handle: register }),
  transactionOf({ infno: '2202', name: '门诊挂号撤销', input: withdrawal, handle: withdraw }),
  transactionOf({ infno: '2203', name: '门诊就诊信息上传', input: purpose, handle: state }),
  transactionOf({ infno: '2203A', name: '门诊就诊信息上传', input: purpose, handle: state }),
];
