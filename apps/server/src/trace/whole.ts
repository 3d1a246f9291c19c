/** That boxes and stock are whole: each box sold once, held for the lines that sell it, and stock what its movements say. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** Each finds rows that must not be, by an `id`; true at every moment. */
export const UNTRACED: Readonly<Record<string, string>> = {
  'a box with two valid sales': `SELECT drug_trac_codg AS id FROM trace_sale WHERE ended_at IS NULL GROUP BY 1 HAVING count(*) > 1`,
  'a sale that is valid without a part, or the other way round; a whole box on two bills': `
    SELECT sale_id::text AS id FROM trace_sale sale LEFT JOIN trace_part part USING (sale_id)
    GROUP BY sale_id HAVING (count(*) FILTER (WHERE part.part_id IS NOT NULL AND part.ended_at IS NULL) > 0) = (sale.ended_at IS NOT NULL)
      OR (NOT sale.trdn_flag AND count(*) FILTER (WHERE part.part_id IS NOT NULL AND part.ended_at IS NULL) > 1)`,
  'stock that is not the sum of its movements, or below nothing': `
    SELECT fixmedins_code || fixmedins_hilist_id AS id FROM stock_balance
    FULL JOIN (SELECT fixmedins_code, fixmedins_hilist_id, fixmedins_bchno, sum(delta) AS sum FROM stock_movement GROUP BY 1, 2, 3) moved
      USING (fixmedins_code, fixmedins_hilist_id, fixmedins_bchno) WHERE cnt IS DISTINCT FROM coalesce(sum, 0) OR cnt < 0`,
  'a box that is held for a cancelled settlement': `
    SELECT part_id::text AS id FROM trace_part part JOIN settlement back ON back.init_setl_id = part.setl_id WHERE part.ended_at IS NULL`,
  'a box that is held for a line of no settlement': `
    SELECT part_id::text AS id FROM trace_part part LEFT JOIN fee_line line USING (mdtrt_id, feedetl_sn)
    WHERE part.mdtrt_id IS NOT NULL AND part.ended_at IS NULL AND line.setl_id IS DISTINCT FROM part.setl_id`,
  'a settled box that nobody holds': `
    SELECT line.mdtrt_id || ' ' || line.feedetl_sn AS id FROM fee_line line JOIN trace_scan scan USING (mdtrt_id, feedetl_sn)
    WHERE line.cnt > 0 AND line.setl_id IS NOT NULL AND NOT EXISTS (SELECT FROM settlement back WHERE back.init_setl_id = line.setl_id)
      AND NOT EXISTS (SELECT FROM fee_line back WHERE back.mdtrt_id = line.mdtrt_id AND back.init_feedetl_sn = line.feedetl_sn)
      AND NOT EXISTS (SELECT FROM trace_part part JOIN trace_sale sale USING (sale_id) WHERE part.mdtrt_id = line.mdtrt_id
        AND part.feedetl_sn = line.feedetl_sn AND sale.drug_trac_codg = scan.drug_trac_codg AND part.ended_at IS NULL)`,
};

/** @param packs units in a box of the items that are sold in parts, in 1e-4 */
export async function assertTraced(
  { on: { db } }: { readonly on: { readonly db: Kysely<Schema> } },
  packs: ReadonlyMap<string, number> = new Map(),
): Promise<void> {
  for (const [what, query] of Object.entries(UNTRACED))
    assert.deepEqual((await sql.raw(query).execute(db)).rows, [], what);
  const { rows } = await sql<{ med_list_codg: string; cnt: number }>`
    SELECT sale_id, med_list_codg, sum(cnt)::bigint AS cnt FROM trace_sale sale JOIN trace_part part USING (sale_id)
    WHERE trdn_flag AND part.ended_at IS NULL GROUP BY 1, 2`.execute(db);
  for (const { med_list_codg, cnt } of rows) assert.ok(cnt <= (packs.get(med_list_codg) ?? Infinity));
}
