/** Work beside the requests: queued in the transaction that causes it, done by a worker, again when a worker died. */
import type { Kysely, Transaction } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Schema } from '../store/schema.ts';
import { JOB_NAMES, PLANS } from './names.ts';
import type { JobName, Payloads } from './names.ts';

/** Does a job; may be called twice for the same one, and has the effect once. */
type Work<Name extends JobName> = (payload: Payloads[Name], signal: AbortSignal) => Promise<void>;
export type Works = { readonly [Name in JobName]: Work<Name> };

export interface Jobs {
  /** Queues a job: it exists when the transaction does. */
  readonly send: <Name extends JobName>(trx: Transaction<Schema>, name: Name, payload: Payloads[Name]) => Promise<void>;
  /** Takes jobs from now on, and queues those that come by the clock. */
  readonly work: (works: Works) => Promise<void>;
  /** Tells the jobs under way to end and waits for them a while; they are done again after the next start. */
  readonly stop: () => Promise<void>;
}

export interface JobOptions {
  /** Told what went wrong beside any job. */
  readonly onFault?: (error: Error) => void;
}

const CALENDAR = 'Asia/Shanghai';
/** Seconds between two looks for new jobs, and for workers that died. */
const LOOK = 1;
const WATCH = 5;
/** What is under way has so long to end when the platform stops. */
const GRACE_MS = 10_000;

/** Nothing is done in the database before the first job is sent or taken. */
export function createJobs(db: Kysely<Schema>, { onFault = () => undefined }: JobOptions = {}): Jobs {
  let sending: Promise<PgBoss> | undefined;
  let working: PgBoss | undefined;
  const stopping = new AbortController();
  const sender = async (): Promise<PgBoss> => working ?? (sending ??= started(db, false, onFault));
  return {
    send: async (trx, name, payload) => {
      const boss = await sender();
      await boss.send(name, payload, { db: fromKysely(trx) });
    },
    work: async (works) => {
      working = await started(db, true, onFault);
      for (const name of JOB_NAMES) await take(working, name, works[name], stopping.signal);
    },
    stop: async () => {
      stopping.abort(new Error('the platform stops'));
      const all = [working, await sending].filter((boss) => boss !== undefined);
      await Promise.all(all.map((boss) => boss.stop({ graceful: true, timeout: GRACE_MS })));
    },
  };
}

async function started(db: Kysely<Schema>, works: boolean, onFault: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    db: fromKysely(db),
    supervise: works,
    schedule: works,
    monitorIntervalSeconds: WATCH,
    superviseIntervalSeconds: WATCH,
  });
  boss.on('error', onFault);
  await boss.start();
  for (const name of JOB_NAMES) {
    const { comes: _comes, ...plan } = PLANS[name];
    await boss.createQueue(name, { ...plan, retryBackoff: true });
  }
  return boss;
}

/** @param work given what jobs of this name were sent with */
async function take(boss: PgBoss, name: JobName, work: Work<never>, stopping: AbortSignal): Promise<void> {
  const { comes } = PLANS[name];
  if (comes !== undefined) await boss.schedule(name, comes, {}, { tz: CALENDAR, missed: 'once' });
  await boss.work<never>(name, { pollingIntervalSeconds: LOOK }, async (jobs) => {
    for (const { data, signal } of jobs) await work(data, AbortSignal.any([signal, stopping]));
  });
}
