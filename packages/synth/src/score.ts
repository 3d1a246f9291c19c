/** Compares the findings of an audit with the labels of the county that was audited. */
import type { Label, SchemeLabel } from './labels.ts';

/** What of a finding is compared: fields of `findings.jsonl`. */
export interface ScoredFinding {
  readonly rule_code: string;
  readonly psn_no: string;
  readonly mdtrt_ids: readonly string[];
  readonly line_ids: readonly string[];
  readonly amount_fen: number | null;
}

/** How one class fared; recall is found ÷ violations, precision suffers by false alarms and extra findings. */
export interface ClassScore {
  readonly rule_code: string;
  readonly violations: number;
  readonly found: number;
  /** Label ids of violations without a finding. */
  readonly missed: readonly string[];
  readonly look_alikes: number;
  /** Label ids of look-alikes with a finding. */
  readonly false_alarms: readonly string[];
  /** Findings that match no label at all. */
  readonly extra_findings_on_honest: number;
  /** Label ids of violations found with another amount than expected. */
  readonly amount_errors: readonly string[];
}

interface Tally {
  violations: number;
  found: number;
  look_alikes: number;
  extra: number;
  readonly missed: string[];
  readonly alarms: string[];
  readonly amounts: string[];
}

/**
 * Scores findings by class, sorted by code. A finding matches a label of its rule that shares a line with it, or, for a
 * label without lines, its visit. A finding that a scheme's plant may rightly raise on its people is not extra.
 */
export function scoreFindings(
  labels: readonly Label[],
  findings: Iterable<ScoredFinding>,
  schemes: readonly Pick<SchemeLabel, 'also' | 'psn_nos'>[] = [],
): ClassScore[] {
  const expected = new Set(
    schemes.flatMap(({ also, psn_nos }) => also.flatMap((code) => psn_nos.map((psn) => `${code} ${psn}`))),
  );
  const tallies = new Map<string, Tally>();
  const tallyOf = (rule_code: string): Tally => {
    const known = tallies.get(rule_code);
    if (known !== undefined) return known;
    const made: Tally = { violations: 0, found: 0, look_alikes: 0, extra: 0, missed: [], alarms: [], amounts: [] };
    tallies.set(rule_code, made);
    return made;
  };
  const byKey = new Map<string, Label[]>();
  for (const label of labels) {
    for (const key of keysOf(label)) byKey.set(key, [...(byKey.get(key) ?? []), label]);
  }
  const matched = new Map<Label, ScoredFinding[]>();
  for (const finding of findings) {
    const hit = labelsOf(finding, byKey);
    const { rule_code, psn_no } = finding;
    if (hit.size === 0 && !expected.has(`${rule_code} ${psn_no}`)) tallyOf(rule_code).extra += 1;
    for (const label of hit) matched.set(label, [...(matched.get(label) ?? []), finding]);
  }
  for (const label of labels) count(tallyOf(label.rule_code), label, matched.get(label) ?? []);
  return [...tallies]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule_code, tally]) => ({
      rule_code,
      violations: tally.violations,
      found: tally.found,
      missed: tally.missed,
      look_alikes: tally.look_alikes,
      false_alarms: tally.alarms,
      extra_findings_on_honest: tally.extra,
      amount_errors: tally.amounts,
    }));
}

function count(tally: Tally, label: Label, findings: readonly ScoredFinding[]): void {
  if (label.kind === 'look-alike') {
    tally.look_alikes += 1;
    if (findings.length > 0) tally.alarms.push(label.label_id);
    return;
  }
  tally.violations += 1;
  if (findings.length === 0) {
    tally.missed.push(label.label_id);
    return;
  }
  tally.found += 1;
  const { expected_amount_fen } = label;
  const right = expected_amount_fen === null || findings.some(({ amount_fen }) => amount_fen === expected_amount_fen);
  if (!right) tally.amounts.push(label.label_id);
}

function keysOf({ rule_code, mdtrt_id, line_ids }: Label): string[] {
  if (line_ids.length === 0) return [`${rule_code} visit ${mdtrt_id}`];
  return line_ids.map((line_id) => `${rule_code} line ${line_id}`);
}

function labelsOf({ rule_code, mdtrt_ids, line_ids }: ScoredFinding, byKey: ReadonlyMap<string, Label[]>): Set<Label> {
  const [visit] = mdtrt_ids;
  const keys = [`${rule_code} visit ${visit ?? ''}`, ...line_ids.map((line_id) => `${rule_code} line ${line_id}`)];
  return new Set(keys.flatMap((key) => byKey.get(key) ?? []));
}
