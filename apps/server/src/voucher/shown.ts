/**
 * A token or a face works once. 1101 may look at it first; the institution that looked then uses it up with one transaction more, soon after.
 * Nobody else can, and nobody a second time.
 */
import { shouhuError } from '@shouhu/errors';
import type { Transaction } from 'kysely';
import type { Presented } from '../insured/presented.ts';
import type { Schema } from '../store/schema.ts';
import type { WalletRules } from '../wallet/rules.ts';

/**
 * @param shown what was shown: `01 voucher time`, `04 terminal nonce`
 * @param refuse throws where what is shown for the first time is too old
 * @returns whether it was shown for the first time
 * @throws ShouhuError SH-W022 used, or looked at elsewhere; SH-W021 looked at too long ago
 */
export async function useOnce(
  trx: Transaction<Schema>,
  { shown, psn_no, hold_s }: { readonly shown: string; readonly psn_no: string } & Pick<WalletRules, 'hold_s'>,
  { at, fixmedins_code, looks = false }: Presented,
  refuse: () => void,
): Promise<boolean> {
  const made = await trx
    .insertInto('voucher_use')
    .values({ shown, psn_no, fixmedins_code, shown_at: at, used_at: looks ? null : at })
    .onConflict((on) => on.doNothing())
    .returning('shown')
    .executeTakeFirst();
  if (made !== undefined) {
    refuse();
    return true;
  }
  const before = await trx
    .selectFrom('voucher_use')
    .select(['fixmedins_code', 'shown_at', 'used_at'])
    .where('shown', '=', shown)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (before.used_at !== null || before.fixmedins_code !== fixmedins_code) throw shouhuError('SH-W022', {});
  if (at.getTime() > before.shown_at.getTime() + hold_s * 1_000) throw shouhuError('SH-W021', {});
  if (!looks) await trx.updateTable('voucher_use').set({ used_at: at }).where('shown', '=', shown).execute();
  return false;
}
