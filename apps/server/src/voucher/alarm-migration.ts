import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** From how many persons on an enrolment by one device, in one place or before one witness is told to the supervisors; what an institution objects to. */
export const alarmMigration: Migration = {
  async up(transaction) {
    const steps = [
      // Defaults of this platform: a device serves a household, a place or a witness a village.
      sql`ALTER TABLE wallet_rule ADD alarm_days integer NOT NULL DEFAULT 7 CHECK (alarm_days BETWEEN 1 AND 90),
        ADD alarm_device integer NOT NULL DEFAULT 6, ADD alarm_place integer NOT NULL DEFAULT 100, ADD alarm_witness integer NOT NULL DEFAULT 100,
        ADD CHECK (least(alarm_device, alarm_place, alarm_witness) > 1)`,
      sql`CREATE TABLE voucher_alarm (
        alarm_id uuid PRIMARY KEY DEFAULT gen_random_uuid(), by text NOT NULL CHECK (by IN ('device', 'place', 'witness')), of text NOT NULL,
        persons integer NOT NULL, threshold integer NOT NULL, days integer NOT NULL, place text NOT NULL, regions text[] NOT NULL,
        first_at timestamptz NOT NULL, last_at timestamptz NOT NULL, raised_at timestamptz NOT NULL,
        handled_by text, handled_at timestamptz, words text, CHECK (num_nulls(handled_by, handled_at, words) IN (0, 3)))`,
      sql`CREATE INDEX ON voucher_alarm (by, of, raised_at)`,
      sql`CREATE TABLE clearing_objection (
        objection_id uuid PRIMARY KEY, fixmedins_code text NOT NULL, month date NOT NULL, words text NOT NULL, made_by text NOT NULL,
        made_at timestamptz NOT NULL, answer text, answered_by text, answered_at timestamptz,
        CHECK (num_nulls(answer, answered_by, answered_at) IN (0, 3)), FOREIGN KEY (fixmedins_code, month) REFERENCES clearing)`,
      sql`CREATE UNIQUE INDEX clearing_objection_one ON clearing_objection (fixmedins_code, month) WHERE answered_at IS NULL`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
