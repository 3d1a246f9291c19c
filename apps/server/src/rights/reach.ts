/** The scope of a caller as a condition on rows that have a place. */
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Scope } from './caller.ts';
import { prefixOf } from './regions.ts';

/** Whether a row lies within reach, by its columns `<table>.fixmedins_code` and `<table>.admdvs`. */
export function rowsWithin(scope: Scope, table: string): RawBuilder<boolean> {
  if (scope.reach === 'institution')
    return sql<boolean>`${sql.ref(`${table}.fixmedins_code`)} = ${scope.fixmedins_code}`;
  const regions = scope.regions.map((region) => sql`${sql.ref(`${table}.admdvs`)} LIKE ${`${prefixOf(region)}%`}`);
  return sql<boolean>`(${sql.join(regions, sql` OR `)})`;
}
