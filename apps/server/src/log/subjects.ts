/** What entries of the log are about, by the names that people know: the log itself holds ids. */
import type { Kysely, Transaction } from 'kysely';
import { isId } from '../people/people.ts';
import type { Schema } from '../store/schema.ts';

type Db = Kysely<Schema> | Transaction<Schema>;

export interface SubjectName {
  readonly name: string;
  /** Of a matter. */
  readonly procedure?: string;
}

/** Names by subject, as `matter:…`; one that names nothing of these has none. */
export async function subjectNames(
  db: Db,
  subjects: readonly string[],
): Promise<Readonly<Record<string, SubjectName>>> {
  const idsOf = (kind: string): string[] => {
    const ids = subjects.filter((subject) => subject.startsWith(`${kind}:`)).map((each) => each.slice(kind.length + 1));
    return [...new Set(ids)];
  };
  const named = await Promise.all([
    pick('matter', idsOf('matter').filter(isId), async (ids) =>
      db
        .selectFrom('matter')
        .innerJoin('institution', 'institution.fixmedins_code', 'matter.fixmedins_code')
        .select(['matter_id as id', 'fixmedins_name as name', 'procedure'])
        .where('matter_id', 'in', ids)
        .execute(),
    ),
    pick('lead', idsOf('lead'), async (ids) =>
      db.selectFrom('lead').select(['lead_id as id', 'title as name']).where('lead_id', 'in', ids).execute(),
    ),
    pick('institution', idsOf('institution'), async (ids) =>
      db
        .selectFrom('institution')
        .select(['fixmedins_code as id', 'fixmedins_name as name'])
        .where('fixmedins_code', 'in', ids)
        .execute(),
    ),
    pick('user', idsOf('user').filter(isId), async (ids) =>
      db.selectFrom('user_account').select(['id', 'name']).where('id', 'in', ids).execute(),
    ),
    pick('campaign', idsOf('campaign').filter(isId), async (ids) =>
      db.selectFrom('campaign').select(['campaign_id as id', 'name']).where('campaign_id', 'in', ids).execute(),
    ),
  ]);
  return Object.fromEntries(named.flat());
}

async function pick(
  kind: string,
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<readonly ({ readonly id: string } & SubjectName)[]>,
): Promise<(readonly [string, SubjectName])[]> {
  if (ids.length === 0) return [];
  return (await read(ids)).map(({ id, ...named }) => [`${kind}:${id}`, named]);
}

/** Subjects that a typed text may mean: itself, and what bears it as a part of its name or as its code. */
export async function subjectsMeant(db: Db, typed: string): Promise<string[]> {
  if (/^[a-z]+:/.test(typed)) return [typed];
  const like = `%${typed.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
  const [places, leads, people, campaigns] = await Promise.all([
    db
      .selectFrom('institution')
      .leftJoin('matter', 'matter.fixmedins_code', 'institution.fixmedins_code')
      .select(['institution.fixmedins_code', 'matter_id'])
      .where((e) => e.or([e('fixmedins_name', 'ilike', like), e('institution.fixmedins_code', '=', typed)]))
      .limit(MOST)
      .execute(),
    db.selectFrom('lead').select('lead_id').where('title', 'ilike', like).limit(MOST).execute(),
    db
      .selectFrom('user_account')
      .select('id')
      .where((e) => e.or([e('name', 'ilike', like), e('username', 'ilike', like)]))
      .limit(MOST)
      .execute(),
    db.selectFrom('campaign').select('campaign_id').where('name', 'ilike', like).limit(MOST).execute(),
  ]);
  const found = [
    typed,
    ...places.flatMap(({ fixmedins_code, matter_id }) => [
      `institution:${fixmedins_code}`,
      ...(matter_id === null ? [] : [`matter:${matter_id}`]),
    ]),
    ...leads.map(({ lead_id }) => `lead:${lead_id}`),
    ...people.map(({ id }) => `user:${id}`),
    ...campaigns.map(({ campaign_id }) => `campaign:${campaign_id}`),
  ];
  return [...new Set(found)];
}

/** Of each kind. */
const MOST = 2_000;
