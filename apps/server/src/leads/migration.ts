import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** What was done with a lead, step by step. */
export const leadStepsMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE lead_step (
        lead_id text REFERENCES lead, seq integer, state text NOT NULL CHECK (state IN ('assigned', 'dropped', 'returned')),
        actor text NOT NULL, at timestamptz NOT NULL, assignee text, reason text NOT NULL, PRIMARY KEY (lead_id, seq))`,
      writtenOnce('lead_step'),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** What runs say of leads lies sealed; revisions from before are sealed at the next start (seal-earlier.ts). */
export const sealedLeadsMigration: Migration = {
  async up(transaction) {
    await sql`ALTER TABLE lead_revision
      ADD COLUMN sealed text, ADD COLUMN digest text CHECK (digest ~ '^[0-9a-f]{32}$'),
      ADD CHECK ((sealed IS NULL) = (digest IS NULL)), ADD CHECK (sealed IS NULL OR content IS NULL)`.execute(
      transaction,
    );
  },
};
