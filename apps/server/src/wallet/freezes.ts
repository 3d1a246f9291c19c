/** Money and e-vouchers are frozen at once when misuse is reported, and released by two persons. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { lockPerson } from '../insured/lock-person.ts';
import { insuredOf } from '../insured/read-insured.ts';
import { insuredWithin } from '../insured/within-reach.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { Freezable } from './schema.ts';
import type { Acting } from './acting.ts';

export interface Reported {
  /** UUID that the client made. */
  readonly freeze_id: string;
  readonly what: Freezable;
  readonly reason: string;
}

type Freeze = Selectable<Schema['wallet_freeze']>;
type Keeping = Pick<Services, 'db' | 'ring'>;

/** A person freezes what is theirs. Repeated, nothing changes. @throws ShouhuError SH-W009, SH-F001 */
export async function freezeOwn({ db, ring }: Keeping, { psn_no, at }: Acting, reported: Reported): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    await insuredOf(trx, psn_no);
    await freeze(trx, ring, { ...reported, psn_no, frozen_by: `insured:${psn_no}`, frozen_at: at });
  });
}

/** Staff freeze after a report. Repeated, nothing changes. @throws ShouhuError SH-H002, SH-H003, SH-W009 */
export async function freezeByStaff(
  { db, ring }: Keeping,
  { caller, at }: Asking,
  { psn_no, ...reported }: Reported & { readonly psn_no: string },
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { region } = await insuredWithin(trx, caller, 'wallet.freeze', psn_no);
    const isNew = await freeze(trx, ring, { ...reported, psn_no, frozen_by: caller.id, frozen_at: at });
    if (!isNew) return;
    const detail = `${reported.what} ${reported.freeze_id}`;
    await note(trx, caller, at, { action: 'wallet.freeze', subject: `insured:${psn_no}`, region, detail });
  });
}

export type Released = 'waiting' | 'released';

/**
 * The first to ask proposes the release, the next, somebody else, makes it so.
 * @throws ShouhuError SH-H002, SH-H003
 */
export async function release(
  { db }: Pick<Services, 'db'>,
  { caller, at }: Asking,
  { freeze_id, reason }: { readonly freeze_id: string; readonly reason: string },
): Promise<Released> {
  return transaction(db, 'read committed', async (trx) => {
    const named = await freezeOf(trx, freeze_id);
    const { region } = await insuredWithin(trx, caller, 'wallet.release', named?.psn_no ?? '');
    if (named === undefined) throw shouhuError('SH-H003', { id: freeze_id });
    const { psn_no, what } = named;
    await lockPerson(trx, psn_no);
    const { release_by, released_at } = (await freezeOf(trx, freeze_id)) ?? named;
    if (released_at !== null) return 'released';
    if (release_by === caller.id) return 'waiting';
    const isSecond = release_by !== null;
    await trx
      .updateTable('wallet_freeze')
      .set(isSecond ? { released_by: caller.id, released_at: at } : { release_by: caller.id, release_at: at })
      .where('freeze_id', '=', freeze_id)
      .execute();
    const detail = `${isSecond ? 'released' : 'proposed'} ${what} ${freeze_id}: ${reason}`;
    await note(trx, caller, at, { action: 'wallet.release', subject: `insured:${psn_no}`, region, detail });
    return isSecond ? 'released' : 'waiting';
  });
}

/** @throws ShouhuError SH-W002 for money, SH-W023 for e-vouchers, that are frozen */
export async function refuseFrozen(
  trx: Transaction<Schema>,
  what: Freezable,
  ...psn_nos: readonly string[]
): Promise<void> {
  const frozen = await trx
    .selectFrom('wallet_freeze')
    .select('psn_no')
    .where('psn_no', '=', sql<string>`ANY(${psn_nos}::text[])`)
    .where('what', '=', what)
    .where('released_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (frozen === undefined) return;
  if (what === 'voucher') throw shouhuError('SH-W023', {});
  throw shouhuError('SH-W002', { psn_no: frozen.psn_no });
}

/** Whoever settles for the person meanwhile ends before, or sees it. @returns false when it was frozen by this very report */
async function freeze(
  trx: Transaction<Schema>,
  ring: KeyRing,
  row: Pick<Freeze, 'freeze_id' | 'psn_no' | 'what' | 'reason' | 'frozen_by' | 'frozen_at'>,
): Promise<boolean> {
  const { freeze_id, psn_no, what, reason } = row;
  await lockPerson(trx, psn_no);
  const known = await freezeOf(trx, freeze_id);
  if (known === undefined) {
    await trx
      .insertInto('wallet_freeze')
      .values({ ...row, reason: seal(ring, reason, freezePlace(freeze_id)) })
      .execute();
    return true;
  }
  if (known.psn_no !== psn_no || known.what !== what) throw shouhuError('SH-W009', { id: freeze_id });
  return false;
}

async function freezeOf(db: Kysely<Schema> | Transaction<Schema>, freeze_id: string): Promise<Freeze | undefined> {
  return db.selectFrom('wallet_freeze').selectAll().where('freeze_id', '=', freeze_id).executeTakeFirst();
}

/** Where the reason of a freeze is sealed. */
export const freezePlace = (freeze_id: string) => ({ table: 'wallet_freeze', column: 'reason', row: freeze_id });
