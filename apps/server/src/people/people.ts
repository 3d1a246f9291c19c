/** Colleagues: whom work can be given to, and the names behind the ids of deeds. */
import type { Duty } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import { isDuty } from '../identity/people.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly Duty[];
}

/** Staff who work for a region within the caller's; those of institutions and closed accounts are left out. */
export async function listColleagues(db: Kysely<Schema>, caller: Caller): Promise<Colleague[]> {
  const scope = scopeOf(caller, 'people.read');
  const rows = await db
    .selectFrom('user_account')
    .select(['id', 'name', 'duties', 'regions'])
    .where('disabled_at', 'is', null)
    .where('fixmedins_code', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const near = rows.filter(({ regions }) => regions.some((admdvs) => isWithin(scope, { fixmedins_code: '', admdvs })));
  return near.map(({ id, name, duties }) => ({ id, name, duties: duties.filter(isDuty) }));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text can be the id of an account. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** Names by id; an id without an account has none. */
export async function namesOf(
  db: Kysely<Schema> | Transaction<Schema>,
  ids: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const wanted = [...new Set(ids)].filter(isId);
  if (wanted.length === 0) return {};
  const rows = await db.selectFrom('user_account').select(['id', 'name']).where('id', 'in', wanted).execute();
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
