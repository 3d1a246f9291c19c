import { allSchemes, runAudit } from '@shouhu/audit';
import { writeReports } from '@shouhu/reports';
import { currentKnowledge } from '@shouhu/rulebook';
import type { OnProgress } from '../bench.ts';
import { timed } from '../statistics.ts';

export interface JudgeInput {
  readonly lake: string;
  readonly out: string;
  readonly threads: number;
}

export interface JudgeOutput {
  readonly knowledge_s: number;
  readonly audit_s: number;
  readonly audit_cpu_s: number;
  /** Report and working paper, made after the audit. */
  readonly report_s: number;
  /** Seconds of the audit by what it did. */
  readonly stages: Readonly<Record<Stage, number>>;
  readonly lines: number;
  readonly findings: number;
  readonly cannot_decide: number;
  /** Findings by rule code. */
  readonly by_rule: ReadonlyMap<string, number>;
}

const STAGES = ['rules', 'aggregates', 'indicators', 'schemes', 'leads'] as const;
export type Stage = (typeof STAGES)[number];

/** Times the stages of a run by the steps that it tells of; the work of the rules tells of many. */
class Stopwatch {
  readonly seconds: Record<Stage, number> = { rules: 0, aggregates: 0, indicators: 0, schemes: 0, leads: 0 };
  #stage: Stage = 'rules';
  #since = performance.now();

  /** Begins the stage that a step belongs to. */
  step(step: string): void {
    const now = performance.now();
    this.seconds[this.#stage] += (now - this.#since) / 1000;
    this.#since = now;
    this.#stage = STAGES.find((stage) => stage === step) ?? (SCHEMES.has(step) ? 'schemes' : 'rules');
  }
}

const SCHEMES = new Set(allSchemes.map(({ id }) => id));

/** A whole run by the national snapshot and Shouhu's own rules, results written. */
export async function judge({ lake, out, threads }: JudgeInput, onProgress: OnProgress): Promise<JudgeOutput> {
  const knowledge = await timed(() => currentKnowledge().snapshot);
  const watch = new Stopwatch();
  const audit = await timed(() =>
    runAudit({
      lake,
      out,
      threads,
      snapshot: knowledge.value,
      onProgress: ({ part, parts, step }) => {
        watch.step(step);
        onProgress(`audit ${part}/${parts}: ${step}`);
      },
    }),
  );
  watch.step('end');
  const report = await timed(() => writeReports({ out }));
  const { lines, findings, cannot_decide } = audit.value;
  const by_rule = new Map(
    audit.value.by_rule.map((row) => [row.rule_code, row.violation.findings + row.suspicion.findings]),
  );
  return {
    knowledge_s: knowledge.seconds,
    audit_s: audit.seconds,
    audit_cpu_s: audit.cpu_s,
    report_s: report.seconds,
    stages: watch.seconds,
    lines,
    findings,
    cannot_decide,
    by_rule,
  };
}
