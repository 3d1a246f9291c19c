import type { TableName } from '@shouhu/claims';

/** What a check looks at, in the words of the OHDSI data-quality dashboard. */
type CheckKind = 'conformance' | 'completeness' | 'plausibility';

/** One data-quality check as a row of data: which rows it applies to, which of them fail, how many may. */
export interface QualityCheck {
  readonly id: string;
  readonly table: TableName;
  readonly field: string | null;
  readonly kind: CheckKind;
  readonly zh: string;
  readonly en: string;
  /** Name in {@link FROM} of the rows it counts over. */
  readonly from: FromName;
  /** SQL conditions over those rows. */
  readonly applies: string;
  readonly fails: string;
  /** Columns (`table.column`) without which it does not apply at all. */
  readonly needs: readonly string[];
  /** Greatest share of failing rows that passes, 1e-4. */
  readonly threshold: number;
  /** Where the threshold comes from. */
  readonly origin: string;
}

/** Rows that checks count over; each is read once for all its checks. */
export type FromName = TableName | 'line_of_visit' | 'settled_sum' | 'visit_of_person' | 'settlement_of_visit';

export type CheckStatus = 'pass' | 'fail' | 'not applicable' | 'error';

/** A check and what it found. Shares are compared in integers. */
export interface CheckResult {
  readonly id: string;
  readonly table: TableName;
  readonly field: string | null;
  readonly kind: CheckKind;
  readonly zh: string;
  readonly en: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly threshold: number;
  readonly origin: string;
  readonly status: CheckStatus;
}
