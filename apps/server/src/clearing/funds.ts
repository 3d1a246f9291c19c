/** The funds out of the ledger: what came in, what was paid, what is owed for settlements, what they hold. */
import { transaction } from '@shouhu/database';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { openAccounts, post, reverse } from '@shouhu/ledger';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { civilDayOf, dayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { RightName } from '../rights/rights.ts';
import { PERSONAL } from '../settlement/postings.ts';
import type { Schema } from '../store/schema.ts';
import { fundAccount, FUNDS, incomeAccount } from './accounts.ts';

export const SOURCES = ['premium', 'subsidy', 'interest', 'transfer', 'opening'] as const;

type Reading = Kysely<Schema> | Transaction<Schema>;

/** The funds are of the whole pool: they are shown to nobody whose region leaves an institution out. @throws ShouhuError SH-H002, SH-H003 */
export async function refusePartial(db: Reading, { caller }: Asking, right: RightName): Promise<void> {
  const scope = scopeOf(caller, right);
  const { rows } = await sql<{ outside: boolean }>`
    SELECT EXISTS (SELECT FROM institution i WHERE NOT ${rowsWithin(scope, 'i')}) AS outside`.execute(db);
  if (rows[0]?.outside !== false) throw shouhuError('SH-H003', { id: 'funds' });
}

interface FundPosition {
  readonly fund: string;
  readonly name: string;
  /** From the first day to the last, both included. */
  readonly income_fen: number;
  /** What was cleared for institutions. */
  readonly paid_fen: number;
  /** Owed on the last day for settlements that are not cleared. */
  readonly accrued_fen: number;
  /** Held at the end of the last day. */
  readonly balance_fen: number;
  /** Paid of what came in, in 1e-4, cut off; null without income. */
  readonly used: number | null;
}

export interface Position {
  readonly from: string;
  readonly day: string;
  readonly funds: readonly FundPosition[];
  readonly total: Omit<FundPosition, 'fund' | 'name'>;
  /** What persons hold: in personal accounts, in wallets. */
  readonly personal_fen: number;
  readonly wallet_fen: number;
}

/** @param day the last day; income and payments count from `from`. @throws ShouhuError SH-H002, SH-H003, SH-H005 for days in the wrong order */
export async function positionOf(
  db: Kysely<Schema>,
  asking: Asking,
  { from, day }: { readonly from: string; readonly day: string },
): Promise<Position> {
  await refusePartial(db, asking, 'fund.read');
  if (from > day) throw shouhuError('SH-H005', { field: 'from', reason: from });
  // Personal accounts are told by what persons hold.
  const ofFunds = sql`account LIKE 'fund:%' AND account <> ${fundAccount(PERSONAL)}`;
  // One statement sees one state of the books.
  const { rows } = await sql<Omit<FundPosition, 'name' | 'used'>>`
    WITH held AS (
        SELECT substr(account, 6) AS fund, balance_fen FROM ledger_account WHERE ${ofFunds}),
      owed AS (
        SELECT split_part(account, ':', 2) AS fund, sum(balance_fen) AS fen FROM ledger_account WHERE account LIKE 'accrued:%' GROUP BY 1),
      moved AS (
        SELECT substr(p.account, 6) AS fund, sum(p.fen) FILTER (WHERE e.kind = 'income' AND e.day BETWEEN ${from}::date AND ${day}::date) AS income,
          -sum(p.fen) FILTER (WHERE e.kind = 'cleared' AND e.day BETWEEN ${from}::date AND ${day}::date) AS paid,
          sum(p.fen) FILTER (WHERE e.day > ${day}::date) AS later
        FROM ledger_posting p JOIN ledger_entry e USING (entry_id) WHERE p.account IN (SELECT account FROM ledger_account WHERE ${ofFunds}) GROUP BY 1),
      since AS (
        SELECT split_part(p.account, ':', 2) AS fund, sum(p.fen) AS fen FROM ledger_entry e JOIN ledger_posting p USING (entry_id)
        WHERE e.day > ${day}::date AND p.account LIKE 'accrued:%' GROUP BY 1)
    SELECT fund, coalesce(income, 0)::bigint AS income_fen, coalesce(paid, 0)::bigint AS paid_fen,
      (coalesce(since.fen, 0) - coalesce(owed.fen, 0))::bigint AS accrued_fen, (coalesce(balance_fen, 0) - coalesce(later, 0))::bigint AS balance_fen
    FROM held FULL JOIN owed USING (fund) LEFT JOIN moved USING (fund) LEFT JOIN since USING (fund) ORDER BY fund`.execute(
    db,
  );
  const { rows: persons } = await sql<{ personal_fen: number; wallet_fen: number }>`
    SELECT coalesce(sum(balance_fen) FILTER (WHERE account LIKE 'acct:%'), 0)::bigint AS personal_fen,
      coalesce(sum(balance_fen) FILTER (WHERE account LIKE 'wallet:%'), 0)::bigint AS wallet_fen
    FROM ledger_account WHERE account LIKE 'acct:%' OR account LIKE 'wallet:%'`.execute(db);
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const [income_fen, paid_fen] = [sum((row) => row.income_fen), sum((row) => row.paid_fen)];
  return {
    from,
    day,
    funds: rows.map((row) => ({
      ...row,
      name: FUNDS[row.fund] ?? row.fund,
      used: shareOf(row.paid_fen, row.income_fen),
    })),
    total: {
      income_fen,
      paid_fen,
      accrued_fen: sum((row) => row.accrued_fen),
      balance_fen: sum((row) => row.balance_fen),
      used: shareOf(paid_fen, income_fen),
    },
    personal_fen: persons[0]?.personal_fen ?? 0,
    wallet_fen: persons[0]?.wallet_fen ?? 0,
  };
}

/** Cut off, not rounded: a fund is never said to be used up more than it is. */
function shareOf(paid: number, income: number): number | null {
  return income <= 0 ? null : Number((BigInt(paid) * 10_000n) / BigInt(income));
}

export interface BookingWanted {
  /** Made by the client: a repeat books nothing again. */
  readonly booking_id: string;
  readonly fund: string;
  readonly source: (typeof SOURCES)[number];
  readonly fen: number;
  readonly day: string;
  readonly note: string;
}

export type Booking = Omit<Selectable<Schema['fund_booking']>, 'made_at' | 'decided_at'>;

const SHOWN = [
  'reverses',
  'booking_id',
  'fund',
  'source',
  'fen',
  'day',
  'note',
  'made_by',
  'state',
  'decided_by',
] as const;

/** Latest first, those that wait before all. @throws ShouhuError SH-H002, SH-H003 */
export async function listBookings(db: Kysely<Schema>, asking: Asking): Promise<Booking[]> {
  await refusePartial(db, asking, 'fund.read');
  return db
    .selectFrom('fund_booking')
    .select(SHOWN)
    .orderBy((e) => e('state', '=', 'proposed'), 'desc')
    .orderBy('made_at', 'desc')
    .orderBy('booking_id')
    .limit(200)
    .execute();
}

/** Proposes income; nothing is posted yet. @throws ShouhuError SH-H002, SH-H003, SH-H005 for a fund or day that cannot be, SH-H006 */
export async function proposeIncome(db: Kysely<Schema>, asking: Asking, wanted: BookingWanted): Promise<Booking> {
  const { caller, at } = asking;
  const { booking_id, fund, day } = wanted;
  if (!Object.hasOwn(FUNDS, fund)) throw shouhuError('SH-H005', { field: 'fund', reason: fund });
  if (dayOf(day) > civilDayOf(at)) throw shouhuError('SH-H005', { field: 'day', reason: day });
  return transaction(db, 'read committed', async (trx) => {
    await refusePartial(trx, asking, 'fund.book');
    const made = await trx
      .insertInto('fund_booking')
      .values({
        ...wanted,
        reverses: null,
        made_by: caller.id,
        made_at: at,
        state: 'proposed',
        decided_by: null,
        decided_at: null,
      })
      .onConflict((on) => on.column('booking_id').doNothing())
      .returning(SHOWN)
      .executeTakeFirst();
    if (made === undefined) return repeated(trx, wanted, caller.id);
    await note(trx, caller, at, {
      action: 'fund.book',
      subject: `booking:${booking_id}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify(wanted),
    });
    return made;
  });
}

async function repeated(trx: Transaction<Schema>, wanted: BookingWanted, made_by: string): Promise<Booking> {
  const { booking_id, fund, source, fen, day, note: words } = wanted;
  const before = await trx
    .selectFrom('fund_booking')
    .select(SHOWN)
    .where('booking_id', '=', booking_id)
    .executeTakeFirstOrThrow();
  const same =
    before.made_by === made_by &&
    before.fund === fund &&
    before.source === source &&
    before.fen === fen &&
    before.day === day &&
    before.note === words;
  if (!same) throw shouhuError('SH-H006', { id: booking_id });
  return before;
}

export interface TakingBack {
  /** Made by the client: a repeat proposes nothing again. */
  readonly booking_id: string;
  /** Posted income that is taken back, whole. */
  readonly reverses: string;
  readonly note: string;
}

/**
 * Proposes to take posted income back by its opposite, dated today; what was posted stays.
 * @throws ShouhuError SH-Y018 for what is not posted income, SH-Y019 where it is taken back already, SH-H002, SH-H003, SH-H006
 */
export async function proposeReversal(
  db: Kysely<Schema>,
  asking: Asking,
  { booking_id, reverses, note: words }: TakingBack,
): Promise<Booking> {
  const { caller, at } = asking;
  return transaction(db, 'read committed', async (trx) => {
    await refusePartial(trx, asking, 'fund.book');
    const original = await trx
      .selectFrom('fund_booking')
      .selectAll()
      .where('booking_id', '=', reverses)
      .forUpdate()
      .executeTakeFirst();
    if (original?.state !== 'posted' || original.reverses !== null) throw shouhuError('SH-Y018', { id: reverses });
    const { fund, source, fen } = original;
    const before = await trx
      .selectFrom('fund_booking')
      .select(['made_by', ...SHOWN])
      .where((e) =>
        e.or([e('booking_id', '=', booking_id), e.and([e('reverses', '=', reverses), e('state', '<>', 'dropped')])]),
      )
      .executeTakeFirst();
    if (before !== undefined) {
      if (before.booking_id !== booking_id) throw shouhuError('SH-Y019', { id: reverses, by: before.booking_id });
      if (before.made_by !== caller.id || before.reverses !== reverses || before.note !== words)
        throw shouhuError('SH-H006', { id: booking_id });
      return before;
    }
    const day = formatCivilDate(civilDayOf(at));
    const made = await trx
      .insertInto('fund_booking')
      .values({
        booking_id,
        reverses,
        fund,
        source,
        fen,
        day,
        note: words,
        made_by: caller.id,
        made_at: at,
        state: 'proposed',
      })
      .returning(SHOWN)
      .executeTakeFirstOrThrow();
    await note(trx, caller, at, {
      action: 'fund.book',
      subject: `booking:${booking_id}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify({ booking_id, reverses, note: words }),
    });
    return made;
  });
}

/** The second person posts it, or drops it. @throws ShouhuError SH-Y004 for who proposed it, SH-Y018 where none waits, SH-H002, SH-H003 */
export async function decideIncome(
  db: Kysely<Schema>,
  asking: Asking,
  { booking_id, post: wanted }: { readonly booking_id: string; readonly post: boolean },
): Promise<void> {
  const { caller, at } = asking;
  await transaction(db, 'read committed', async (trx) => {
    await refusePartial(trx, asking, 'fund.confirm');
    const row = await trx
      .selectFrom('fund_booking')
      .selectAll()
      .where('booking_id', '=', booking_id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw shouhuError('SH-Y018', { id: booking_id });
    const state = wanted ? 'posted' : 'dropped';
    if (row.state === state && row.decided_by === caller.id) return;
    if (row.state !== 'proposed') throw shouhuError('SH-Y018', { id: booking_id });
    if (row.made_by === caller.id) throw shouhuError('SH-Y004', { step: '复核', person: caller.id });
    if (wanted && row.reverses !== null) {
      const { reverses, day } = row;
      await reverse(trx, { entry_id: booking_id, reverses, day, memo: `booking:${booking_id}` }, at);
    } else if (wanted) {
      const { fund, source, fen, day } = row;
      const [from, to] = [incomeAccount(source, fund), fundAccount(fund)];
      await openAccounts(trx, [from, to]);
      const postings = [
        { account: from, fen: -fen },
        { account: to, fen },
      ];
      await post(trx, { entry_id: booking_id, kind: 'income', day, memo: `booking:${booking_id}`, postings }, at);
    }
    await trx
      .updateTable('fund_booking')
      .set({ state, decided_by: caller.id, decided_at: at })
      .where('booking_id', '=', booking_id)
      .execute();
    await note(trx, caller, at, {
      action: 'fund.confirm',
      subject: `booking:${booking_id}`,
      region: caller.regions[0] ?? '',
      detail: state,
    });
  });
}

/** From the first day of the year of `day`, which is today when absent. */
export function spanOf(at: Date, from: string | undefined, day: string | undefined) {
  const last = day ?? formatCivilDate(civilDayOf(at));
  return { from: from ?? `${last.slice(0, 4)}-01-01`, day: last };
}
