/** The machine a figure belongs to: without it a figure says nothing. */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { version as duckdb } from '@duckdb/node-api';

export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memory_mb: number;
  readonly node: string;
  readonly duckdb: string;
  /** Runnable processes over 1, 5 and 15 minutes when the bench began: above the cores, times are not to be trusted. */
  readonly load_before: readonly number[];
}

/** Describes the machine as it is now; call it before the first measurement. */
export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? 'unknown',
    memory_mb: Math.round(totalmem() / 2 ** 20),
    node: process.versions.node,
    duckdb: duckdb(),
    load_before: loadavg().map((load) => Number(load.toFixed(2))),
  };
}
