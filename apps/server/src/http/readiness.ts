/** Whether the platform can work: what a load balancer and an operator ask. */
import { statfs } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { migrations } from '../store/migrations.ts';
import type { App, Services } from './new-app.ts';

interface Readiness {
  readonly ready: boolean;
  /** It answers in time. */
  readonly database: boolean;
  /** Its schema is the one of this program. */
  readonly migrations: boolean;
  /** The data can grow. */
  readonly disk: boolean;
}

const PATIENCE_MS = 3_000;
/** Below this an import or a busy day may fill the disk. */
export const LEAST_ROOM_BYTES = 512 * 2 ** 20;

/** Alive: the process answers. Ready: it can work. */
export function readinessRoutes(app: App, services: Services): void {
  app.get('/api/health', { schema: { hide: true } }, async () => ({ ok: true }));
  app.get('/api/ready', { schema: { hide: true } }, async (_request, reply) => {
    const found = await readiness(services);
    return reply.status(found.ready ? 200 : 503).send(found);
  });
}

async function readiness({ db, folder }: Services): Promise<Readiness> {
  const [applied, disk] = await Promise.all([appliedIn(db), hasRoom(folder, LEAST_ROOM_BYTES)]);
  const database = applied !== undefined;
  const isCurrent = database && applied.join() === Object.keys(migrations).join();
  return { ready: database && isCurrent && disk, database, migrations: isCurrent, disk };
}

/** Names of the applied migrations; undefined where the database does not answer in time. */
export async function appliedIn(db: Services['db']): Promise<string[] | undefined> {
  const late = new AbortController();
  const rows = sql<{ name: string }>`SELECT name FROM schema_migration ORDER BY serial`
    .execute(db)
    .then(({ rows: found }) => found.map(({ name }) => name));
  try {
    return await Promise.race([
      rows.catch(() => undefined),
      setTimeout(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
  } finally {
    late.abort();
  }
}

/** Whether the disk of a folder has so much room; a folder that cannot be asked has none. */
export async function hasRoom(folder: string, least_bytes: number): Promise<boolean> {
  const room = await roomOf(folder);
  return room !== undefined && room >= least_bytes;
}

/** Free bytes for us; undefined where there is no such folder. */
export async function roomOf(folder: string): Promise<number | undefined> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );
}
