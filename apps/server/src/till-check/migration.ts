import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** Decisions of the real-time check, reminders, what was done about them, and comparisons with the settled day. */
export const tillCheckMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE till_knowledge (snapshot text PRIMARY KEY, content bytea NOT NULL, kept_at timestamptz NOT NULL)`,
      sql`CREATE TABLE till_decision (
        decision_id text PRIMARY KEY, msgid text NOT NULL, infno text NOT NULL CHECK (infno IN ('3101', '3102')),
        fixmedins_code text NOT NULL, psn_no text NOT NULL, mdtrt_id text NOT NULL, decided_at timestamptz NOT NULL,
        snapshot text REFERENCES till_knowledge, outcome text NOT NULL CHECK (outcome IN ('clean', 'reminded', 'undecided', 'not-checked')),
        reason text CHECK (reason IN ('history', 'knowledge', 'engine')), CHECK ((outcome = 'not-checked') = (reason IS NOT NULL)),
        CHECK (outcome = 'not-checked' OR snapshot IS NOT NULL), lines integer NOT NULL, history_lines integer NOT NULL, findings integer NOT NULL,
        undecided integer NOT NULL, engine_us integer NOT NULL, inputs text NOT NULL, answer text NOT NULL)`,
      sql`CREATE INDEX ON till_decision (decided_at, decision_id)`,
      sql`CREATE INDEX ON till_decision (fixmedins_code, decided_at)`,
      sql`CREATE INDEX ON till_decision (mdtrt_id, decided_at)`,
      sql`CREATE TABLE till_reminder (
        decision_id text NOT NULL REFERENCES till_decision, jr_id text NOT NULL, fixmedins_code text NOT NULL, rule_code text NOT NULL, verdict text NOT NULL,
        amount_fen bigint, PRIMARY KEY (decision_id, jr_id))`,
      sql`CREATE INDEX ON till_reminder (fixmedins_code, jr_id)`,
      sql`CREATE TABLE till_feedback (
        decision_id text NOT NULL, jr_id text NOT NULL, msgid text NOT NULL, told_at timestamptz NOT NULL, dspo_way text NOT NULL CHECK (dspo_way IN ('1', '2')),
        dspo_way_rea text, CHECK (dspo_way = '2' OR dspo_way_rea IS NOT NULL), PRIMARY KEY (decision_id, jr_id, msgid),
        FOREIGN KEY (decision_id, jr_id) REFERENCES till_reminder)`,
      sql`CREATE TABLE till_day (day date PRIMARY KEY, compared_at timestamptz NOT NULL, visits integer NOT NULL, never_checked integer NOT NULL, causes jsonb NOT NULL)`,
      sql`CREATE TABLE till_difference (
        day date NOT NULL REFERENCES till_day ON DELETE CASCADE, mdtrt_id text NOT NULL, fixmedins_code text NOT NULL, jr_id text NOT NULL, rule_code text NOT NULL,
        decision_id text REFERENCES till_decision, change text NOT NULL CHECK (change IN ('appeared', 'vanished', 'changed')), cause text NOT NULL,
        till_fen bigint, day_fen bigint, PRIMARY KEY (day, mdtrt_id, jr_id))`,
      // The first day of the data, and what was settled on a day.
      sql`CREATE INDEX ON settlement (setl_time)`,
      ...['till_knowledge', 'till_decision', 'till_reminder', 'till_feedback'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** What the rule of a difference is called: the knowledge that knew it may have changed since. */
export const differenceRuleMigration: Migration = {
  async up(transaction) {
    await sql`ALTER TABLE till_difference ADD COLUMN rule_name text`.execute(transaction);
  },
};
