/**
 * Money from a personal account or a wallet to a close relative's wallet. What is offered has left its payer at once and waits in an account of the
 * receiver, where nobody spends it: it is accepted, declined, or goes back.
 */
import { fen as fenOf, formatYuan } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { post, reverse } from '@shouhu/ledger';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { lockPerson } from '../insured/lock-person.ts';
import { personalAccount } from '../insured/read-insured.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { refuseFrozen } from './freezes.ts';
import { refuseNoAccount } from './mutual-aid.ts';
import { relationOf } from './relations.ts';
import { clockOf, isClosed, returnOf, rulesAt } from './rules.ts';
import type { WalletRules } from './rules.ts';
import type { Source } from './schema.ts';
import { livingOf, offeredAccount, walletAccount, walletOf } from './wallets.ts';
import type { Acting } from './acting.ts';

export interface Wanted {
  /** UUID that the client made: a repeat offers nothing again. */
  readonly transfer_id: string;
  readonly receiver: string;
  readonly source: Source;
  readonly fen: number;
}

export type Transfer = Selectable<Schema['wallet_transfer']>;

/**
 * Offers money to a close relative.
 * @throws ShouhuError SH-W001 receiver without wallet, SH-W002 frozen, SH-W003 no close relative, SH-W004 amount, SH-W005 the day's transfers are made,
 * SH-W006 closed hours, SH-W009 id of another transfer, SH-W010 no employee's insurance, SH-G001 not enough money, SH-F001, SH-F004
 */
export async function offer(db: Kysely<Schema>, { psn_no: payer, at }: Acting, wanted: Wanted): Promise<Transfer> {
  const { transfer_id, receiver, source, fen } = wanted;
  return transaction(db, 'read committed', async (trx) => {
    await lockPerson(trx, payer, receiver);
    const known = await transferOf(trx, transfer_id);
    if (known !== undefined) return same(known, payer, wanted);
    const rules = await rulesAt(trx, at);
    const { day, time } = clockOf(at);
    refuseAmount(rules, fen);
    const { closed_from: from, closed_to: to } = rules;
    if (isClosed(rules, time)) throw shouhuError('SH-W006', { from: from.slice(0, 5), to: to.slice(0, 5) });
    const person = await livingOf(trx, payer, at);
    await refuseFrozen(trx, 'money', payer, receiver);
    await refuseNoWallet(trx, receiver);
    await livingOf(trx, receiver, at);
    await relationOf(trx, payer, receiver);
    if (source === 'account') refuseNoAccount(person, day);
    else await refuseNoWallet(trx, payer);
    const nth = 1 + (await madeOn(trx, payer, day));
    if (nth > rules.most_per_day) throw shouhuError('SH-W005', { count: rules.most_per_day, day });
    const postings = [
      { account: source === 'account' ? personalAccount(payer) : walletAccount(payer), fen: -fen },
      { account: offeredAccount(receiver), fen },
    ];
    await post(trx, { entry_id: transfer_id, kind: 'offered', day, memo: transfer_id, postings }, at);
    return trx
      .insertInto('wallet_transfer')
      .values({
        transfer_id,
        payer,
        receiver,
        source,
        fen,
        day,
        nth,
        offered_at: at,
        returns_at: returnOf(rules, at),
        state: 'offered',
        ended_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Takes what was offered. Repeated, nothing changes. @throws ShouhuError SH-W007 not offered to the one who acts, SH-W008 over, SH-W002 frozen, SH-F004 */
export async function accept(db: Kysely<Schema>, acting: Acting, transfer_id: string): Promise<Transfer> {
  const { psn_no, at } = acting;
  return transaction(db, 'read committed', async (trx) => {
    const held = await holdTransfer(trx, acting, transfer_id);
    if (held.state === 'accepted') return held;
    if (held.state !== 'offered' || at >= held.returns_at) throw shouhuError('SH-W008', { id: transfer_id });
    await livingOf(trx, psn_no, at);
    await refuseFrozen(trx, 'money', psn_no);
    const postings = [
      { account: offeredAccount(psn_no), fen: -held.fen },
      { account: walletAccount(psn_no), fen: held.fen },
    ];
    const entry_id = uuidOf(`wallet accepted ${transfer_id}`);
    await post(trx, { entry_id, kind: 'accepted', day: clockOf(at).day, memo: transfer_id, postings }, at);
    return end(trx, transfer_id, 'accepted', at);
  });
}

/** Gives back what was offered. Repeated, nothing changes. @throws ShouhuError SH-W007, SH-W008 */
export async function decline(db: Kysely<Schema>, acting: Acting, transfer_id: string): Promise<Transfer> {
  return transaction(db, 'read committed', async (trx) => {
    const held = await holdTransfer(trx, acting, transfer_id);
    if (held.state === 'declined') return held;
    if (held.state !== 'offered') throw shouhuError('SH-W008', { id: transfer_id });
    return giveBack(trx, transfer_id, 'declined', acting.at);
  });
}

/** Gives back what nobody accepted in time; may be killed and begun again. @returns how many */
export async function returnOverdue(db: Kysely<Schema>, at: Date, signal?: AbortSignal): Promise<number> {
  const due = await db
    .selectFrom('wallet_transfer')
    .select(['transfer_id', 'receiver'])
    .where('state', '=', 'offered')
    .where('returns_at', '<=', at)
    .orderBy('returns_at')
    .execute();
  let count = 0;
  for (const { transfer_id, receiver } of due) {
    signal?.throwIfAborted();
    const isBack = await transaction(db, 'read committed', async (trx) => {
      const held = await holdTransfer(trx, { psn_no: receiver, at }, transfer_id);
      if (held.state !== 'offered') return false;
      await giveBack(trx, transfer_id, 'returned', at);
      return true;
    });
    if (isBack) count += 1;
  }
  return count;
}

async function transferOf(trx: Transaction<Schema>, transfer_id: string): Promise<Transfer | undefined> {
  return trx.selectFrom('wallet_transfer').selectAll().where('transfer_id', '=', transfer_id).executeTakeFirst();
}

/** Against everybody who would end it otherwise. */
async function holdTransfer(trx: Transaction<Schema>, { psn_no }: Acting, transfer_id: string): Promise<Transfer> {
  const named = await transferOf(trx, transfer_id);
  if (named?.receiver !== psn_no) throw shouhuError('SH-W007', { id: transfer_id });
  await lockPerson(trx, named.payer, named.receiver);
  return (await transferOf(trx, transfer_id)) ?? named;
}

async function giveBack(
  trx: Transaction<Schema>,
  transfer_id: string,
  state: 'declined' | 'returned',
  at: Date,
): Promise<Transfer> {
  const entry_id = uuidOf(`wallet returned ${transfer_id}`);
  await reverse(trx, { entry_id, reverses: transfer_id, day: clockOf(at).day, memo: state }, at);
  return end(trx, transfer_id, state, at);
}

async function end(
  trx: Transaction<Schema>,
  transfer_id: string,
  state: Transfer['state'],
  at: Date,
): Promise<Transfer> {
  return trx
    .updateTable('wallet_transfer')
    .set({ state, ended_at: at })
    .where('transfer_id', '=', transfer_id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The same transfer as before, or another one under its id. */
function same(known: Transfer, payer: string, { transfer_id, receiver, source, fen }: Wanted): Transfer {
  const is = known.payer === payer && known.receiver === receiver && known.source === source && known.fen === fen;
  if (!is) throw shouhuError('SH-W009', { id: transfer_id });
  return known;
}

/** Those that went back count too. */
async function madeOn(trx: Transaction<Schema>, payer: string, day: string): Promise<number> {
  const { count } = await trx
    .selectFrom('wallet_transfer')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('payer', '=', payer)
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  return count;
}

function refuseAmount({ most_fen }: WalletRules, fen: number): void {
  if (!Number.isSafeInteger(fen) || fen < 1 || fen > most_fen)
    throw shouhuError('SH-W004', { most: formatYuan(fenOf(most_fen)) });
}

async function refuseNoWallet(trx: Transaction<Schema>, psn_no: string): Promise<void> {
  if ((await walletOf(trx, psn_no)) === undefined) throw shouhuError('SH-W001', { psn_no });
}
