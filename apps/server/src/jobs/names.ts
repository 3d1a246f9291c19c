/** Every job by its name: what it is told, how it is retried, when it comes by itself. Nothing else names a job. */

/** What the jobs are told. */
export interface Payloads {
  /** An import or a run that somebody started. */
  readonly 'task.run': { readonly task_id: string };
  /** A task whose attempts are used up. */
  readonly 'task.lost': { readonly task_id: string };
  /** Tells of clocks that are about to run out. */
  readonly 'clocks.warn': object;
  /** Sends what waits to be sent by SMS or mail. */
  readonly 'messages.send': object;
  /** Gives wallet transfers back that nobody accepted. */
  readonly 'wallet.return': object;
  /** Removes uploads that nobody imported. */
  readonly 'uploads.sweep': object;
  /** Removes what is left over of runs and stored files. */
  readonly 'leftovers.sweep': object;
  /** Looks for e-vouchers that were enrolled in bulk. */
  readonly 'vouchers.watch': object;
  /** Lets go of messages and decisions whose term is over. */
  readonly 'records.prune': object;
  /** Judges what was settled the day before, beside what the till said. */
  readonly 'till.compare': object;
}

export type JobName = keyof Payloads;

interface Plan {
  /** Further attempts after the first. */
  readonly retryLimit: number;
  /** Seconds before the next attempt; doubled with each. */
  readonly retryDelay: number;
  /** A worker that died is noticed when it was silent for so many seconds. */
  readonly heartbeatSeconds: number;
  /** Longest time of one attempt. */
  readonly expireInSeconds: number;
  /** `singleton`: one at a time, however many workers there are. */
  readonly policy: 'standard' | 'singleton';
  /** Takes over what failed in every attempt. */
  readonly deadLetter?: JobName;
  /** When it comes by itself, as cron in Beijing time. */
  readonly comes?: string;
}

const HOUR = 3_600;
const short = { retryLimit: 4, retryDelay: 5, heartbeatSeconds: 30, expireInSeconds: HOUR / 4 };
const alone = { ...short, policy: 'singleton' } as const;

export const PLANS: Readonly<Record<JobName, Plan>> = {
  'task.lost': { ...short, policy: 'standard' },
  // A restart of the platform takes an attempt too.
  'task.run': {
    retryLimit: 5,
    retryDelay: 1,
    heartbeatSeconds: 15,
    expireInSeconds: 23 * HOUR,
    policy: 'singleton',
    deadLetter: 'task.lost',
  },
  'clocks.warn': { ...alone, comes: '0 7 * * *' },
  'wallet.return': { ...alone, comes: '*/5 * * * *' },
  'messages.send': { ...alone, comes: '* * * * *' },
  'uploads.sweep': { ...alone, comes: '30 3 * * *' },
  'leftovers.sweep': { ...alone, comes: '0 4 * * *' },
  'vouchers.watch': { ...alone, comes: '*/10 * * * *' },
  'records.prune': { ...alone, expireInSeconds: 2 * HOUR, comes: '30 2 * * *' },
  'till.compare': { ...alone, expireInSeconds: 6 * HOUR, comes: '30 1 * * *' },
};

/** In an order in which a queue follows the one that takes over from it. */
export const JOB_NAMES: readonly JobName[] = namesOf(PLANS);

function namesOf<Name extends string>(plans: Readonly<Record<Name, Plan>>): Name[];
function namesOf(plans: Readonly<Record<string, Plan>>): string[] {
  return Object.keys(plans);
}
