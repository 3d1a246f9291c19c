import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** Runs that came from a terminal before they were listed: with what the platform kept of them. */
export const terminalRunsMigration: Migration = {
  async up(transaction) {
    await sql`INSERT INTO task (task_id, kind, asked_by, asked_at, admdvs, input, state, stage, step, done, ended_at, recorded_at, result)
      SELECT gen_random_uuid(), 'run',
        jsonb_build_object('id', r.recorded_by, 'name', r.recorded_by, 'duties', '[]'::jsonb, 'regions', jsonb_build_array(l.region), 'fixmedins_code', NULL),
        r.recorded_at, l.region, jsonb_build_object('terminal', true, 'from', r.period_from, 'to', r.period_to), 'done', 'record', '', 0, r.recorded_at, r.recorded_at,
        (l.detail::jsonb - 'findings') || jsonb_build_object('run_id', r.run_id, 'lines', r.lines, 'leads', r.leads, 'period_from', r.period_from,
          'period_to', r.period_to, 'snapshot', r.snapshot)
      FROM run r JOIN log_entry l ON l.action = 'run.record' AND l.subject = 'run:' || r.run_id
      WHERE NOT EXISTS (
        SELECT FROM task t WHERE t.kind = 'run' AND t.recorded_at = r.recorded_at AND t.asked_by ->> 'id' = r.recorded_by)`.execute(
      transaction,
    );
  },
};
