/** Accounts within a caller's reach: all their regions, or their institution, lie in the caller's. Every statement on accounts begins here. */
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { isId } from '../people/people.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Caller, Scope } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';

/** Accounts that the scope reaches; one with neither region nor institution is nobody's. */
export function accountsWithin(db: Kysely<Schema> | Transaction<Schema>, scope: Scope) {
  const prefixes = scope.reach === 'region' ? scope.regions.map((region) => `${prefixOf(region)}%`) : [];
  const own = scope.reach === 'institution' ? scope.fixmedins_code : null;
  return db
    .selectFrom('user_account')
    .leftJoin('institution', 'institution.fixmedins_code', 'user_account.fixmedins_code').where(sql<boolean>`CASE
      WHEN ${own}::text IS NOT NULL THEN user_account.fixmedins_code = ${own}
      WHEN user_account.fixmedins_code IS NOT NULL THEN institution.admdvs LIKE ANY (${prefixes}::text[])
      ELSE cardinality(user_account.regions) > 0
        AND NOT EXISTS (SELECT 1 FROM unnest(user_account.regions) AS r WHERE NOT r LIKE ANY (${prefixes}::text[])) END`);
}

/**
 * An account to be changed, locked until the transaction ends.
 * @throws ShouhuError SH-H002 without the right; SH-H003 out of reach; SH-A013 the caller's own
 */
export async function lockAccount(trx: Transaction<Schema>, caller: Caller, right: RightName, id: string) {
  const scope = scopeOf(caller, right);
  const found = isId(id)
    ? await accountsWithin(trx, scope)
        .selectAll('user_account')
        .where('user_account.id', '=', id)
        .forUpdate('user_account')
        .executeTakeFirst()
    : undefined;
  if (found === undefined) throw shouhuError('SH-H003', { id });
  if (id === caller.id) throw shouhuError('SH-A013', {});
  return found;
}

export type LockedAccount = Awaited<ReturnType<typeof lockAccount>>;

async function placeOf(trx: Transaction<Schema>, fixmedins_code: string): Promise<string | null> {
  const found = await trx
    .selectFrom('institution')
    .select('admdvs')
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirst();
  return found?.admdvs ?? null;
}

/** @throws ShouhuError SH-H003 when a region or the institution lies elsewhere */
export async function refuseForeignPlace(
  trx: Transaction<Schema>,
  caller: Caller,
  { regions, fixmedins_code }: Pick<Caller, 'regions' | 'fixmedins_code'>,
): Promise<void> {
  const scope = scopeOf(caller, 'account.manage');
  for (const admdvs of regions)
    if (!isWithin(scope, { fixmedins_code: '', admdvs })) throw shouhuError('SH-H003', { id: admdvs });
  if (fixmedins_code === null) return;
  const admdvs = await placeOf(trx, fixmedins_code);
  if (admdvs === null || !isWithin(scope, { fixmedins_code, admdvs }))
    throw shouhuError('SH-H003', { id: fixmedins_code });
}
