/** Who judges batches: this process, or others beside it, because half of the work is JavaScript of one thread. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { judgeBatch, type Batch, type BatchResult } from './batch.ts';
import { SqlJudge } from './sql-judge.ts';

/** Something that judges one batch after the other. */
export interface Hand {
  judge(batch: Batch): Promise<BatchResult>;
  close(): Promise<void>;
}

/** Judges in this process. */
export async function ownHand(): Promise<Hand> {
  const sql = await SqlJudge.open();
  return { judge: async (batch) => judgeBatch(batch, sql), close: async () => sql.close() };
}

/** Judges in a process of its own, which ends with this one. */
export async function otherHand(): Promise<Hand> {
  const child = fork(new URL('./worker.ts', import.meta.url), [], { execArgv: [] });
  const exit = once(child, 'exit');
  const gone = exit.then((): never => {
    throw new Error('a process of the gate ended before its answer');
  });
  gone.catch(() => undefined);
  await Promise.race([once(child, 'message'), gone]);
  return {
    judge: async (batch) => {
      const answered = once(child, 'message');
      child.send(batch);
      const [result]: BatchResult[] = await Promise.race([answered, gone]);
      if (result === undefined) throw new Error('a process of the gate answered nothing');
      return result;
    },
    close: async () => {
      child.disconnect();
      await exit;
    },
  };
}
