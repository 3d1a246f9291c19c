import type { Bench } from '../bench.ts';
import { countySpec } from '../county/county-spec.ts';
import { Workspace } from '../county/workspace.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { runSide } from '../process/run-side.ts';
import type { EngineRow } from '../sides/rivals.ts';

export interface EnginesReport {
  readonly lines: number;
  readonly engines: readonly EngineRow[];
  readonly rounds: number;
  readonly peak_rss_mb: number;
  readonly machine: Machine;
}

const DENSITY = 8;
const PERSONS = 300;
const SIZES = [200, 1000, 4000];
/** Small counties are judged by fewer checks. */
const LINES_PER_CHECK = 20;
const VISITS = 2;
const BUDGET_MS = 500;

/** The same checks in three engines. */
export const enginesBench: Bench<EnginesReport> = {
  about: '与 json-rules-engine、GoRules zen 对比 · the same checks in the engines that people pick instead',
  defaults: { lines: 100_000, rounds: 3 },
  async run(options, onProgress) {
    const machine = describeMachine();
    const workspace = new Workspace(options);
    try {
      const county = await workspace.county(countySpec(options, DENSITY), onProgress);
      const lake = await workspace.lake(county, onProgress);
      const { rounds, lines } = options;
      const sizes = SIZES.filter((size) => size * LINES_PER_CHECK <= lines);
      const input = { lake, persons: PERSONS, rounds, sizes, visits: VISITS, budget_ms: BUDGET_MS };
      const { output, peak_rss_mb } = await runSide('rivals', input, onProgress);
      return { lines: county.written_lines, engines: output, rounds, peak_rss_mb, machine };
    } finally {
      await workspace.close();
    }
  },
};
