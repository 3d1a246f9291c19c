/** What the settled days showed beside the till: by day and cause, and each difference. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import type { Cause } from './causes.ts';
import { DIFFERENCE } from './compared.ts';
import type { DifferenceFound } from './compared.ts';
import type { Period } from './figures.ts';

export interface ComparedDay {
  readonly day: string;
  readonly compared_at: string;
  /** Visits with a difference, of institutions within reach. */
  readonly visits: number;
  /** The most frequent first; empty: till and settled day say the same. */
  readonly causes: readonly { readonly cause: Cause; readonly count: number }[];
}

/** The latest first. @throws ShouhuError SH-H002 without the right */
export async function listComparedDays(
  db: Kysely<Schema>,
  { caller }: Asking,
  { from, to }: Period,
): Promise<ComparedDay[]> {
  const within = rowsWithin(scopeOf(caller, 'check.compare'), 'i');
  const { rows } = await sql<Omit<ComparedDay, 'compared_at'> & { compared_at: Date }>`
    WITH found AS (
      SELECT t.day, t.cause, t.mdtrt_id FROM till_difference t JOIN institution i USING (fixmedins_code)
      WHERE t.day BETWEEN ${from} AND ${to} AND ${within}),
    counted AS (SELECT day, cause, count(*)::integer AS count FROM found GROUP BY 1, 2)
    SELECT d.day::text AS day, d.compared_at, (SELECT count(DISTINCT mdtrt_id)::integer FROM found WHERE found.day = d.day) AS visits,
      coalesce((SELECT jsonb_agg(jsonb_build_object('cause', cause, 'count', count) ORDER BY count DESC, cause) FROM counted WHERE counted.day = d.day), '[]') AS causes
    FROM till_day d WHERE d.day BETWEEN ${from} AND ${to} ORDER BY d.day DESC`.execute(db);
  return rows.map(({ compared_at, ...row }) => ({ ...row, compared_at: compared_at.toISOString() }));
}

export interface DifferenceSeen extends DifferenceFound {
  readonly mdtrt_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  /** The last settlement of the visit that stands; null: none does by now. */
  readonly setl_id: string | null;
}

export interface DifferenceFilter {
  readonly day: string;
  readonly cause?: Cause | undefined;
  readonly fixmedins_code?: string | undefined;
  /** The last of the page before. */
  readonly after_mdtrt_id?: string | undefined;
  readonly after_jr_id?: string | undefined;
  readonly limit: number;
}

/** Of one settled day, by visit. @throws ShouhuError SH-H002 without the right */
export async function listDifferences(
  db: Kysely<Schema>,
  { caller }: Asking,
  { day, cause, fixmedins_code, after_mdtrt_id, after_jr_id = '', limit }: DifferenceFilter,
): Promise<DifferenceSeen[]> {
  return db
    .selectFrom('till_difference as t')
    .innerJoin('institution as i', 'i.fixmedins_code', 't.fixmedins_code')
    .select([...DIFFERENCE, 't.mdtrt_id', 't.fixmedins_code', 'i.fixmedins_name'])
    .select(
      sql<string | null>`(SELECT setl_id FROM settlement s WHERE s.mdtrt_id = t.mdtrt_id AND NOT refd_setl_flag
        AND NOT EXISTS (SELECT FROM settlement back WHERE back.init_setl_id = s.setl_id) ORDER BY setl_time DESC LIMIT 1)`.as(
        'setl_id',
      ),
    )
    .where(rowsWithin(scopeOf(caller, 'check.compare'), 'i'))
    .where('t.day', '=', day)
    .$if(cause !== undefined, (query) => query.where('t.cause', '=', cause ?? 'unexplained'))
    .$if(fixmedins_code !== undefined, (query) => query.where('t.fixmedins_code', '=', fixmedins_code ?? ''))
    .$if(after_mdtrt_id !== undefined, (query) =>
      query.where(sql<boolean>`(t.mdtrt_id, t.jr_id) > (${after_mdtrt_id}, ${after_jr_id})`),
    )
    .orderBy('t.mdtrt_id')
    .orderBy('t.jr_id')
    .limit(limit)
    .execute();
}
