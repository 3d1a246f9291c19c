/** The second person: what was confirmed, or not objected to in time, leaves the funds and is owed to the institutions. */
import { transaction } from '@shouhu/database';
import { fen, formatCivilDate, formatYuan } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { openAccounts, postMany } from '@shouhu/ledger';
import type { Posting } from '@shouhu/ledger';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import { due } from '../money/accounts.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import { accrued, payable, PERSONAL } from '../settlement/postings.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { clearedAccount, fundAccount } from './accounts.ts';
import { objectedAmong } from './objected.ts';
import { confirmDue, firstDayOf } from './terms.ts';

export type ClearingRow = Selectable<Schema['clearing']>;

export interface Deciding {
  /** `yyyy-MM`. */
  readonly month: string;
  /** Sum that the person saw, in fen: another is a conflict. */
  readonly seen_fen: number;
}

export interface Decided {
  readonly institutions: number;
  readonly fen: number;
}

/**
 * Approves all that is ready in the caller's region.
 * @throws ShouhuError SH-Y003 for a sum that has changed, SH-Y004 for who computed it, SH-Y005 when nothing is ready
 */
export async function approveClearing(
  db: Kysely<Schema>,
  asking: Asking,
  { month, seen_fen }: Deciding,
): Promise<Decided> {
  const { caller, at } = asking;
  const scope = scopeOf(caller, 'clearing.approve');
  const [first, today] = [firstDayOf(month), formatCivilDate(civilDayOf(at))];
  return transaction(db, 'read committed', async (trx) => {
    const rows = await trx
      .selectFrom('clearing')
      .selectAll()
      .where('month', '=', first)
      .where('state', 'in', ['computed', 'confirmed'])
      .where(rowsWithin(scope, 'clearing'))
      .orderBy('fixmedins_code')
      .forUpdate()
      .execute();
    const objected = await objectedAmong(trx, first);
    const ready = rows.filter((row) => isReady(row, today) && !objected.has(row.fixmedins_code));
    const sum = sumOf(ready);
    refuseUnseen('审批', ready, seen_fen);
    const own = ready.find(({ computed_by }) => computed_by === caller.id);
    if (own !== undefined) throw shouhuError('SH-Y004', { step: '审批', person: own.computed_by });
    await moveFunds(trx, first, ready, today, at);
    await trx
      .updateTable('clearing')
      .set({ state: 'approved', approved_by: caller.id, approved_on: today })
      .where('month', '=', first)
      .where(isAmong(ready))
      .execute();
    const decided = { institutions: ready.length, fen: sum };
    await note(trx, caller, at, {
      action: 'clearing.approve',
      subject: `clearing:${month}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify(decided),
    });
    return decided;
  });
}

/** Confirmed, or its days for objections are over; what it objected to is another matter. */
export function isReady(
  { state, terms, computed_on }: Pick<ClearingRow, 'state' | 'terms' | 'computed_on'>,
  today: string,
): boolean {
  const due_day = confirmDue(terms, computed_on);
  return state === 'confirmed' || (state === 'computed' && due_day !== null && today > due_day);
}

export const sumOf = (rows: readonly Pick<ClearingRow, 'pay_fen'>[]): number =>
  rows.reduce((sum, { pay_fen }) => sum + pay_fen, 0);

/** @throws ShouhuError SH-Y003, SH-Y005 */
export function refuseUnseen(step: string, rows: readonly ClearingRow[], seen_fen: number): void {
  if (rows.length === 0) throw shouhuError('SH-Y005', { step });
  const sum = sumOf(rows);
  if (sum !== seen_fen)
    throw shouhuError('SH-Y003', { step, seen: formatYuan(fen(seen_fen)), now: formatYuan(fen(sum)) });
}

export const isAmong = (rows: readonly ClearingRow[]) =>
  sql<boolean>`fixmedins_code = ANY(${rows.map(({ fixmedins_code }) => fixmedins_code)}::text[])`;

/**
 * An entry per institution: what was owed for its settlements (`accrued`, `payable`) is gone, the funds have given it, and it stands as cleared. What is
 * deducted it gives back: that deduction is no longer outstanding (`due`), it is held.
 */
async function moveFunds(
  trx: Transaction<Schema>,
  month: string,
  rows: readonly ClearingRow[],
  day: string,
  at: Date,
): Promise<void> {
  const sums = await trx
    .selectFrom('clearing_line')
    .select(['fixmedins_code', 'fund_pay_type', sql<number>`sum(fen)::bigint`.as('fen')])
    .where('month', '=', month)
    .where(isAmong(rows))
    .groupBy(['fixmedins_code', 'fund_pay_type'])
    .execute();
  const byInstitution = Map.groupBy(sums, ({ fixmedins_code }) => fixmedins_code);
  const entries = rows
    .map(({ fixmedins_code, deducted_fen, gross_fen }) => ({
      entry_id: uuidOf(`cleared ${fixmedins_code} ${month}`),
      memo: `clearing:${fixmedins_code}:${month.slice(0, 7)}`,
      postings: [
        ...(byInstitution.get(fixmedins_code) ?? []).flatMap((sum) => ofFund(fixmedins_code, sum)),
        { account: clearedAccount(fixmedins_code), fen: gross_fen - deducted_fen },
        { account: due('refund'), fen: deducted_fen },
      ].filter((posting) => posting.fen !== 0),
    }))
    .filter(({ postings }) => postings.length > 0);
  await openAccounts(trx, [...new Set(entries.flatMap(({ postings }) => postings.map(({ account }) => account)))]);
  await postMany(trx, { kind: 'cleared', day, entries }, at);
}

function ofFund(code: string, { fund_pay_type: fund, fen: amount }: { fund_pay_type: string; fen: number }): Posting[] {
  const got = { account: payable(fund, code), fen: -amount };
  // Personal accounts paid when it was settled.
  if (fund === PERSONAL) return [got];
  return [got, { account: accrued(fund, code), fen: amount }, { account: fundAccount(fund), fen: -amount }];
}
