/** Of when and where figures speak. */
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';

/** What is asked for: days included, the region the caller's own unless narrowed. */
export interface SpanWanted {
  readonly from: string;
  readonly to: string;
  readonly admdvs?: string | undefined;
}

/** Days, and the digits that regions begin with. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly prefixes: readonly string[];
}

/** @throws ShouhuError SH-H002 without the right, SH-H003 for a region out of reach, SH-H005 for days in the wrong order */
export function spanOf(caller: Caller, right: RightName, { from, to, admdvs }: SpanWanted): Span {
  const scope = scopeOf(caller, right);
  if (from > to) throw shouhuError('SH-H005', { field: 'from', reason: `${from} > ${to}` });
  if (admdvs !== undefined && !isWithin(scope, { fixmedins_code: '', admdvs })) {
    throw shouhuError('SH-H003', { id: admdvs });
  }
  const regions = admdvs === undefined && scope.reach === 'region' ? scope.regions : [admdvs ?? ''];
  return { from, to, prefixes: regions.map(prefixOf) };
}

/** A condition: the region in a column lies within the span. */
export function inRegion(column: string, { prefixes }: Pick<Span, 'prefixes'>): RawBuilder<boolean> {
  const each = prefixes.map((prefix) => sql`${sql.ref(column)} LIKE ${`${prefix}%`}`);
  return sql<boolean>`(${sql.join(each, sql` OR `)})`;
}

/** A month of a day, `2026-05`, as a number that is cheap to group by. */
export function monthNumber(day: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(extract(year FROM ${day}) * 100 + extract(month FROM ${day}))::int`;
}

/** `202605` as `2026-05`. */
export function monthText(month: number): string {
  const digits = String(month).padStart(6, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Leads that runs of some days found first, as parts of a statement about leads `l`. */
export interface FoundLeads {
  /** Those of the days that stand. */
  readonly where: RawBuilder<boolean>;
  /** Those of them that lie, at least in part, within the region. */
  readonly within: RawBuilder<boolean>;
  /** The month of a run. */
  readonly months: ReadonlyMap<number, string>;
}

/** The runs are few, and known to the database before it plans: it would else go to the leads one by one. */
export async function foundLeads(db: Kysely<Schema>, span: Span): Promise<FoundLeads> {
  const day = sql`(recorded_at AT TIME ZONE 'Asia/Shanghai')::date`;
  const { rows } = await sql<{ run_id: number; month: number }>`
    SELECT run_id, ${monthNumber(day)} AS month FROM run WHERE ${day} BETWEEN ${span.from}::date AND ${span.to}::date`.execute(
    db,
  );
  const runs = rows.map(({ run_id }) => run_id);
  const where = sql<boolean>`l.found_run IN (${runs.length === 0 ? sql`NULL` : sql.join(runs.map((run) => sql.lit(run)))})
    AND l.standing <> 'withdrawn' AND l.state <> 'dropped'`;
  const here = sql`SELECT i.fixmedins_code FROM institution i WHERE ${inRegion('i.admdvs', span)}`;
  // Most leads have one institution; the others, which are few, are looked up once.
  const among = sql`SELECT a.lead_id FROM lead a JOIN lead_place p USING (lead_id)
    WHERE a.fixmedins_code IS NULL AND p.fixmedins_code IN (${here})`;
  return {
    where,
    within: sql<boolean>`${where} AND (l.fixmedins_code IN (${here}) OR l.fixmedins_code IS NULL AND l.lead_id IN (${among}))`,
    months: new Map(rows.map(({ run_id, month }) => [run_id, monthText(month)])),
  };
}
