/**
 * Takes a settlement back, as a whole, once: a row with the opposite amounts, the entry reversed, the year as if it had not been, the lines free again.
 * Later settlements of the year stand as they were calculated; only the parts of one stay are taken back from the last to the first.
 */
import { randomUUID } from 'node:crypto';
import { newYear, putBack } from '@shouhu/benefits';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { instantText } from '@shouhu/interface';
import { reverse } from '@shouhu/ledger';
import type { Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import type { Handling } from '../gateway/transaction.ts';
import { lockWithPayers } from '../insured/lock-person.ts';
import { insuredOf } from '../insured/read-insured.ts';
import type { Schema } from '../store/schema.ts';
import { giveBack } from '../trace/settled-boxes.ts';
import { keepUsed, usedSince } from './accumulations.ts';
import { setldetailOf, setlinfoOf } from './answer.ts';
import type { CareKind, VisitState } from './schema.ts';
import type { SettlementRow } from './settle.ts';
import { lockVisit, newId } from './visits.ts';
import type { Visit } from './visits.ts';

export interface SettlementNamed {
  readonly setl_id: string;
  readonly psn_no: string;
  /** Of a sale it need not be told. */
  readonly mdtrt_id: string | null;
}

/** @throws ShouhuError SH-Q043 to SH-Q047, SH-Q001 to SH-Q004, SH-G001 */
export async function cancelSettlement(handling: Handling, care: CareKind, named: SettlementNamed): Promise<object> {
  const { trx, ring } = handling;
  await lockWithPayers(trx, named.psn_no);
  const row = await settlementOf(handling, named);
  const visit = await lockVisit(handling, row, care);
  await refuseUnlessLast(trx, row);
  const balc = await reverseEntry(handling, row);
  const nth = await putYearBack(trx, row);
  const opposite = await writeOpposite(handling, row, { nth, balc });
  const shares = await oppositeShares(trx, row, opposite.setl_id);
  await freeVisit(trx, visit, row);
  await giveBack(handling, row);
  const person = await insuredOf(trx, row.psn_no);
  const { mdtrt_id, setl_id } = opposite;
  return { setlinfo: setlinfoOf(ring, person, { mdtrt_id, setl_id }, opposite), setldetail: setldetailOf(shares) };
}

/** The settlement of this institution that a message names, of the person and the visit that it names too. */
export async function settlementOf(
  { trx, message }: Handling,
  { setl_id, psn_no, mdtrt_id }: SettlementNamed,
): Promise<SettlementRow> {
  const row = await trx
    .selectFrom('settlement')
    .selectAll()
    .where('setl_id', '=', setl_id)
    .where('fixmedins_code', '=', message.fixmedins_code)
    .executeTakeFirst();
  if (row === undefined || row.psn_no !== psn_no || (mdtrt_id !== null && row.mdtrt_id !== mdtrt_id))
    throw shouhuError('SH-Q043', { setl_id }, { field: 'setl_id' });
  return row;
}

/** Cancellations, and what was cancelled, cleared or followed by more of its stay, stand. */
async function refuseUnlessLast(trx: Transaction<Schema>, row: SettlementRow): Promise<void> {
  const { setl_id, mdtrt_id, fixmedins_code, insutype, clr_type, refd_setl_flag } = row;
  if (refd_setl_flag) throw shouhuError('SH-Q046', { setl_id });
  const others = await trx
    .selectFrom('settlement as other')
    .leftJoin('settlement as back', 'back.init_setl_id', 'other.setl_id')
    .select(['other.setl_id', 'other.year', 'other.nth', 'other.chrg_bchno', 'back.setl_id as by'])
    .where('other.mdtrt_id', '=', mdtrt_id)
    .where('other.refd_setl_flag', '=', false)
    .execute();
  const by = others.find((other) => other.setl_id === setl_id)?.by;
  if (typeof by === 'string') throw shouhuError('SH-Q044', { setl_id, by });
  // Batches of an outpatient visit are settlements by themselves; parts of a stay build on each other.
  const later = others.find(
    (other) =>
      other.by === null &&
      row.chrg_bchno === null &&
      (other.year > row.year || (other.year === row.year && other.nth > row.nth)),
  );
  if (later !== undefined) throw shouhuError('SH-Q047', { setl_id, later: later.setl_id });
  const closed = await trx
    .selectFrom('settlement_closed')
    .select('through')
    .where('fixmedins_code', '=', fixmedins_code)
    .where('insutype', '=', insutype)
    .where('clr_type', '=', clr_type)
    .forShare()
    .executeTakeFirst();
  if (closed !== undefined && row.setl_time.slice(0, 10) <= closed.through)
    throw shouhuError('SH-Q045', { setl_id, day: closed.through });
}

/** @returns what the personal account holds after it */
async function reverseEntry({ trx, at }: Handling, row: SettlementRow): Promise<number> {
  const { entry_id: reverses, setl_id, psn_no } = row;
  const day = formatCivilDate(civilDayOf(at));
  if (reverses !== null) await reverse(trx, { entry_id: randomUUID(), reverses, day, memo: setl_id }, at);
  return (await insuredOf(trx, psn_no)).acct_balance_fen;
}

/** @returns the place of the cancellation in the year */
async function putYearBack(trx: Transaction<Schema>, row: SettlementRow): Promise<number> {
  const { psn_no, mdtrt_id, year, used_before: before, used_after: after } = row;
  const [own, ...later] = await usedSince(trx, psn_no, year);
  if (own === undefined || before === null || after === null)
    throw new Error(`settlement ${row.setl_id} is in no year`);
  const settlements = own.settlements + 1;
  await keepUsed(trx, psn_no, { used: putBack(own.used, { before, after, mdtrt_id }), settlements });
  // A stay that went on was carried over into the years that have begun since.
  for (const next of later) {
    const carried = { before: newYear(next.year, before), after: newYear(next.year, after), mdtrt_id };
    await keepUsed(trx, psn_no, { ...next, used: putBack(next.used, carried) });
  }
  return settlements;
}

async function writeOpposite(
  { trx, message, at }: Handling,
  row: SettlementRow,
  { nth, balc }: { readonly nth: number; readonly balc: number },
): Promise<SettlementRow> {
  const negative = (amount: number): number => 0 - amount;
  return trx
    .insertInto('settlement')
    .values({
      ...row,
      setl_id: newId('settlement_serial', message.admdvs, at),
      msgid: message.msgid,
      refd_setl_flag: true,
      init_setl_id: row.setl_id,
      setl_time: instantText(at),
      nth,
      balc,
      medfee_sumamt: negative(row.medfee_sumamt),
      fulamt_ownpay_amt: negative(row.fulamt_ownpay_amt),
      overlmt_selfpay: negative(row.overlmt_selfpay),
      preselfpay_amt: negative(row.preselfpay_amt),
      inscp_scp_amt: negative(row.inscp_scp_amt),
      fund_pay_sumamt: negative(row.fund_pay_sumamt),
      psn_part_amt: negative(row.psn_part_amt),
      acct_pay: negative(row.acct_pay),
      acct_mulaid_pay: negative(row.acct_mulaid_pay),
      psn_cash_pay: negative(row.psn_cash_pay),
      hosp_part_amt: negative(row.hosp_part_amt),
      amounts: JSON.stringify(
        Object.fromEntries(Object.entries(row.amounts).map(([name, amount]) => [name, negative(amount)])),
      ),
      steps: '[]',
      used_before: null,
      used_after: null,
      entry_id: null,
      opter: message.opter,
      opter_name: message.opter_name,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function oppositeShares(trx: Transaction<Schema>, { setl_id: of }: SettlementRow, setl_id: string) {
  const shares = await trx.selectFrom('settlement_share').selectAll().where('setl_id', '=', of).execute();
  const opposite = shares.map((share) => ({
    ...share,
    setl_id,
    inscp_scp_amt: 0 - share.inscp_scp_amt,
    fund_payamt: 0 - share.fund_payamt,
  }));
  if (opposite.length > 0) await trx.insertInto('settlement_share').values(opposite).execute();
  return opposite;
}

/** The lines may be settled again or removed. A sale was one message: its lines stay what they were. */
async function freeVisit(
  trx: Transaction<Schema>,
  visit: Visit,
  { setl_id, mid_setl_flag }: SettlementRow,
): Promise<void> {
  const { mdtrt_id, care } = visit;
  if (care !== 'pharmacy')
    await trx.updateTable('fee_line').set({ setl_id: null }).where('setl_id', '=', setl_id).execute();
  const state = mid_setl_flag ? visit.state : await stateAfter(trx, mdtrt_id, care);
  await trx.updateTable('visit').set({ state }).where('mdtrt_id', '=', mdtrt_id).execute();
}

async function stateAfter(trx: Transaction<Schema>, mdtrt_id: string, care: CareKind): Promise<VisitState> {
  if (care === 'inpatient') return 'discharged';
  if (care === 'pharmacy') return 'cancelled';
  const other = await trx
    .selectFrom('fee_line')
    .select('setl_id')
    .where('mdtrt_id', '=', mdtrt_id)
    .where('setl_id', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return other === undefined ? 'open' : 'settled';
}
