import { join } from 'node:path';
import type { Bench, BenchOptions, OnProgress } from '../bench.ts';
import { countySpec } from '../county/county-spec.ts';
import { Workspace } from '../county/workspace.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { runSide } from '../process/run-side.ts';
import type { ByHandClass } from '../sides/by-hand.ts';
import type { JudgeOutput, Stage } from '../sides/judge.ts';
import { median, rounded, type Taken } from '../statistics.ts';

export interface AuditFigures {
  readonly lines: number;
  readonly scan_s: number;
  readonly audit_s: number;
  readonly ratio_to_scan: number;
  /** The same in processor time. */
  readonly cpu_ratio_to_scan: number;
  readonly us_per_line: number;
  readonly report_s: number;
  /** Seconds of the audit by what it did. */
  readonly stages: JudgeOutput['stages'];
  readonly peak_rss_mb: number;
  readonly knowledge_s: number;
  readonly findings: number;
  readonly cannot_decide: number;
  readonly findings_per_1000_lines: number;
  readonly threads: number;
}

export interface AuditReport extends AuditFigures {
  readonly hand_s: number;
  readonly ratio_to_hand: number;
  readonly hand_findings: number;
  readonly hand_classes: readonly (ByHandClass & { readonly audit_findings: number })[];
  readonly rounds: number;
  readonly machine: Machine;
}

const THREADS = 2;
const SCANS = 3;

/** A run over a county's lake against a bare scan of it and against SQL written by hand, in turns. */
export const auditBench: Bench<AuditReport> = {
  about: '稽核与裸扫描、手写 SQL 对比 · audit against a bare scan and one hand-written statement per class',
  defaults: { lines: 1_000_000, rounds: 3 },
  async run(options, onProgress) {
    const machine = describeMachine();
    const workspace = new Workspace(options);
    try {
      const { figures, lake, by_rule } = await auditFigures(workspace, options, onProgress);
      const input = { lake, scratch: await workspace.scratch('by-hand'), threads: THREADS };
      const hand = (await runSide('by-hand', input, onProgress)).output;
      return {
        ...figures,
        hand_s: rounded(hand.seconds),
        ratio_to_hand: rounded(figures.audit_s / hand.seconds),
        hand_findings: hand.findings,
        hand_classes: hand.classes.map((row) => ({ ...row, audit_findings: by_rule.get(row.rule_code) ?? 0 })),
        rounds: options.rounds,
        machine,
      };
    } finally {
      await workspace.close();
    }
  },
};

/** Scans and audits the county of these options in turns; figures are medians over the rounds. */
export async function auditFigures(
  workspace: Workspace,
  options: BenchOptions,
  onProgress: OnProgress,
): Promise<{ figures: AuditFigures; lake: string; by_rule: JudgeOutput['by_rule'] }> {
  const county = await workspace.county(countySpec(options), onProgress);
  const lake = await workspace.lake(county, onProgress);
  const scans: Taken[] = [];
  const audits: (JudgeOutput & { rss: number })[] = [];
  let lines = 0;
  const scan = async () => {
    const { output } = await runSide('bare-scan', { lake, threads: THREADS, rounds: SCANS }, onProgress);
    scans.push(...output.scans);
    lines = output.lines;
  };
  for (let round = 1; round <= options.rounds; round += 1) {
    onProgress(`round ${round} of ${options.rounds}`);
    await scan();
    const out = join(await workspace.scratch('audit'), 'out');
    const { output, peak_rss_mb } = await runSide('judge', { lake, out, threads: THREADS }, onProgress);
    audits.push({ ...output, rss: peak_rss_mb });
    await scan();
  }
  const scan_s = median(scans.map(({ seconds }) => seconds));
  const audit_cpu_s = median(audits.map((audit) => audit.audit_cpu_s));
  const audit_s = median(audits.map((audit) => audit.audit_s));
  const findings = audits[0]?.findings ?? 0;
  const figures = {
    lines,
    scan_s: rounded(scan_s),
    audit_s: rounded(audit_s),
    ratio_to_scan: rounded(audit_s / scan_s),
    cpu_ratio_to_scan: rounded(audit_cpu_s / median(scans.map(({ cpu_s }) => cpu_s))),
    us_per_line: rounded((audit_s * 1_000_000) / lines),
    report_s: rounded(median(audits.map((audit) => audit.report_s))),
    stages: stagesOf(audits.map(({ stages }) => stages)),
    peak_rss_mb: Math.max(...audits.map(({ rss }) => rss)),
    knowledge_s: rounded(median(audits.map((audit) => audit.knowledge_s))),
    findings,
    cannot_decide: audits[0]?.cannot_decide ?? 0,
    findings_per_1000_lines: rounded((findings * 1000) / lines),
    threads: THREADS,
  };
  return { figures, lake, by_rule: audits[0]?.by_rule ?? new Map() };
}

/** Medians over the rounds, stage by stage. */
function stagesOf(rounds: readonly JudgeOutput['stages'][]): JudgeOutput['stages'] {
  const of = (stage: Stage): number => rounded(median(rounds.map((stages) => stages[stage])));
  return {
    rules: of('rules'),
    aggregates: of('aggregates'),
    indicators: of('indicators'),
    schemes: of('schemes'),
    leads: of('leads'),
  };
}
