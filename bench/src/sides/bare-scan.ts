import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgedViews, openEngine, openLake, rowsOf } from '@shouhu/lake';
import { timed } from '../statistics.ts';

export interface BareScanInput {
  readonly lake: string;
  readonly threads: number;
  readonly rounds: number;
}

export interface BareScanOutput {
  readonly seconds: readonly number[];
  readonly lines: number;
}

/** Reads every value of the columns that rules see of a fee line once; the hash keeps statistics from answering. */
export async function bareScan({ lake, threads, rounds }: BareScanInput): Promise<BareScanOutput> {
  const engine = await openEngine({ spill: join(tmpdir(), 'shouhu-bench-scan'), threads });
  const connection = await engine.connect();
  await judgedViews(connection, await openLake(lake));
  const sql = 'SELECT count(*) AS lines, sum(hash(COLUMNS(*))) FROM j_line';
  const seconds: number[] = [];
  let lines = 0;
  for (let round = 0; round < rounds; round += 1) {
    const run = await timed(() => rowsOf<{ lines: number }>(connection, sql));
    seconds.push(run.seconds);
    lines = run.value[0]?.lines ?? 0;
  }
  engine.closeSync();
  return { seconds, lines };
}
