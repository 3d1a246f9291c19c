/** Mutual aid (家庭共济): an employee lets the own personal account pay for a close relative at the till, until it is taken back. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { lockPerson } from '../insured/lock-person.ts';
import { isValidOn } from '../insured/read-insured.ts';
import type { Insured } from '../insured/read-insured.ts';
import type { Schema } from '../store/schema.ts';
import type { Acting } from './acting.ts';
import { relationOf } from './relations.ts';
import { clockOf } from './rules.ts';
import { livingOf } from './wallets.ts';

/** After those who share with the relative already. Repeated, nothing changes. @throws ShouhuError SH-W003, SH-W010, SH-F001, SH-F004 */
export async function shareAccount(db: Kysely<Schema>, { psn_no: payer, at }: Acting, relative: string): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    await lockPerson(trx, payer, relative);
    const { day } = clockOf(at);
    refuseNoAccount(await livingOf(trx, payer, at), day);
    await relationOf(trx, payer, relative);
    await sql`INSERT INTO mutual_aid (psn_no, payer, rank, begndate)
      SELECT ${relative}, ${payer}, coalesce(max(rank), 0) + 1, ${day}::date FROM mutual_aid WHERE psn_no = ${relative}
      ON CONFLICT (psn_no, payer) DO NOTHING`.execute(trx);
  });
}

/** From now on, for visits that have begun too. Repeated, nothing changes. */
export async function stopSharing(db: Kysely<Schema>, { psn_no: payer }: Acting, relative: string): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    await lockPerson(trx, payer, relative);
    await trx.deleteFrom('mutual_aid').where('psn_no', '=', relative).where('payer', '=', payer).execute();
  });
}

/** Personal accounts belong to employees' basic insurance. @throws ShouhuError SH-W010 */
export function refuseNoAccount({ psn_no, insurances }: Insured, day: string): void {
  const holds = insurances.some((one) => one.insutype === '310' && isValidOn(one, day));
  if (!holds) throw shouhuError('SH-W010', { psn_no });
}
