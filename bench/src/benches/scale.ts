import type { Bench } from '../bench.ts';
import { Workspace } from '../county/workspace.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { auditFigures, type AuditFigures } from './audit.ts';

export interface ScaleReport {
  readonly sizes: readonly AuditFigures[];
  /** Cost of a line in the largest county over that in the smallest: above 1 it grows. */
  readonly growth: number;
  readonly rounds: number;
  readonly machine: Machine;
}

/** Shares of the wanted lines that are audited: 2, 6 and 20 million of 20. */
const SHARES = [0.1, 0.3, 1];

/** The audit over counties of growing size. */
export const scaleBench: Bench<ScaleReport> = {
  about: '规模增长 · the audit over a tenth, three tenths and all of the lines',
  defaults: { lines: 1_000_000, rounds: 1 },
  async run(options, onProgress) {
    const machine = describeMachine();
    const sizes: AuditFigures[] = [];
    for (const share of SHARES) {
      const part = { ...options, lines: Math.round(options.lines * share) };
      const workspace = new Workspace(part);
      try {
        sizes.push((await auditFigures(workspace, part, onProgress)).figures);
      } finally {
        await workspace.close();
      }
    }
    const growth = Number(((sizes.at(-1)?.us_per_line ?? 0) / (sizes[0]?.us_per_line ?? 1)).toFixed(2));
    return { sizes, growth, rounds: options.rounds, machine };
  },
};
