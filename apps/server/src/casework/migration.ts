import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** Ends of procedures when this step of the schema was written. */
const ENDS = "'closed', 'dropped', 'deducted', 'terminated', 'transferred', 'refused', 'cancelled'";

/** Who began a matter may withdraw it, and the lead is free again; a lead whose matters are over is closed. */
export const withdrawalMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`ALTER TABLE matter ADD COLUMN opened_by text`,
      sql`DROP INDEX matter_procedure_lead_id_fixmedins_code_idx`,
      sql`CREATE UNIQUE INDEX ON matter (procedure, lead_id, fixmedins_code) WHERE state <> 'withdrawn'`,
      sql`ALTER TABLE lead DROP CONSTRAINT lead_state_check`,
      sql`ALTER TABLE lead ADD CONSTRAINT lead_state_check
        CHECK (state IN ('new', 'assigned', 'in-review', 'in-case', 'closed', 'dropped'))`,
      sql`UPDATE lead SET state = 'closed' WHERE state IN ('in-review', 'in-case')
        AND EXISTS (SELECT FROM matter WHERE matter.lead_id = lead.lead_id)
        AND NOT EXISTS (SELECT FROM matter WHERE matter.lead_id = lead.lead_id AND matter.state NOT IN (${sql.raw(ENDS)}))`,
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
