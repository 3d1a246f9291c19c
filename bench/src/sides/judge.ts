import { runAudit } from '@shouhu/audit';
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
  readonly lines: number;
  readonly findings: number;
  readonly cannot_decide: number;
  /** Findings by rule code. */
  readonly by_rule: ReadonlyMap<string, number>;
}

/** A whole run by the national snapshot and Shouhu's own rules, results written. */
export async function judge({ lake, out, threads }: JudgeInput, onProgress: OnProgress): Promise<JudgeOutput> {
  const knowledge = await timed(() => currentKnowledge().snapshot);
  const audit = await timed(() =>
    runAudit({
      lake,
      out,
      threads,
      snapshot: knowledge.value,
      onProgress: ({ part, parts, step }) => onProgress(`audit ${part}/${parts}: ${step}`),
    }),
  );
  const { lines, findings, cannot_decide } = audit.value;
  const by_rule = new Map(
    audit.value.by_rule.map((row) => [row.rule_code, row.violation.findings + row.suspicion.findings]),
  );
  return {
    knowledge_s: knowledge.seconds,
    audit_s: audit.seconds,
    audit_cpu_s: audit.cpu_s,
    lines,
    findings,
    cannot_decide,
    by_rule,
  };
}
