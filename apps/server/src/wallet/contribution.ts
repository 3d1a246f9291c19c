/** A year's contribution to residents' insurance (居民医保) out of a wallet, for its owner or a close relative. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { openAccounts, post, postMany, reverse } from '@shouhu/ledger';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { fundAccount } from '../clearing/accounts.ts';
import { lockPerson } from '../insured/lock-person.ts';
import type { Schema } from '../store/schema.ts';
import { refuseFrozen } from './freezes.ts';
import { relationOf } from './relations.ts';
import { clockOf } from './rules.ts';
import { livingOf, walletAccount, walletOf } from './wallets.ts';
import { formatCivilDate } from '@shouhu/codes';
import { civilDayOf } from '../casework/matter.ts';
import { uuidOf } from '../store/uuid-of.ts';
import type { Acting } from './acting.ts';

export interface Contribution {
  /** UUID that the client made: a repeat pays nothing again. */
  readonly payment_id: string;
  readonly beneficiary: string;
  readonly year: number;
  /** What the collecting office asks for. */
  readonly fen: number;
}

/** What was collected for a year and person, until clearing takes it to the fund. */
const contributionAccount = (year: number, beneficiary: string): string => `contribution:390:${year}:${beneficiary}`;

/** @throws ShouhuError SH-W001, SH-W002, SH-W003, SH-W009, SH-W014 paid already, SH-G001, SH-F001, SH-F004 */
export async function payContribution(
  db: Kysely<Schema>,
  { psn_no, at }: Acting,
  { payment_id, beneficiary, year, fen }: Contribution,
): Promise<Selectable<Schema['wallet_contribution']>> {
  return transaction(db, 'read committed', async (trx) => {
    await lockPerson(trx, psn_no, beneficiary);
    const known = await contributionOf(trx, payment_id);
    if (known !== undefined) {
      const same = [known.psn_no, known.beneficiary, known.year, known.fen];
      if (same.join(' ') !== [psn_no, beneficiary, year, fen].join(' '))
        throw shouhuError('SH-W009', { id: payment_id });
      return known;
    }
    if ((await walletOf(trx, psn_no)) === undefined) throw shouhuError('SH-W001', { psn_no });
    await refuseFrozen(trx, 'money', psn_no);
    if (beneficiary !== psn_no) await relationOf(trx, psn_no, beneficiary);
    await livingOf(trx, psn_no, at);
    await livingOf(trx, beneficiary, at);
    // The lock on the beneficiary makes looking and paying one step.
    if (await isPaid(trx, beneficiary, year)) throw shouhuError('SH-W014', { year });
    const made = await trx
      .insertInto('wallet_contribution')
      .values({ payment_id, psn_no, beneficiary, year, fen, paid_at: at })
      .returningAll()
      .executeTakeFirstOrThrow();
    const to = contributionAccount(year, beneficiary);
    const postings = [
      { account: walletAccount(psn_no), fen: -fen },
      { account: to, fen },
    ];
    await openAccounts(trx, [to]);
    await post(
      trx,
      { entry_id: payment_id, kind: 'contribution', day: clockOf(at).day, memo: payment_id, postings },
      at,
    );
    return made;
  });
}

async function isPaid(trx: Transaction<Schema>, beneficiary: string, year: number): Promise<boolean> {
  const standing = await trx
    .selectFrom('wallet_contribution as paid')
    .leftJoin('contribution_end as ended', 'ended.payment_id', 'paid.payment_id')
    .select('paid.payment_id')
    .where('beneficiary', '=', beneficiary)
    .where('year', '=', year)
    .where((e) => e.or([e('ended.kind', 'is', null), e('ended.kind', '=', 'cleared')]))
    .executeTakeFirst();
  return standing !== undefined;
}

/**
 * Puts a contribution back into the wallet that paid it, before clearing has taken it. A repeat moves nothing again.
 * @throws ShouhuError SH-W009 for what the person did not pay, SH-W016 when it was taken to the fund
 */
export async function withdrawContribution(
  db: Kysely<Schema>,
  { psn_no, at }: Acting,
  payment_id: string,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const paid = await lockedContribution(trx, payment_id);
    if (paid?.psn_no !== psn_no) throw shouhuError('SH-W009', { id: payment_id });
    const ended = await trx
      .selectFrom('contribution_end')
      .select('kind')
      .where('payment_id', '=', payment_id)
      .executeTakeFirst();
    if (ended?.kind === 'withdrawn') return;
    if (ended !== undefined) throw shouhuError('SH-W016', { id: payment_id });
    const entry_id = uuidOf(`withdrawn ${payment_id}`);
    await reverse(trx, { entry_id, reverses: payment_id, day: clockOf(at).day, memo: payment_id }, at);
    await trx
      .insertInto('contribution_end')
      .values({ payment_id, kind: 'withdrawn', entry_id, ended_at: at })
      .execute();
  });
}

/** Whoever withdraws it and whoever takes it wait for each other here. */
async function lockedContribution(trx: Transaction<Schema>, payment_id: string) {
  return trx
    .selectFrom('wallet_contribution')
    .select('psn_no')
    .where('payment_id', '=', payment_id)
    .forUpdate()
    .executeTakeFirst();
}

/** Contributions that are taken in one round. */
const ROUND = 2_000;

/** The fund of residents (居民基本医疗保险基金). */
const FUND = fundAccount('390100');

/**
 * Takes every contribution that was paid before a day to the fund of residents, each by an entry of its own, once; within the transaction of a clearing.
 * @returns how many, and what they come to
 */
export async function takeContributions(
  trx: Transaction<Schema>,
  before: string,
  at: Date,
): Promise<{ readonly contributions: number; readonly contributed_fen: number }> {
  const day = formatCivilDate(civilDayOf(at));
  let [contributions, contributed_fen] = [0, 0];
  for (;;) {
    const some = await trx
      .selectFrom('wallet_contribution as paid')
      .select(['payment_id', 'beneficiary', 'year', 'fen'])
      .where('paid_at', '<', new Date(`${before}T00:00:00+08:00`))
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('contribution_end as ended')
              .select('kind')
              .whereRef('ended.payment_id', '=', 'paid.payment_id'),
          ),
        ),
      )
      .orderBy('payment_id')
      .limit(ROUND)
      .forUpdate()
      .execute();
    if (some.length === 0) return { contributions, contributed_fen };
    // One that was withdrawn while its lock was waited for has ended since.
    const { rows: ended } = await sql<{ payment_id: string }>`SELECT payment_id FROM contribution_end
      WHERE payment_id = ANY (${some.map(({ payment_id }) => payment_id)}::uuid[])`.execute(trx);
    const gone = new Set(ended.map(({ payment_id }) => payment_id));
    const taken = some
      .filter(({ payment_id }) => !gone.has(payment_id))
      .map((one) => ({ ...one, entry_id: uuidOf(`cleared ${one.payment_id}`) }));
    if (taken.length === 0) continue;
    await openAccounts(trx, [FUND]);
    const entries = taken.map(({ entry_id, payment_id, beneficiary, year, fen }) => ({
      entry_id,
      memo: `contribution:${payment_id}`,
      postings: [
        { account: contributionAccount(year, beneficiary), fen: -fen },
        { account: FUND, fen },
      ],
    }));
    await postMany(trx, { kind: 'income', day, entries }, at);
    await trx
      .insertInto('contribution_end')
      .values(taken.map(({ payment_id, entry_id }) => ({ payment_id, kind: 'cleared', entry_id, ended_at: at })))
      .execute();
    contributions += taken.length;
    contributed_fen += taken.reduce((sum, { fen }) => sum + fen, 0);
  }
}

async function contributionOf(trx: Transaction<Schema>, payment_id: string) {
  return trx.selectFrom('wallet_contribution').selectAll().where('payment_id', '=', payment_id).executeTakeFirst();
}
