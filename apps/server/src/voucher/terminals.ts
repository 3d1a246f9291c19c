/** Face terminals of institutions: whose statements are believed. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { verifierOf } from '@shouhu/vault';
import { placeWithin } from '../dossier/read-dossier.ts';
import { isSameSigner, revokeSigner } from '../gateway/signers.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';

type Keeping = Pick<Services, 'db'>;

export interface TerminalRow {
  readonly terminal_id: string;
  readonly note: string;
  readonly added_by: string;
  readonly added_at: string;
  readonly revoked_at: string | null;
}

export interface NewTerminal {
  /** UUID that the client made. */
  readonly terminal_id: string;
  /** SM2: 04, x and y, hexadecimal. */
  readonly public_key: string;
  readonly note: string;
}

/** The latest first. @throws ShouhuError SH-H002, SH-H003 */
export async function listTerminals(
  { db }: Keeping,
  { caller }: Asking,
  fixmedins_code: string,
): Promise<TerminalRow[]> {
  await placeWithin(db, caller, 'voucher.terminal', fixmedins_code);
  const rows = await db
    .selectFrom('voucher_terminal')
    .select(['terminal_id', 'note', 'added_by', 'added_at', 'revoked_at'])
    .where('fixmedins_code', '=', fixmedins_code)
    .orderBy('added_at', 'desc')
    .orderBy('terminal_id')
    .execute();
  return rows.map(({ added_at, revoked_at, ...row }) => ({
    ...row,
    added_at: added_at.toISOString(),
    revoked_at: revoked_at?.toISOString() ?? null,
  }));
}

/** Repeated, nothing changes. @throws ShouhuError SH-H002, SH-H003; SH-W029 */
export async function addTerminal(
  { db }: Keeping,
  { caller, at }: Asking,
  fixmedins_code: string,
  { terminal_id, public_key, note: remark }: NewTerminal,
): Promise<void> {
  if (verifierOf(public_key) === undefined) throw shouhuError('SH-W029', { reason: 'SM2 public_key' });
  await transaction(db, 'read committed', async (trx) => {
    const { admdvs } = await placeWithin(trx, caller, 'voucher.terminal', fixmedins_code);
    const made = await trx
      .insertInto('voucher_terminal')
      .values({
        terminal_id,
        fixmedins_code,
        public_key,
        note: remark,
        added_by: caller.id,
        added_at: at,
        revoked_by: null,
        revoked_at: null,
      })
      .onConflict((on) => on.doNothing())
      .returning('terminal_id')
      .executeTakeFirst();
    const subject = `institution:${fixmedins_code}`;
    if (made !== undefined)
      return note(trx, caller, at, {
        action: 'voucher.terminal',
        subject,
        region: admdvs,
        detail: `added ${terminal_id} ${public_key.slice(-8)}`,
      });
    if (!(await isSameSigner(trx, 'voucher_terminal', { id: terminal_id, fixmedins_code, public_key })))
      throw shouhuError('SH-W029', { reason: '已登记 already registered' });
    return undefined;
  });
}

/** From now on nothing that it says is believed. Repeated, nothing changes. @throws ShouhuError SH-H002, SH-H003 */
export async function revokeTerminal(
  { db }: Keeping,
  { caller, at }: Asking,
  fixmedins_code: string,
  { terminal_id, reason }: { readonly terminal_id: string; readonly reason: string },
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const { admdvs } = await placeWithin(trx, caller, 'voucher.terminal', fixmedins_code);
    if (!(await revokeSigner(trx, 'voucher_terminal', { id: terminal_id, fixmedins_code, by: caller.id, at }))) return;
    await note(trx, caller, at, {
      action: 'voucher.terminal',
      subject: `institution:${fixmedins_code}`,
      region: admdvs,
      detail: `revoked ${terminal_id}: ${reason}`,
    });
  });
}
