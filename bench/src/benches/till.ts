import type { Bench } from '../bench.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { runSide } from '../process/run-side.ts';
import type { TillOutput } from '../sides/till.ts';

export interface TillReport extends TillOutput {
  readonly messages: number;
  readonly rounds: number;
  readonly peak_rss_mb: number;
  readonly machine: Machine;
}

const LINES_OF_A_MESSAGE = 200;

/** The engine's share of a 3101 of 200 lines with a history of twelve months. */
export const tillBench: Bench<TillReport> = {
  about: '实时审核的引擎用时 · the engine’s share of a 3101 of 200 lines with 12 months of history',
  defaults: { lines: 40_000, rounds: 5 },
  async run({ lines, rounds, seed }, onProgress) {
    const machine = describeMachine();
    const messages = Math.max(1, Math.floor(lines / LINES_OF_A_MESSAGE));
    const { output, peak_rss_mb } = await runSide('till', { messages, rounds, seed }, onProgress);
    return { ...output, messages, rounds, peak_rss_mb, machine };
  },
};
