/** Matters as they stand now: by state, and whose limits run out. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { DUTY_CLOCKS, END_STATES } from '../casework/duty-clocks.ts';
import { inRegion } from './span.ts';
import type { Span } from './span.ts';

/** Days in which a limit counts as near. */
const NEAR = 3;

export interface StateCount {
  readonly procedure: string;
  readonly state: string;
  readonly matters: number;
  /** Whether nothing can follow. */
  readonly ended: boolean;
}

export async function mattersByState(db: Kysely<Schema>, span: Span): Promise<readonly StateCount[]> {
  const { rows } = await sql<StateCount>`
    SELECT procedure, state, count(*)::int AS matters, procedure || ' ' || state = ANY(${END_STATES}) AS ended
    FROM matter m WHERE ${inRegion('m.admdvs', span)} GROUP BY 1, 2 ORDER BY 1, 2`.execute(db);
  return rows;
}

/** Limits that bind the authority: passed, and about to run out. */
interface Pressing {
  readonly overdue: number;
  readonly near: number;
}

export interface PressingFigures extends Pressing {
  readonly by_clock: readonly (Pressing & { readonly procedure: string; readonly clock: string })[];
}

/** @param today counted from, `yyyy-MM-dd` */
export async function pressingFigures(db: Kysely<Schema>, span: Span, today: string): Promise<PressingFigures> {
  const { rows } = await sql<Pressing & { procedure: string | null; clock: string | null }>`
    SELECT m.procedure, c.clock, count(DISTINCT m.matter_id) FILTER (WHERE c.due_day < ${today}::date)::int AS overdue,
      count(DISTINCT m.matter_id) FILTER (WHERE c.due_day >= ${today}::date)::int AS near
    FROM matter_clock c JOIN matter m USING (matter_id)
    WHERE c.due_day <= ${today}::date + ${NEAR}::int AND m.procedure || ' ' || c.clock = ANY(${DUTY_CLOCKS}) AND ${inRegion('m.admdvs', span)}
    GROUP BY GROUPING SETS ((), (m.procedure, c.clock)) ORDER BY 1, 2`.execute(db);
  const { overdue, near } = rows.find(({ procedure }) => procedure === null) ?? { overdue: 0, near: 0 };
  const by_clock = rows.flatMap(({ procedure, clock, ...count }) =>
    procedure === null || clock === null ? [] : [{ procedure, clock, ...count }],
  );
  return { overdue, near, by_clock };
}

/** What one officer has in hand. */
export interface Workload extends Pressing {
  readonly officer: string;
  readonly open: number;
  /** Steps taken in the span, alone or with others. */
  readonly deeds: number;
}

export async function workloadOf(db: Kysely<Schema>, span: Span, today: string): Promise<readonly Workload[]> {
  const { rows } = await sql<Workload>`
    WITH held AS (
      SELECT o.officer, m.matter_id, NOT m.procedure || ' ' || m.state = ANY(${END_STATES}) AS open, min(c.due_day) AS due
      FROM matter_officer o JOIN matter m USING (matter_id)
      LEFT JOIN matter_clock c ON c.matter_id = m.matter_id AND m.procedure || ' ' || c.clock = ANY(${DUTY_CLOCKS})
      WHERE ${inRegion('m.admdvs', span)} GROUP BY 1, 2),
    done AS (
      SELECT officer, sum(deeds)::int AS deeds FROM (
        SELECT d.actor, d.others, count(*) AS deeds FROM deed d JOIN matter m USING (matter_id)
        WHERE d.day BETWEEN ${span.from}::date AND ${span.to}::date AND ${inRegion('m.admdvs', span)} GROUP BY 1, 2) teams,
        LATERAL (SELECT actor AS officer UNION SELECT jsonb_array_elements_text(others)) persons
      GROUP BY 1)
    SELECT officer, count(*) FILTER (WHERE open)::int AS open, count(*) FILTER (WHERE open AND due < ${today}::date)::int AS overdue,
      count(*) FILTER (WHERE open AND due BETWEEN ${today}::date AND ${today}::date + ${NEAR}::int)::int AS near,
      coalesce(max(done.deeds), 0) AS deeds
    FROM held LEFT JOIN done USING (officer) GROUP BY officer
    HAVING bool_or(open) OR max(done.deeds) > 0 ORDER BY open DESC, deeds DESC, officer LIMIT 200`.execute(db);
  return rows;
}
