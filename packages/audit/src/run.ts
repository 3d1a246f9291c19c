/** A run: rules, schemes and leads over a lake, into a folder of results. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromSystemError } from '@shouhu/errors';
import { openEngine, openLake } from '@shouhu/lake';
import { writeState } from './incremental/state.ts';
import { judgeLake } from './judge-lake.ts';
import { Collector } from './output/collector.ts';
import type { Summary } from './output/summary.ts';
import { writeReports } from './output/reports.ts';
import { findPatterns } from './patterns.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Judges a lake and writes the results (docs/formats.md), each file whole or not at all. A folder that holds the results of
 * an earlier run is built upon: only what changed is judged again, and the result is the same as of a whole run.
 * @throws ShouhuError when the lake cannot be read or OUT cannot be written
 */
export async function runAudit(options: RunOptions): Promise<Summary> {
  const started = new Date();
  const lake = await openLake(options.lake);
  await writing(options.out, async () => mkdir(options.out, { recursive: true, mode: 0o700 }));
  const scratch = await mkdtemp(join(tmpdir(), 'shouhu-audit-'));
  const engine = await openEngine({
    spill: join(scratch, 'spill'),
    ...(options.memory_mb === undefined ? {} : { memory_mb: options.memory_mb }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
  const collector = await Collector.create(options);
  try {
    const connection = await engine.connect();
    return await writing(options.out, async () => {
      const { statements, state, dirty } = await judgeLake(connection, lake, options, collector);
      await collector.write(options.out);
      const patterns = await findPatterns(connection, lake, options);
      const seconds = (Date.now() - started.getTime()) / 1000;
      const timings = { ...statements, ...patterns.timings };
      const times = { started_at: started.toISOString(), seconds, persons_judged_anew: dirty, statements: timings };
      const summary = await writeReports(connection, lake, options, collector, patterns, times);
      if (state !== null) await writeState(connection, options.out, state);
      return summary;
    });
  } finally {
    await collector.discard();
    engine.closeSync();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function writing<T>(out: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromSystemError(error, out, 'write') ?? error;
  }
}
