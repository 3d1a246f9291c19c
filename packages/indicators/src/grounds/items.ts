import { monthOf } from './ground.ts';
import type { Ground } from './ground.ts';

/** Names this alike are one name: brackets, blanks and a specification make no other item. */
const ALIKE = 0.35;

/** A name without what variants add. */
const plain = (column: string): string =>
  `regexp_replace(lower(coalesce(${column}, '')), '[\\s()（）\\[\\]【】·,，.。/*×-]', '', 'g')`;

/**
 * Items of each institution and month: whether the institution's own name is foreign to the national one that it billed, and
 * whether the item is the one that the institution sells far beyond what others do.
 */
export const items: Ground = {
  name: 'item',
  needs: ['fee_list_d.medins_list_name', 'fee_list_d.hilist_name'],
  additive: true,
  cases: 'lines',
  sql: () => `
    CREATE OR REPLACE TEMP TABLE i_item AS
      WITH named AS (SELECT DISTINCT item_name, own_name FROM a_item WHERE own_name IS NOT NULL AND item_name IS NOT NULL),
      foreign_name AS (SELECT item_name, own_name FROM (SELECT *, ${plain('item_name')} AS x, ${plain('own_name')} AS y FROM named)
        WHERE x <> y AND NOT contains(x, y) AND NOT contains(y, x) AND jaccard(x, y) < ${ALIKE})
      SELECT a.fixmedins_code, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, ${monthOf('a.month_day')} AS month, a.care_type, a.item, a.lines, a.amount_fen,
        a.own_name IS NOT NULL AND a.item_name IS NOT NULL AS named, f.own_name IS NOT NULL AS foreign_name
      FROM a_item a LEFT JOIN foreign_name f ON f.item_name = a.item_name AND f.own_name = a.own_name WHERE a.lines > 0`,
};
