/** How the real-time check fares, by institution. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';

export interface CheckFigures {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  /** Visits that were judged, and those where advice could not be given. */
  readonly checked: number;
  readonly not_checked: number;
  /** Checks with at least one reminder, and what they were reminded of. */
  readonly reminded: number;
  readonly reminders: number;
  /** Reminders on which the institution said what it did, and those after which it changed the order. */
  readonly answered: number;
  readonly accepted: number;
}

/** Civil days, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** By code of the institution; those that asked nothing are not here. @throws ShouhuError SH-H002 without the right */
export async function checkFigures(
  db: Kysely<Schema>,
  { caller }: Asking,
  { from, to }: Period,
): Promise<CheckFigures[]> {
  const scope = scopeOf(caller, 'check.read');
  const { rows } = await sql<CheckFigures>`
    WITH asked AS (
      SELECT d.decision_id, d.fixmedins_code, i.fixmedins_name, d.outcome FROM till_decision d JOIN institution i USING (fixmedins_code)
      WHERE ${rowsWithin(scope, 'i')} AND d.decided_at >= ${from}::timestamp AT TIME ZONE 'Asia/Shanghai'
        AND d.decided_at < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'),
    told AS (
      SELECT r.decision_id, count(*) AS reminders, count(last.dspo_way) AS answered, count(*) FILTER (WHERE last.dspo_way = '2') AS accepted
      FROM asked JOIN till_reminder r USING (decision_id)
      LEFT JOIN LATERAL (SELECT dspo_way FROM till_feedback f WHERE f.decision_id = r.decision_id AND f.jr_id = r.jr_id ORDER BY told_at DESC, msgid DESC LIMIT 1) last ON true
      GROUP BY 1)
    SELECT fixmedins_code, fixmedins_name, count(*) FILTER (WHERE outcome <> 'not-checked')::integer AS checked,
      count(*) FILTER (WHERE outcome = 'not-checked')::integer AS not_checked, count(*) FILTER (WHERE outcome = 'reminded')::integer AS reminded,
      coalesce(sum(reminders), 0)::integer AS reminders, coalesce(sum(answered), 0)::integer AS answered, coalesce(sum(accepted), 0)::integer AS accepted
    FROM asked LEFT JOIN told USING (decision_id) GROUP BY 1, 2 ORDER BY 1`.execute(db);
  return rows;
}
