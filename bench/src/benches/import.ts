import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { countySpec } from '../county/county-spec.ts';
import { Workspace } from '../county/workspace.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { runSide } from '../process/run-side.ts';
import type { BareCopyOutput } from '../sides/bare-copy.ts';
import type { ImportOutput } from '../sides/import-folder.ts';
import { median, rounded } from '../statistics.ts';

export interface ImportReport {
  readonly lines: number;
  readonly rows: number;
  readonly rejected: number;
  readonly import_s: number;
  readonly bare_s: number;
  /** Speed of the import as a share of the bare copy's: bare_s / import_s, median over the rounds. */
  readonly ratio: number;
  /** The same in processor time. */
  readonly cpu_ratio: number;
  readonly lines_per_s: number;
  readonly peak_rss_mb: number;
  readonly bare_peak_rss_mb: number;
  readonly rounds: number;
  readonly machine: Machine;
}

/** The whole import against the database alone, over the same files, in turns. */
export const importBench: Bench<ImportReport> = {
  about: '导入与纯 DuckDB 复制对比 · import against a bare DuckDB copy of the same files',
  defaults: { lines: 1_000_000, rounds: 3 },
  async run(options, onProgress) {
    const machine = describeMachine();
    const workspace = new Workspace(options);
    try {
      const county = await workspace.county(countySpec(options), onProgress);
      const imports: (ImportOutput & { rss: number })[] = [];
      const copies: (BareCopyOutput & { rss: number })[] = [];
      const importOnce = async () => {
        const folder = await workspace.scratch('import');
        const input = { dir: county.dir, lake: join(folder, 'lake'), key_file: join(folder, 'key') };
        const { output, peak_rss_mb } = await runSide('import-folder', input, onProgress);
        imports.push({ ...output, rss: peak_rss_mb });
      };
      const copyOnce = async () => {
        const out = await workspace.scratch('bare-copy');
        const { output, peak_rss_mb } = await runSide('bare-copy', { dir: county.dir, out }, onProgress);
        copies.push({ ...output, rss: peak_rss_mb });
      };
      for (let round = 1; round <= options.rounds; round += 1) {
        onProgress(`round ${round} of ${options.rounds}`);
        // Who goes first alternates, so that neither side always finds the files in memory.
        for (const side of round % 2 === 1 ? [copyOnce, importOnce] : [importOnce, copyOnce]) await side();
      }
      const import_s = median(imports.map(({ seconds }) => seconds));
      return {
        lines: county.written_lines,
        rows: imports[0]?.rows ?? 0,
        rejected: imports[0]?.rejected ?? 0,
        import_s: rounded(import_s),
        bare_s: rounded(median(copies.map(({ seconds }) => seconds))),
        ratio: rounded(median(imports.map(({ seconds }, round) => (copies[round]?.seconds ?? 0) / seconds))),
        cpu_ratio: rounded(median(imports.map(({ cpu_s }, round) => (copies[round]?.cpu_s ?? 0) / cpu_s))),
        lines_per_s: Math.round(county.written_lines / import_s),
        peak_rss_mb: Math.max(...imports.map(({ rss }) => rss)),
        bare_peak_rss_mb: Math.max(...copies.map(({ rss }) => rss)),
        rounds: options.rounds,
        machine,
      };
    } finally {
      await workspace.close();
    }
  },
};
