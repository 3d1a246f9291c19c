import { shouhuError } from '@shouhu/errors';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { preparing } from './prepared.ts';
import { reasonOf } from './reason.ts';
import { values } from './values.ts';

/** Bounds of the connections to a database. */
export interface ConnectionOptions {
  /** Connections held at most; who wants one more waits. Default 10. */
  readonly connections?: number;
  /** Of these, how many stay open however long they idle; others are closed after 10 s. Default none. */
  readonly kept?: number;
  /** A statement that takes longer is cancelled (57014); 0 for no limit. Default 30 s. */
  readonly statement_timeout_ms?: number;
  /** A transaction that idles longer loses its connection, and with it its locks; 0 for no limit. Default 60 s. */
  readonly idle_in_transaction_timeout_ms?: number;
  /** Told what happens beside any request, such as a connection that the server ended. */
  readonly log?: (line: string) => void;
}

/** SQL of ours uses MERGE and UNIQUE NULLS NOT DISTINCT. */
const OLDEST_VERSION = 15;

/** Also how long a request waits for a free connection. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Connections as they are just now. */
export interface ConnectionCounts {
  readonly total: number;
  readonly idle: number;
  /** Requests that wait for a free one. */
  readonly waiting: number;
}

/** See {@link connectPool}. */
export async function connect<Schema>(url: string, options: ConnectionOptions): Promise<Kysely<Schema>> {
  return (await connectPool<Schema>(url, options)).db;
}

/**
 * Connects to a PostgreSQL and looks whether it will do. Behind a pooler (PgBouncer) it must pool sessions, not
 * transactions: locks and settings belong to the session.
 * @throws ShouhuError SH-B007 to SH-B010 when the address is malformed, the server does not answer or is too old
 */
export async function connectPool<Schema>(
  url: string,
  options: ConnectionOptions,
): Promise<{ readonly db: Kysely<Schema>; readonly counts: () => ConnectionCounts }> {
  const address = parseAddress(url);
  const shown = `${address.hostname}${address.port === '' ? '' : `:${address.port}`}${address.pathname}`;
  const pool = new Pool({
    connectionString: withSession(address, options),
    application_name: 'shouhu',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    max: options.connections ?? 10,
    // What `together` asks at once is sent at once.
    pipeline: true,
    min: options.kept ?? 0,
    types: values,
  });
  // Whether the server ends a connection that is idle, or one within a transaction: unheard, it would end the process.
  // Who uses it learns by his next statement; an idle one is replaced on demand.
  const lost = (error: Error): void => {
    if (!pool.ending) options.log?.(`a connection to ${shown} was lost: ${error.message}`);
  };
  pool.on('connect', (client) => client.on('error', lost)).on('error', () => undefined);
  try {
    await checkServer(pool, shown);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }) }),
    counts: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

/** @throws ShouhuError SH-B007 */
export function parseAddress(url: string): URL {
  const address = URL.parse(url);
  if (address === null || !/^postgres(ql)?:$/.test(address.protocol)) throw shouhuError('SH-B007', {});
  return address;
}

/** Settings of the session, after those that the address names itself: the last one counts. */
function withSession(address: URL, options: ConnectionOptions): string {
  const settings = {
    TimeZone: 'Asia/Shanghai',
    DateStyle: 'ISO',
    statement_timeout: options.statement_timeout_ms ?? 30_000,
    idle_in_transaction_session_timeout: options.idle_in_transaction_timeout_ms ?? 60_000,
  };
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const own = address.searchParams.get('options') ?? '';
  const full = new URL(address);
  full.searchParams.set('options', `${own} ${ours.join(' ')}`.trim());
  return full.href;
}

async function checkServer(pool: Pool, address: string): Promise<void> {
  const { version, encoding } = await serverFacts(pool).catch((error: unknown) => {
    throw shouhuError('SH-B008', { address, detail: reasonOf(error) }, {}, error);
  });
  if (Number.parseInt(version, 10) < OLDEST_VERSION) {
    throw shouhuError('SH-B009', { address, found: version, needed: OLDEST_VERSION });
  }
  if (encoding !== 'UTF8') throw shouhuError('SH-B010', { address, encoding });
}

async function serverFacts(pool: Pool): Promise<{ version: string; encoding: string }> {
  const { rows } = await pool.query<{ version: string; encoding: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding`,
  );
  const [facts] = rows;
  if (facts === undefined) throw new Error('no answer');
  return facts;
}
