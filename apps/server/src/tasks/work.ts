import type { Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import type { Schema } from '../store/schema.ts';
import type { Progress } from './child.ts';
import type { Task } from './tasks.ts';

/** One kind of work. */
export interface TaskWork {
  /** @returns what the task's page shows; done again after a fault, it has its effect once */
  readonly work: (services: Services, task: Task, doing: Doing) => Promise<object>;
  /** Tells who asked that it is done. */
  readonly tellDone: (trx: Transaction<Schema>, task: Task, result: object, at: Date) => Promise<void>;
  /** Removes what only the work needed. */
  readonly tidy: (services: Services, task: Task) => Promise<void>;
}

interface Doing {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}
