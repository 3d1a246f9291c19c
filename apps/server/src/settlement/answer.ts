/** A settlement as 2207, 2304, 2102 and 5203 answer it: `setlinfo` and `setldetail`. Name and certificate leave in clear: the person stands there. */
import { AMOUNTS } from '@shouhu/benefits';
import type { Amounts } from '@shouhu/benefits';
import { ageAt, codeName } from '@shouhu/codes';
import { instantText } from '@shouhu/interface';
import type { KeyRing } from '@shouhu/vault';
import { dayOf } from '../casework/matter.ts';
import type { Handling } from '../gateway/transaction.ts';
import { openPerson } from '../insured/read-insured.ts';
import type { Insured } from '../insured/read-insured.ts';
import type { Computed } from './compute.ts';
import { ratioOf, yuanOf } from './numbers.ts';
import type { Manner, SettlementRow } from './settle.ts';

export interface ShareRow {
  readonly fund_pay_type: string;
  readonly inscp_scp_amt: number;
  readonly crt_payb_lmt_amt: number | null;
  readonly fund_payamt: number;
  readonly setl_proc_info: string;
}

/** What a settlement and a pre-settlement have in common. */
type Shown = Pick<
  SettlementRow,
  | 'insutype'
  | 'psn_type'
  | 'cvlserv_flag'
  | 'setl_time'
  | 'mdtrt_cert_type'
  | 'med_type'
  | 'clr_type'
  | 'clr_optins'
  | 'pool_prop_selfpay'
  | 'balc'
  | 'msgid'
> & { readonly amounts: Readonly<Record<string, number>> };

/** The numbers of a settlement; null of what is only computed. */
interface Ids {
  readonly mdtrt_id: string | null;
  readonly setl_id: string | null;
}

/** `setlinfo` of a settlement that is written, or would be. */
export function setlinfoOf(ring: KeyRing, person: Insured, ids: Ids, shown: Shown): Record<string, unknown> {
  const { psn_no, psn_cert_type, gend, naty, brdy } = person;
  const { insutype, psn_type, cvlserv_flag, setl_time, mdtrt_cert_type, med_type, clr_type, clr_optins } = shown;
  return {
    ...ids,
    psn_no,
    ...openPerson(ring, person),
    psn_cert_type,
    gend,
    naty,
    brdy,
    age: brdy === null ? null : ageAt(dayOf(brdy), dayOf(setl_time.slice(0, 10)), 'year'),
    insutype,
    psn_type,
    cvlserv_flag,
    setl_time,
    mdtrt_cert_type,
    med_type,
    ...Object.fromEntries(AMOUNTS.map((name) => [name, yuanOf(shown.amounts[name] ?? 0)])),
    pool_prop_selfpay: ratioOf(shown.pool_prop_selfpay),
    balc: yuanOf(shown.balc),
    // By the interface, the message that the institution knows it by.
    medins_setl_id: shown.msgid,
    clr_optins,
    clr_type,
  };
}

/** What the interface answers as the limit of a fund that has none. */
export const NO_LIMIT = 999_999_999;

export function setldetailOf(shares: readonly ShareRow[]): object[] {
  return shares.map(({ fund_pay_type, inscp_scp_amt, crt_payb_lmt_amt, fund_payamt, setl_proc_info }) => ({
    fund_pay_type,
    inscp_scp_amt: yuanOf(inscp_scp_amt),
    crt_payb_lmt_amt: crt_payb_lmt_amt === null ? NO_LIMIT : yuanOf(crt_payb_lmt_amt),
    fund_payamt: yuanOf(fund_payamt),
    fund_pay_type_name: codeName('fund_pay_type', fund_pay_type) ?? fund_pay_type,
    setl_proc_info: setl_proc_info.slice(0, 4000),
  }));
}

/** The answer of a settlement that was written. */
export function settledAnswer({ ring }: Handling, { person, calculation }: Computed, row: SettlementRow): object {
  const { mdtrt_id, setl_id } = row;
  return {
    setlinfo: setlinfoOf(ring, person, { mdtrt_id, setl_id }, row),
    setldetail: setldetailOf(calculation.shares),
  };
}

/** The answer of a pre-settlement: the same, of something that is nowhere written. */
export function computedAnswer(
  { ring, message, at }: Handling,
  computed: Computed,
  { mdtrt_cert_type }: Pick<Manner, 'mdtrt_cert_type'>,
  { mdtrt_id, clr_type }: { readonly mdtrt_id: string | null; readonly clr_type: string },
): object {
  const { person, insurance, claim, calculation } = computed;
  const { insutype, psn_type, cvlserv_flag } = insurance;
  const { amounts, pool_prop_selfpay, shares } = calculation;
  const shown = {
    insutype,
    psn_type,
    cvlserv_flag,
    setl_time: instantText(at),
    mdtrt_cert_type,
    med_type: claim.med_type,
    clr_type,
    clr_optins: message.admdvs,
    pool_prop_selfpay,
    balc: person.acct_balance_fen - amounts.acct_pay,
    msgid: message.msgid,
    amounts: amounts satisfies Amounts,
  };
  return {
    setlinfo: setlinfoOf(ring, person, { mdtrt_id, setl_id: null }, shown),
    setldetail: setldetailOf(shares),
  };
}
