/** Fees of a visit before settlement: 2204 and 2301 add lines and answer their prices, 2205 and 2302 remove what is not settled. */
import { shouhuError } from '@shouhu/errors';
import { text } from '@shouhu/interface';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { keepScans, scansBeside, scansOf } from '../trace/scans.ts';
import type { Scan } from '../trace/scans.ts';
import { pricedLines, writeLines } from './add-lines.ts';
import type { FeeLine } from './add-lines.ts';
import { rows } from './fields.ts';
import { priceOf, quantityOf, ratioOf, yuanOf } from './numbers.ts';
import { ALL, batchLine, stayLine } from './read-lines.ts';
import type { ChargedLine } from './read-lines.ts';
import type { CareKind } from './schema.ts';
import { transactionOf } from './transaction-of.ts';
import { lockVisit, refuseSettled } from './visits.ts';
import type { Visit, VisitNamed } from './visits.ts';

/** What the interface answers as the cap of a price that has none. */
const NO_CAP = 999_999;

type Sent = ChargedLine & VisitNamed;

async function add(
  handling: Handling,
  care: CareKind,
  lines: readonly [Sent, ...Sent[]],
  beside: readonly Scan[],
): Promise<object> {
  const scans = scansOf(lines, beside);
  const visit = await lockVisit(handling, oneVisit(lines), care);
  if (care === 'inpatient') refuseSettled(visit, handling.message);
  else await refuseMixedBatches(handling, visit, lines);
  const priced = await pricedLines(handling, visit, lines);
  await writeLines(handling, visit, priced);
  await keepScans(handling, visit.mdtrt_id, priced, scans);
  return { result: priced.map(answered) };
}

/** A batch is settled for one disease, or for none. */
async function refuseMixedBatches({ trx }: Handling, { mdtrt_id }: Visit, lines: readonly Sent[]): Promise<void> {
  const batches = new Map<string, string | null>();
  const refuse = (chrg_bchno: string, first: string | null, second: string | null): void => {
    if (first !== second)
      throw shouhuError('SH-Q025', { chrg_bchno, first: first ?? '—', second: second ?? '—' }, { field: 'dise_codg' });
  };
  for (const { chrg_bchno = '', dise_codg } of lines) {
    refuse(chrg_bchno, batches.has(chrg_bchno) ? (batches.get(chrg_bchno) ?? null) : dise_codg, dise_codg);
    batches.set(chrg_bchno, dise_codg);
  }
  const known = await trx
    .selectFrom('fee_line')
    .select(['chrg_bchno', 'dise_codg', 'setl_id'])
    .distinct()
    .where('mdtrt_id', '=', mdtrt_id)
    .where('chrg_bchno', 'in', [...batches.keys()])
    .execute();
  for (const { chrg_bchno, dise_codg, setl_id } of known) {
    if (setl_id !== null) throw shouhuError('SH-Q030', { chrg_bchno: chrg_bchno ?? '', setl_id });
    refuse(chrg_bchno ?? '', dise_codg, batches.get(chrg_bchno ?? '') ?? null);
  }
}

/** A priced line as 2204 and 2301 answer it. */
function answered(line: FeeLine): object {
  const { feedetl_sn, chrgitm_lv, med_chrgitm_type, lmt_used_flag, pric_uplmt_amt } = line;
  return {
    feedetl_sn,
    det_item_fee_sumamt: yuanOf(line.det_item_fee_sumamt),
    cnt: quantityOf(line.cnt),
    pric: priceOf(line.pric),
    pric_uplmt_amt: pric_uplmt_amt === null ? NO_CAP : priceOf(pric_uplmt_amt),
    selfpay_prop: ratioOf(line.selfpay_prop),
    fulamt_ownpay_amt: yuanOf(line.fulamt_ownpay_amt),
    overlmt_amt: yuanOf(line.overlmt_amt),
    preselfpay_amt: yuanOf(line.preselfpay_amt),
    inscp_scp_amt: yuanOf(line.inscp_scp_amt),
    chrgitm_lv,
    med_chrgitm_type,
    lmt_used_flag,
  };
}

/** Which of the fees that are not settled go: a batch, lines, or all. */
interface Going {
  readonly chrg_bchno?: string;
  readonly feedetl_sns?: readonly string[];
}

async function remove(handling: Handling, care: CareKind, named: VisitNamed, going: Going): Promise<object> {
  const { trx } = handling;
  const { mdtrt_id } = named;
  const { chrg_bchno = ALL, feedetl_sns = [ALL] } = going;
  await lockVisit(handling, named, care);
  let unsettled = trx
    .selectFrom('fee_line')
    .select('feedetl_sn')
    .where('mdtrt_id', '=', mdtrt_id)
    .where('setl_id', 'is', null);
  if (chrg_bchno !== ALL) unsettled = unsettled.where('chrg_bchno', '=', chrg_bchno);
  if (!feedetl_sns.includes(ALL)) unsettled = unsettled.where(sql<boolean>`feedetl_sn = ANY (${feedetl_sns}::text[])`);
  const refund = await trx
    .selectFrom('fee_line')
    .select(['feedetl_sn', 'init_feedetl_sn'])
    .where('mdtrt_id', '=', mdtrt_id)
    .where('init_feedetl_sn', 'in', unsettled)
    .where('feedetl_sn', 'not in', unsettled)
    .limit(1)
    .executeTakeFirst();
  if (refund !== undefined)
    throw shouhuError('SH-Q028', { feedetl_sn: refund.init_feedetl_sn ?? '', refund: refund.feedetl_sn });
  const removed = await trx
    .deleteFrom('fee_line')
    .where('mdtrt_id', '=', mdtrt_id)
    .where('feedetl_sn', 'in', unsettled)
    .returning('feedetl_sn')
    .execute();
  const gone = new Set([ALL, ...removed.map(({ feedetl_sn }) => feedetl_sn)]);
  const missing =
    feedetl_sns.find((one) => !gone.has(one)) ?? (chrg_bchno !== ALL && removed.length === 0 ? chrg_bchno : undefined);
  if (missing !== undefined) throw shouhuError('SH-Q027', { mdtrt_id, id: missing });
  return {};
}

/** All lines of a message are of one visit. @throws ShouhuError SH-Q026 */
function oneVisit<Row extends VisitNamed>(lines: readonly [Row, ...Row[]]): Row {
  const [first] = lines;
  const other = lines.find(({ mdtrt_id, psn_no }) => mdtrt_id !== first.mdtrt_id || psn_no !== first.psn_no);
  if (other !== undefined) throw shouhuError('SH-Q026', { first: first.mdtrt_id, second: other.mdtrt_id });
  return first;
}

const batches = z.object({ feedetail: rows(batchLine), ...scansBeside });
const stay = z.object({ feedetail: rows(stayLine), ...scansBeside });
const visitNamed = { mdtrt_id: text(30), psn_no: text(30) };
const batchNamed = z.object({ data: z.object({ ...visitNamed, chrg_bchno: text(30) }) });
const linesNamed = z.object({ data: rows(z.object({ ...visitNamed, feedetl_sn: text(30) })) });

export const feeLines = [
  transactionOf({
    infno: '2204',
    name: '门诊费用明细信息上传',
    input: batches,
    handle: (handling, { feedetail, drug_trac_info }) => add(handling, 'outpatient', feedetail, drug_trac_info),
  }),
  transactionOf({
    infno: '2205',
    name: '门诊费用明细信息撤销',
    input: batchNamed,
    handle: (handling, { data }) => remove(handling, 'outpatient', data, { chrg_bchno: data.chrg_bchno }),
  }),
  transactionOf({
    infno: '2301',
    name: '住院费用明细上传',
    input: stay,
    handle: (handling, { feedetail, drug_trac_info }) => add(handling, 'inpatient', feedetail, drug_trac_info),
  }),
  transactionOf({
    infno: '2302',
    name: '住院费用明细撤销',
    input: linesNamed,
    handle: (handling, { data }) =>
      remove(handling, 'inpatient', oneVisit(data), { feedetl_sns: data.map(({ feedetl_sn }) => feedetl_sn) }),
  }),
];
