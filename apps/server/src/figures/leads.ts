/** Leads found in a span, and what became of them. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { inBoth } from '../leads/titles.ts';
import type { LeadState } from '../store/standing.ts';
import type { FoundLeads } from './span.ts';

interface Sum {
  readonly leads: number;
  readonly expected_fen: number;
}

export interface LeadFigures {
  readonly by_state: readonly (Sum & { readonly state: LeadState })[];
  /** The kinds with the most expected money. */
  readonly by_kind: readonly (Sum & { readonly title: string; readonly title_en: string })[];
  readonly by_month: readonly (Sum & { readonly month: string })[];
}

/** Kinds that are named; the rest would be a long tail of small sums. */
const KINDS = 10;

export async function leadFigures(db: Kysely<Schema>, { within, months }: FoundLeads): Promise<LeadFigures> {
  const { rows } = await sql<Sum & { state: LeadState; title: string; run_id: number }>`
    SELECT l.state, l.title, l.found_run AS run_id, count(*)::int AS leads, sum(l.expected_fen)::bigint AS expected_fen
    FROM lead l WHERE ${within} GROUP BY 1, 2, 3`.execute(db);
  const by = <Key extends string | number>(of: (row: (typeof rows)[number]) => Key) =>
    [...Map.groupBy(rows, of)]
      .map(([key, each]) => ({
        key,
        leads: each.reduce((total, { leads }) => total + leads, 0),
        expected_fen: each.reduce((total, { expected_fen }) => total + expected_fen, 0),
      }))
      .toSorted((a, b) => b.expected_fen - a.expected_fen || (a.key < b.key ? -1 : 1));
  return {
    by_state: by(({ state }) => state).map(({ key, ...sum }) => ({ state: key, ...sum })),
    by_kind: by(({ title }) => title)
      .slice(0, KINDS)
      .map(({ key, ...sum }) => inBoth({ title: key, ...sum })),
    by_month: by(({ run_id }) => months.get(run_id) ?? '')
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, ...sum }) => ({ month: key, ...sum })),
  };
}

/** One station on the way of the leads of a span: how many came so far, and the money there. */
export interface Station {
  readonly station: 'found' | 'taken' | 'settled' | 'recovered';
  readonly leads: number;
  readonly fen: number;
}

/**
 * From the leads that were found in the span to the money that came back of them until now. Of a lead that a review confirmed and a decision
 * or measure ordered back, the greater counts: it is the same money.
 */
export async function funnelOf(
  db: Kysely<Schema>,
  { within }: FoundLeads,
  { by_state }: LeadFigures,
): Promise<readonly Station[]> {
  const { rows } = await sql<{ settled: number; settled_fen: number; recovered: number; recovered_fen: number }>`
    WITH taken AS MATERIALIZED (
      SELECT m.lead_id, m.matter_id, m.procedure, m.state FROM lead l JOIN matter m ON m.lead_id = l.lead_id WHERE ${within}),
    flows AS (
      SELECT t.lead_id, t.matter_id, e.kind, p.fen FROM ledger_entry e JOIN ledger_posting p USING (entry_id)
        JOIN taken t ON p.account = 'owed:' || t.matter_id || ':refund'
      UNION ALL
      SELECT t.lead_id, t.matter_id, 'deducted', p.fen FROM ledger_entry e JOIN ledger_posting p USING (entry_id)
        JOIN taken t ON e.memo = 'matter:' || t.matter_id WHERE e.kind = 'deducted' AND p.account LIKE 'due:%'),
    confirmed AS (
      SELECT DISTINCT ON (d.matter_id) t.lead_id, (d.facts->>'amount_fen')::bigint AS fen
      FROM taken t JOIN deed d USING (matter_id)
      WHERE t.procedure = 'review' AND t.state IN ('confirmed', 'panel', 'settled', 'deducted') AND d.facts ? 'amount_fen'
      ORDER BY d.matter_id, d.seq DESC),
    ordered AS (SELECT lead_id, sum(fen) AS fen FROM flows WHERE kind = 'owed' GROUP BY lead_id, matter_id HAVING sum(fen) > 0),
    settled AS (SELECT lead_id, max(fen) AS fen FROM (TABLE confirmed UNION ALL TABLE ordered) each GROUP BY 1),
    recovered AS (SELECT lead_id, -sum(fen) AS fen FROM flows WHERE kind IN ('paid', 'deducted') GROUP BY 1 HAVING sum(fen) < 0)
    SELECT s.leads::int AS settled, s.fen::bigint AS settled_fen, r.leads::int AS recovered, r.fen::bigint AS recovered_fen
    FROM (SELECT count(*) AS leads, coalesce(sum(fen), 0) AS fen FROM settled) s,
      (SELECT count(*) AS leads, coalesce(sum(fen), 0) AS fen FROM recovered) r`.execute(db);
  const [end] = rows;
  const station = (name: Station['station'], states: readonly LeadState[]): Station => {
    const each = by_state.filter(({ state }) => states.includes(state));
    return {
      station: name,
      leads: each.reduce((total, { leads }) => total + leads, 0),
      fen: each.reduce((total, { expected_fen }) => total + expected_fen, 0),
    };
  };
  return [
    station('found', ['new', 'assigned', 'in-review', 'in-case', 'closed']),
    station('taken', ['in-review', 'in-case', 'closed']),
    { station: 'settled', leads: end?.settled ?? 0, fen: end?.settled_fen ?? 0 },
    { station: 'recovered', leads: end?.recovered ?? 0, fen: end?.recovered_fen ?? 0 },
  ];
}
