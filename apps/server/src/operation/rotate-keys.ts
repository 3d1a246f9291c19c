/** A new data key, and everything that lies sealed sealed again with it. May be killed at any moment and begun again. */
import { join } from 'node:path';
import { openDatabase, transaction } from '@shouhu/database';
import type { Database } from '@shouhu/database';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { isCurrent, loadKeyFile, open, rotateKeyFile, seal } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { note } from '../log/log.ts';
import type { Schema } from '../store/schema.ts';
import { INSTALLATION } from './installation.ts';
import { ownKeys } from './own-keys.ts';
import { POSTGRES } from './reach.ts';
import type { PlatformPlace } from './reach.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';
import type { SealedColumn } from './sealed-columns.ts';

export interface RotateOptions extends PlatformPlace {
  readonly keyFile: string;
  readonly onProgress?: (table: string, sealed: number) => void;
}

export interface Rotated {
  /** How many data keys the ring has now. */
  readonly keys: number;
  /** An earlier rotation had been cut off: it was brought to its end, and no key was added. */
  readonly continued: boolean;
  readonly sealed: number;
  /** Columns with sealed values that the list does not know: they stay with their older key, which still opens them. */
  readonly unknown: readonly string[];
}

/** Values sealed again in one transaction. */
const BATCH = 2_000;

/**
 * Not while the platform serves: it would not have the new key. Stored files keep the key of their day, which stays in the ring.
 * @throws ShouhuError SH-O010 while it serves; SH-V… when the key file is not as it must be
 */
export async function rotateKeys(options: RotateOptions): Promise<Rotated> {
  const { folder, keyFile, onProgress = () => undefined } = options;
  const ring = await loadKeyFile(keyFile, folder);
  const { db, close } = await openAlone(options);
  try {
    await ownKeys(db, ring, keyFile);
    const continued = await hasOlder(db, ring);
    const current = continued ? ring : await rotateKeyFile(keyFile, folder);
    await ownKeys(db, current, keyFile);
    let sealed = 0;
    for (const column of SEALED_COLUMNS) {
      for (let batch = -1; batch !== 0;) {
        batch = await sealBatch(db, current, column);
        sealed += batch;
        onProgress(column.table, sealed);
      }
    }
    return { keys: current.dataKeys.length, continued, sealed, unknown: await unknownColumns(db) };
  } finally {
    await close();
  }
}

async function openAlone({ folder, databaseUrl }: PlatformPlace): Promise<Database<Schema>> {
  const place = databaseUrl === undefined ? { folder: join(folder, POSTGRES) } : { url: databaseUrl };
  const database = await openDatabase<Schema>({ ...place, statement_timeout_ms: 0, connections: 1 }).catch(
    (error: unknown) => {
      throw error instanceof ShouhuError && error.code === 'SH-B002' ? shouhuError('SH-O010', {}, {}, error) : error;
    },
  );
  const { rows } = await sql<{ pid: number }>`SELECT pid FROM pg_stat_activity
    WHERE application_name = 'shouhu' AND datname = current_database() AND pid <> pg_backend_pid()`.execute(
    database.db,
  );
  if (rows.length === 0) return database;
  await database.close();
  throw shouhuError('SH-O010', {});
}

const older = (ring: KeyRing, { column }: SealedColumn) =>
  sql<boolean>`${sql.ref(column)} IS NOT NULL AND NOT starts_with(${sql.ref(column)}, ${`v${ring.dataKeys.length}.`})`;

async function hasOlder(db: Kysely<Schema>, ring: KeyRing): Promise<boolean> {
  for (const column of SEALED_COLUMNS) {
    const { rows } = await sql`SELECT 1 FROM ${sql.table(column.table)} WHERE ${older(ring, column)} LIMIT 1`.execute(
      db,
    );
    if (rows.length > 0) return true;
  }
  return false;
}

/** The guard of rows that are written once is off within the transaction only. @returns how many values */
async function sealBatch(db: Kysely<Schema>, ring: KeyRing, sealed: SealedColumn): Promise<number> {
  const { table, column, row, sealedAs = column } = sealed;
  const name = sql.table(table);
  return transaction(db, 'read committed', async (trx) => {
    const id = sql.join(row.map((part) => sql`${sql.ref(part)}::text`));
    const { rows } = await sql<{ place: string; id: string; value: string }>`
      SELECT ctid::text AS place, concat_ws(' ', ${id}) AS id, ${sql.ref(column)} AS value FROM ${name}
      WHERE ${older(ring, sealed)} LIMIT ${BATCH} FOR UPDATE`.execute(trx);
    if (rows.length === 0) return 0;
    const values = rows.map(({ id: rowId, value }) => {
      const where = { table, column: sealedAs, row: rowId };
      return isCurrent(ring, value) ? value : seal(ring, open(ring, value, where), where);
    });
    const guarded = await isGuarded(trx, table);
    if (guarded) await sql`ALTER TABLE ${name} DISABLE TRIGGER never_changed`.execute(trx);
    await sql`UPDATE ${name} SET ${sql.ref(column)} = again.value
      FROM unnest(${rows.map(({ place }) => place)}::tid[], ${values}::text[]) AS again (place, value)
      WHERE ${name}.ctid = again.place`.execute(trx);
    if (guarded) await sql`ALTER TABLE ${name} ENABLE TRIGGER never_changed`.execute(trx);
    const detail = `v${ring.dataKeys.length}`;
    const subject = `${table}.${column}:${rows.length}`;
    await note(trx, INSTALLATION, new Date(), { action: 'key.resealed', subject, region: '', detail });
    return rows.length;
  });
}

async function isGuarded(db: Kysely<Schema>, table: string): Promise<boolean> {
  const { rows } =
    await sql`SELECT 1 FROM pg_trigger WHERE tgname = 'never_changed' AND tgrelid = ${table}::regclass`.execute(db);
  return rows.length > 0;
}

/** What looks sealed and stands in no column of the list. */
async function unknownColumns(db: Kysely<Schema>): Promise<string[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    SELECT c.relname AS "table", a.attname AS "column" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.atttypid = 'text'::regtype ORDER BY 1, 2`.execute(
    db,
  );
  const unknown: string[] = [];
  for (const { table, column } of columns) {
    if (SEALED_COLUMNS.some((known) => known.table === table && known.column === column)) continue;
    const { rows } = await sql`SELECT 1 FROM ${sql.table(table)}
      WHERE ${sql.ref(column)} ~ '^v[1-9][0-9]{0,8}[.][A-Za-z0-9_-]{38,}$' LIMIT 1`.execute(db);
    if (rows.length > 0) unknown.push(`${table}.${column}`);
  }
  return unknown;
}
