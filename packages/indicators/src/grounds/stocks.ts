import type { Ground } from './ground.ts';

/** Share of the billed items that stock must know, below which an institution's books say nothing. */
const COVERAGE = 0.6;

/**
 * Items of drugs and consumables, of the whole period: what was billed against what opening count, purchases and other
 * movements made available, in-scope amounts. Only the first count opens the books; boxes sold in parts are counted in other
 * units and stay out.
 */
export const stocks: Ground = {
  name: 'stock',
  needs: ['stock'],
  additive: false,
  cases: '1',
  sql: ({ table }) => `
    CREATE OR REPLACE TEMP TABLE i_stock AS
      WITH moved AS (SELECT fixmedins_code, med_list_codg AS item, inv_type, cnt, biz_time AS day FROM ${table('stock')} WHERE inv_type IN ('3501', '3502', '3503', '3504')),
      opening AS (SELECT fixmedins_code, item, min(day) AS day FROM moved WHERE inv_type = '3501' GROUP BY ALL),
      held AS (SELECT m.fixmedins_code, m.item, sum(CASE WHEN m.inv_type = '3501' THEN CASE WHEN m.day = o.day THEN m.cnt ELSE 0 END
          WHEN m.inv_type = '3504' THEN -abs(m.cnt) ELSE m.cnt END)::BIGINT AS available
        FROM moved m LEFT JOIN opening o USING (fixmedins_code, item) GROUP BY ALL),
      billed AS (SELECT fixmedins_code, item, left(item, 1) = 'C' AS material, sum(cnt - split_cnt)::BIGINT AS cnt, sum(inscp_fen - split_fen)::BIGINT AS amount_fen
        FROM a_item WHERE left(item, 1) IN ('X', 'Z', 'T', 'C') GROUP BY ALL HAVING sum(cnt - split_cnt) > 0),
      counted AS (SELECT b.*, h.available, h.item IS NOT NULL AS stocked FROM billed b LEFT JOIN held h USING (fixmedins_code, item))
      SELECT fixmedins_code, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, NULL::INTEGER AS month, material, amount_fen,
        (amount_fen::HUGEINT * greatest(cnt - greatest(coalesce(available, 0), 0), 0) // cnt)::BIGINT AS gap_fen
      FROM counted WINDOW own AS (PARTITION BY fixmedins_code, material) QUALIFY sum(stocked::INTEGER) OVER own >= ${COVERAGE} * count(*) OVER own`,
};
