/** Keys by which institutions sign: given by them on paper or by file, kept by an administrator of their region. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { isTextKey, seal, verifierOf } from '@shouhu/vault';
import { placeWithin } from '../dossier/read-dossier.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import { bodyKeyPlace } from './sender.ts';
import { isSameSigner, revokeSigner } from './signers.ts';

export interface KeyRow {
  readonly key_id: string;
  readonly public_key: string;
  /** Whether bodies are encrypted. */
  readonly encrypts: boolean;
  readonly note: string;
  readonly added_by: string;
  readonly added_at: string;
  readonly revoked_by: string | null;
  readonly revoked_at: string | null;
}

export interface NewKey {
  /** UUID that the client made. */
  readonly key_id: string;
  /** SM2: 04, x and y, hexadecimal. */
  readonly public_key: string;
  /** SM4: 16 bytes, hexadecimal, where encryption was agreed. */
  readonly body_key?: string | undefined;
  readonly note: string;
}

type Keeping = Pick<Services, 'db' | 'ring'>;

/** The latest first. @throws ShouhuError SH-H002, SH-H003 */
export async function listKeys({ db }: Keeping, { caller }: Asking, fixmedins_code: string): Promise<KeyRow[]> {
  await placeWithin(db, caller, 'gateway.read', fixmedins_code);
  const rows = await db
    .selectFrom('institution_key')
    .select(['key_id', 'public_key', 'note', 'added_by', 'added_at', 'revoked_by', 'revoked_at', 'body_key'])
    .where('fixmedins_code', '=', fixmedins_code)
    .orderBy('added_at', 'desc')
    .orderBy('key_id')
    .execute();
  return rows.map(({ body_key, added_at, revoked_at, ...row }) => ({
    ...row,
    encrypts: body_key !== null,
    added_at: added_at.toISOString(),
    revoked_at: revoked_at?.toISOString() ?? null,
  }));
}

/** A key counts from the next message on. Repeated, nothing changes. @throws ShouhuError SH-H002, SH-H003; SH-T021 */
export async function addKey(
  { db, ring }: Keeping,
  { caller, at }: Asking,
  fixmedins_code: string,
  { key_id, public_key, body_key, note: remark }: NewKey,
): Promise<void> {
  if (verifierOf(public_key) === undefined) throw shouhuError('SH-T021', { reason: 'SM2 public_key' });
  if (body_key !== undefined && !isTextKey(body_key)) throw shouhuError('SH-T021', { reason: 'SM4 body_key' });
  await transaction(db, 'read committed', async (trx) => {
    const { admdvs } = await placeWithin(trx, caller, 'gateway.key', fixmedins_code);
    const made = await trx
      .insertInto('institution_key')
      .values({
        key_id,
        fixmedins_code,
        public_key,
        body_key: body_key === undefined ? null : seal(ring, body_key, bodyKeyPlace(key_id)),
        note: remark,
        added_by: caller.id,
        added_at: at,
        revoked_by: null,
        revoked_at: null,
      })
      .onConflict((on) => on.doNothing())
      .returning('key_id')
      .executeTakeFirst();
    if (made === undefined) {
      if (!(await isSameSigner(trx, 'institution_key', { id: key_id, fixmedins_code, public_key })))
        throw shouhuError('SH-T021', { reason: '已登记 already registered' });
      return;
    }
    await note(trx, caller, at, {
      action: 'gateway.key',
      subject: `institution:${fixmedins_code}`,
      region: admdvs,
      detail: `added ${key_id} ${public_key.slice(-8)}${body_key === undefined ? '' : ' SM4'}`,
    });
  });
}

/** From the next message on nothing is taken that it signed. Repeated, nothing changes. @throws ShouhuError SH-H002, SH-H003 */
export async function revokeKey(
  { db }: Keeping,
  { caller, at }: Asking,
  fixmedins_code: string,
  { key_id, reason }: { readonly key_id: string; readonly reason: string },
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { admdvs } = await placeWithin(trx, caller, 'gateway.key', fixmedins_code);
    if (!(await revokeSigner(trx, 'institution_key', { id: key_id, fixmedins_code, by: caller.id, at }))) return;
    const subject = `institution:${fixmedins_code}`;
    await note(trx, caller, at, {
      action: 'gateway.key',
      subject,
      region: admdvs,
      detail: `revoked ${key_id}: ${reason}`,
    });
  });
}
