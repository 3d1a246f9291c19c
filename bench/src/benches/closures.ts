import type { Bench } from '../bench.ts';
import { countySpec } from '../county/county-spec.ts';
import { Workspace } from '../county/workspace.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { runSide } from '../process/run-side.ts';
import type { ClosuresOutput } from '../sides/closures.ts';

export interface ClosuresReport extends ClosuresOutput {
  /** Fee lines of the county that the encounters are taken from. */
  readonly lines: number;
  readonly rounds: number;
  readonly peak_rss_mb: number;
  readonly machine: Machine;
}

/** People of this county use more care than ordinary, so that enough of them have a history of 200 lines. */
const DENSITY = 12;
const PERSONS = 1500;
const ENCOUNTERS = 20_000;
/** Small counties are judged for a shorter time. */
const LINES_PER_ENCOUNTER = 15;

/** Encounters at the till, on one core. */
export const closuresBench: Bench<ClosuresReport> = {
  about: '收费窗口实时判断 · encounters judged at the till by the compiled national snapshot',
  defaults: { lines: 300_000, rounds: 5 },
  async run(options, onProgress) {
    const machine = describeMachine();
    const workspace = new Workspace(options);
    try {
      const county = await workspace.county(countySpec(options, DENSITY), onProgress);
      const lake = await workspace.lake(county, onProgress);
      const { rounds, lines } = options;
      const encounters = Math.min(ENCOUNTERS, Math.ceil(lines / LINES_PER_ENCOUNTER));
      const input = { lake, persons: PERSONS, rounds, encounters };
      const { output, peak_rss_mb } = await runSide('closures', input, onProgress);
      return { lines: county.written_lines, ...output, rounds, peak_rss_mb, machine };
    } finally {
      await workspace.close();
    }
  },
};
