/** The platform in one process: database, sign-in, interface and console, with its data in one folder. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate, openDatabase } from '@shouhu/database';
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import { blindIndex, createKeyFile, loadKeyFile } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import { makeApp } from './http/app.ts';
import { CONSOLE_FOLDER } from './http/console.ts';
import { createIdentity } from './identity/identity.ts';
import type { Identity } from './identity/identity.ts';
import { randomPassword } from './identity/password.ts';
import { readRun } from './leads/read-run.ts';
import { recordRun } from './leads/record-run.ts';
import type { Recorded } from './leads/record-run.ts';
import type { Asking, Caller } from './rights/caller.ts';
import { migrations } from './store/migrations.ts';
import type { Schema } from './store/schema.ts';

export interface ServeOptions {
  /** Data of the platform; made on first use. */
  readonly folder: string;
  /** A PostgreSQL of the bureau's own instead of the embedded one: DATABASE_URL. */
  readonly databaseUrl?: string;
  /** Outside the folder, or whoever gets the one has the other. */
  readonly keyFile: string;
  readonly host: string;
  readonly port: number;
  /** 医保区划 of the bureau. */
  readonly admdvs: string;
  /** Folder of a finished run whose leads are recorded. */
  readonly run?: string;
  /** Makes an account for each duty, on a platform that has none yet. */
  readonly samples?: boolean;
}

/** An account as it was made: its password is known nowhere else. */
export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly duty: string;
}

export interface Serving {
  readonly url: string;
  readonly accounts: readonly NewAccount[];
  readonly recorded: Recorded | null;
  /** Answers what was asked, then stops. */
  readonly close: () => Promise<void>;
}

/** The installation itself, for what is done before anybody could sign in. */
function installer(admdvs: string): Caller {
  return { id: 'installation', name: '安装', duties: ['administrator'], regions: [admdvs], fixmedins_code: null };
}

/** @throws ShouhuError when database, key file or run cannot be used */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { folder, databaseUrl, keyFile, host, port, admdvs } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ring = existsSync(keyFile) ? await loadKeyFile(keyFile, folder) : await createKeyFile(keyFile, folder);
  const database = await openDatabase<Schema>(
    databaseUrl === undefined ? { folder: join(folder, 'postgres') } : { url: databaseUrl },
  );
  const { db } = database;
  try {
    await migrate(db, migrations);
    const url = `http://${host}:${port}`;
    const identity = createIdentity({ db, secret: sessionSecret(ring), baseUrl: url });
    const asking = { caller: installer(admdvs), at: new Date() };
    const recorded = options.run === undefined ? null : await recordRun(db, asking, await readRun(options.run));
    const accounts = (await hasAccounts(db))
      ? []
      : await firstAccounts(identity, asking, options.samples === true ? await samplesOf(db) : [FIRST]);
    const app = await makeApp({
      db,
      callerOf: identity.callerOf,
      signIn: { handler: identity.handler, baseUrl: url },
      now: () => new Date(),
      ...(existsSync(CONSOLE_FOLDER) ? { console: CONSOLE_FOLDER } : {}),
    });
    await app.listen({ host, port });
    const close = async (): Promise<void> => {
      await app.close();
      await database.close();
    };
    return { url, accounts, recorded, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Made of the key ring, so that there is one secret to keep. */
function sessionSecret(ring: KeyRing): string {
  return blindIndex(ring, 'session', 'secret');
}

async function hasAccounts(db: Kysely<Schema>): Promise<boolean> {
  return (await db.selectFrom('user_account').select('id').limit(1).executeTakeFirst()) !== undefined;
}

interface Sample {
  readonly username: string;
  readonly duty: Duty;
  readonly fixmedins_code: string | null;
}

/** Who makes all other accounts. */
const FIRST: Sample = { username: 'administrator', duty: 'administrator', fixmedins_code: null };

/** One person for each duty, a second officer, and the insurance office of the institution with the first lead. */
async function samplesOf(db: Kysely<Schema>): Promise<Sample[]> {
  const duties = Object.keys(DUTIES).filter(isDuty);
  const place = await db
    .selectFrom('lead')
    .innerJoin('lead_place', 'lead_place.lead_id', 'lead.lead_id')
    .select('lead_place.fixmedins_code')
    .orderBy('lead.rank')
    .orderBy('lead_place.fixmedins_code')
    .limit(1)
    .executeTakeFirst();
  const staff = duties.filter((duty) => duty !== 'institution');
  const [code] = place === undefined ? [] : [place.fixmedins_code];
  return [
    ...staff.map((duty) => ({ username: duty, duty, fixmedins_code: null })),
    { username: 'inspector2', duty: 'inspector', fixmedins_code: null },
    ...(code === undefined ? [] : [{ username: 'institution', duty: 'institution' as const, fixmedins_code: code }]),
  ];
}

function isDuty(text: string): text is Duty {
  return Object.hasOwn(DUTIES, text);
}

async function firstAccounts(identity: Identity, asking: Asking, wanted: readonly Sample[]): Promise<NewAccount[]> {
  const accounts: NewAccount[] = [];
  for (const { username, duty, fixmedins_code } of wanted) {
    const password = randomPassword();
    const regions = fixmedins_code === null ? asking.caller.regions : [];
    await identity.createUser(asking, {
      username,
      name: DUTIES[duty],
      password,
      duties: [duty],
      regions,
      fixmedins_code,
    });
    accounts.push({ username, password, duty: DUTIES[duty] });
  }
  return accounts;
}
