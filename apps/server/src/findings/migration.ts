import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

export const findingMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`ALTER TABLE run ADD COLUMN lines_digest text`,
      sql`CREATE TABLE finding (
        finding_id text PRIMARY KEY, revision integer NOT NULL CHECK (revision > 0),
        standing text NOT NULL CHECK (standing IN ('current', 'changed', 'withdrawn')), run_id bigint NOT NULL REFERENCES run, digest text NOT NULL,
        rule_code text NOT NULL, rule_name text NOT NULL, verdict text NOT NULL, fixmedins_code text NOT NULL REFERENCES institution,
        service_date date NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen >= 0), has_amount boolean NOT NULL, psn_tail text NOT NULL,
        message text NOT NULL) WITH (fillfactor = 90)`,
      sql`CREATE INDEX ON finding (amount_fen DESC, finding_id)`,
      sql`CREATE INDEX ON finding (fixmedins_code, amount_fen DESC, finding_id)`,
      sql`CREATE INDEX ON finding (rule_code, amount_fen DESC, finding_id)`,
      sql`CREATE TABLE lead_finding (
        lead_id text REFERENCES lead, finding_id text REFERENCES finding, run_id bigint NOT NULL REFERENCES run, PRIMARY KEY (lead_id, finding_id))`,
      sql`CREATE INDEX ON lead_finding (finding_id)`,
      sql`CREATE TABLE finding_revision (
        finding_id text REFERENCES finding DEFERRABLE INITIALLY DEFERRED, revision integer NOT NULL, run_id bigint NOT NULL REFERENCES run, standing text NOT NULL, content text,
        PRIMARY KEY (finding_id, revision))`,
      writtenOnce('finding_revision'),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
