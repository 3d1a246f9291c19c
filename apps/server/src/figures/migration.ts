import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/**
 * What figures, search and lists need of the store: which limits run and who conducts a matter, as its deeds make it (kept for lists like
 * its state), indexes by day and by pairs of characters, made reports, and what a person keeps of a list.
 */
export const figuresMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE matter_clock (
        matter_id uuid REFERENCES matter, clock text, due_day date NOT NULL, PRIMARY KEY (matter_id, clock))`,
      sql`CREATE INDEX ON matter_clock (due_day)`,
      sql`CREATE TABLE matter_officer (matter_id uuid REFERENCES matter, officer text, PRIMARY KEY (matter_id, officer))`,
      sql`CREATE INDEX ON matter_officer (officer)`,
      // Of matters that were there before: the first limit and the officers first named; the next step makes it whole.
      sql`INSERT INTO matter_clock (matter_id, clock, due_day)
        SELECT matter_id, due_clock, due_day FROM matter WHERE due_day IS NOT NULL AND due_clock IS NOT NULL`,
      sql`INSERT INTO matter_officer (matter_id, officer)
        SELECT DISTINCT matter_id, jsonb_array_elements_text(facts->'officers') FROM deed
        WHERE action IN ('file', 'assign') AND jsonb_typeof(facts->'officers') = 'array'`,
      sql`CREATE INDEX ON deed (day, action)`,
      sql`CREATE INDEX ON ledger_entry (day)`,
      sql`CREATE INDEX ON lead_revision (run_id, lead_id) WHERE revision = 1`,
      sql`CREATE INDEX ON lead (amount_fen DESC, lead_id)`,
      sql`CREATE INDEX ON lead (period_to DESC, lead_id)`,
      sql`CREATE INDEX ON matter (lead_id) WHERE lead_id IS NOT NULL`,
      sql`CREATE INDEX ON matter (procedure, state)`,
      // Two characters are a word in Chinese, and too few for trigrams: pairs that follow each other, found by any index of arrays.
      // In the language that does it fastest: a run brings thousands of texts.
      sql`CREATE FUNCTION pairs_of(text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
        DECLARE characters text[] := string_to_array(lower($1), NULL); pairs text[] := '{}';
        BEGIN FOR at IN 1..cardinality(characters) - 1 LOOP pairs[at] := characters[at] || characters[at + 1]; END LOOP; RETURN pairs; END $$`,
      sql`CREATE INDEX ON institution USING gin (pairs_of(fixmedins_name || ' ' || fixmedins_code))`,
      sql`CREATE INDEX ON lead USING gin (pairs_of(title || ' ' || message))`,
      sql`CREATE INDEX ON lead (lower(lead_id) text_pattern_ops)`,
      sql`CREATE INDEX ON matter ((matter_id::text) text_pattern_ops)`,
      sql`CREATE TABLE report_made (
        report_id uuid PRIMARY KEY, period text NOT NULL CHECK (period IN ('month', 'quarter', 'year')), period_from date NOT NULL, period_to date NOT NULL,
        admdvs text NOT NULL, made_at timestamptz NOT NULL, made_by text NOT NULL, made_by_name text NOT NULL, content jsonb NOT NULL,
        digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'))`,
      sql`CREATE INDEX ON report_made (admdvs text_pattern_ops, made_at)`,
      writtenOnce('report_made'),
      sql`CREATE TABLE saved_filter (
        filter_id uuid, owner text, list text NOT NULL, name text NOT NULL, search jsonb NOT NULL, saved_at timestamptz NOT NULL,
        PRIMARY KEY (owner, filter_id), UNIQUE (owner, list, name))`,
      sql`CREATE TABLE list_columns (
        owner text, list text, columns text[] NOT NULL, PRIMARY KEY (owner, list))`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** The run that found a lead, and its institution where it has but one, stand with it: the figures of a year are one pass over the leads. */
export const leadsAtOnceMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`ALTER TABLE lead ADD COLUMN found_run bigint REFERENCES run, ADD COLUMN fixmedins_code text REFERENCES institution`,
      sql`UPDATE lead SET found_run = v.run_id, fixmedins_code = p.fixmedins_code FROM lead_revision v
        LEFT JOIN (SELECT lead_id, min(fixmedins_code) AS fixmedins_code FROM lead_place GROUP BY 1 HAVING count(*) = 1) p USING (lead_id)
        WHERE v.lead_id = lead.lead_id AND v.revision = 1`,
      sql`ALTER TABLE lead ALTER COLUMN found_run SET NOT NULL`,
      sql`CREATE INDEX ON lead (found_run)`,
      sql`CREATE INDEX ON lead (lead_id) WHERE fixmedins_code IS NULL`,
      sql`DROP INDEX lead_revision_run_id_lead_id_idx`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
