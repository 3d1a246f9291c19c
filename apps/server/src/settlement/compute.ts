/** What a settlement would be: the lines of a visit, the person and what the year has used, calculated; the sums that were sent, compared. */
import { calculate, yearOf } from '@shouhu/benefits';
import type { Calculation, Claim, Insured as Beneficiary } from '@shouhu/benefits';
import { fen, formatCivilDate, formatYuan } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { civilDayOf, dayOf } from '../casework/matter.ts';
import { maySettle } from '../gateway/standing.ts';
import { sideBySide } from '../gateway/transaction.ts';
import type { Handling } from '../gateway/transaction.ts';
import { filingFor } from '../insured/elsewhere.ts';
import { holdsOn, insuranceFor } from '../insured/read-insured.ts';
import type { Insurance, Insured } from '../insured/read-insured.ts';
import { usedIn } from './accumulations.ts';
import type { YearUsed } from './accumulations.ts';
import { claimLineOf, isEmergency, refuseUnqualified } from './add-lines.ts';
import type { FeeLine } from './add-lines.ts';
import { placeOf } from './place.ts';
import type { Place } from './place.ts';
import { policyOn } from './policies.ts';
import type { Visit } from './visits.ts';
import { payersFor } from '../wallet/payers.ts';
import type { Payer } from '../wallet/payers.ts';

const SUMS = ['medfee_sumamt', 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'] as const;
/** Sums as the institution has them, in fen; null where it sent none. */
type Stated = Readonly<Record<(typeof SUMS)[number], number | null>>;

export interface Asked {
  readonly insutype: string;
  readonly med_type: string;
  readonly mid_setl: boolean;
  readonly acct_used: boolean;
  readonly stated: Stated;
}

export type OfVisit = Pick<
  Visit,
  | 'mdtrt_id'
  | 'psn_no'
  | 'care'
  | 'insutype'
  | 'insuplc_admdvs'
  | 'med_type'
  | 'begntime'
  | 'endtime'
  | 'dise_codg'
  | 'er_flag'
  | 'particulars'
>;

export interface Computed {
  readonly person: Insured;
  readonly insurance: Insurance;
  readonly place: Place;
  readonly claim: Claim;
  readonly calculation: Calculation;
  readonly before: YearUsed;
  readonly payers: readonly Payer[];
}

/** @throws ShouhuError SH-Q011, SH-Q016, SH-T020, SH-Q029, SH-Q040, SH-Q041, SH-F008, and those of `calculate` */
export async function compute(
  handling: Handling,
  visit: OfVisit,
  person: Insured,
  lines: readonly FeeLine[],
  asked: Asked,
): Promise<Computed> {
  const { message, at } = handling;
  const { mdtrt_id, psn_no, insuplc_admdvs } = visit;
  const day = civilDayOf(at);
  const begndate = visit.begntime.slice(0, 10);
  refuseOther(visit, asked);
  const emergency = isEmergency(visit);
  const insurance = insuranceFor(person, visit.insutype, begndate, message.insuplc_admdvs);
  const policy = policyOn(handling, insuplc_admdvs);
  const year = yearOf(policy, { day, begndate: dayOf(begndate) });
  const filed = { psn_no, insutype: visit.insutype, day: begndate, admdvs: message.admdvs };
  const [, , place, payers, filing, before] = await sideBySide(handling, (each) => [
    maySettle(each.trx, message.fixmedins_code, day, emergency),
    refuseUnqualified(each, visit, lines),
    placeOf(each),
    asked.acct_used ? payersFor(each.trx, { psn_no, day: formatCivilDate(day), admdvs: message.admdvs }) : [],
    message.admdvs.startsWith(policy.admdvs) ? null : filingFor(each.trx, filed),
    usedIn(each.trx, psn_no, year),
  ]);
  const claim: Claim = {
    mdtrt_id,
    day,
    begndate: dayOf(begndate),
    med_type: asked.med_type,
    hosp_lv: place.hosp_lv,
    fixmedins_type: place.fixmedins_type,
    admdvs: message.admdvs,
    insuplc_admdvs,
    filing,
    emergency,
    dise_codg: lines.find(({ dise_codg }) => dise_codg !== null)?.dise_codg ?? visit.dise_codg,
    matn_type: visit.particulars['matn_type'] ?? null,
    mid_setl: asked.mid_setl,
    lines: lines.map(claimLineOf),
    acct_used: asked.acct_used,
    acct_balance_fen: fen(person.money_frozen ? 0 : Math.max(0, person.acct_balance_fen)),
    mulaid_balance_fen: fen(payers.reduce((sum, { balance_fen }) => sum + balance_fen, 0)),
  };
  const insured = beneficiaryOf(person, insurance, begndate);
  const calculation = calculate({ policy, insured, before: before.used, claim });
  refuseOtherSums(asked.stated, calculation);
  return { person, insurance, place, claim, calculation, before, payers };
}

/** The kind of care and the insurance are those of the visit. */
function refuseOther(visit: OfVisit, { insutype, med_type }: Asked): void {
  if (visit.med_type === null) throw shouhuError('SH-Q016', { mdtrt_id: visit.mdtrt_id });
  const differs = (field: string, stated: string, known: string): void => {
    if (stated !== known) throw shouhuError('SH-Q011', { field, stated, known }, { field });
  };
  differs('insutype', insutype, visit.insutype);
  differs('med_type', med_type, visit.med_type);
}

export function beneficiaryOf(
  person: Insured,
  { insutype, psn_type, cvlserv_flag }: Insurance,
  day: string,
): Beneficiary {
  const { psn_no, gend, brdy, identities, filings } = person;
  return {
    psn_no,
    insutype,
    psn_type,
    gend,
    brdy: brdy === null ? null : dayOf(brdy),
    cvlserv_flag,
    identities: identities.filter((one) => holdsOn(one, day)).map(({ psn_idet_type }) => psn_idet_type),
    chronic: filings
      .filter((one) => one.insutype === insutype && holdsOn(one, day))
      .map(({ opsp_dise_code }) => opsp_dise_code),
  };
}

/** The lines decide; who sent other sums has other lines. */
function refuseOtherSums(stated: Stated, { amounts }: Calculation): void {
  for (const field of SUMS) {
    const sent = stated[field];
    const ours = amounts[field];
    if (sent !== null && sent !== ours)
      throw shouhuError('SH-Q041', { field, stated: formatYuan(fen(sent)), ours: formatYuan(ours) }, { field });
  }
}
