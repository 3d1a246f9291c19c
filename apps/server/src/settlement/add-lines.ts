/** Puts fee lines to a visit: each checked, priced by catalogue and policy, and written in one statement however many they are. */
import { careOf, fen, formatQuantity, formatYuan, price, priceOf, quantity, ratio } from '@shouhu/codes';
import { priceLine } from '@shouhu/benefits';
import type { ClaimLine, Policy } from '@shouhu/benefits';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { dayOf } from '../casework/matter.ts';
import { paymentStatuses } from '../credit/status.ts';
import { sideBySide } from '../gateway/transaction.ts';
import type { Handling } from '../gateway/transaction.ts';
import { catalogueOf } from './catalogue.ts';
import type { CatalogueItem } from './catalogue.ts';
import { policyOn } from './policies.ts';
import { particularsOf } from './read-lines.ts';
import type { ChargedLine } from './read-lines.ts';
import type { FeeLineTable } from './schema.ts';
import { refuseFuture } from './visits.ts';
import type { Visit } from './visits.ts';

export type FeeLine = Selectable<FeeLineTable>;

export type OfVisit = Pick<Visit, 'mdtrt_id' | 'insuplc_admdvs' | 'med_type' | 'er_flag'>;

/** Institutions round prices: what a line costs may differ from quantity times price by this much. */
const TOLERANCE_FEN = 5;

/**
 * The lines as they would stand in the visit, priced.
 * @throws ShouhuError SH-Q008, SH-Q020 to SH-Q025, SH-Q029 for the first line that is not in order
 */
export async function pricedLines(
  handling: Handling,
  visit: OfVisit,
  lines: readonly ChargedLine[],
): Promise<readonly FeeLine[]> {
  const { at } = handling;
  const seen = new Set<string>();
  for (const line of lines) {
    const { feedetl_sn, fee_ocur_time } = line;
    if (seen.has(feedetl_sn)) throw shouhuError('SH-Q020', { feedetl_sn, mdtrt_id: visit.mdtrt_id });
    seen.add(feedetl_sn);
    refuseFuture('fee_ocur_time', fee_ocur_time, at);
    refuseWrongAmount(line);
  }
  const codes = lines.map(({ med_list_codg }) => med_list_codg);
  const [, , itemOn] = await sideBySide(handling, (each) => [
    refuseOverRefund(each, visit, lines),
    refuseUnqualified(each, visit, lines),
    catalogueOf(each.trx, codes),
  ]);
  const policy = policyOn(handling, visit.insuplc_admdvs);
  return lines.map((line) => priced(policy, visit, line, itemOn(line.med_list_codg, line.fee_ocur_time.slice(0, 10))));
}

function refuseWrongAmount({ feedetl_sn, cnt, pric, det_item_fee_sumamt }: ChargedLine): void {
  const product = priceOf(quantity(cnt), price(pric));
  if (Math.abs(product - det_item_fee_sumamt) <= TOLERANCE_FEN) return;
  const stated = formatYuan(fen(det_item_fee_sumamt));
  throw shouhuError('SH-Q021', { feedetl_sn, stated, product: formatYuan(product) }, { field: 'det_item_fee_sumamt' });
}

interface Left {
  readonly med_list_codg: string;
  cnt: number;
  fen: number;
}

/** A refund takes back of one positive line of its visit at most what earlier refunds left of it. */
async function refuseOverRefund(
  { trx }: Handling,
  { mdtrt_id }: OfVisit,
  lines: readonly ChargedLine[],
): Promise<void> {
  const refunds = lines.filter(({ cnt, init_feedetl_sn }) => cnt <= 0 || init_feedetl_sn !== null);
  if (refunds.length === 0) return;
  const named = refunds.flatMap(({ init_feedetl_sn }) => init_feedetl_sn ?? []);
  const { rows } = await sql<Left & { feedetl_sn: string }>`
    SELECT line.feedetl_sn, line.med_list_codg, line.cnt + coalesce(sum(refund.cnt), 0)::bigint AS cnt,
      line.det_item_fee_sumamt + coalesce(sum(refund.det_item_fee_sumamt), 0)::bigint AS fen
    FROM fee_line line LEFT JOIN fee_line refund ON refund.mdtrt_id = line.mdtrt_id AND refund.init_feedetl_sn = line.feedetl_sn
    WHERE line.mdtrt_id = ${mdtrt_id} AND line.feedetl_sn = ANY (${named}) AND line.cnt > 0
    GROUP BY line.mdtrt_id, line.feedetl_sn`.execute(trx);
  const left = new Map<string, Left>(rows.map((row) => [row.feedetl_sn, row]));
  for (const { feedetl_sn, med_list_codg, cnt, det_item_fee_sumamt } of lines)
    if (cnt > 0) left.set(feedetl_sn, { med_list_codg, cnt, fen: det_item_fee_sumamt });
  for (const refund of refunds) takeFrom(left.get(refund.init_feedetl_sn ?? ''), refund);
}

function takeFrom(original: Left | undefined, refund: ChargedLine): void {
  const { feedetl_sn, cnt, det_item_fee_sumamt, med_list_codg } = refund;
  if (original === undefined || cnt >= 0 || det_item_fee_sumamt > 0)
    throw shouhuError('SH-Q022', { feedetl_sn }, { field: 'init_feedetl_sn' });
  const init_feedetl_sn = refund.init_feedetl_sn ?? '';
  if (original.med_list_codg !== med_list_codg)
    throw shouhuError('SH-Q024', { feedetl_sn, init_feedetl_sn }, { field: 'med_list_codg' });
  if (original.cnt + cnt < 0 || original.fen + det_item_fee_sumamt < 0) {
    const rest = { cnt: formatQuantity(quantity(original.cnt)), amount: formatYuan(fen(original.fen)) };
    throw shouhuError('SH-Q023', { feedetl_sn, init_feedetl_sn, ...rest }, { field: 'cnt' });
  }
  original.cnt += cnt;
  original.fen += det_item_fee_sumamt;
}

/** Whether the care is an emergency: it passes suspensions of institutions and doctors. */
export function isEmergency({ er_flag, med_type }: Pick<Visit, 'er_flag' | 'med_type'>): boolean {
  return er_flag || (careOf(med_type ?? '')?.emergency ?? false);
}

/** Refuses lines ordered by a doctor whose payment qualification did not hold that day. */
export async function refuseUnqualified(
  { trx, ring }: Handling,
  visit: Pick<Visit, 'er_flag' | 'med_type'>,
  lines: readonly Pick<FeeLine, 'feedetl_sn' | 'bilg_dr_codg' | 'fee_ocur_time'>[],
): Promise<void> {
  const emergency = isEmergency(visit);
  if (emergency) return;
  const codes = new Set(lines.flatMap(({ bilg_dr_codg }) => bilg_dr_codg ?? []));
  const statuses = await paymentStatuses({ db: trx, ring }, [...codes]);
  if (statuses.size === 0) return;
  for (const { feedetl_sn, bilg_dr_codg, fee_ocur_time } of lines) {
    const code = bilg_dr_codg ?? '';
    const day = fee_ocur_time.slice(0, 10);
    if (!(statuses.get(code)?.(dayOf(day)).settles({ emergency }) ?? true))
      throw shouhuError('SH-Q029', { code, day, feedetl_sn }, { field: 'bilg_dr_codg' });
  }
}

function priced(policy: Policy, { mdtrt_id }: OfVisit, line: ChargedLine, item: CatalogueItem): FeeLine {
  const { list_type, chrgitm_lv, med_chrgitm_type, selfpay_prop, pric_uplmt_amt, lmt_used_flag } = item;
  const { feedetl_sn, init_feedetl_sn, med_list_codg, medins_list_codg, fee_ocur_time, cnt, pric } = line;
  const { det_item_fee_sumamt, dise_codg, rxno, bilg_dr_codg, bilg_dept_codg } = line;
  const raw = {
    mdtrt_id,
    feedetl_sn,
    chrg_bchno: line.chrg_bchno ?? null,
    init_feedetl_sn,
    setl_id: null,
    med_list_codg,
    medins_list_codg,
    fee_ocur_time,
    cnt,
    pric,
    det_item_fee_sumamt,
    list_type,
    chrgitm_lv,
    med_chrgitm_type,
    list_selfpay_prop: selfpay_prop,
    pric_uplmt_amt,
    lmt_used_flag,
    hosp_appr_flag: line.hosp_appr_flag ?? '0',
    dise_codg,
    rxno,
    bilg_dr_codg,
    bilg_dept_codg,
    particulars: particularsOf(line),
  };
  const parts = priceLine(policy, claimLineOf(raw));
  return {
    ...raw,
    selfpay_prop: parts.selfpay_prop,
    fulamt_ownpay_amt: parts.fulamt_ownpay_amt,
    overlmt_amt: parts.overlmt_amt,
    preselfpay_amt: parts.preselfpay_amt,
    inscp_scp_amt: parts.inscp_scp_amt,
  };
}

/** A line as benefits are calculated from it. */
export function claimLineOf(line: Omit<FeeLine, 'selfpay_prop' | Part>): ClaimLine {
  const { feedetl_sn, med_list_codg, list_type, chrgitm_lv, list_selfpay_prop, pric_uplmt_amt } = line;
  return {
    feedetl_sn,
    med_list_codg,
    list_type,
    chrgitm_lv,
    selfpay_prop: list_selfpay_prop === null ? null : ratio(list_selfpay_prop),
    pric_uplmt_amt: pric_uplmt_amt === null ? null : price(pric_uplmt_amt),
    lmt_used_flag: line.lmt_used_flag,
    hosp_appr_flag: line.hosp_appr_flag,
    cnt: quantity(line.cnt),
    pric: price(line.pric),
    det_item_fee_sumamt: fen(line.det_item_fee_sumamt),
  };
}
type Part = 'fulamt_ownpay_amt' | 'overlmt_amt' | 'preselfpay_amt' | 'inscp_scp_amt';

/** @throws ShouhuError SH-Q020 when the visit has a line of one of these numbers */
export async function writeLines({ trx }: Handling, { mdtrt_id }: OfVisit, lines: readonly FeeLine[]): Promise<void> {
  const { rows } = await sql<{ feedetl_sn: string }>`
    INSERT INTO fee_line SELECT * FROM jsonb_populate_recordset(NULL::fee_line, ${JSON.stringify(lines)}::jsonb)
    ON CONFLICT (mdtrt_id, feedetl_sn) DO NOTHING RETURNING feedetl_sn`.execute(trx);
  if (rows.length === lines.length) return;
  const written = new Set(rows.map(({ feedetl_sn }) => feedetl_sn));
  const feedetl_sn = lines.find((line) => !written.has(line.feedetl_sn))?.feedetl_sn ?? '';
  throw shouhuError('SH-Q020', { feedetl_sn, mdtrt_id }, { field: 'feedetl_sn' });
}
