/** How boxes fare by institution: sales that were refused for their codes, and codes that the platform gave for goods without. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';

export interface BoxesOfPlace {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  /** Messages that were refused for a code or for stock (SH-Z…). */
  readonly refused: number;
  /** The most frequent reason among them. */
  readonly most_code: string | null;
  /** Attempts to sell a sold box again: all, and those of boxes that another institution had sold. */
  readonly attempts: number;
  readonly others: number;
  /** Boxes of these. */
  readonly boxes: number;
  /** Virtual codes that were given to it, and how many of these are sold. */
  readonly given: number;
  readonly sold: number;
}

/** Civil days, both included; those with most attempts at others' boxes first. @throws ShouhuError SH-H002 */
export async function listBoxesOfPlaces(
  db: Kysely<Schema>,
  { caller }: Asking,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<BoxesOfPlace[]> {
  const within = rowsWithin(scopeOf(caller, 'trace.read'), 'i');
  const during = (column: string) =>
    sql`${sql.ref(column)} >= ${from}::timestamp AT TIME ZONE 'Asia/Shanghai' AND ${sql.ref(column)} < (${until}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'`;
  const { rows } = await sql<BoxesOfPlace>`
    WITH refused AS (
      SELECT fixmedins_code, count(*) AS refused, mode() WITHIN GROUP (ORDER BY code) AS most_code FROM gateway_message
      WHERE ${during('received_at')} AND outcome = 'refused' AND starts_with(code, 'SH-Z') GROUP BY 1),
    attempt AS (
      SELECT own.fixmedins_code, count(*) AS attempts, count(*) FILTER (WHERE own.fixmedins_code <> sale.fixmedins_code) AS others,
        count(DISTINCT own.drug_trac_codg) AS boxes
      FROM trace_attempt own JOIN trace_sale sale USING (sale_id) WHERE ${during('at')} GROUP BY 1),
    given AS (
      SELECT fixmedins_code, count(*) AS given,
        count(*) FILTER (WHERE EXISTS (SELECT FROM trace_sale s WHERE s.drug_trac_codg = v.drug_trac_codg AND ended_at IS NULL)) AS sold
      FROM trace_virtual v WHERE ${during('given_at')} GROUP BY 1)
    SELECT i.fixmedins_code, i.fixmedins_name, coalesce(refused, 0)::integer AS refused, most_code, coalesce(attempts, 0)::integer AS attempts,
      coalesce(others, 0)::integer AS others, coalesce(boxes, 0)::integer AS boxes, coalesce(given, 0)::integer AS given, coalesce(sold, 0)::integer AS sold
    FROM institution i LEFT JOIN refused USING (fixmedins_code) LEFT JOIN attempt USING (fixmedins_code) LEFT JOIN given USING (fixmedins_code)
    WHERE ${within} AND (refused > 0 OR attempts > 0 OR given > 0)
    ORDER BY coalesce(others, 0) DESC, coalesce(attempts, 0) DESC, coalesce(refused, 0) DESC, fixmedins_code`.execute(
    db,
  );
  return rows;
}
