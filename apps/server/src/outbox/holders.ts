/** Whom the whole bureau's work concerns by a right, whatever they took part in. */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { contains } from '../rights/regions.ts';
import { RIGHTS } from '../rights/rights.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';

/** Open accounts whose duties have a right in one of these regions. */
export async function holdersOf(
  trx: Transaction<Schema>,
  right: RightName,
  places: readonly string[],
): Promise<string[]> {
  const duties = [...RIGHTS[right].region];
  const rows = await trx
    .selectFrom('user_account')
    .select(['id', 'regions'])
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`duties && ${duties}::text[]`)
    .execute();
  return rows
    .filter(({ regions }) => regions.some((region) => places.some((place) => contains(region, place))))
    .map(({ id }) => id);
}
