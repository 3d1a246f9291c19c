/** What was done in a span, counted from the deeds. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { PROCEDURES } from '../casework/procedures.ts';
import type { Schema } from '../store/schema.ts';
import { dutiesOf } from '../casework/duty-clocks.ts';
import { inRegion, monthNumber, monthText } from './span.ts';
import type { Span } from './span.ts';

/** Steps of one kind in one month. */
export interface Done {
  readonly procedure: string;
  readonly action: string;
  readonly month: string;
  readonly deeds: number;
}

export async function deedsDone(db: Kysely<Schema>, span: Span): Promise<readonly Done[]> {
  const { rows } = await sql<Omit<Done, 'month'> & { month: number }>`
    SELECT procedure, action, ${monthNumber(sql`day`)} AS month, sum(deeds)::int AS deeds FROM (
      SELECT m.procedure, d.action, d.day, count(*) AS deeds FROM deed d JOIN matter m USING (matter_id)
      WHERE d.day BETWEEN ${span.from}::date AND ${span.to}::date AND ${inRegion('m.admdvs', span)} GROUP BY 1, 2, 3) daily
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`.execute(db);
  return rows.map(({ month, ...row }) => ({ ...row, month: monthText(month) }));
}

/** How many steps of an action the counted ones hold. */
export function countOf(done: readonly Done[], procedure: string, ...actions: readonly string[]): number {
  return done
    .filter((each) => each.procedure === procedure && actions.includes(each.action))
    .reduce((sum, { deeds }) => sum + deeds, 0);
}

/** Steps that a limit binds: taken within it, and after it. */
export interface Kept {
  readonly procedure: string;
  readonly clock: string;
  readonly name: string;
  readonly basis: string;
  readonly kept: number;
  readonly late: number;
}

export async function limitsKept(db: Kysely<Schema>, span: Span, done: readonly Done[]): Promise<readonly Kept[]> {
  const { rows } = await sql<{ procedure: string; clock: string; late: number }>`
    SELECT m.procedure, clock, count(*)::int AS late
    FROM deed d JOIN matter m USING (matter_id), jsonb_array_elements_text(d.late) AS clock
    WHERE d.late <> '[]' AND d.day BETWEEN ${span.from}::date AND ${span.to}::date AND ${inRegion('m.admdvs', span)}
    GROUP BY 1, 2`.execute(db);
  return [...PROCEDURES].flatMap(([id, { procedure }]) =>
    [...dutiesOf(procedure)].map(([clock, actions]) => {
      const late = rows.find((row) => row.procedure === id && row.clock === clock)?.late ?? 0;
      const { name = clock, basis = '' } = procedure.clocks[clock] ?? {};
      return { procedure: id, clock, name, basis, late, kept: countOf(done, id, ...actions) - late };
    }),
  );
}

/** Decisions of one kind. */
export interface Decided {
  readonly decision: string;
  readonly cases: number;
  readonly fine_fen: number;
  readonly refund_fen: number;
}

export async function decisionsMade(db: Kysely<Schema>, span: Span): Promise<readonly Decided[]> {
  const { rows } = await sql<Decided>`
    SELECT CASE m.procedure WHEN 'penalty' THEN d.facts->>'decision' ELSE m.procedure END AS decision, count(*)::int AS cases,
      coalesce(sum((d.facts->>'fine_fen')::bigint), 0)::bigint AS fine_fen, coalesce(sum((d.facts->>'refund_fen')::bigint), 0)::bigint AS refund_fen
    FROM deed d JOIN matter m USING (matter_id)
    WHERE d.action = 'decide' AND m.procedure IN ('penalty', 'summary-penalty') AND d.day BETWEEN ${span.from}::date AND ${span.to}::date AND ${inRegion('m.admdvs', span)}
    GROUP BY 1 ORDER BY 1`.execute(db);
  return rows;
}

/** Findings that stand after review, with the amount that the last review up to the end of the span left. */
export interface Confirmed {
  readonly reviews: number;
  readonly amount_fen: number;
}

export async function findingsConfirmed(db: Kysely<Schema>, span: Span): Promise<Confirmed> {
  const { rows } = await sql<Confirmed>`
    SELECT count(*)::int AS reviews, coalesce(sum(fen), 0)::bigint AS amount_fen FROM (
      SELECT (array_agg((d.facts->>'amount_fen')::bigint ORDER BY d.seq DESC) FILTER (WHERE d.facts ? 'amount_fen'))[1] AS fen
      FROM deed d JOIN matter m USING (matter_id)
      WHERE m.procedure = 'review' AND d.day <= ${span.to}::date AND ${inRegion('m.admdvs', span)}
      GROUP BY d.matter_id HAVING bool_or(d.action IN ('accept', 'lapse', 'uphold') AND d.day >= ${span.from}::date)) confirmed`.execute(
    db,
  );
  return rows[0] ?? { reviews: 0, amount_fen: 0 };
}

/** Institutions that were checked in the span, and those against which something was confirmed, decided or ordered. */
export interface Touched {
  readonly checked: number;
  readonly handled: number;
}

/** Steps by which an institution is checked, or dealt with, as `procedure action`. */
const CHECKS = ['review issue', 'inspection enter', 'penalty inspect', 'summary-penalty attend'];
const HANDLES = [
  'review accept',
  'review lapse',
  'review uphold',
  'review settle',
  'inspection handle',
  'measure deliver',
  'penalty decide',
  'summary-penalty decide',
];

const ACTIONS = [...new Set([...CHECKS, ...HANDLES].map((step) => step.split(' ')[1] ?? ''))];

export async function institutionsTouched(db: Kysely<Schema>, span: Span): Promise<Touched> {
  const { rows } = await sql<Touched>`
    SELECT count(*) FILTER (WHERE checked)::int AS checked, count(*) FILTER (WHERE handled)::int AS handled FROM (
      SELECT fixmedins_code, bool_or(step = ANY(${CHECKS})) AS checked, bool_or(step = ANY(${HANDLES})) AS handled FROM (
        SELECT DISTINCT m.fixmedins_code, m.procedure || ' ' || d.action AS step FROM deed d JOIN matter m USING (matter_id)
        WHERE d.action = ANY(${ACTIONS}) AND d.day BETWEEN ${span.from}::date AND ${span.to}::date AND ${inRegion('m.admdvs', span)}) steps
      GROUP BY 1) touched`.execute(db);
  return rows[0] ?? { checked: 0, handled: 0 };
}

/** Measures of one kind that were delivered. */
export interface Measured {
  readonly measure: string;
  readonly matters: number;
}

export async function measuresTaken(db: Kysely<Schema>, span: Span): Promise<readonly Measured[]> {
  const { rows } = await sql<Measured>`
    SELECT p.facts->>'measure' AS measure, count(*)::int AS matters
    FROM deed d JOIN matter m USING (matter_id) JOIN deed p ON p.matter_id = d.matter_id AND p.action = 'propose'
    WHERE m.procedure = 'measure' AND d.action = 'deliver' AND d.day BETWEEN ${span.from}::date AND ${span.to}::date
      AND ${inRegion('m.admdvs', span)} GROUP BY 1 ORDER BY 1`.execute(db);
  return rows;
}
