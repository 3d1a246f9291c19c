import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** How large messages were: of those that came before nobody knows. */
export const messageSizeMigration: Migration = {
  async up(transaction) {
    await sql`ALTER TABLE gateway_message ADD COLUMN bytes integer CHECK (bytes >= 0)`.execute(transaction);
  },
};

/** Messages of institutions and their answers, keys, sessions. */
export const gatewayMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE institution_key (
        key_id uuid PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution, public_key text NOT NULL UNIQUE CHECK (public_key ~ '^04[0-9a-f]{128}$'),
        body_key text, note text NOT NULL, added_by text NOT NULL, added_at timestamptz NOT NULL, revoked_by text, revoked_at timestamptz,
        CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)))`,
      sql`CREATE INDEX ON institution_key (fixmedins_code)`,
      sql`CREATE TABLE gateway_session (
        sign_no text PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution, opter text NOT NULL, mac text, ip text,
        begun_at timestamptz NOT NULL, ended_at timestamptz)`,
      sql`CREATE TABLE gateway_message (
        msgid text PRIMARY KEY, seq bigint GENERATED ALWAYS AS IDENTITY, fixmedins_code text NOT NULL REFERENCES institution, infno text NOT NULL,
        opter text NOT NULL, received_at timestamptz NOT NULL, digest text NOT NULL, key_id uuid REFERENCES institution_key,
        outcome text CHECK (outcome IN ('done', 'refused', 'void')), code text, answer text, latency_ms integer,
        CHECK ((outcome IS NULL) = (answer IS NULL)))`,
      sql`CREATE INDEX ON gateway_message (seq)`,
      sql`CREATE INDEX ON gateway_message (fixmedins_code, seq)`,
      sql`CREATE INDEX ON gateway_message (received_at)`,
      sql`CREATE TABLE gateway_refusal (
        fixmedins_code text REFERENCES institution, day date, code text, count bigint NOT NULL, last_at timestamptz NOT NULL,
        PRIMARY KEY (fixmedins_code, day, code))`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};

/** What 2601 took back is not answered as done again. */
export const reversedMessageMigration: Migration = {
  async up(transaction) {
    await sql`ALTER TABLE gateway_message ADD COLUMN reversed_at timestamptz`.execute(transaction);
  },
};
