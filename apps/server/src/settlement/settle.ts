/** Settles what was charged, once: calculated, written, posted and counted in the transaction of its message. */
import { randomUUID } from 'node:crypto';
import type { CalculatedLine, Calculation } from '@shouhu/benefits';
import { formatCivilDate } from '@shouhu/codes';
import { instantText } from '@shouhu/interface';
import { sql } from 'kysely';
import type { Insertable, RawBuilder, Selectable, Transaction } from 'kysely';
import { sideBySide } from '../gateway/transaction.ts';
import type { Handling } from '../gateway/transaction.ts';
import type { Schema } from '../store/schema.ts';
import { takeBoxes } from '../trace/settled-boxes.ts';
import { keepUsed } from './accumulations.ts';
import type { Computed } from './compute.ts';
import { postSettlement, postingsOf } from './postings.ts';
import { newId } from './visits.ts';
import type { Visit } from './visits.ts';

export type SettlementRow = Selectable<Schema['settlement']>;

/** What a message says of the settlement beside its sums. */
export interface Manner {
  readonly chrg_bchno: string | null;
  readonly mid_setl: boolean;
  readonly acct_used: boolean;
  readonly mdtrt_cert_type: string;
  readonly psn_setlway: string | null;
  readonly invono: string | null;
}

/** 按项目结算. */
const BY_ITEM = '01';
/** 清算类别. */
export const CLR_TYPE = { outpatient: '11', inpatient: '21', pharmacy: '41' } as const;

/** Writes the settlement of locked lines of a locked visit. */
export async function settle(
  handling: Handling,
  visit: Visit,
  computed: Computed,
  manner: Manner,
): Promise<SettlementRow> {
  const { trx, message } = handling;
  const { calculation, before, payers, claim } = computed;
  const { mdtrt_id, psn_no } = visit;
  const postings = postingsOf(message.fixmedins_code, psn_no, calculation, payers);
  const entry_id = postings.length === 0 ? null : randomUUID();
  const row = await trx
    .insertInto('settlement')
    .values({
      ...rowOf(handling, visit, computed, manner, entry_id),
      setl_id: newId('settlement_serial', message.admdvs, handling.at),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const { setl_id } = row;
  await sideBySide(handling, (each) => [
    keepShares(each.trx, setl_id, calculation.shares),
    freezeLines(each.trx, setl_id, mdtrt_id, calculation.lines),
    keepUsed(each.trx, psn_no, { used: calculation.after, settlements: before.settlements + 1 }),
    manner.mid_setl ? null : endVisit(each.trx, mdtrt_id),
    takeBoxes(each, { setl_id, mdtrt_id, psn_no }),
  ]);
  if (entry_id !== null)
    await postSettlement(handling, { entry_id, setl_id, day: formatCivilDate(claim.day) }, postings);
  return row;
}

function rowOf(
  { message, at }: Handling,
  visit: Visit,
  { insurance, place, claim, calculation, before, person }: Computed,
  { chrg_bchno, mid_setl, acct_used, mdtrt_cert_type, psn_setlway, invono }: Manner,
  entry_id: string | null,
): Omit<Insertable<Schema['settlement']>, 'setl_id'> {
  const { amounts, steps, after, pool_prop_selfpay, policy } = calculation;
  const { medfee_sumamt, fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = amounts;
  const { fund_pay_sumamt, psn_part_amt, acct_pay, acct_mulaid_pay, psn_cash_pay, hosp_part_amt } = amounts;
  const setl_time = instantText(at);
  return {
    mdtrt_id: visit.mdtrt_id,
    psn_no: visit.psn_no,
    fixmedins_code: message.fixmedins_code,
    msgid: message.msgid,
    chrg_bchno,
    mid_setl_flag: mid_setl,
    refd_setl_flag: false,
    init_setl_id: null,
    insutype: visit.insutype,
    med_type: claim.med_type,
    insuplc_admdvs: visit.insuplc_admdvs,
    psn_type: insurance.psn_type,
    cvlserv_flag: insurance.cvlserv_flag,
    hosp_lv: place.hosp_lv,
    mdtrt_cert_type,
    psn_setlway: psn_setlway ?? BY_ITEM,
    acct_used_flag: acct_used,
    invono,
    dise_codg: claim.dise_codg,
    setl_time,
    begndate: visit.begntime.slice(0, 10),
    enddate: (visit.endtime ?? setl_time).slice(0, 10),
    year: after.year,
    nth: before.settlements + 1,
    clr_type: CLR_TYPE[visit.care],
    clr_optins: message.admdvs,
    medfee_sumamt,
    fulamt_ownpay_amt,
    overlmt_selfpay,
    preselfpay_amt,
    inscp_scp_amt,
    fund_pay_sumamt,
    psn_part_amt,
    acct_pay,
    acct_mulaid_pay,
    psn_cash_pay,
    hosp_part_amt,
    pool_prop_selfpay,
    balc: person.acct_balance_fen - acct_pay,
    policy,
    amounts: JSON.stringify(amounts),
    steps: JSON.stringify(steps),
    used_before: JSON.stringify(before.used),
    used_after: JSON.stringify(after),
    entry_id,
    opter: message.opter,
    opter_name: message.opter_name,
  };
}

async function keepShares(trx: Transaction<Schema>, setl_id: string, shares: Calculation['shares']): Promise<void> {
  if (shares.length === 0) return;
  await trx
    .insertInto('settlement_share')
    .values(
      shares.map(({ fund_pay_type, inscp_scp_amt, crt_payb_lmt_amt, fund_payamt, setl_proc_info }) => ({
        setl_id,
        fund_pay_type,
        inscp_scp_amt,
        crt_payb_lmt_amt,
        fund_payamt,
        setl_proc_info,
      })),
    )
    .execute();
}

async function endVisit(trx: Transaction<Schema>, mdtrt_id: string): Promise<void> {
  await trx.updateTable('visit').set({ state: 'settled' }).where('mdtrt_id', '=', mdtrt_id).execute();
}

/** The lines stand in the settlement as it calculated them. */
async function freezeLines(
  trx: Transaction<Schema>,
  setl_id: string,
  mdtrt_id: string,
  lines: readonly CalculatedLine[],
): Promise<void> {
  const fen = (of: (line: CalculatedLine) => number): RawBuilder<unknown> => sql`${lines.map(of)}::bigint[]`;
  await sql`UPDATE fee_line SET setl_id = ${setl_id}, selfpay_prop = prop, fulamt_ownpay_amt = own, overlmt_amt = over, preselfpay_amt = first,
      inscp_scp_amt = scope
    FROM unnest(${lines.map(({ feedetl_sn }) => feedetl_sn)}::text[], ${fen((line) => line.selfpay_prop)}, ${fen((line) => line.fulamt_ownpay_amt)},
      ${fen((line) => line.overlmt_amt)}, ${fen((line) => line.preselfpay_amt)}, ${fen((line) => line.inscp_scp_amt)})
      AS calculated (sn, prop, own, over, first, scope)
    WHERE mdtrt_id = ${mdtrt_id} AND feedetl_sn = sn`.execute(trx);
}
