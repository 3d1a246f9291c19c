import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgedViews, openEngine, openLake, rowsOf } from '@shouhu/lake';
import { timed, type Taken } from '../statistics.ts';

export interface BareScanInput {
  readonly lake: string;
  readonly threads: number;
  readonly rounds: number;
}

export interface BareScanOutput {
  /** One a round. */
  readonly scans: readonly Taken[];
  readonly lines: number;
}

/** Reads every value of the columns that rules see of a fee line once: a hash of all of them, which no statistics can answer. */
export async function bareScan({ lake, threads, rounds }: BareScanInput): Promise<BareScanOutput> {
  const engine = await openEngine({ spill: join(tmpdir(), 'shouhu-bench-scan'), threads });
  const connection = await engine.connect();
  await judgedViews(connection, await openLake(lake));
  const sql = 'SELECT count(*) AS lines, bit_xor(hash(*COLUMNS(*))) FROM j_line';
  const scans: Taken[] = [];
  let lines = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { value, ...taken } = await timed(() => rowsOf<{ lines: number }>(connection, sql));
    scans.push(taken);
    lines = value[0]?.lines ?? 0;
  }
  engine.closeSync();
  return { scans, lines };
}
