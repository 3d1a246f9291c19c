/** The e-voucher of a person: made, shown on its device, revoked. One person, one code. */
import { randomBytes } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { blindIndex, open, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { lockPerson } from '../insured/lock-person.ts';
import { insuredWithin } from '../insured/within-reach.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { refuseFrozen } from '../wallet/freezes.ts';
import { rulesAt } from '../wallet/rules.ts';
import { livingOf } from '../wallet/wallets.ts';
import type { Acting } from '../wallet/acting.ts';
import type { Way } from './schema.ts';
import { begunAt, tokenOf } from './token.ts';

export type Voucher = Selectable<Schema['voucher']>;
type Keeping = Pick<Services, 'db' | 'ring'>;

/** How somebody came to an e-voucher, and on which device. */
export interface Enrolled {
  /** UUID that the client made. */
  readonly voucher_id: string;
  readonly psn_no: string;
  readonly way: Way;
  /** As {@link deviceIndex} has it. */
  readonly device: string;
  readonly place: string;
  readonly admdvs: string;
  readonly witness: string | null;
}

/** What a device shows. */
export interface Displayed {
  readonly token: string;
  /** When to ask for the next. */
  readonly until: Date;
  /** Shown somewhere already: the next one is to be waited for. */
  readonly used: boolean;
}

/** By which a device is known again without its id being kept. */
export const deviceIndex = (ring: KeyRing, device: string): string => blindIndex(ring, 'voucher device', device);

/** Where the secret of a voucher is sealed. */
export const secretPlace = (voucher_id: string) => ({ table: 'voucher', column: 'secret', row: voucher_id });

/** The voucher of a person that is not revoked. */
export async function voucherOf(
  db: Kysely<Schema> | Transaction<Schema>,
  psn_no: string,
): Promise<Voucher | undefined> {
  return db
    .selectFrom('voucher')
    .selectAll()
    .where('psn_no', '=', psn_no)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Repeated, nothing changes. @returns whether it is new @throws ShouhuError SH-W027 when there is another, SH-W009, SH-F001, SH-F004 */
export async function makeVoucher(
  trx: Transaction<Schema>,
  ring: KeyRing,
  enrolled: Enrolled,
  at: Date,
): Promise<boolean> {
  const { voucher_id, psn_no } = enrolled;
  await lockPerson(trx, psn_no);
  const before = await trx
    .selectFrom('voucher')
    .select('psn_no')
    .where('voucher_id', '=', voucher_id)
    .executeTakeFirst();
  if (before !== undefined) {
    if (before.psn_no !== psn_no) throw shouhuError('SH-W009', { id: voucher_id });
    return false;
  }
  await livingOf(trx, psn_no, at);
  if ((await voucherOf(trx, psn_no)) !== undefined) throw shouhuError('SH-W027', {});
  const secret = seal(ring, randomBytes(32).toString('hex'), secretPlace(voucher_id));
  const handle = randomBytes(12).toString('hex');
  await trx
    .insertInto('voucher')
    .values({ ...enrolled, handle, secret, last_shown: 0, enrolled_at: at, revoked_by: null, revoked_at: null })
    .execute();
  return true;
}

/** What the device of the person shows now. @throws ShouhuError SH-W024 without a voucher on it, SH-W023 frozen */
export async function displayToken({ db, ring }: Keeping, { psn_no, at }: Acting, device: string): Promise<Displayed> {
  return transaction(db, 'read committed', async (trx) => {
    const voucher = await voucherOf(trx, psn_no);
    if (voucher === undefined || voucher.device !== deviceIndex(ring, device)) throw shouhuError('SH-W024', {});
    await refuseFrozen(trx, 'voucher', psn_no);
    const { rotate_s } = await rulesAt(trx, at);
    const { voucher_id, handle, secret, last_shown } = voucher;
    const begun = begunAt(at, rotate_s);
    const token = tokenOf(open(ring, secret, secretPlace(voucher_id)), handle, begun);
    return { token, until: new Date((begun + rotate_s) * 1_000), used: begun <= last_shown };
  });
}

/** A person gives the code up, as when the phone is lost. Repeated, nothing changes. */
export async function revokeOwn({ db }: Pick<Services, 'db'>, { psn_no, at }: Acting): Promise<void> {
  await transaction(db, 'read committed', async (trx) => revoke(trx, psn_no, `insured:${psn_no}`, at));
}

/** Repeated, nothing changes. @throws ShouhuError SH-H002, SH-H003 */
export async function revokeByStaff(
  { db }: Pick<Services, 'db'>,
  { caller, at }: Asking,
  { psn_no, reason }: { readonly psn_no: string; readonly reason: string },
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { region } = await insuredWithin(trx, caller, 'voucher.revoke', psn_no);
    if (!(await revoke(trx, psn_no, caller.id, at))) return;
    await note(trx, caller, at, { action: 'voucher.revoke', subject: `insured:${psn_no}`, region, detail: reason });
  });
}

/** A till that is shown the voucher meanwhile ends first, or finds it revoked. @returns whether there was one */
export async function revoke(trx: Transaction<Schema>, psn_no: string, by: string, at: Date): Promise<boolean> {
  await lockPerson(trx, psn_no);
  const { numUpdatedRows } = await trx
    .updateTable('voucher')
    .set({ revoked_by: by, revoked_at: at })
    .where('psn_no', '=', psn_no)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
