/** What a bureau adds to the rules: values of parameters and exemptions (docs/semantics.md 3). */
import type { CodeSet, RuleType, Verdict } from '@shouhu/rules';
import type { Validity } from './validity.ts';

/** Parameters that every rule has; `defaults` switches off Shouhu's default points alone. */
const COMMON = ['enabled', 'verdict', 'defaults'] as const;

/** The parameters of each rule type; their values are in the unit of the point's own field. */
export const parameterNames = {
  restrict: [...COMMON, 'child_bound'],
  unpayable: COMMON,
  price: [...COMMON, 'max', 'ratio'],
  together: COMMON,
  limit: [...COMMON, 'max'],
  spacing: [...COMMON, 'min'],
  needs: [...COMMON, 'look_back_days'],
  record: [...COMMON, 'max'],
  stay: [...COMMON, 'max', 'min'],
  overlap: COMMON,
  reuse: COMMON,
} as const satisfies Record<RuleType, readonly string[]>;

export type ParameterName = (typeof parameterNames)[RuleType][number];

/**
 * One value of one rule for some institutions and days. `enabled` is 0 or 1; `max` is in the unit of the points it is
 * set on (a limit's quantity and days 1e-4, money fen, counts plain; a unit price 1e-6 yuan), `ratio` 1e-4, `min` as the
 * points' unit, `look_back_days` days, `child_bound` completed years.
 */
export interface Parameter extends Validity {
  readonly rule_code: string;
  /** The only point it is set on; null: every point of the rule. */
  readonly point_id: string | null;
  readonly setting:
    | { readonly name: Exclude<ParameterName, 'verdict'>; readonly value: number }
    | { readonly name: 'verdict'; readonly value: Verdict };
  /** null: every institution. */
  readonly fixmedins_code: string | null;
  /** Rank of the institution; null: every rank. */
  readonly hosp_lv: number | null;
  readonly basis: string;
}

/** Who or what a finding may be exempted for. */
export const exemptKinds = ['institution', 'person', 'doctor', 'item', 'visit'] as const;
export type ExemptKind = (typeof exemptKinds)[number];

/** An exempted finding is written with `exempted_by` and stands in no total. */
export interface Exemption extends Validity {
  readonly exemption_id: string;
  /** null: every rule. */
  readonly rule_code: string | null;
  readonly subject_kind: ExemptKind;
  readonly subject: CodeSet;
  readonly reason: string;
  readonly basis: string;
}

/** A scheme or a statistical class, as local knowledge may name it: what it judges by are numbers, not points. */
export interface Tunable {
  readonly code: string;
  readonly name: string;
  /** Names of its numbers; `enabled` is one of every scheme. */
  readonly parameters: readonly string[];
}

/** A number that a bureau sets on a scheme; `enabled` is 0 or 1. Holds for every institution and day. */
export interface Setting {
  readonly code: string;
  readonly name: string;
  readonly value: number;
  readonly basis: string;
}
