/** What anybody may know of a box: how often it was sold. Counted by day, so that a rise shows. */
import { formatCivilDate } from '@shouhu/codes';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import type { Schema } from '../store/schema.ts';

/** 0 never, 1 once, 2 twice or more: a sale stands, and another institution tried to sell the same box. */
export type SalesOfBox = 0 | 1 | 2;

/** Counts the look-up. A sale that was taken back is none; a box sold in parts is sold once. */
export async function lookUp(db: Kysely<Schema>, drug_trac_codg: string, at: Date): Promise<SalesOfBox> {
  const sales = await salesOf(db, drug_trac_codg);
  await db
    .insertInto('trace_look_up')
    .values({ day: formatCivilDate(civilDayOf(at)), sales, count: 1 })
    .onConflict((on) => on.columns(['day', 'sales']).doUpdateSet({ count: sql`trace_look_up.count + 1` }))
    .execute();
  return sales;
}

async function salesOf(db: Kysely<Schema>, drug_trac_codg: string): Promise<SalesOfBox> {
  const { rows } = await sql<{ sold: boolean; tried: boolean }>`
    SELECT EXISTS (SELECT FROM trace_sale WHERE drug_trac_codg = ${drug_trac_codg} AND ended_at IS NULL) AS sold,
      EXISTS (SELECT FROM trace_attempt own JOIN trace_sale sale USING (sale_id)
        WHERE own.drug_trac_codg = ${drug_trac_codg} AND own.fixmedins_code <> sale.fixmedins_code AND ended_at IS NULL) AS tried`.execute(
    db,
  );
  const { sold = false, tried = false } = rows[0] ?? {};
  return tried ? 2 : sold ? 1 : 0;
}
