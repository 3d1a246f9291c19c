/**
 * Random draw of experts and supervisors (随机抽取) with recusal. The seed comes from the machine's generator and stands in the log, with the digest of
 * the pool, before the result: whoever has the record repeats the draw and gets the same.
 */
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { draw, poolDigest } from '@shouhu/draw';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import type { ExpertKind } from './experts.ts';

export interface DrawWanted {
  /** Made by the client: a repeat draws nothing again. */
  readonly draw_id: string;
  readonly purpose: string;
  readonly kind: ExpertKind;
  readonly field: string | null;
  /** The institution that it is about: who is tied to it is recused. */
  readonly fixmedins_code: string | null;
  readonly count: number;
}

export interface DrawRow extends DrawWanted {
  readonly admdvs: string;
  readonly seed: string;
  readonly pool: readonly string[];
  readonly pool_digest: string;
  readonly recused: readonly Recusal[];
  readonly drawn: readonly string[];
  readonly drawn_by: string;
  readonly drawn_at: string;
  /** Names of the pool as they are now, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** Whether seed and pool, drawn anew, give the same. */
  readonly holds: boolean;
}

export interface Recusal {
  readonly expert_id: string;
  /** `unit`, `tie`, `often`. */
  readonly reason: string;
}

/** Drawn as often within a year, somebody rests. 默认 */
const OFTEN = 3;

/** @throws ShouhuError SH-H003 for an institution out of reach; SH-H006 for an id of another draw; SH-H070 when too few are left */
export async function drawExperts(db: Kysely<Schema>, { caller, at }: Asking, wanted: DrawWanted): Promise<DrawRow> {
  const scope = scopeOf(caller, 'expert.draw');
  const { draw_id } = wanted;
  return transaction(db, 'read committed', async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${draw_id}, 0))`.execute(trx);
    const [known] = await drawsOf(trx, caller, 'expert.draw', draw_id);
    if (known !== undefined) return sameOrRefused(known, wanted);
    const admdvs = await regionOf(trx, scope, caller, wanted.fixmedins_code);
    const pool = await poolOf(trx, scope, wanted);
    const recused = await recusalsOf(trx, pool, wanted.fixmedins_code, at);
    const seed = randomBytes(32).toString('hex');
    const pool_digest = poolDigest(pool);
    const subject = `draw:${draw_id}`;
    const detail = JSON.stringify({ seed, pool_digest, pool: pool.length, recused, count: wanted.count });
    await note(trx, caller, at, { action: 'expert.seed', subject, region: admdvs, detail });
    const out = recused.map(({ expert_id }) => expert_id);
    const { drawn } = draw(seed, pool, wanted.count, out);
    const json = JSON.stringify;
    const made = await trx
      .insertInto('expert_draw')
      .values({
        ...wanted,
        admdvs,
        seed,
        pool: json(pool),
        pool_digest,
        recused: json(recused),
        drawn: json(drawn),
        drawn_by: caller.id,
        drawn_at: at,
      })
      .onConflict((on) => on.doNothing())
      .returning('draw_id')
      .executeTakeFirst();
    if (made === undefined) throw shouhuError('SH-H006', { id: draw_id });
    await note(trx, caller, at, { action: 'expert.draw', subject, region: admdvs, detail: json(drawn) });
    const [row] = await drawsOf(trx, caller, 'expert.draw', draw_id);
    if (row === undefined) throw shouhuError('SH-H003', { id: draw_id });
    return row;
  });
}

/** The latest draws within reach. */
export async function listDraws(db: Kysely<Schema>, caller: Caller): Promise<DrawRow[]> {
  return drawsOf(db, caller, 'expert.read');
}

async function drawsOf(
  db: Kysely<Schema> | Transaction<Schema>,
  caller: Caller,
  right: 'expert.read' | 'expert.draw',
  draw_id?: string,
): Promise<DrawRow[]> {
  const scope = scopeOf(caller, right);
  if (scope.reach !== 'region') return [];
  const rows = await db
    .selectFrom('expert_draw')
    .selectAll()
    .where(rowsWithin(scope, 'expert_draw'))
    .$if(draw_id !== undefined, (query) => query.where('draw_id', '=', draw_id ?? ''))
    .orderBy('drawn_at', 'desc')
    .orderBy('draw_id')
    .limit(100)
    .execute();
  const ids = [...new Set(rows.flatMap(({ pool }) => pool))];
  const people =
    ids.length === 0
      ? []
      : await db.selectFrom('expert').select(['expert_id', 'name']).where('expert_id', 'in', ids).execute();
  const names = new Map(people.map(({ expert_id, name }) => [expert_id, name]));
  return rows.map((row) => viewOf(row, names));
}

function viewOf(row: Selectable<Schema['expert_draw']>, names: ReadonlyMap<string, string>): DrawRow {
  const { seed, pool, recused, drawn, count, pool_digest, drawn_at, kind } = row;
  const out = recused.map(({ expert_id }) => expert_id);
  const again = draw(seed, pool, count, out).drawn;
  return {
    ...row,
    kind: kind === 'supervisor' ? kind : 'expert',
    drawn_at: drawn_at.toISOString(),
    names: Object.fromEntries(pool.map((id) => [id, names.get(id) ?? ''])),
    holds: poolDigest(pool) === pool_digest && isDeepStrictEqual(again, drawn),
  };
}

function sameOrRefused(known: DrawRow, wanted: DrawWanted): DrawRow {
  const of = ({ purpose, kind, field, fixmedins_code, count }: DrawWanted) => [
    purpose,
    kind,
    field,
    fixmedins_code,
    count,
  ];
  if (!isDeepStrictEqual(of(known), of(wanted))) throw shouhuError('SH-H006', { id: wanted.draw_id });
  return known;
}

async function regionOf(
  trx: Transaction<Schema>,
  scope: Scope,
  caller: Caller,
  fixmedins_code: string | null,
): Promise<string> {
  if (fixmedins_code === null) return caller.regions[0] ?? '';
  const place = await trx
    .selectFrom('institution')
    .select(['fixmedins_code', 'admdvs'])
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirst();
  if (place === undefined || !isWithin(scope, place)) throw shouhuError('SH-H003', { id: fixmedins_code });
  return place.admdvs;
}

async function poolOf(trx: Transaction<Schema>, scope: Scope, { kind, field }: DrawWanted): Promise<string[]> {
  const rows = await trx
    .selectFrom('expert')
    .select('expert_id')
    .where(rowsWithin(scope, 'expert'))
    .where('kind', '=', kind)
    .where('left_on', 'is', null)
    .$if(field !== null, (query) => query.where('field', '=', field ?? ''))
    .orderBy('expert_id')
    .execute();
  return rows.map(({ expert_id }) => expert_id);
}

async function recusalsOf(
  trx: Transaction<Schema>,
  pool: readonly string[],
  fixmedins_code: string | null,
  at: Date,
): Promise<Recusal[]> {
  if (pool.length === 0) return [];
  const tied = fixmedins_code === null ? [] : await tiesTo(trx, pool, fixmedins_code);
  const since = new Date(at);
  since.setUTCFullYear(since.getUTCFullYear() - 1);
  const draws = await trx.selectFrom('expert_draw').select('drawn').where('drawn_at', '>', since).execute();
  const times = new Map<string, number>();
  for (const id of draws.flatMap(({ drawn }) => drawn)) times.set(id, (times.get(id) ?? 0) + 1);
  const often = pool
    .filter((id) => (times.get(id) ?? 0) >= OFTEN && !tied.some(({ expert_id }) => expert_id === id))
    .map((expert_id) => ({ expert_id, reason: 'often' }));
  return [...tied, ...often].toSorted((a, b) => (a.expert_id < b.expert_id ? -1 : 1));
}

/** Those of a list who must not judge an institution: it is their unit, or they stated a tie. */
export async function tiesTo(
  trx: Transaction<Schema>,
  ids: readonly string[],
  fixmedins_code: string,
): Promise<Recusal[]> {
  const unit = await trx
    .selectFrom('expert')
    .select('expert_id')
    .where('expert_id', 'in', ids)
    .where('fixmedins_code', '=', fixmedins_code)
    .execute();
  const ties = await trx
    .selectFrom('expert_tie')
    .select('expert_id')
    .where('expert_id', 'in', ids)
    .where('fixmedins_code', '=', fixmedins_code)
    .execute();
  const units = new Set(unit.map(({ expert_id }) => expert_id));
  return [
    ...[...units].map((expert_id) => ({ expert_id, reason: 'unit' })),
    ...ties.filter(({ expert_id }) => !units.has(expert_id)).map(({ expert_id }) => ({ expert_id, reason: 'tie' })),
  ];
}
