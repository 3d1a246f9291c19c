import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** Imports and runs from the screen, and notices with the ways they go. The queue itself is pg-boss's own schema. */
export const tasksAndNotices: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE task (
        task_id uuid PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('import', 'run')), asked_by jsonb NOT NULL, asked_at timestamptz NOT NULL,
        admdvs text NOT NULL, input jsonb NOT NULL, state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        stage text NOT NULL, step text NOT NULL, done bigint NOT NULL CHECK (done >= 0), total bigint, cancel_asked_at timestamptz,
        started_at timestamptz, ended_at timestamptz, recorded_at timestamptz, refusal jsonb, result jsonb)`,
      sql`CREATE INDEX ON task (kind, asked_at DESC, task_id)`,
      sql`CREATE TABLE notice (
        notice_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), person text NOT NULL, template text NOT NULL, params jsonb NOT NULL,
        told_at timestamptz NOT NULL, said_key text, read_at timestamptz)`,
      sql`CREATE UNIQUE INDEX ON notice (person, said_key) WHERE said_key IS NOT NULL`,
      sql`CREATE INDEX ON notice (person, told_at DESC, notice_id)`,
      sql`CREATE INDEX ON notice (person) WHERE read_at IS NULL`,
      sql`CREATE TABLE contact (
        person text, channel text CHECK (channel IN ('sms', 'mail')), sealed text NOT NULL, shown text NOT NULL, PRIMARY KEY (person, channel))`,
      sql`CREATE TABLE message (
        notice_id uuid REFERENCES notice, channel text CHECK (channel IN ('sms', 'mail')), state text NOT NULL CHECK (state IN ('waiting', 'sent', 'given-up')),
        attempts integer NOT NULL, next_at timestamptz NOT NULL, sent_at timestamptz, PRIMARY KEY (notice_id, channel))`,
      sql`CREATE INDEX ON message (next_at) WHERE state = 'waiting'`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
