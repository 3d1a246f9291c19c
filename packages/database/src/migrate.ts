import assert from 'node:assert/strict';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';

/** One step of the schema, forward only. */
export interface Migration {
  /** Runs in a transaction of its own, without a limit of time. */
  up(transaction: Transaction<unknown>): Promise<void>;
}

/** Every step there is, oldest first. Add at the end; a step that has left the house is never changed. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings the schema to the state of this program. Several processes may do so at once: each step is applied once.
 * @returns names of the steps that this call applied
 * @throws ShouhuError SH-B011 when the database knows steps that this program does not
 */
export async function migrate<Schema>(db: Kysely<Schema>, migrations: Migrations): Promise<string[]> {
  const applied: string[] = [];
  for (;;) {
    const name = await db.transaction().execute((transaction) => applyNext(withoutSchema(transaction), migrations));
    if (name === undefined) return applied;
    applied.push(name);
  }
}

/** A migration makes the tables that `Schema` names: to it there are none yet. */
function withoutSchema<Schema>(transaction: Transaction<Schema>): Transaction<unknown>;
function withoutSchema(transaction: unknown): unknown {
  return transaction;
}

async function applyNext(transaction: Transaction<unknown>, migrations: Migrations): Promise<string | undefined> {
  await sql`SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`.execute(transaction);
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('shouhu migration', 0))`.execute(transaction);
  await sql`CREATE TABLE IF NOT EXISTS schema_migration (
    serial integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    applied_at timestamptz NOT NULL DEFAULT now()
  )`.execute(transaction);
  const { rows } = await sql<{ name: string }>`SELECT name FROM schema_migration ORDER BY serial`.execute(transaction);
  const names = Object.keys(migrations);
  const unknown = rows.map((row) => row.name).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw shouhuError('SH-B011', { names: unknown.join(', ') });
  rows.forEach((row, at) => assert.equal(row.name, names[at], 'a migration was put before one that has been applied'));
  const next = names[rows.length];
  if (next === undefined) return undefined;
  await migrations[next]?.up(transaction);
  await sql`INSERT INTO schema_migration (name) VALUES (${next})`.execute(transaction);
  return next;
}
