import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

const ONCE = ['till_decision', 'till_reminder', 'till_feedback'];

/** Answers of old messages and old decisions may go, by the job that does it and nothing else. */
export const retentionMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`ALTER TABLE gateway_message ADD COLUMN pruned_at timestamptz, DROP CONSTRAINT gateway_message_check`,
      sql`ALTER TABLE gateway_message ADD CHECK (CASE WHEN pruned_at IS NULL THEN (outcome IS NULL) = (answer IS NULL) ELSE answer IS NULL END)`,
      sql`CREATE INDEX ON till_difference (decision_id) WHERE decision_id IS NOT NULL`,
      ...ONCE.flatMap((table) => [
        sql`DROP TRIGGER never_changed ON ${sql.table(table)}`,
        sql`CREATE TRIGGER never_changed BEFORE UPDATE OR TRUNCATE ON ${sql.table(table)}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
        sql`CREATE TRIGGER never_removed BEFORE DELETE ON ${sql.table(table)}
          FOR EACH STATEMENT WHEN (current_setting('shouhu.pruning', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION refuse_change()`,
      ]),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
