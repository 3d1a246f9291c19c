import assert from 'node:assert/strict';
import { ShouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import { connectPool } from './connect.ts';
import type { ConnectionCounts, ConnectionOptions } from './connect.ts';
import { addressOf } from './embedded/attach.ts';
import { startServer } from './embedded/server.ts';
import type { EmbeddedServer } from './embedded/server.ts';

/** Where the database is; one of the two is needed, and an address goes before a folder. */
export interface DatabaseOptions extends ConnectionOptions {
  /** `postgresql://user:password@host:port/database` of a PostgreSQL 15 or newer: DATABASE_URL. */
  readonly url?: string | undefined;
  /** Of the embedded PostgreSQL; made on first use, for this process alone while it is open. */
  readonly folder?: string | undefined;
  /** False for an embedded PostgreSQL that is thrown away: nothing is brought to the disk, a power failure spoils it all. */
  readonly durable?: boolean | undefined;
  /** Told once, when the embedded server ended and could not be started again. */
  readonly onLost?: ((reason: string) => void) | undefined;
}

/** A database that answers. */
export interface Database<Schema> {
  readonly db: Kysely<Schema>;
  /** With the password: not for a log. */
  readonly url: string;
  /** Connections as they are just now. */
  readonly counts: () => ConnectionCounts;
  /** Waits for the statements under way, then stops the embedded server. May be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the system of record. `Schema` names its tables for Kysely; {@link migrate} makes them.
 * @throws ShouhuError of the section SH-B when it cannot be started or reached, is in use, or is too old
 */
export async function openDatabase<Schema>(options: DatabaseOptions): Promise<Database<Schema>> {
  const { log = () => undefined, onLost = () => undefined, folder, durable = true } = options;
  let server: EmbeddedServer | undefined;
  if (options.url === undefined) {
    assert(folder !== undefined, 'a database needs an address or a folder');
    server = await startServer({ folder, log, onLost, durable });
  }
  const url = options.url ?? server?.url ?? '';
  const { db, counts } = await connectPool<Schema>(url, options).catch(async (error: unknown) => {
    await server?.stop();
    throw error;
  });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await db.destroy();
    await server?.stop();
  };
  return { db, url, counts, close: () => (closing ??= close()) };
}

/**
 * Opens the system of record beside the process that serves it, if there is one: for copies and checks.
 * @throws ShouhuError as {@link openDatabase}
 */
export async function reachDatabase<Schema>(options: DatabaseOptions): Promise<Database<Schema>> {
  return openDatabase<Schema>(options).catch(async (error: unknown) => {
    const isInUse = error instanceof ShouhuError && error.code === 'SH-B002';
    const url = isInUse && options.folder !== undefined ? await addressOf(options.folder) : undefined;
    if (url === undefined) throw error;
    return openDatabase<Schema>({ ...options, url });
  });
}
