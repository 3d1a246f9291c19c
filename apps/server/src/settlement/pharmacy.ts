/** Sales of a pharmacy: 2101 computes one, 2102 makes visit, lines and settlement at once, 2103 takes it back. */
import { careOf } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { text } from '@shouhu/interface';
import { z } from 'zod';
import { sideBySide } from '../gateway/transaction.ts';
import type { Handling } from '../gateway/transaction.ts';
import { lockWithPayers } from '../insured/lock-person.ts';
import { insuranceFor, insuredOf } from '../insured/read-insured.ts';
import type { Insured } from '../insured/read-insured.ts';
import { checkBoxesOf } from '../trace/presettled-boxes.ts';
import { keepScans, scansBeside, scansOf } from '../trace/scans.ts';
import { pricedLines, writeLines } from './add-lines.ts';
import { computedAnswer, settledAnswer } from './answer.ts';
import { cancelSettlement } from './cancel.ts';
import { compute } from './compute.ts';
import type { OfVisit } from './compute.ts';
import { credential, instant, maybeText, rows, sums } from './fields.ts';
import { soldLine } from './read-lines.ts';
import { CLR_TYPE, settle } from './settle.ts';
import { transactionOf } from './transaction-of.ts';
import { newId, presented, refuseDead, refuseFuture } from './visits.ts';

const sale = z.object({
  druginfo: z.object({
    ...credential,
    ...sums,
    begntime: instant,
    insutype: text(6),
    med_type: text(6),
    dise_codg: maybeText(30),
    dise_name: maybeText(500),
  }),
  drugdetail: rows(soldLine),
  ...scansBeside,
});
type Sale = z.output<typeof sale>;

/** The visit that a sale is, before it has a number. */
function visitOf({ message, at }: Handling, person: Insured, { druginfo }: Sale): OfVisit {
  const { psn_no, insutype, med_type, begntime, dise_codg, dise_name } = druginfo;
  refuseFuture('begntime', begntime, at);
  refuseDead(person, begntime);
  if ((careOf(med_type)?.care_type ?? 'pharmacy') !== 'pharmacy')
    throw shouhuError('SH-Q010', { med_type, infno: message.infno }, { field: 'med_type' });
  const { insuplc_admdvs } = insuranceFor(person, insutype, begntime.slice(0, 10), message.insuplc_admdvs);
  return {
    mdtrt_id: '',
    psn_no,
    care: 'pharmacy',
    insutype,
    insuplc_admdvs,
    med_type,
    begntime,
    endtime: begntime,
    dise_codg,
    er_flag: false,
    particulars: { dise_name },
  };
}

const asked = ({ druginfo }: Sale) => {
  const { insutype, med_type, acct_used_flag: acct_used } = druginfo;
  return { insutype, med_type, acct_used, mid_setl: false, stated: druginfo };
};

async function presettle(handling: Handling, input: Sale): Promise<object> {
  const person = await insuredOf(handling.trx, input.druginfo.psn_no);
  const visit = visitOf(handling, person, input);
  const lines = await pricedLines(handling, visit, input.drugdetail);
  const computed = await compute(handling, visit, person, lines, asked(input));
  await checkBoxesOf(handling, lines, scansOf(input.drugdetail, input.drug_trac_info));
  return computedAnswer(handling, computed, input.druginfo, { mdtrt_id: null, clr_type: CLR_TYPE.pharmacy });
}

async function sell(handling: Handling, input: Sale): Promise<object> {
  const { trx, message, at } = handling;
  const { druginfo, drugdetail } = input;
  const scans = scansOf(drugdetail, input.drug_trac_info);
  const [, person] = await sideBySide(handling, (each) => [
    lockWithPayers(each.trx, druginfo.psn_no),
    presented(each, druginfo),
  ]);
  const { mdtrt_id: _, particulars, ...told } = visitOf(handling, person, input);
  const visit = await trx
    .insertInto('visit')
    .values({
      ...told,
      mdtrt_id: newId('visit_serial', message.admdvs, at),
      fixmedins_code: message.fixmedins_code,
      state: 'settled',
      ipt_otp_no: null,
      atddr_no: null,
      dept_code: null,
      msgid: message.msgid,
      particulars: JSON.stringify(particulars),
      contact: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const lines = await pricedLines(handling, visit, drugdetail);
  const [, , computed] = await sideBySide(handling, (each) => [
    writeLines(each, visit, lines),
    keepScans(each, visit.mdtrt_id, lines, scans),
    compute(each, visit, person, lines, asked(input)),
  ]);
  const { mdtrt_cert_type, psn_setlway, invono, acct_used_flag: acct_used } = druginfo;
  const manner = { chrg_bchno: null, mid_setl: false, acct_used, mdtrt_cert_type, psn_setlway, invono };
  return settledAnswer(handling, computed, await settle(handling, visit, computed, manner));
}

const named = z.object({ psn_no: text(30), mdtrt_id: maybeText(30), setl_id: text(30) });
/** Systems differ in the name of the node. */
const withdrawal = z.union([z.object({ data: named }), z.object({ druginfo: named })]);

export const sales = [
  transactionOf({ infno: '2101', name: '药店预结算', input: sale, handle: presettle }),
  transactionOf({ infno: '2102', name: '药店结算', input: sale, handle: sell }),
  transactionOf({
    infno: '2103',
    name: '药店结算撤销',
    input: withdrawal,
    handle: (handling, input) => cancelSettlement(handling, 'pharmacy', 'data' in input ? input.data : input.druginfo),
  }),
];
