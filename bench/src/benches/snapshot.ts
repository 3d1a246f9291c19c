import type { Bench } from '../bench.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { runSide } from '../process/run-side.ts';
import type { SnapshotOutput } from '../sides/snapshot.ts';

export interface SnapshotReport extends SnapshotOutput {
  readonly rounds: number;
  readonly peak_rss_mb: number;
  readonly machine: Machine;
}

/** From the shipped tables to closures ready to judge. */
export const snapshotBench: Bench<SnapshotReport> = {
  about: '知识快照的装载与编译 · loading, binding, freezing and compiling the national snapshot',
  defaults: { lines: 0, rounds: 5 },
  async run({ rounds }, onProgress) {
    const machine = describeMachine();
    const { output, peak_rss_mb } = await runSide('snapshot', { rounds }, onProgress);
    return { ...output, rounds, peak_rss_mb, machine };
  },
};
