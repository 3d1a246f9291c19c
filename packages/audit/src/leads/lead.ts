/** A lead (疑点线索): findings and schemes about the same lines, with one amount. */
import type { Evidence, Link } from '@shouhu/schemes';

/** What a lead leads with: a scheme that hangs its lines together, or one rule at one institution. */
export type LeadKind = 'scheme' | 'rule';

/** One object of OUT/leads.jsonl, in its key order (docs/formats.md). */
export interface Lead {
  readonly lead_id: string;
  /** 1 is the first to look at: by expected recoverable money. */
  readonly rank: number;
  readonly kind: LeadKind;
  readonly title: string;
  readonly verdict: 'violation' | 'suspicion';
  /** 0 to 1, of the amount as a whole. */
  readonly certainty: number;
  /** Each line once, over all leads; see {@link unlined_fen}. */
  readonly amount_fen: number;
  readonly violation_fen: number;
  readonly suspicion_fen: number;
  /** Part of the amount that no fee line carries: goods billed without a source. */
  readonly unlined_fen: number;
  /** Sum over lines of amount × certainty. */
  readonly expected_fen: number;
  readonly fixmedins_codes: readonly string[];
  readonly persons: number;
  readonly visits: number;
  readonly lines: number;
  readonly period: { readonly from: string; readonly to: string };
  readonly schemes: readonly LeadScheme[];
  readonly rules: readonly LeadRule[];
  readonly message: string;
}

export interface LeadScheme {
  readonly scheme_id: string;
  readonly scheme: string;
  readonly scheme_name: string;
  readonly score: number;
  readonly message: string;
  readonly evidence: Evidence;
  readonly links: readonly Link[];
}

/** A rule whose findings lie in the lead. */
export interface LeadRule {
  readonly rule_code: string;
  readonly rule_name: string;
  readonly verdict: 'violation' | 'suspicion';
  readonly findings: number;
  readonly amount_fen: number;
}

/**
 * How sure a line's amount is. Rules of thumb until confirmed cases calibrate them: what a rule proves is nearly certain, what it
 * suspects is even, and a scheme is as sure as its score, never as sure as a proof. Ten-thousandths, so that sums are exact.
 */
export const CERTAINTY = { violation: 9500, suspicion: 5000, scheme_least: 3000, scheme_most: 9000 } as const;

/** Ten-thousandths. @param score 0 to 1 */
export function certaintyOfScore(score: number): number {
  return Math.round(CERTAINTY.scheme_least + (CERTAINTY.scheme_most - CERTAINTY.scheme_least) * score);
}

/** Fen to be expected of an amount, rounded half up in exact integers. @param certainty ten-thousandths */
export function expectedOf(fen: number, certainty: number): number {
  return Math.floor((fen * certainty + 5000) / 10_000);
}
