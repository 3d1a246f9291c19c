/** OUT/summary.json: what a run found, the same bytes for the same input and snapshot. */
import type { PartSummary } from '@shouhu/rulebook';
import type { Patterns } from '../patterns.ts';
import type { Totals, ByVerdict } from './totals.ts';

export interface SummaryParts {
  readonly versions: { readonly shouhu: string };
  readonly snapshot: { readonly digest: string; readonly as_of: string | null; readonly parts: readonly PartSummary[] };
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
  readonly patterns: Patterns;
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
    schemes: schemeTotals(parts.patterns),
    schemes_not_run: parts.patterns.not_run,
    leads: leadTotals(parts.patterns),
    indicators_not_run: parts.patterns.indicators_not_run,
    riskiest_institutions: riskiest(parts.patterns),
  };
}
export type Summary = ReturnType<typeof summaryOf>;

const nothing: ByVerdict = {
  violation: { findings: 0, gross_fen: 0, net_fen: 0 },
  suspicion: { findings: 0, gross_fen: 0, net_fen: 0 },
};

/** Per scheme, in the order of their ids: how often it was found, and what each says by itself. */
function schemeTotals({ found }: Patterns) {
  const groups = [...Map.groupBy(found, ({ scheme }) => scheme)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([scheme, own]) => ({
    scheme,
    scheme_name: own[0]?.scheme_name ?? scheme,
    found: own.length,
    gross_fen: own.reduce((sum, { amount_fen }) => sum + amount_fen, 0),
  }));
}

/** So many institutions stand in the summary, with so many parts of their score; all of them in institutions.jsonl. */
const RISKIEST = 10;
const PARTS = 5;

function riskiest({ institutions }: Patterns) {
  return institutions
    .slice(0, RISKIEST)
    .filter(({ score }) => score > 0)
    .map(({ parts, ...institution }) => ({ ...institution, parts: parts.slice(0, PARTS) }));
}

/** Every line stands in one lead: these amounts are net of everything found. */
function leadTotals({ leads }: Patterns) {
  const sum = (of: (lead: Patterns['leads'][number]) => number): number =>
    leads.reduce((total, lead) => total + of(lead), 0);
  return {
    leads: leads.length,
    amount_fen: sum((lead) => lead.amount_fen),
    violation_fen: sum((lead) => lead.violation_fen),
    suspicion_fen: sum((lead) => lead.suspicion_fen),
    expected_fen: sum((lead) => lead.expected_fen),
  };
}
