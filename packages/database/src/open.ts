import assert from 'node:assert/strict';
import type { Kysely } from 'kysely';
import { connect } from './connect.ts';
import type { ConnectionOptions } from './connect.ts';
import { startServer } from './embedded/server.ts';
import type { EmbeddedServer } from './embedded/server.ts';

/** Where the database is; one of the two is needed, and an address goes before a folder. */
export interface DatabaseOptions extends ConnectionOptions {
  /** `postgresql://user:password@host:port/database` of a PostgreSQL 15 or newer: DATABASE_URL. */
  readonly url?: string | undefined;
  /** Of the embedded PostgreSQL; made on first use, for this process alone while it is open. */
  readonly folder?: string | undefined;
}

/** A database that answers. */
export interface Database<Schema> {
  readonly db: Kysely<Schema>;
  /** With the password: not for a log. */
  readonly url: string;
  /** Waits for the statements under way, then stops the embedded server. May be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the system of record. `Schema` names its tables for Kysely; {@link migrate} makes them.
 * @throws ShouhuError of the section SH-B when it cannot be started or reached, is in use, or is too old
 */
export async function openDatabase<Schema>(options: DatabaseOptions): Promise<Database<Schema>> {
  const { log = () => undefined, folder } = options;
  let server: EmbeddedServer | undefined;
  if (options.url === undefined) {
    assert(folder !== undefined, 'a database needs an address or a folder');
    server = await startServer({ folder, log, durable: true });
  }
  const url = options.url ?? server?.url ?? '';
  const db = await connect<Schema>(url, options).catch(async (error: unknown) => {
    await server?.stop();
    throw error;
  });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await db.destroy();
    await server?.stop();
  };
  return { db, url, close: () => (closing ??= close()) };
}
