/** Institutions by the money that leads expect back from them. Names those under investigation: never for the public. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { foundLeads, inRegion } from './span.ts';
import type { Span } from './span.ts';

export interface Placed {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly leads: number;
  /** A lead of several institutions counts whole at each. */
  readonly expected_fen: number;
  /** Matters with a step in the span. */
  readonly matters: number;
  /** Fines and refunds of decisions in the span. */
  readonly decided_fen: number;
}

const MOST = 20;

export async function leagueOf(db: Kysely<Schema>, span: Span): Promise<readonly Placed[]> {
  const { where } = await foundLeads(db, span);
  const { rows } = await sql<Placed>`
    WITH expected AS (
      SELECT fixmedins_code, count(*)::int AS leads, sum(expected_fen)::bigint AS expected_fen FROM (
        SELECT l.fixmedins_code, l.expected_fen FROM lead l WHERE ${where} AND l.fixmedins_code IS NOT NULL
        UNION ALL
        SELECT p.fixmedins_code, l.expected_fen FROM lead l JOIN lead_place p USING (lead_id) WHERE ${where} AND l.fixmedins_code IS NULL) each
      GROUP BY 1),
    worked AS (
      SELECT m.fixmedins_code, count(*)::int AS matters, coalesce(sum(d.fen), 0)::bigint AS decided_fen FROM (
        SELECT matter_id, sum((facts->>'fine_fen')::bigint + (facts->>'refund_fen')::bigint) FILTER (WHERE action = 'decide') AS fen
        FROM deed WHERE day BETWEEN ${span.from}::date AND ${span.to}::date GROUP BY 1) d
      JOIN matter m USING (matter_id) WHERE ${inRegion('m.admdvs', span)} GROUP BY 1)
    SELECT i.fixmedins_code, i.fixmedins_name, coalesce(e.leads, 0) AS leads, coalesce(e.expected_fen, 0)::bigint AS expected_fen,
      coalesce(w.matters, 0) AS matters, coalesce(w.decided_fen, 0)::bigint AS decided_fen
    FROM institution i LEFT JOIN expected e USING (fixmedins_code) LEFT JOIN worked w USING (fixmedins_code)
    WHERE (e.leads IS NOT NULL OR w.matters IS NOT NULL) AND ${inRegion('i.admdvs', span)}
    ORDER BY expected_fen DESC, decided_fen DESC, matters DESC, i.fixmedins_code LIMIT ${MOST}`.execute(db);
  return rows;
}
