/** What steps do to money, in the transaction that records them. */
import { createHash } from 'node:crypto';
import { civilDay, fen, formatCivilDate, formatYuan } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { dueAt, nationalCalendar } from '@shouhu/clocks';
import { shouhuError } from '@shouhu/errors';
import { post } from '@shouhu/ledger';
import { penalty, surchargeOf } from '@shouhu/procedure';
import type { Deed } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
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
  'review deduct': deduct,
};

/** @throws ShouhuError SH-C015 when more is paid than is owed */
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
  return { refund: of('refund'), fine: of('fine'), surcharge: of('surcharge') };
}

async function oweWhatIsDecided(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  const { matter_id, deeds } = moved;
  await openAccounts(trx, matter_id);
  const decision = deeds.findLast(({ action }) => action === 'decide')?.facts ?? {};
  for (const debt of ['refund', 'fine'] as const) await owe(trx, moved, debt, wholeFen(decision[`${debt}_fen`]));
}

/** Whether a payment leaves nothing owed, the surcharge of its day included. */
export async function settles(trx: Transaction<Schema>, payment: Omit<Moved, 'request_id' | 'at'>): Promise<boolean> {
  const { refund, fine, surcharge } = await debtsOf(trx, payment.matter_id);
  const total = refund + fine + surcharge + (await surchargeDue(trx, payment));
  return payment.deed.facts['paid_fen'] === total;
}

/** Takes what is paid against the debts in their order; a fine that is late has grown by its surcharge first. */
async function pay(trx: Transaction<Schema>, moved: Moved): Promise<void> {
  const { matter_id, deed } = moved;
  await owe(trx, moved, 'surcharge', await surchargeDue(trx, moved));
  const debts = await debtsOf(trx, matter_id);
  const total = debts.refund + debts.fine + debts.surcharge;
  let left = wholeFen(deed.facts['paid_fen']);
  if (left === 0 || left > total) {
    const [amount, most] = [formatYuan(fen(left)), formatYuan(fen(total))];
    throw shouhuError('SH-C015', { step: penalty.steps.pay.name, amount, most });
  }
  for (const debt of DEBTS) {
    const part = Math.min(left, debts[debt]);
    left -= part;
    await move(trx, moved, 'paid', debt, owed(matter_id, debt), received(debt), part);
  }
}

/** Three per cent a day of the fine that was open, since its last day or the payment before; in sum never above the fine decided. */
async function surchargeDue(
  trx: Transaction<Schema>,
  { matter_id, deeds, deed }: Omit<Moved, 'request_id' | 'at'>,
): Promise<number> {
  const lastDay = lastDayOf(deeds);
  if (lastDay === null) return 0;
  const decided = wholeFen(deeds.findLast(({ action }) => action === 'decide')?.facts['fine_fen']);
  const before = deeds.findLast(({ action }) => action === 'pay')?.on ?? lastDay;
  const open = (await debtsOf(trx, matter_id)).fine;
  const grown = await surchargesPosted(trx, matter_id);
  const since = before > lastDay ? before : lastDay;
  return Math.min(surchargeOf(fen(open), since, deed.on), decided - grown);
}

/** Last day for paying: of the decision's limit, or the day to which it was deferred. */
function lastDayOf(deeds: readonly Deed[]): CivilDate | null {
  const deferred = deeds.findLast(({ action }) => action === 'defer')?.facts['until'];
  const delivered = deeds.findLast(({ action }) => action === 'deliver');
  if (delivered === undefined) return null;
  const { due: last } = dueAt(nationalCalendar, [{ is: 'start', on: delivered.on }], penalty.clocks.payment);
  return typeof deferred === 'number' && last !== null && deferred > last ? civilDay(deferred) : last;
}

async function surchargesPosted(trx: Transaction<Schema>, matter_id: string): Promise<number> {
  const row = await trx
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

/** The same entry for the same request, however often it is sent. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** @throws ShouhuError SH-H005 for what is no amount */
function wholeFen(fact: Deed['facts'][string] | undefined): number {
  if (typeof fact === 'number' && Number.isSafeInteger(fact) && fact >= 0) return fact;
  throw shouhuError('SH-H005', { field: 'fen', reason: String(fact) });
}
