import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

/** Accounts in the console: changes that a second person confirms, first passwords, telephones; the log by who and what. */
export const accountsMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`ALTER TABLE user_account ADD COLUMN must_change boolean NOT NULL DEFAULT false,
        ADD COLUMN phone text, ADD COLUMN phone_index text, ADD CHECK ((phone IS NULL) = (phone_index IS NULL))`,
      sql`CREATE INDEX ON user_account (phone_index) WHERE phone_index IS NOT NULL`,
      sql`CREATE INDEX ON user_account (fixmedins_code) WHERE fixmedins_code IS NOT NULL`,
      sql`CREATE TABLE account_change (
        change_id uuid PRIMARY KEY, user_id uuid NOT NULL REFERENCES user_account, kind text NOT NULL CHECK (kind IN ('posts', 'password', 'totp')),
        duties text[] NOT NULL, regions text[] NOT NULL, fixmedins_code text, reason text NOT NULL, proposed_by text NOT NULL,
        proposed_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON account_change (user_id)`,
      sql`CREATE TABLE account_decision (
        change_id uuid PRIMARY KEY REFERENCES account_change, confirmed boolean NOT NULL, decided_by text NOT NULL, decided_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON log_entry (actor, seq)`,
      sql`CREATE INDEX ON log_entry (action, seq)`,
      sql`CREATE INDEX ON log_entry (subject, seq)`,
      sql`CREATE INDEX ON log_entry (at)`,
      ...['account_change', 'account_decision'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** Telephones stand with the other ways to reach a person; more changes of an account take a second person. */
export const onePhoneMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`ALTER TABLE contact ADD COLUMN found_by text, ADD COLUMN wanted boolean NOT NULL DEFAULT true`,
      sql`CREATE INDEX ON contact (found_by) WHERE found_by IS NOT NULL`,
      // Telephones that there are must be sealed anew for their other place: earlier-phones.ts does, with the keys.
      sql`DO $$ BEGIN IF NOT EXISTS (SELECT FROM user_account WHERE phone IS NOT NULL) THEN
        ALTER TABLE user_account DROP COLUMN phone, DROP COLUMN phone_index; END IF; END $$`,
      sql`ALTER TABLE account_change DROP CONSTRAINT account_change_kind_check,
        ADD CHECK (kind IN ('posts', 'password', 'totp', 'disable', 'enable', 'sessions'))`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
