/** The pool (专家库) of experts and social supervisors. Names are those of people in office; their telephones are sealed. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { maskPhone, open, seal } from '@shouhu/vault';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Kysely, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';

export type ExpertKind = 'expert' | 'supervisor';

interface Tie {
  readonly fixmedins_code: string;
  readonly reason: string;
}

export interface ExpertRow {
  readonly expert_id: string;
  readonly kind: ExpertKind;
  readonly name: string;
  readonly field: string;
  readonly unit: string;
  readonly fixmedins_code: string | null;
  readonly admdvs: string;
  readonly phone_masked: string;
  readonly version: number;
  readonly left_on: string | null;
  readonly ties: readonly Tie[];
}

interface ExpertStated {
  readonly kind: ExpertKind;
  readonly name: string;
  readonly field: string;
  readonly unit: string;
  readonly fixmedins_code: string | null;
  readonly admdvs: string;
  readonly ties: readonly Tie[];
}

export interface NewExpert extends ExpertStated {
  readonly expert_id: string;
  readonly phone: string;
}

export interface ExpertChange extends ExpertStated {
  readonly expert_id: string;
  /** Version that the caller saw. */
  readonly seen: number;
  /** Absent: the telephone stays. */
  readonly phone?: string | undefined;
  readonly left_on: string | null;
}

const COLUMNS = [
  'expert_id',
  'kind',
  'name',
  'field',
  'unit',
  'fixmedins_code',
  'admdvs',
  'phone_masked',
  'version',
  'left_on',
] as const;

export async function listExperts(
  db: Kysely<Schema>,
  caller: Caller,
  filter: { readonly kind?: ExpertKind | undefined; readonly field?: string | undefined },
): Promise<ExpertRow[]> {
  const scope = scopeOf(caller, 'expert.read');
  const { kind, field } = filter;
  return db
    .selectFrom('expert')
    .select([...COLUMNS])
    .select((e) =>
      jsonArrayFrom(
        e
          .selectFrom('expert_tie')
          .select(['expert_tie.fixmedins_code', 'expert_tie.reason'])
          .whereRef('expert_tie.expert_id', '=', 'expert.expert_id')
          .orderBy('expert_tie.fixmedins_code'),
      ).as('ties'),
    )
    .where(rowsWithin(scope, 'expert'))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'expert'))
    .$if(field !== undefined, (query) => query.where('field', '=', field ?? ''))
    .orderBy('left_on', (order) => order.desc().nullsFirst())
    .orderBy('kind')
    .orderBy('name')
    .orderBy('expert_id')
    .limit(2_000)
    .execute();
}

/** @throws ShouhuError SH-H003 for a region out of reach; SH-H006 for an id of somebody else */
export async function addExpert(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  { phone, ties, ...stated }: NewExpert,
): Promise<{ readonly expert_id: string }> {
  const scope = scopeOf(caller, 'expert.keep');
  const { expert_id } = stated;
  refuseUnlessWithin(scope, stated.admdvs);
  return transaction(db, 'read committed', async (trx) => {
    const sealed = { phone_sealed: seal(ring, phone, whereOf(expert_id)), phone_masked: maskPhone(phone) };
    const made = await trx
      .insertInto('expert')
      .values({ ...stated, ...sealed, version: 0, left_on: null })
      .onConflict((on) => on.doNothing())
      .returning('expert_id')
      .executeTakeFirst();
    if (made === undefined) {
      const before = await oneWithin(trx, caller, 'expert.keep', expert_id);
      const known = open(ring, before.phone_sealed, whereOf(expert_id));
      if (!isDeepStrictEqual([before.name, before.unit, known], [stated.name, stated.unit, phone]))
        throw shouhuError('SH-H006', { id: expert_id });
      return { expert_id };
    }
    await writeTies(trx, expert_id, ties);
    const noted = { action: 'expert.keep', subject: `expert:${expert_id}`, region: stated.admdvs, detail: 'added' };
    await note(trx, caller, at, noted);
    return { expert_id };
  });
}

/** @throws ShouhuError SH-H003 out of reach; SH-H004 when somebody else was first */
export async function changeExpert(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  { expert_id, seen, phone, ties, ...stated }: ExpertChange,
): Promise<{ readonly version: number }> {
  const scope = scopeOf(caller, 'expert.keep');
  refuseUnlessWithin(scope, stated.admdvs);
  return transaction(db, 'read committed', async (trx) => {
    const before = await oneWithin(trx, caller, 'expert.keep', expert_id, true);
    if (before.version !== seen) throw shouhuError('SH-H004', { seen, now: before.version });
    const version = seen + 1;
    const sealed =
      phone === undefined
        ? {}
        : { phone_sealed: seal(ring, phone, whereOf(expert_id)), phone_masked: maskPhone(phone) };
    await trx
      .updateTable('expert')
      .set({ ...stated, ...sealed, version })
      .where('expert_id', '=', expert_id)
      .execute();
    await trx.deleteFrom('expert_tie').where('expert_id', '=', expert_id).execute();
    await writeTies(trx, expert_id, ties);
    const detail = JSON.stringify({ version, left_on: stated.left_on, ties: ties.length });
    await note(trx, caller, at, {
      action: 'expert.keep',
      subject: `expert:${expert_id}`,
      region: stated.admdvs,
      detail,
    });
    return { version };
  });
}

/** A telephone in clear, for a purpose that stands in the log before the answer leaves. */
export async function revealPhone(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  expert_id: string,
  purpose: Purpose,
): Promise<{ readonly phone: string }> {
  return transaction(db, 'read committed', async (trx) => {
    const { phone_sealed, admdvs } = await oneWithin(trx, caller, 'person.reveal', expert_id);
    await note(trx, caller, at, {
      action: 'person.reveal',
      subject: `expert:${expert_id}`,
      purpose: purposeText(purpose),
      region: admdvs,
    });
    return { phone: open(ring, phone_sealed, whereOf(expert_id)) };
  });
}

async function oneWithin(trx: Transaction<Schema>, caller: Caller, right: RightName, expert_id: string, lock = false) {
  const query = trx
    .selectFrom('expert')
    .selectAll()
    .where('expert_id', '=', expert_id)
    .where(rowsWithin(scopeOf(caller, right), 'expert'));
  const found = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (found === undefined) throw shouhuError('SH-H003', { id: expert_id });
  return found;
}

async function writeTies(trx: Transaction<Schema>, expert_id: string, ties: readonly Tie[]): Promise<void> {
  if (ties.length === 0) return;
  await trx
    .insertInto('expert_tie')
    .values(ties.map((tie) => ({ expert_id, ...tie })))
    .execute();
}

/** An expert belongs to a region, not to an institution. */
function refuseUnlessWithin(scope: Scope, admdvs: string): void {
  if (scope.reach !== 'region' || !isWithin(scope, { fixmedins_code: '', admdvs }))
    throw shouhuError('SH-H003', { id: admdvs });
}

function whereOf(row: string) {
  return { table: 'expert', column: 'phone', row };
}
