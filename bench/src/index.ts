/** The measurements behind BENCH.md. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions, OnProgress } from './bench.ts';
import { auditBench } from './benches/audit.ts';
import { clearingBench } from './benches/clearing.ts';
import { closuresBench } from './benches/closures.ts';
import { enginesBench } from './benches/engines.ts';
import { gatewayBench } from './benches/gateway.ts';
import { importBench } from './benches/import.ts';
import { platformBench } from './benches/platform.ts';
import { scaleBench } from './benches/scale.ts';
import { settlementBench } from './benches/settlement.ts';
import { snapshotBench } from './benches/snapshot.ts';
import { tillBench } from './benches/till.ts';

export type { BenchOptions, OnProgress } from './bench.ts';

const SEED = 1;

/** A measurement as a command calls it: every option has a default. */
export interface RunnableBench<Report extends object> {
  /** One line for the help page: Chinese and English. */
  readonly about: string;
  /** @returns one object of figures, the machine among them, ready to be printed as JSON */
  run(options: Partial<BenchOptions>, onProgress: OnProgress): Promise<Report>;
}

function runnable<Report extends object>(bench: Bench<Report>): RunnableBench<Report> {
  const { about, defaults } = bench;
  const workdir = join(tmpdir(), 'shouhu-bench');
  return {
    about,
    run: (options, onProgress) => bench.run({ ...defaults, seed: SEED, workdir, keep: false, ...options }, onProgress),
  };
}

/** Every measurement by the name it is asked for. */
export const benches = {
  import: runnable(importBench),
  audit: runnable(auditBench),
  scale: runnable(scaleBench),
  closures: runnable(closuresBench),
  engines: runnable(enginesBench),
  snapshot: runnable(snapshotBench),
  till: runnable(tillBench),
  gateway: runnable(gatewayBench),
  settlement: runnable(settlementBench),
  platform: runnable(platformBench),
  clearing: runnable(clearingBench),
} as const;
