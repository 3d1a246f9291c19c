/** The platform in one process, or as two: the interface with sign-in and console, and the worker; its data in one folder. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate, openDatabase } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { ShouhuError } from '@shouhu/errors';
import type { Duty } from '@shouhu/procedure';
import { blindIndex, createKeyFile, loadKeyFile } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { takeEarlierPhones } from './accounts/earlier-phones.ts';
import { nameBureau } from './documents/bureau.ts';
import type { Bureau } from './documents/schema.ts';
import { healthOnly, makeApp } from './http/app.ts';
import { CONSOLE_FOLDER } from './http/console.ts';
import { isLoopback } from './http/loopback.ts';
import type { LogSink, Services } from './http/new-app.ts';
import { firstAccounts } from './identity/first-accounts.ts';
import type { NewAccount } from './identity/first-accounts.ts';
import { createIdentity } from './identity/identity.ts';
import { TOTP_DUTIES } from './identity/pending.ts';
import { makeProvider } from './identity/provider.ts';
import type { ProviderOptions } from './identity/provider.ts';
import { claimsOf } from './imports/claims.ts';
import type { ClaimOptions } from './imports/claims.ts';
import { gatewayOf } from './gateway/options.ts';
import type { GatewayOptions } from './gateway/options.ts';
import { takeInsured } from './insured/take-in.ts';
import type { TakenIn } from './insured/take-in.ts';
import { policiesOf } from './settlement/policy-book.ts';
import { takeCatalogue } from './settlement/take-catalogue.ts';
import { createJobs } from './jobs/jobs.ts';
import { worksOf } from './jobs/works.ts';
import { readRun } from './leads/read-run.ts';
import { headsBeside, keepHeads } from './log/heads.ts';
import type { Retention } from './operation/retention/term.ts';
import { ownKeys } from './operation/own-keys.ts';
import type { Recorded } from './leads/record-run.ts';
import { sealEarlier } from './leads/seal-earlier.ts';
import { channelsOf } from './outbox/channels.ts';
import type { ChannelOptions } from './outbox/channels.ts';
import type { Caller } from './rights/caller.ts';
import { recordTerminalRun } from './runs/terminal-run.ts';
import { migrations } from './store/migrations.ts';
import type { Schema } from './store/schema.ts';

/** What a process does: answer requests, do jobs, or both. */
export type Role = 'both' | 'api' | 'worker';

export interface ServeOptions extends ChannelOptions, ClaimOptions {
  /** Data of the platform; made on first use. */
  readonly folder: string;
  /** A PostgreSQL of the bureau's own instead of the embedded one: DATABASE_URL. */
  readonly databaseUrl?: string;
  /** Outside the folder, or whoever gets the one has the other. */
  readonly keyFile: string;
  readonly host: string;
  readonly port: number;
  /** Where browsers find the platform behind a proxy: `https://…`. Host and port unless told. */
  readonly url?: string;
  /** 医保区划 of the bureau. */
  readonly admdvs: string;
  /** Folder of a finished run whose leads are recorded. */
  readonly run?: string;
  /** Folder of registry tables whose insured are taken in. */
  readonly insured?: string;
  /** How long messages and decisions of the till are kept. */
  readonly retention?: Retention;
  /** Folder of the policies of the region; absent: those accepted last, at first the sample. */
  readonly policies?: string;
  /** Largest file that is taken, in bytes. */
  readonly mostFileBytes?: number;
  /** Makes an account for each duty, on a platform that has none yet. */
  readonly samples?: boolean;
  /** What documents say of the bureau, until somebody sets it otherwise. */
  readonly bureau?: Omit<Bureau, 'admdvs'>;
  /** Folder of the signed heads of the log, outside the data; beside them unless told. */
  readonly heads?: string;
  /** Takes the lines of the log. */
  readonly log?: LogSink;
  /** Opens `/metrics` to who names it: SHOUHU_METRICS_TOKEN. */
  readonly metricsToken?: string;
  /** Told when the embedded database ended and stays so: nothing can be answered any more. */
  readonly onLost?: (error: ShouhuError) => void;
  /** How the door of the national interface is set, where it differs from the usual. */
  readonly gateway?: Partial<GatewayOptions>;
  /** `api` and `worker` are two processes over one DATABASE_URL and one folder. Both in this one unless told. */
  readonly role?: Role;
  /** Duties that count only with an authenticator; absent: those of TOTP_DUTIES, unless the platform is reached from its own machine alone. */
  readonly totp?: readonly Duty[];
  /** An identity provider of the bureau, to sign in by. */
  readonly oidc?: ProviderOptions;
  /** A clock of its own, for days that are played; sessions, jobs and passwords go by that of the machine. */
  readonly now?: () => Date;
}

export interface Serving {
  readonly url: string;
  readonly accounts: readonly NewAccount[];
  readonly recorded: Recorded | null;
  /** What became of the registry of the insured; null where none was named. */
  readonly taken: TakenIn | null;
  /** For what runs in the same process and has no route: what the public does, and proofs over the books. */
  readonly services: Pick<Services, 'db' | 'ring' | 'now'>;
  /** Answers what was asked, then stops. */
  readonly close: () => Promise<void>;
}

const STOP_LIMIT_MS = 20_000;

/** The installation itself, for what is done before anybody could sign in. */
function installer(admdvs: string): Caller {
  return { id: 'installation', name: '安装', duties: ['administrator'], regions: [admdvs], fixmedins_code: null };
}

/** @throws ShouhuError when database, key file or run cannot be used */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { folder, databaseUrl, keyFile, host, port, admdvs, role = 'both', now = () => new Date() } = options;
  const gateway = gatewayOf(options.gateway, { folder, isLocal: isLoopback(host) });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ring = existsSync(keyFile) ? await loadKeyFile(keyFile, folder) : await createKeyFile(keyFile, folder);
  const warn = (line: string): void =>
    options.log?.write(`${JSON.stringify({ level: 'warn', time: new Date(), msg: line })}\n`);
  const database = await openDatabase<Schema>(
    databaseUrl === undefined
      ? {
          folder: join(folder, 'postgres'),
          onLost: (reason) => options.onLost?.(shouhuError('SH-B016', { reason })),
          log: warn,
        }
      : { url: databaseUrl },
  );
  const { db } = database;
  const jobs = createJobs(db, { onFault: (error) => warn(error.message) });
  try {
    await migrate(db, migrations);
    await ownKeys(db, ring, keyFile);
    const url = `http://${host}:${port}`;
    const baseUrl = options.url ?? url;
    const identity = createIdentity({
      db,
      secret: sessionSecret(ring),
      baseUrl,
      totpDuties: options.totp ?? (isLoopback(new URL(baseUrl).hostname) && isLoopback(host) ? [] : TOTP_DUTIES),
      ...(options.oidc === undefined ? {} : { provider: makeProvider(options.oidc, baseUrl, warn) }),
    });
    const asking = { caller: installer(admdvs), at: now() };
    await sealEarlier({ db, ring }, asking);
    await takeEarlierPhones({ db, ring }, asking);
    const recorded =
      options.run === undefined
        ? null
        : await recordTerminalRun({ db, ring, folder }, asking, await readRun(options.run));
    const taken =
      options.insured === undefined ? null : await takeInsured({ db, ring, folder }, asking, options.insured);
    if (options.insured !== undefined) await takeCatalogue({ db, folder }, asking, options.insured);
    const policyOf = await policiesOf(db, asking, options.policies);
    if (options.bureau !== undefined) await nameBureau(db, asking, { ...options.bureau, admdvs });
    const accounts = role === 'worker' ? [] : await firstAccounts(db, identity, asking, options.samples === true);
    const headsFolder = options.heads ?? headsBeside(folder);
    const keeping = { db, ring, folder: headsFolder, now, warn };
    const heads = role === 'worker' ? undefined : await keepHeads(keeping);
    const services: Services = {
      db,
      ring,
      folder,
      jobs,
      channels: channelsOf(options),
      claims: claimsOf(folder, keyFile, options),
      callerOf: identity.callerOf,
      signIn: { handler: identity.handler, baseUrl },
      now,
      gateway,
      policyOf,
      ...(options.retention === undefined ? {} : { retention: options.retention }),
      ...(options.mostFileBytes === undefined ? {} : { mostFileBytes: options.mostFileBytes }),
      counts: database.counts,
      ...(heads === undefined ? {} : { heads: { folder: headsFolder, hold: heads.holds } }),
      ...(options.log === undefined ? {} : { log: options.log }),
      ...(options.metricsToken === undefined ? {} : { metricsToken: options.metricsToken }),
      ...(existsSync(CONSOLE_FOLDER) ? { console: CONSOLE_FOLDER } : {}),
    };
    if (role !== 'api') await jobs.work(worksOf(services));
    const app = role === 'worker' ? healthOnly(services) : await makeApp(services);
    await app.listen({ host, port });
    const close = async (): Promise<void> => {
      // What was asked is answered; who takes longer than this is cut off.
      const cutOff = setTimeout(() => app.server.closeAllConnections(), STOP_LIMIT_MS);
      await app.close();
      clearTimeout(cutOff);
      await jobs.stop();
      await heads?.stop();
      await database.close();
    };
    return { url, accounts, recorded, taken, services, close };
  } catch (error) {
    await jobs.stop();
    await database.close();
    throw error;
  }
}

/** Made of the key ring, so that there is one secret to keep. */
function sessionSecret(ring: KeyRing): string {
  return blindIndex(ring, 'session', 'secret');
}
