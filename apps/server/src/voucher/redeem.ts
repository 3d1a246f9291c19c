/** Whose an e-voucher (就诊凭证 01) is that an institution was shown, and that it was shown now: not a screenshot, not a second time. */
import { shouhuError } from '@shouhu/errors';
import { open } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Redeem } from '../insured/presented.ts';
import type { Schema } from '../store/schema.ts';
import { refuseFrozen } from '../wallet/freezes.ts';
import { rulesAt } from '../wallet/rules.ts';
import type { WalletRules } from '../wallet/rules.ts';
import { useOnce } from './shown.ts';
import { isMadeBy, readToken } from './token.ts';
import { secretPlace } from './vouchers.ts';

const WRONG_MINUTES = 10;

/**
 * The lock on the voucher holds off every other till, and whoever revokes it.
 * @throws ShouhuError SH-W020 nobody's token; SH-W021 too old or superseded, SH-W022 used, SH-W023 frozen, SH-W024 revoked; SH-W025 too many wrong ones
 */
export const redeemToken: Redeem = async (trx, ring, presented) => {
  const { mdtrt_cert_no, at, fixmedins_code } = presented;
  const rules = await rulesAt(trx, at);
  await refuseGuessing(trx, fixmedins_code, rules, at);
  const token = readToken(mdtrt_cert_no.trim());
  const voucher =
    token === undefined
      ? undefined
      : await trx
          .selectFrom('voucher')
          .select(['voucher_id', 'psn_no', 'secret', 'last_shown', 'revoked_at'])
          .where('handle', '=', token.handle)
          .forUpdate()
          .executeTakeFirst();
  if (token === undefined || voucher === undefined) throw shouhuError('SH-W020', {});
  const { voucher_id, psn_no, last_shown } = voucher;
  if (!isMadeBy(open(ring, voucher.secret, secretPlace(voucher_id)), token)) throw shouhuError('SH-W020', {});
  if (voucher.revoked_at !== null) throw shouhuError('SH-W024', {});
  await refuseFrozen(trx, 'voucher', psn_no);
  const { begun } = token;
  const shown = `01 ${voucher_id} ${begun}`;
  const isFirst = await useOnce(trx, { shown, psn_no, hold_s: rules.hold_s }, presented, () => {
    if (begun <= last_shown || !isNow(rules, begun, at)) throw shouhuError('SH-W021', {});
  });
  if (isFirst)
    await trx.updateTable('voucher').set({ last_shown: begun }).where('voucher_id', '=', voucher_id).execute();
  return psn_no;
};

/** Clocks differ, and scanning takes a moment: a little earlier and later is now too. */
function isNow({ rotate_s, grace_s }: WalletRules, begun: number, at: Date): boolean {
  const seconds = at.getTime() / 1_000;
  return begun - grace_s <= seconds && seconds < begun + rotate_s + grace_s;
}

/** An institution that shows wrong credentials again and again waits. @throws ShouhuError SH-W025 */
export async function refuseGuessing(
  trx: Transaction<Schema>,
  fixmedins_code: string,
  { most_wrong }: WalletRules,
  at: Date,
): Promise<void> {
  const since = new Date(at.getTime() - WRONG_MINUTES * 60_000);
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM gateway_message
    WHERE fixmedins_code = ${fixmedins_code} AND received_at > ${since} AND code = 'SH-W020'`.execute(trx);
  if ((rows[0]?.count ?? 0) >= most_wrong) throw shouhuError('SH-W025', { minutes: WRONG_MINUTES });
}
