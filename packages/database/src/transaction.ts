import { setTimeout } from 'node:timers/promises';
import { shouhuError } from '@shouhu/errors';
import { PostgresAdapter } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { DatabaseError } from 'pg';

export type Isolation = 'read committed' | 'repeatable read' | 'serializable';

/** Serialization failure and deadlock: PostgreSQL rolled the transaction back for the sake of another one. */
const REPEATABLE = new Set(['40001', '40P01']);

const ATTEMPTS = 8;

/** Doubles with each attempt. Half of it is drawn at random, so that two that collided do not collide again; the other half lets the one that won go first. */
const FIRST_PAUSE_MS = 4;

/** Waits until a transaction that lost so many times begins again. */
type Pause = (lost: number) => Promise<void>;

const atRandom: Pause = async (lost) => setTimeout((0.5 + Math.random() / 2) * FIRST_PAUSE_MS * 2 ** lost);

/** Part of the dialect of a database whose transactions pause in another way, such as one whose clock is virtual. */
export class PausingAdapter extends PostgresAdapter {
  readonly pause: Pause;

  constructor(pause: Pause) {
    super();
    this.pause = pause;
  }
}

/**
 * Runs `work` in a transaction, and again from its beginning when it lost to a concurrent one. `work` must be
 * repeatable: it reads what it decides on within the transaction and changes nothing outside.
 * @throws ShouhuError SH-B012 when it lost every time; whatever else `work` or the commit throws, at once
 */
export async function transaction<Schema, Result>(
  db: Kysely<Schema>,
  isolation: Isolation,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  const { adapter } = db.getExecutor();
  const pause = adapter instanceof PausingAdapter ? adapter.pause : atRandom;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().setIsolationLevel(isolation).execute(work);
    } catch (error) {
      if (!(error instanceof DatabaseError) || !REPEATABLE.has(error.code ?? '')) throw error;
      if (attempt === ATTEMPTS) throw shouhuError('SH-B012', { attempts: ATTEMPTS }, {}, error);
      await pause(attempt);
    }
  }
}
