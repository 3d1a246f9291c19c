/**
 * 2001 人员待遇享受检查: from the policy of the day asked, which funds look at the kind of care, and what is left of the year. Input and the members
 * of `trtinfo` as transcribed; `crt_payb_lmt_amt` and `deductible_left` are ours.
 */
import { entitlement, yearOf } from '@shouhu/benefits';
import type { Claim, Entitled } from '@shouhu/benefits';
import { careOf, fen } from '@shouhu/codes';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { coded, dayOfInstant, node, optional, text } from '@shouhu/interface';
import type { z } from 'zod';
import { dayOf } from '../casework/matter.ts';
import { mayAsk } from '../gateway/standing.ts';
import type { Handling, InterfaceTransaction } from '../gateway/transaction.ts';
import { filingFor } from '../insured/elsewhere.ts';
import { holdsOn, insuranceFor, insuredOf, isValidOn } from '../insured/read-insured.ts';
import type { Insurance, Insured } from '../insured/read-insured.ts';
import { usedIn } from './accumulations.ts';
import { NO_LIMIT } from './answer.ts';
import { beneficiaryOf } from './compute.ts';
import { yuanOf } from './numbers.ts';
import { placeOf } from './place.ts';

const input = node({
  data: node({
    psn_no: text(30),
    insutype: coded('insutype'),
    fixmedins_code: optional(text(12)),
    med_type: coded('med_type'),
    begntime: dayOfInstant,
    endtime: optional(dayOfInstant),
    dise_codg: optional(text(30)),
    dise_name: optional(text(500)),
    oprn_oprt_code: optional(text(30)),
    oprn_oprt_name: optional(text(500)),
    matn_type: optional(text(6)),
    birctrl_type: optional(text(6)),
  }),
});

type Asked = z.output<typeof input>['data'];

/** Which fund pays first for an insurance (基金支付类型), where no policy says it. */
const FUNDS: Readonly<Record<string, string>> = { '310': '310100', '390': '390100', '510': '510100' };

/** What the policy does not know: no entitlement, and no fault of the message. */
const NOT_ENTITLED = /^SH-S00[2345]$/;

async function check(handling: Handling, { data }: z.output<typeof input>): Promise<object> {
  const { trx, message } = handling;
  const { psn_no, insutype, begntime: day, endtime, med_type, dise_codg } = data;
  await mayAsk(handling);
  if (endtime !== null && endtime < day) throw shouhuError('SH-F011', { from: day, to: endtime });
  const person = await insuredOf(trx, psn_no);
  const insurance = person.insurances.find((one) => one.insutype === insutype);
  const { psn_insu_date: begndate = null, paus_insu_date: enddate = null } = insurance ?? {};
  const refused = (trt_chk_rslt: string) => ({
    fund_pay_type: FUNDS[insutype] ?? null,
    trt_enjymnt_flag: '0',
    trt_chk_rslt,
  });
  const answer = (rows: readonly object[]) => ({
    trtinfo: rows.map((row) => ({ psn_no, trt_chk_type: '01', begndate, enddate, ...row })),
  });
  if (insurance === undefined || !isValidOn(insurance, day)) return answer([refused('没有有效的参保关系')]);
  insuranceFor(person, insutype, day, message.insuplc_admdvs);
  const isFiled = person.filings.some(
    (one) => one.insutype === insutype && one.opsp_dise_code === dise_codg && holdsOn(one, day),
  );
  if (med_type.startsWith('14') && !isFiled) return answer([refused('没有该病种的慢特病备案')]);
  try {
    return answer((await entitled(handling, person, insurance, data)).map(shown));
  } catch (error) {
    if (error instanceof ShouhuError && NOT_ENTITLED.test(error.code)) return answer([refused(error.zh)]);
    throw error;
  }
}

/** As if a visit began and were settled on the day asked. */
async function entitled(handling: Handling, person: Insured, insurance: Insurance, asked: Asked): Promise<Entitled[]> {
  const { trx, message } = handling;
  const { psn_no, insutype, med_type, begntime: day, dise_codg, matn_type } = asked;
  const { insuplc_admdvs } = insurance;
  const { admdvs } = message;
  const policy = handling.policyOf({ insuplc_admdvs, day: dayOf(day) });
  const isLocal = admdvs.startsWith(policy.admdvs);
  const { hosp_lv, fixmedins_type } = await placeOf(handling);
  const claim: Claim = {
    mdtrt_id: '',
    day: dayOf(day),
    begndate: dayOf(day),
    med_type,
    hosp_lv,
    fixmedins_type,
    admdvs,
    insuplc_admdvs,
    filing: isLocal ? null : await filingFor(trx, { psn_no, insutype, day, admdvs }),
    emergency: careOf(med_type)?.emergency ?? false,
    dise_codg,
    matn_type,
    mid_setl: false,
    lines: [],
    acct_used: false,
    acct_balance_fen: fen(0),
    mulaid_balance_fen: fen(0),
  };
  const before = (await usedIn(trx, psn_no, yearOf(policy, claim))).used;
  return entitlement({ policy, insured: beneficiaryOf(person, insurance, day), before, claim });
}

function shown({ fund_pay_type, name, pays, deductible_left, left }: Entitled) {
  const why = pays ? (left === 0 ? `“${name.zh}”的支付限额已用完` : '') : `“${name.zh}”统筹基金不支付`;
  return {
    fund_pay_type,
    trt_enjymnt_flag: why === '' ? '1' : '0',
    trt_chk_rslt: why,
    crt_payb_lmt_amt: pays ? (left === null ? NO_LIMIT : yuanOf(left)) : 0,
    deductible_left: yuanOf(deductible_left),
  };
}

export const entitlementTransactions: readonly InterfaceTransaction[] = [
  { infno: '2001', name: '人员待遇享受检查', input, handle: check } satisfies InterfaceTransaction<
    z.output<typeof input>
  >,
];
