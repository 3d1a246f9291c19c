import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** E-vouchers, how they came to be, and where they were shown. */
export const voucherMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE voucher (
        voucher_id uuid PRIMARY KEY, psn_no text NOT NULL REFERENCES insured_person, handle text NOT NULL UNIQUE CHECK (handle ~ '^[0-9a-f]{24}$'), secret text NOT NULL,
        last_shown bigint NOT NULL, way text NOT NULL CHECK (way IN ('phone', 'face', 'window')), device text NOT NULL, place text NOT NULL,
        admdvs text NOT NULL CHECK (admdvs ~ '^[0-9]{6}$'), witness text, enrolled_at timestamptz NOT NULL, revoked_by text, revoked_at timestamptz,
        CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)), CHECK ((way = 'phone') = (witness IS NULL)))`,
      // One person, one code.
      sql`CREATE UNIQUE INDEX voucher_one ON voucher (psn_no) WHERE revoked_at IS NULL`,
      sql`CREATE INDEX ON voucher (enrolled_at)`,
      sql`CREATE TABLE voucher_challenge (
        challenge_id uuid PRIMARY KEY, psn_no text NOT NULL REFERENCES insured_person, code text NOT NULL, device text NOT NULL, place text NOT NULL,
        admdvs text NOT NULL, sent_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, tries integer NOT NULL, voucher_id uuid REFERENCES voucher)`,
      sql`CREATE INDEX ON voucher_challenge (psn_no, sent_at)`,
      sql`CREATE TABLE voucher_terminal (
        terminal_id uuid PRIMARY KEY, fixmedins_code text NOT NULL REFERENCES institution, public_key text NOT NULL UNIQUE CHECK (public_key ~ '^04[0-9a-f]{128}$'),
        note text NOT NULL, added_by text NOT NULL, added_at timestamptz NOT NULL, revoked_by text, revoked_at timestamptz,
        CHECK ((revoked_by IS NULL) = (revoked_at IS NULL)))`,
      sql`CREATE INDEX ON voucher_terminal (fixmedins_code)`,
      sql`CREATE TABLE voucher_use (
        shown text PRIMARY KEY, psn_no text NOT NULL REFERENCES insured_person, fixmedins_code text NOT NULL, shown_at timestamptz NOT NULL, used_at timestamptz)`,
      sql`CREATE INDEX ON voucher_use (psn_no, shown_at)`,
      // Wrong tokens of an institution are counted by the refusals that the door keeps.
      sql`CREATE INDEX gateway_message_wrong_token ON gateway_message (fixmedins_code, received_at) WHERE code = 'SH-W020'`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
