import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** The registry, agreements, dossiers; and entries of money are found by the matter that they are about. */
export const institutionMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE institution_basics (
        fixmedins_code text PRIMARY KEY REFERENCES institution, kind text NOT NULL CHECK (kind IN ('hospital', 'clinic', 'pharmacy')),
        ownership text CHECK (ownership IN ('public', 'private')), hosp_lv text, uscc text, addr text,
        bed_cnt integer CHECK (bed_cnt >= 0), doctor_cnt integer CHECK (doctor_cnt >= 0), nurse_cnt integer CHECK (nurse_cnt >= 0),
        pharmacist_cnt integer CHECK (pharmacist_cnt >= 0), head text, version integer NOT NULL CHECK (version > 0))`,
      sql`CREATE TABLE licence (
        licence_id uuid PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution, kind text NOT NULL, number text NOT NULL,
        valid_from date NOT NULL, valid_to date NOT NULL CHECK (valid_to >= valid_from), copy_digest text CHECK (copy_digest ~ '^[0-9a-f]{64}$'),
        recorded_at timestamptz NOT NULL, UNIQUE (fixmedins_code, kind, number, valid_from, valid_to))`,
      sql`CREATE TABLE agreement (
        agreement_id uuid PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution, number text NOT NULL UNIQUE,
        valid_from date NOT NULL, valid_to date NOT NULL CHECK (valid_to >= valid_from), recorded_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON agreement (fixmedins_code)`,
      sql`CREATE TABLE agreement_act (
        request_id uuid PRIMARY KEY, agreement_id uuid NOT NULL REFERENCES agreement, seq integer NOT NULL CHECK (seq > 0),
        act text NOT NULL CHECK (act IN ('ask-renewal', 'ask-exit', 'approve-exit', 'refuse')), day date NOT NULL, leave_day date,
        reason text NOT NULL, actor text NOT NULL, recorded_at timestamptz NOT NULL, UNIQUE (agreement_id, seq))`,
      sql`CREATE TABLE dossier_entry (
        fixmedins_code text REFERENCES institution, seq integer CHECK (seq > 0), entry_id uuid NOT NULL UNIQUE, at text NOT NULL, actor text NOT NULL,
        kind text NOT NULL, subject text NOT NULL, region text NOT NULL, detail text NOT NULL, digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
        PRIMARY KEY (fixmedins_code, seq))`,
      sql`CREATE TABLE institution_import (
        import_id uuid PRIMARY KEY, digest text NOT NULL, outcome jsonb NOT NULL, recorded_by text NOT NULL, recorded_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON ledger_entry (memo)`,
      ...['licence', 'agreement', 'agreement_act', 'dossier_entry', 'institution_import'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
