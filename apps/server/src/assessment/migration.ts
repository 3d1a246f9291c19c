import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** Experts and their draws, yearly assessments, black lists and points. */
export const assessmentMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE expert (
        expert_id uuid PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('expert', 'supervisor')), name text NOT NULL, field text NOT NULL,
        unit text NOT NULL, fixmedins_code text, admdvs text NOT NULL CHECK (admdvs ~ '^[0-9]{6}$'), phone_sealed text NOT NULL,
        phone_masked text NOT NULL, version integer NOT NULL, left_on date)`,
      sql`CREATE INDEX ON expert (admdvs text_pattern_ops)`,
      sql`CREATE TABLE expert_tie (
        expert_id uuid REFERENCES expert, fixmedins_code text NOT NULL, reason text NOT NULL, PRIMARY KEY (expert_id, fixmedins_code))`,
      sql`CREATE TABLE expert_draw (
        draw_id uuid PRIMARY KEY, admdvs text NOT NULL, purpose text NOT NULL, kind text NOT NULL, field text, fixmedins_code text REFERENCES institution,
        count integer NOT NULL CHECK (count > 0), seed text NOT NULL, pool jsonb NOT NULL, pool_digest text NOT NULL, recused jsonb NOT NULL,
        drawn jsonb NOT NULL, drawn_by text NOT NULL, drawn_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON expert_draw (drawn_at DESC)`,
      sql`CREATE TABLE assessment (
        matter_id uuid PRIMARY KEY REFERENCES matter, fixmedins_code text NOT NULL REFERENCES institution,
        year integer NOT NULL CHECK (year BETWEEN 2000 AND 2999), UNIQUE (year, fixmedins_code))`,
      sql`CREATE INDEX ON assessment (fixmedins_code)`,
      sql`CREATE TABLE assessment_sheet (
        sheet_id uuid PRIMARY KEY, matter_id uuid NOT NULL REFERENCES assessment, expert_id uuid NOT NULL REFERENCES expert, marks jsonb NOT NULL,
        score integer NOT NULL CHECK (score BETWEEN 0 AND 10000), recused text, entered_by text NOT NULL, entered_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON assessment_sheet (matter_id)`,
      sql`CREATE TABLE assessment_strike (
        strike_id uuid PRIMARY KEY, matter_id uuid NOT NULL REFERENCES assessment, cause_matter uuid NOT NULL, cause_seq integer NOT NULL,
        reason text NOT NULL, struck_by text NOT NULL, struck_at timestamptz NOT NULL,
        FOREIGN KEY (cause_matter, cause_seq) REFERENCES deed, UNIQUE (matter_id, cause_matter, cause_seq))`,
      sql`CREATE TABLE assessment_result (
        matter_id uuid NOT NULL REFERENCES assessment, seq integer NOT NULL, score integer NOT NULL CHECK (score BETWEEN 0 AND 10000),
        grade text NOT NULL CHECK (grade IN ('A', 'B', 'C', 'D')), content jsonb NOT NULL, PRIMARY KEY (matter_id, seq))`,
      sql`CREATE TABLE credit_person (
        person_id uuid PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('staff', 'insured')), code_index text NOT NULL UNIQUE CHECK (code_index ~ '^[0-9a-f]{32}$'),
        code_sealed text NOT NULL, code_masked text NOT NULL, name_sealed text NOT NULL, name_masked text NOT NULL)`,
      sql`CREATE TABLE points_finding (
        matter_id uuid PRIMARY KEY REFERENCES matter, person_id uuid NOT NULL REFERENCES credit_person, nature text NOT NULL,
        responsibility text NOT NULL, points integer NOT NULL CHECK (points BETWEEN 1 AND 12), found_on date NOT NULL)`,
      sql`CREATE INDEX ON points_finding (person_id)`,
      sql`CREATE TABLE credit_entry (
        matter_id uuid PRIMARY KEY REFERENCES matter, subject text NOT NULL CHECK (subject IN ('institution', 'doctor', 'insured')),
        person_id uuid REFERENCES credit_person, grounds text NOT NULL, from_day date, until_day date,
        CHECK ((subject = 'institution') = (person_id IS NULL)))`,
      sql`CREATE INDEX ON credit_entry (person_id) WHERE person_id IS NOT NULL`,
      ...[
        'expert_draw',
        'assessment',
        'assessment_sheet',
        'assessment_strike',
        'assessment_result',
        'points_finding',
      ].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
