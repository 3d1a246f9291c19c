/** The databases of a simulation: the town is made once, and seed after seed runs in copies of it. */
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase } from '@shouhu/database';
import type { Database } from '@shouhu/database';
import { createKeyRing } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import { migrations } from '../store/migrations.ts';
import type { Schema } from '../store/schema.ts';
import { Ground, markBeginning } from './ground.ts';
import { BROKEN } from './invariants.ts';
import { fill, phonesOf } from './town.ts';
import type { Phones } from './town.ts';

export interface World {
  readonly ring: KeyRing;
  readonly phones: Phones;
  /** Where the server keeps files. */
  readonly folder: string;
  /** A database for one seed, as it is before any; to be given back. */
  readonly lend: () => Promise<Ground>;
  /** @param isSpoilt whether it cannot be what it was: its tables were altered, or a seed did not come to its end */
  readonly giveBack: (ground: Ground, isSpoilt: boolean) => Promise<void>;
  /** Of the server, for what is asked beside the simulation. */
  readonly admin: Database<unknown>;
  readonly close: () => Promise<void>;
}

/** What a connection was asked before does not show in the order of rows: the same seed goes the same way after any other. */
const PLANNED_ANEW = `?options=${encodeURIComponent('-c plan_cache_mode=force_custom_plan')}`;

/** No clock ends what the seed did not: on a busy machine a statement may wait for long. */
const UNTIMED = { statement_timeout_ms: 0, idle_in_transaction_timeout_ms: 0 };

export async function makeWorld(): Promise<World> {
  const folder = await mkdtemp(join(await scratch(), 'shouhu-simulation-'));
  const admin = await openDatabase<unknown>({ folder: join(folder, 'postgres'), connections: 3, durable: false });
  const within = (name: string): string =>
    Object.assign(new URL(admin.url), { pathname: name, search: PLANNED_ANEW }).href;
  const ring = createKeyRing();
  await sql`CREATE DATABASE world`.execute(admin.db);
  const world = await openDatabase<Schema>({ url: within('world') });
  await migrate(world.db, migrations);
  await fill(world, ring, folder);
  const phones = await phonesOf(world.db, ring);
  await markBeginning(world.db);
  await world.close();
  const free: Ground[] = [];
  let copies = 0;
  const copy = async (): Promise<Ground> => {
    const name = `copy_${(copies += 1)}`;
    await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE world STRATEGY file_copy`.execute(admin.db);
    const url = within(name);
    const own = { connections: MOST_CONNECTIONS, kept: MOST_CONNECTIONS };
    const database = await openDatabase<Schema>({ url, ...own, ...UNTIMED });
    const looking = await openDatabase<Schema>({ url, connections: 1, kept: 1, ...UNTIMED });
    return new Ground(database, looking).open(BROKEN);
  };
  return {
    ring,
    phones,
    folder,
    admin,
    lend: async () => free.pop() ?? copy(),
    async giveBack(ground, isSpoilt) {
      if (isSpoilt) return ground.close();
      await ground.reset();
      free.push(ground);
    },
    async close() {
      for (const ground of free) await ground.close();
      await admin.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Nothing of it is kept: in memory, where there is room. */
async function scratch(): Promise<string> {
  const memory = '/dev/shm';
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > ROOM_BYTES ? memory : tmpdir();
}

/** What databases of a simulation need by far. */
const ROOM_BYTES = 2 ** 30;
/** More than clients can want at once: none waits for a connection. */
const MOST_CONNECTIONS = 40;
