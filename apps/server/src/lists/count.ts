/** How many rows match a filter: counted while they are few, estimated by the planner of the database beyond. */
import { sql } from 'kysely';
import type { CompiledQuery, Kysely, SelectQueryBuilder } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema.ts';

export const count = z.object({ rows: z.int(), exact: z.boolean() });
export type Count = z.infer<typeof count>;

/** Rows that are counted one by one. */
const COUNTED = 10_000;

export async function countOf<Tables extends keyof Schema, Row>(
  db: Kysely<Schema>,
  query: SelectQueryBuilder<Schema, Tables, Row>,
): Promise<Count> {
  const few = query.limit(COUNTED + 1);
  const { rows } = await sql<{ rows: number }>`SELECT count(*)::int AS rows FROM (${few}) AS few`.execute(db);
  const counted = rows[0]?.rows ?? 0;
  if (counted <= COUNTED) return { rows: counted, exact: true };
  return { rows: Math.max(counted, await estimate(db, query.compile())), exact: false };
}

async function estimate(db: Kysely<Schema>, query: CompiledQuery): Promise<number> {
  const { rows } = await db.executeQuery<{
    'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[];
  }>({
    ...query,
    sql: `EXPLAIN (FORMAT JSON) ${query.sql}`,
  });
  return Math.round(rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0);
}
