import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';
import { digestOf } from './files.ts';

export const rulebookMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE rule_draft (
        draft_id uuid PRIMARY KEY, admdvs text NOT NULL CHECK (admdvs ~ '^[0-9]{6}$'), begun_at timestamptz NOT NULL, version integer NOT NULL CHECK (version > 0),
        state text NOT NULL, revision integer NOT NULL CHECK (revision > 0), title text NOT NULL, digest text NOT NULL)`,
      sql`CREATE INDEX ON rule_draft (begun_at DESC, draft_id)`,
      sql`CREATE TABLE rule_draft_revision (
        draft_id uuid NOT NULL REFERENCES rule_draft, revision integer NOT NULL CHECK (revision > 0), title text NOT NULL, reason text NOT NULL,
        files jsonb NOT NULL, digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'), saved_by text NOT NULL, saved_at timestamptz NOT NULL,
        PRIMARY KEY (draft_id, revision))`,
      sql`CREATE TABLE rule_deed (
        draft_id uuid NOT NULL REFERENCES rule_draft, seq integer NOT NULL CHECK (seq > 0), request_id uuid NOT NULL, action text NOT NULL, actor text NOT NULL,
        day date NOT NULL, facts jsonb NOT NULL, recorded_at timestamptz NOT NULL, PRIMARY KEY (draft_id, seq), UNIQUE (draft_id, request_id))`,
      sql`CREATE TABLE rule_plan (
        task_id uuid PRIMARY KEY REFERENCES task, draft_id uuid NOT NULL REFERENCES rule_draft, purpose text NOT NULL CHECK (purpose IN ('plan', 'backtest', 'shadow')),
        digest text NOT NULL, base text NOT NULL, snapshot text NOT NULL, comparison jsonb NOT NULL, ended_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON rule_plan (draft_id, ended_at DESC)`,
      sql`CREATE TABLE rule_version (
        version integer PRIMARY KEY CHECK (version >= 0), draft_id uuid UNIQUE REFERENCES rule_draft, admdvs text NOT NULL, title text NOT NULL, reason text NOT NULL,
        files jsonb NOT NULL, digest text NOT NULL, snapshot text NOT NULL, written_by jsonb NOT NULL, approved_by text NOT NULL,
        published_at timestamptz NOT NULL, replaces integer REFERENCES rule_version,
        CHECK ((version = 0) = (draft_id IS NULL)), CHECK (NOT written_by ? approved_by))`,
      sql`INSERT INTO rule_version VALUES (0, NULL, '', '国家规则', '', '{}', ${digestOf({})}, '', '[]', '', now(), NULL)`,
      sql`CREATE TABLE rule_in_force (
        seq integer PRIMARY KEY CHECK (seq > 0), version integer NOT NULL REFERENCES rule_version, request_id uuid NOT NULL UNIQUE, since timestamptz NOT NULL,
        by text NOT NULL, reason text NOT NULL)`,
      sql`ALTER TABLE task DROP CONSTRAINT task_kind_check`,
      sql`ALTER TABLE task ADD CONSTRAINT task_kind_check CHECK (kind IN ('import', 'run', 'plan'))`,
      ...['rule_draft_revision', 'rule_deed', 'rule_plan', 'rule_version', 'rule_in_force'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
