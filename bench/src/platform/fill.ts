/** A platform of the size of a city, made by statements over whole tables that keep every constraint: nothing is switched off. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export interface Size {
  readonly institutions: number;
  readonly leads: number;
  readonly findings: number;
  readonly cases: number;
}

/** Code of an institution of the filled platform, from 1. */
export function institutionAt(at: number): string {
  return `H429004${String(at).padStart(5, '0')}`;
}

export function leadAt(at: number): string {
  return `L${String(at).padStart(8, '0')}`;
}

const institution = (at: string) => sql.raw(`'H429004' || lpad((${at})::text, 5, '0')`);
const lead = (at: string) => sql.raw(`'L' || lpad((${at})::text, 8, '0')`);

const digest = 'a'.repeat(64);
const filed = {
  officers: ['bench1', 'bench2'],
  party: '测试机构',
  cause: '超限定支付范围',
  act_ended: 20_454,
  act_found: 20_454,
};
const together = { others: ['bench2'] };
/** What was done in every second case. */
const DEEDS = [
  { seq: 1, action: 'receive', others: [], facts: { source: '智能监管' } },
  { seq: 2, action: 'file', others: [], facts: filed },
  { seq: 3, action: 'inspect', ...together, facts: { place: '住院部', record: '床位空置' } },
  { seq: 4, action: 'interview', ...together, facts: { person: '护士长', place: '办公室', record: '问：…\n答：…' } },
  { seq: 5, action: 'collect', ...together, facts: { kind: 'electronic', digest } },
  { seq: 6, action: 'collect', ...together, facts: { kind: 'documentary', digest } },
];

/** Amounts fall off as they do in life: few are large. Every lead has one institution and its share of the findings. */
export async function fill(db: Kysely<unknown>, { institutions, leads, findings, cases }: Size): Promise<void> {
  const steps = [
    sql`INSERT INTO institution SELECT ${institution('n')}, '测试机构' || n, '429004' FROM generate_series(1, ${institutions}::int) n`,
    sql`INSERT INTO run (recorded_at, recorded_by, snapshot, period_from, period_to, lines, leads)
      VALUES (now(), 'bench', repeat('d', 64), '2026-01-01', '2026-12-31', ${findings * 10}, ${leads})`,
    sql`INSERT INTO lead SELECT ${lead('n')}, 1, 'current', CASE WHEN n <= ${cases} THEN 'in-case' ELSE 'new' END, NULL, n, 'rule', '超限定支付范围', 'violation',
      (1e9 / n)::bigint, (8e8 / n)::bigint, '2026-01-01', '2026-12-31', '共 ' || n || ' 行', 1, ${institution(`1 + n % ${institutions}`)} FROM generate_series(1, ${leads}::int) n`,
    sql`INSERT INTO lead_place SELECT ${lead('n')}, ${institution(`1 + n % ${institutions}`)} FROM generate_series(1, ${leads}::int) n`,
    sql`INSERT INTO lead_revision (lead_id, revision, run_id, standing) SELECT ${lead('n')}, 1, 1, 'current' FROM generate_series(1, ${leads}::int) n`,
    sql`INSERT INTO finding SELECT 'F' || lpad(n::text, 10, '0'), 1, 'current', 1, md5(n::text), 'R' || n % 88, '规则' || n % 88,
      CASE WHEN n % 3 = 0 THEN 'suspicion' ELSE 'violation' END, ${institution(`1 + (1 + n % ${leads}) % ${institutions}`)}, date '2026-01-01' + (n % 365)::int,
      (1e8 / (1 + n % 5000))::bigint, true, lpad((n % 10000)::text, 4, '0'), '数量 ' || n % 9 || '，每日最多 3' FROM generate_series(1, ${findings}::int) n`,
    sql`INSERT INTO finding_revision (finding_id, revision, run_id, standing) SELECT finding_id, 1, 1, 'current' FROM finding`,
    sql`INSERT INTO lead_finding SELECT ${lead(`1 + n % ${leads}`)}, 'F' || lpad(n::text, 10, '0'), 1 FROM generate_series(1, ${findings}::int) n`,
    sql`INSERT INTO matter (matter_id, procedure, lead_id, fixmedins_code, admdvs, version, state, due_day, due_clock, opened_at)
      SELECT gen_random_uuid(), 'penalty', ${lead('n')}, ${institution(`1 + n % ${institutions}`)}, '429004',
      CASE WHEN n % 2 = 0 THEN ${DEEDS.length} ELSE 0 END, CASE WHEN n % 2 = 0 THEN 'investigating' ELSE 'clue' END,
      CASE WHEN n % 2 = 0 THEN date '2026-12-01' + n % 90 END, CASE WHEN n % 2 = 0 THEN 'decision' END, now() FROM generate_series(1, ${cases}::int) n`,
    sql`INSERT INTO deed SELECT m.matter_id, d.seq, gen_random_uuid(), d.action, 'bench1', d.others, date '2026-01-05' + (m.at % 300 + d.seq)::int, d.facts, '[]', now()
      FROM (SELECT matter_id, row_number() OVER () AS at FROM matter WHERE version > 0) m, jsonb_to_recordset(${JSON.stringify(DEEDS)}::jsonb)
      AS d (seq int, action text, others jsonb, facts jsonb)`,
    sql`INSERT INTO matter_clock SELECT matter_id, due_clock, due_day FROM matter WHERE due_day IS NOT NULL`,
    sql`INSERT INTO matter_officer SELECT matter_id, officer FROM matter, unnest(ARRAY['bench1', 'bench2']) officer WHERE version > 0`,
    sql`ANALYZE`,
  ];
  for (const step of steps) await step.execute(db);
}
