/** What comes in by the minute, how fast it is answered, and why it is refused. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { saidOf } from './said.ts';
import type { Said } from './said.ts';

const MINUTE_MS = 60_000;
/** Minutes that are shown, the one that goes on included. */
const MINUTES = 60;
/** Codes of refusal that are shown. */
const MOST_CODES = 20;

export interface Flow {
  /** Of the last hour, the earliest first; the last of them goes on. */
  readonly minutes: readonly { readonly at: string; readonly done: number; readonly refused: number }[];
  /** Of the same hour; null without messages. */
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  /** Why transactions refused in that hour, the most frequent first. */
  readonly refusals: readonly { readonly code: string; readonly count: number; readonly said: Said | null }[];
}

export interface FlowFilter {
  readonly fixmedins_code?: string | undefined;
  readonly infno?: string | undefined;
}

/** @throws ShouhuError SH-H002 without the right */
export async function readFlow(db: Kysely<Schema>, { caller, at }: Asking, filter: FlowFilter): Promise<Flow> {
  const [fixmedins_code, infno] = [filter.fixmedins_code ?? null, filter.infno ?? null];
  const within = rowsWithin(scopeOf(caller, 'gateway.read'), 'i');
  const now = Math.floor(at.getTime() / MINUTE_MS);
  const since = new Date((now - MINUTES + 1) * MINUTE_MS);
  const recent = sql`gateway_message m JOIN institution i USING (fixmedins_code) WHERE received_at >= ${since} AND received_at <= ${at} AND ${within}
    AND outcome <> 'void' AND (${fixmedins_code}::text IS NULL OR fixmedins_code = ${fixmedins_code}) AND (${infno}::text IS NULL OR infno = ${infno})`;
  const { rows: counts } = await sql<{ minute: Date; done: number; refused: number }>`
    SELECT date_trunc('minute', received_at) AS minute, count(*) FILTER (WHERE outcome = 'done')::integer AS done,
      count(*) FILTER (WHERE outcome = 'refused')::integer AS refused FROM ${recent} GROUP BY 1`.execute(db);
  const { rows: times } = await sql<Pick<Flow, 'p50_ms' | 'p95_ms'>>`
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY latency_ms) AS p50_ms, percentile_disc(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95_ms
    FROM ${recent}`.execute(db);
  const { rows: refusals } = await sql<{ code: string; count: number }>`
    SELECT code, count(*)::integer AS count FROM ${recent} AND outcome = 'refused' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_CODES}`.execute(
    db,
  );
  const byMinute = new Map(counts.map(({ minute, ...of }) => [minute.getTime(), of]));
  const { p50_ms = null, p95_ms = null } = times[0] ?? {};
  return {
    minutes: Array.from({ length: MINUTES }, (_none, back) => {
      const minute = since.getTime() + back * MINUTE_MS;
      const { done = 0, refused = 0 } = byMinute.get(minute) ?? {};
      return { at: new Date(minute).toISOString(), done, refused };
    }),
    p50_ms,
    p95_ms,
    refusals: refusals.map((row) => ({ ...row, said: saidOf(row.code) })),
  };
}
