/** OUT/summary.json: what a run found, the same bytes for the same input and snapshot. */
import type { Totals, ByVerdict } from './totals.ts';

export interface SummaryParts {
  readonly versions: { readonly shouhu: string };
  readonly snapshot: { readonly digest: string; readonly as_of: string | null; readonly parts: readonly unknown[] };
  readonly period: { readonly from: string | null; readonly to: string | null };
  readonly lines: number;
  /** Lines of services before the first valid point: judged by nothing national (docs/semantics.md 1). */
  readonly lines_before_knowledge: number;
  readonly totals: Totals;
  readonly exempted: number;
  readonly rules: ReadonlyMap<string, string>;
  readonly undecided: ReadonlyMap<string, number>;
  readonly not_run: readonly {
    readonly rule_code: string;
    readonly rule_name: string;
    readonly absent: readonly string[];
    readonly lines: number;
  }[];
  readonly institutions: ReadonlyMap<string, string>;
}

export function summaryOf(parts: SummaryParts) {
  const { totals } = parts;
  const codes = [...new Set([...totals.rules.keys(), ...parts.undecided.keys()])].toSorted();
  return {
    format: 1,
    versions: parts.versions,
    snapshot: parts.snapshot,
    period: parts.period,
    lines: parts.lines,
    lines_before_knowledge: parts.lines_before_knowledge,
    findings: totals.all.violation.findings + totals.all.suspicion.findings,
    cannot_decide: [...parts.undecided.values()].reduce((sum, count) => sum + count, 0),
    exempted: parts.exempted,
    without_amount: totals.unpriced,
    by_verdict: totals.all,
    by_rule: codes.map((code) => ({
      rule_code: code,
      rule_name: parts.rules.get(code) ?? code,
      ...(totals.rules.get(code) ?? nothing),
      cannot_decide: parts.undecided.get(code) ?? 0,
    })),
    by_institution: [...totals.institutions].map(([fixmedins_code, total]) => ({
      fixmedins_code,
      fixmedins_name: parts.institutions.get(fixmedins_code) ?? null,
      ...total,
    })),
    not_run: parts.not_run,
  };
}
export type Summary = ReturnType<typeof summaryOf>;

const nothing: ByVerdict = {
  violation: { findings: 0, gross_fen: 0, net_fen: 0 },
  suspicion: { findings: 0, gross_fen: 0, net_fen: 0 },
};
