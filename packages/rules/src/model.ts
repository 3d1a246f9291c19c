/**
 * Rules as plain frozen values: a rule type bound to parameters, and the dated points it joins (docs/rules.md).
 * The model knows no file, no database and no national content.
 */
import type { CodeSet, Predicate } from './predicate.ts';

export type Verdict = 'violation' | 'suspicion';

/** Windows of docs/semantics.md 7; `hours:N` and `days:N` roll, all others are keys. */
export type Window =
  | 'line'
  | 'prescription'
  | 'operation'
  | 'hour'
  | 'day'
  | 'visit'
  | 'stay'
  | 'week'
  | 'month'
  | 'quarter'
  | 'year'
  | `hours:${number}`
  | `days:${number}`;

/** Whether a window joins a person's use in one institution or in all. */
export type Across = 'institution' | 'all';

/** What every point carries. Days are inclusive service days. */
export interface PointBase {
  /** Ids of the knowledge points behind it (several when the same pair was published twice). */
  readonly point_ids: readonly string[];
  /** What the knowledge calls its subject, for readers. */
  readonly name?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Narrower than the rule's scope; usually a care type. */
  readonly scope: Predicate;
  /** Overrides the rule's verdict, for points whose mapping is less than certain. */
  readonly verdict: Verdict | null;
  /** Judged before its own publication (docs/semantics.md 1). */
  readonly retroactive: boolean;
  /** Instead of the rule's message, where a point can say more. */
  readonly message?: string | undefined;
  /** Beside the rule's basis: what this point rests on. */
  readonly basis?: readonly string[] | undefined;
}

export interface RestrictPoint extends PointBase {
  readonly type: 'restrict';
  /** An item selects lines; a diagnosis or an operation selects visits. */
  readonly subject_kind: 'item' | 'diagnosis' | 'operation';
  readonly subject: CodeSet;
  /** The condition that must hold. */
  readonly require: Predicate;
}

export interface UnpayablePoint extends PointBase {
  readonly type: 'unpayable';
  readonly subject: CodeSet;
  /** `alone`: only when the prescription's items within `among` are all subjects of such points of the rule. */
  readonly when: 'always' | 'alone';
  readonly among: CodeSet;
}

export interface PricePoint extends PointBase {
  readonly type: 'price';
  readonly subject: CodeSet;
  /** `unit_price`: dearer than max (null: than the line's own pric_uplmt). `discount`: second and later of the subject set in one window. */
  readonly measure: 'unit_price' | 'discount';
  /** 1e-6 yuan. */
  readonly max: number | null;
  readonly window: Window;
  /** 1e-4; null: the published point names none, so any discount satisfies it (docs/semantics.md 14). */
  readonly ratio: number | null;
  /** `discount` beside one of these codes; empty: beside another item of the subject set. */
  readonly beside: CodeSet;
}

export interface TogetherPoint extends PointBase {
  readonly type: 'together';
  readonly a: CodeSet;
  readonly b: CodeSet;
  readonly window: Window;
  readonly across: Across;
  /** Side at risk; `cheaper` for a pair published in both directions (ties: b). */
  readonly pays: 'a' | 'b' | 'cheaper';
  readonly allowed_with: CodeSet;
}

export interface LimitPoint extends PointBase {
  readonly type: 'limit';
  readonly subject: CodeSet;
  /** Names what is counted together; part of the anchor, so it is stable across snapshots. */
  readonly group: string;
  readonly measure: 'cnt' | 'amount' | 'paid' | 'days' | 'kinds' | 'visits';
  readonly window: Window;
  readonly across: Across;
  /** In units of the measure: cnt and days 1e-4, amount and paid fen, kinds and visits plain counts. */
  readonly max: number;
  /** The maximum is max × days of the stay. */
  readonly per_stay_day: boolean;
}

export interface SpacingPoint extends PointBase {
  readonly type: 'spacing';
  /** null: admissions (inpatient visits) are the events. */
  readonly subject: CodeSet | null;
  readonly group: string;
  /** Earlier event; null: the same subject. */
  readonly other: CodeSet | null;
  /** Of admissions: only an earlier stay counts that shares a diagnosis of the same category (first three characters). */
  readonly same_diagnosis: boolean;
  readonly min: number;
  readonly unit: 'day' | 'hour';
  readonly across: Across;
}

export interface NeedsPoint extends PointBase {
  readonly type: 'needs';
  readonly subject: CodeSet;
  /** Any of these suffices. Items are looked for among lines, the rest in the visit's lists. */
  readonly items: CodeSet;
  readonly diagnoses: CodeSet;
  readonly operations: CodeSet;
  /** Where it must stand; with a look-back, the days before the line's day count too. */
  readonly window: Window;
  readonly look_back_days: number;
  readonly across: Across;
}

export interface RecordPoint extends PointBase {
  readonly type: 'record';
  /** A faulty row: one finding per visit and point, its faulty lines charged (docs/semantics.md 29). */
  readonly on: 'line' | 'visit';
  readonly fault: Predicate;
}

export interface StayPoint extends PointBase {
  readonly type: 'stay';
  /** Over inpatient visits, with the stay_* fields. */
  readonly fault: Predicate;
}

export interface OverlapPoint extends PointBase {
  readonly type: 'overlap';
  /** Two stays that share more than a day of transfer; a visit inside a stay; anything after death. */
  readonly kind: 'stays' | 'visit-in-stay' | 'after-death';
}

export interface ReusePoint extends PointBase {
  readonly type: 'reuse';
}

export type Point =
  | RestrictPoint
  | UnpayablePoint
  | PricePoint
  | TogetherPoint
  | LimitPoint
  | SpacingPoint
  | NeedsPoint
  | RecordPoint
  | StayPoint
  | OverlapPoint
  | ReusePoint;
export type RuleType = Point['type'];

/** 政策类 rules do not fire on a line whose in-scope amount is 0; the others may, with amount 0. */
export type RuleClass = 'policy' | 'management' | 'medical';

export interface Rule {
  /** GZ/ZB code, LK2025-NNN, SH-… or the bureau's own name. */
  readonly rule_code: string;
  readonly rule_name: string;
  readonly rule_type: RuleType;
  readonly rule_class: RuleClass;
  readonly verdict: Verdict;
  readonly stages: readonly ('before' | 'during' | 'after')[];
  readonly scope: Predicate;
  /** Law and articles. */
  readonly basis: readonly string[];
  /** Chinese message template; {name} is replaced from the evidence. */
  readonly message: string;
  readonly points: readonly Point[];
}

/** The frozen set of rules a run judges by. */
export interface Ruleset {
  /** Digest of the snapshot the rules come from. */
  readonly snapshot: string;
  readonly rules: readonly Rule[];
}
