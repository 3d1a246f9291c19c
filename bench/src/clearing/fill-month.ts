/** A month of settlements as the till leaves them, made by statements over whole tables. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export interface MonthSize {
  readonly institutions: number;
  readonly settlements: number;
}

const code = (at: string) => sql.raw(`'H429004' || lpad((${at})::text, 5, '0')`);

/** Of a hundred settlements one takes an earlier one back; half have a second fund beside the first. Rows are as wide as real ones; there are no visits. */
export async function fillMonth<Schema>(db: Kysely<Schema>, { institutions, settlements }: MonthSize): Promise<void> {
  const place = `1 + n % ${institutions}`;
  const time = `timestamp '2026-03-01' + (n::float8 / ${settlements + 1}) * interval '31 days'`;
  const id = (at: string) => sql.raw(`'42900420260301' || lpad((${at})::text, 12, '0')`);
  // A cancellation has the opposite of every amount.
  const amount = 'CASE WHEN n % 100 = 0 THEN -1 ELSE 1 END * (1 + abs(hashint8(n / 100)) % 100000)';
  const steps = [
    sql`ALTER TABLE settlement DROP CONSTRAINT settlement_mdtrt_id_fkey, DROP CONSTRAINT settlement_init_setl_id_fkey`,
    sql`ALTER TABLE settlement_share DROP CONSTRAINT settlement_share_setl_id_fkey`,
    sql`INSERT INTO institution SELECT ${code('n')}, '测试机构' || n, '429004' FROM generate_series(1, ${sql.lit(institutions)}) n`,
    sql`INSERT INTO settlement SELECT ${id('n')}, ${id('n')}, 'P' || n, ${code(place)}, ${id('n')}, NULL, false, n % 100 = 0,
        CASE WHEN n % 100 = 0 THEN ${id('n - 1')} END, CASE n % 3 WHEN 0 THEN '390' ELSE '310' END, '11', '429004', '11', '0', '05', '02', '01', false, NULL, NULL,
        ${sql.raw(time)}, '2026-03-01', '2026-03-31', 2026, 1, CASE n % 10 WHEN 0 THEN '21' ELSE '11' END, '429004',
        2 * fen, 0, 0, 0, 2 * fen, 2 * fen, 0, 0, 0, 0, 0, 10000, 0, 'bench', wide.amounts, '[]', NULL, NULL, NULL, 'op1', '收费员'
      FROM generate_series(1, ${sql.lit(settlements)}::bigint) n CROSS JOIN LATERAL (SELECT (${sql.raw(amount)})::bigint AS fen) sum
      CROSS JOIN (SELECT jsonb_object_agg('amount_' || k, k * 1000) AS amounts FROM generate_series(1, 40) k) wide`,
    sql`INSERT INTO settlement_share SELECT setl_id, fund, fund_pay_sumamt, NULL, CASE WHEN second THEN fund_pay_sumamt / 2 ELSE fund_pay_sumamt END, '统筹基金支付'
      FROM settlement CROSS JOIN LATERAL (SELECT substr(setl_id, 26)::int % 2 = 0 AS half) h
      CROSS JOIN LATERAL (VALUES (CASE insutype WHEN '390' THEN '390100' ELSE '310100' END, half), ('610100', half)) f (fund, second)
      WHERE half OR fund <> '610100'`,
  ];
  await db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
    for (const step of steps) await step.execute(transaction);
  });
  await sql`VACUUM (ANALYZE) settlement, settlement_share`.execute(db);
}
