/** What steps do to money, in the transaction that records them. */
import { fen, formatCivilDate, groupedYuan } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { post, reverse } from '@shouhu/ledger';
import { inspection, measure, penalty, summaryPenalty, surchargeIn } from '@shouhu/procedure';
import type { Deed } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { DEBTS, DEDUCTED, due, openAccounts, owed, received } from './accounts.ts';
import type { Debt } from './accounts.ts';

/** What is still owed of a matter, in fen. */
export type Debts = Readonly<Record<Debt, number>>;

export interface Moved {
  readonly matter_id: string;
  readonly request_id: string;
  /** Deeds before this one. */
  readonly deeds: readonly Deed[];
  readonly deed: Deed;
  readonly at: Date;
}

type Effect = (trx: Transaction<Schema>, moved: Moved) => Promise<void>;

const EFFECTS: Readonly<Record<string, Effect>> = {
  'penalty deliver': oweWhatIsDecided,
  'penalty pay': pay,
  'penalty defer': oweSurcharge,
  'penalty allowInstalments': oweSurcharge,
  'penalty payInstalment': pay,
  'summary-penalty decide': oweWhatIsFined,
  'summary-penalty collect': pay,
  'summary-penalty pay': pay,
  'review deduct': deduct,
  'measure deliver': oweWhatIsMeasured,
  'measure pay': pay,
  'measure deduct': deductWhatIsOwed,
  'measure revoke': takeBack,
  'inspection selfInspect': oweWhatIsGivenBack,
  'inspection receiveRefund': pay,
};

/** Whether money may be owed in matters of a procedure. */
export function isOwing(procedure: string): boolean {
  return [penalty.id, summaryPenalty.id, measure.id, inspection.id].some((id) => id === procedure);
}

/** @throws ShouhuError SH-C024 when more is paid than is owed */
export async function moveMoney(trx: Transaction<Schema>, procedure: string, moved: Moved): Promise<void> {
  await EFFECTS[`${procedure} ${moved.deed.action}`]?.(trx, moved);
}

/** Nothing is owed before a decision was delivered. */
export async function debtsOf(db: Kysely<Schema> | Transaction<Schema>, matter_id: string): Promise<Debts> {
  const rows = await db
    .selectFrom('ledger_account')
    .select(['account', 'balance_fen'])
    .where(
      'account',
      'in',
      DEBTS.map((debt) => owed(matter_id, debt)),
    )
    .execute();
  const of = (debt: Debt): number => rows.find(({ account }) => account === owed(matter_id, debt))?.balance_fen ?? 0;
  return { refund: of('refund'), penalty: of('penalty'), fine: of('fine'), surcharge: of('surcharge') };
}

/** {@link debtsOf} on a day: with the surcharge that has grown by then, which the next payment puts into the ledger. */
export async function debtsOn(
  db: Kysely<Schema> | Transaction<Schema>,
  matter_id: string,
  deeds: readonly Deed[],
  on: CivilDate,
): Promise<Debts> {
  const debts = await debtsOf(db, matter_id);
  if (debts.fine === 0) return debts;
  const grown = surchargeIn(deeds, on) - (await surchargesPosted(db, matter_id));
  return { ...debts, surcharge: debts.surcharge + Math.max(0, grown) };
}

/** All that is owed. */
export function sumOf(debts: Debts): number {
  return DEBTS.reduce((sum, debt) => sum + debts[debt], 0);
}

async function oweWhatIsDecided(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  const { matter_id, deeds } = moved;
  await openAccounts(trx, matter_id);
  const decision = deeds.findLast(({ action }) => action === 'decide')?.facts ?? {};
  for (const debt of ['refund', 'fine'] as const) await owe(trx, moved, debt, wholeFen(decision[`${debt}_fen`]));
}

/** A decision on the spot is handed over as it is made. */
async function oweWhatIsFined(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  await openAccounts(trx, moved.matter_id);
  await owe(trx, moved, 'fine', wholeFen(moved.deed.facts['fine_fen']));
}

async function oweWhatIsMeasured(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  await openAccounts(trx, moved.matter_id);
  const { refund_fen = 0, penalty_fen = 0 } = moved.deeds.findLast(({ action }) => action === 'propose')?.facts ?? {};
  await owe(trx, moved, 'refund', wholeFen(refund_fen));
  await owe(trx, moved, 'penalty', wholeFen(penalty_fen));
}

/** Takes all that is still owed from the settlements of the institution. */
async function deductWhatIsOwed(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  const debts = await debtsOf(trx, moved.matter_id);
  if (sumOf(debts) === 0) throw shouhuError('SH-C026', { step: measure.steps.deduct.name });
  for (const debt of DEBTS) {
    await move(trx, moved, 'deducted', debt, owed(moved.matter_id, debt), DEDUCTED, debts[debt]);
  }
}

/** A measure that is revoked owes nothing, and what was paid for it is given back: each entry by its opposite, payments first. */
async function takeBack(trx: Transaction<Schema>, { matter_id, deed, at }: Moved): Promise<void> {
  const memo = `matter:${matter_id}`;
  const entries = await trx
    .selectFrom('ledger_entry')
    .select(['entry_id', 'kind'])
    .where('memo', '=', memo)
    .where('reverses', 'is', null)
    .orderBy('entry_id')
    .execute();
  const last = entries.toSorted((a, b) => Number(a.kind === 'owed') - Number(b.kind === 'owed'));
  for (const { entry_id: reverses } of last) {
    const entry_id = uuidOf(`${reverses} revoked`);
    await reverse(trx, { entry_id, reverses, day: formatCivilDate(deed.on), memo }, at);
  }
}

/** What an institution found itself and gives back (主动退回). */
async function oweWhatIsGivenBack(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  await openAccounts(trx, moved.matter_id);
  await owe(trx, moved, 'refund', wholeFen(moved.deed.facts['refund_fen']));
}

/** Whether a payment leaves nothing owed, the surcharge of its day included. */
export async function settles(trx: Transaction<Schema>, payment: Omit<Moved, 'request_id' | 'at'>): Promise<boolean> {
  const total = sumOf(await debtsOf(trx, payment.matter_id)) + (await surchargeDue(trx, payment));
  return payment.deed.facts['paid_fen'] === total;
}

/** A plan is of what is owed on its day: what has grown until then stands in the ledger first. */
async function oweSurcharge(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  await owe(trx, moved, 'surcharge', await surchargeDue(trx, moved));
}

/** Takes what is paid against the debts in their order; a fine that is late has grown by its surcharge first. */
async function pay(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  const { matter_id, deed } = moved;
  await oweSurcharge(trx, moved);
  const debts = await debtsOf(trx, matter_id);
  const total = sumOf(debts);
  let left = wholeFen(deed.facts['paid_fen']);
  const step = penalty.steps.pay.name;
  if (total === 0) throw shouhuError('SH-C026', { step });
  if (left === 0) throw shouhuError('SH-C008', { step, facts: 'paid_fen' });
  if (left > total)
    throw shouhuError('SH-C024', { step, amount: groupedYuan(fen(left)), most: groupedYuan(fen(total)) });
  for (const debt of DEBTS) {
    const part = Math.min(left, debts[debt]);
    left -= part;
    await move(trx, moved, 'paid', debt, owed(matter_id, debt), received(debt), part);
  }
}

/** What has grown on a late fine by the day of a step and is not in the ledger yet. Only a fine grows: what a measure asks for does not. */
async function surchargeDue(
  db: Kysely<Schema> | Transaction<Schema>,
  { matter_id, deeds, deed }: Omit<Moved, 'request_id' | 'at'>,
): Promise<number> {
  return Math.max(0, surchargeIn(deeds, deed.on) - (await surchargesPosted(db, matter_id)));
}

async function surchargesPosted(db: Kysely<Schema> | Transaction<Schema>, matter_id: string): Promise<number> {
  const row = await db
    .selectFrom('ledger_posting')
    .select((e) => e.fn.coalesce(e.fn.sum('fen'), e.lit(0)).as('fen'))
    .where('account', '=', owed(matter_id, 'surcharge'))
    .where('fen', '>', 0)
    .executeTakeFirst();
  return Number(row?.fen ?? 0);
}

/** Taken from the settlements of an institution: the amount that the last review left. */
async function deduct(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  const { matter_id, deeds } = moved;
  await openAccounts(trx, matter_id);
  const amount = deeds.findLast(({ facts }) => facts['amount_fen'] !== undefined)?.facts['amount_fen'];
  await move(trx, moved, 'deducted', 'refund', due('refund'), DEDUCTED, wholeFen(amount));
}

async function owe(trx: Transaction<Schema>, moved: Moved, debt: Debt, amount: number): Promise<void> {
  await move(trx, moved, 'owed', debt, due(debt), owed(moved.matter_id, debt), amount);
}

/** Nothing is posted of nothing. */
async function move(
  trx: Transaction<Schema>,
  moved: Moved,
  kind: string,
  debt: Debt,
  from: string,
  to: string,
  amount: number,
): Promise<void> {
  if (amount === 0) return;
  const { matter_id, request_id, deed, at } = moved;
  const postings = [
    { account: from, fen: -amount },
    { account: to, fen: amount },
  ];
  const entry_id = uuidOf(`${matter_id} ${request_id} ${kind} ${debt}`);
  await post(trx, { entry_id, kind, day: formatCivilDate(deed.on), memo: `matter:${matter_id}`, postings }, at);
}

/** @throws ShouhuError SH-H005 for what is no amount */
function wholeFen(fact: Deed['facts'][string] | undefined): number {
  if (typeof fact === 'number' && Number.isSafeInteger(fact) && fact >= 0) return fact;
  throw shouhuError('SH-H005', { field: 'fen', reason: String(fact) });
}
