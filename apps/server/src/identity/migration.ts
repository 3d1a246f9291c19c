import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** Passkeys, and sessions that were begun with one. */
export const passkeyMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE user_passkey (
        passkey_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES user_account, name text NOT NULL,
        credential_id text NOT NULL UNIQUE, public_key text NOT NULL, counter bigint NOT NULL CHECK (counter >= 0),
        created_at timestamptz NOT NULL, used_at timestamptz)`,
      sql`CREATE INDEX ON user_passkey (user_id)`,
      sql`ALTER TABLE user_session ADD COLUMN by_passkey boolean NOT NULL DEFAULT false`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** Accounts at an identity provider of the bureau; what it says of its factors counts for a session as a passkey does. */
export const linkMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE user_link (
        user_id uuid PRIMARY KEY REFERENCES user_account, issuer text NOT NULL, subject text NOT NULL UNIQUE CHECK (subject ~ '^[0-9a-f]{64}$'),
        linked_at timestamptz NOT NULL, used_at timestamptz)`,
      sql`ALTER TABLE user_session RENAME COLUMN by_passkey TO two_factors`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
