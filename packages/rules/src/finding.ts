import type { RuleType, Verdict } from './model.ts';

/** Values that decided, named by field; sorted by name when written. */
export type Evidence = Readonly<Record<string, string | number>>;

/** A charged line, with its institution where that is not the finding's: line ids are unique within one only. */
export interface ChargedLine {
  readonly line_id: string;
  readonly amount_fen: number | null;
  readonly fixmedins_code?: string;
}

/** One finding per rule and anchor (docs/semantics.md 11), in the key order of docs/formats.md. */
export interface Finding {
  readonly finding_id: string;
  readonly rule_code: string;
  readonly rule_name: string;
  readonly rule_type: RuleType;
  readonly verdict: Verdict;
  readonly psn_no: string;
  readonly fixmedins_code: string;
  readonly mdtrt_ids: readonly string[];
  readonly setl_ids: readonly string[];
  /** Charged lines. */
  readonly line_ids: readonly string[];
  /** Lines that made the charged ones wrong. */
  readonly related_line_ids: readonly string[];
  /** yyyy-MM-dd */
  readonly service_date: string;
  readonly amount_fen: number | null;
  readonly amount_reason: string | null;
  readonly lines: readonly ChargedLine[];
  readonly knowledge: readonly string[];
  readonly retroactive: boolean;
  readonly basis: readonly string[];
  readonly message: string;
  readonly evidence: Evidence;
}

/** What could not be decided: the keys of a finding, with the reason. */
export interface Undecided extends Finding {
  /** Names of what is absent, sorted, joined by ','. */
  readonly reason: string;
}

/** What an evaluator returns; both lists sorted by finding_id. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
}
