/** What the server answers about figures; compared with the server's own types in e2e/answers.ts. */
import type { LeadState } from '../api/answers.ts';

interface Sum {
  readonly leads: number;
  readonly expected_fen: number;
}

interface Moved {
  readonly owed_fen: number;
  readonly paid_fen: number;
  readonly deducted_fen: number;
  readonly outstanding_fen: number;
}

interface Pressing {
  readonly overdue: number;
  readonly near: number;
}

export interface Totals {
  readonly from: string;
  readonly to: string;
  readonly leads: {
    readonly by_state: readonly (Sum & { readonly state: LeadState })[];
    readonly by_kind: readonly (Sum & { readonly title: string; readonly title_en: string })[];
    readonly by_month: readonly (Sum & { readonly month: string })[];
  };
  readonly funnel: readonly {
    readonly station: 'found' | 'taken' | 'settled' | 'recovered';
    readonly leads: number;
    readonly fen: number;
  }[];
  readonly reviews: {
    readonly issued: number;
    readonly appealed: number;
    readonly upheld: number;
    readonly dropped: number;
  };
  readonly confirmed: { readonly reviews: number; readonly amount_fen: number };
  readonly matters: readonly {
    readonly procedure: string;
    readonly state: string;
    readonly matters: number;
    readonly ended: boolean;
  }[];
  readonly limits: readonly {
    readonly procedure: string;
    readonly clock: string;
    readonly basis: string;
    readonly kept: number;
    readonly late: number;
  }[];
  readonly decisions: readonly {
    readonly decision: string;
    readonly cases: number;
    readonly fine_fen: number;
    readonly refund_fen: number;
  }[];
  readonly measures: readonly { readonly measure: string; readonly matters: number }[];
  readonly money: {
    readonly debts: Readonly<Record<'refund' | 'penalty' | 'fine' | 'surcharge', Moved>>;
    readonly recovered_fen: number;
    readonly by_month: readonly {
      readonly month: string;
      readonly owed_fen: number;
      readonly recovered_fen: number;
    }[];
  };
  readonly pressing: Pressing & {
    readonly by_clock: readonly (Pressing & { readonly procedure: string; readonly clock: string })[];
  };
}

export interface Placed extends Sum {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly matters: number;
  readonly decided_fen: number;
}

export interface Workload extends Pressing {
  readonly officer: string;
  readonly open: number;
  readonly deeds: number;
}

/** With the name behind the id, where there is an account. */
export type NamedWorkload = Workload & { readonly name: string | null };

export type Period = 'month' | 'quarter' | 'year';

export interface ReportRow {
  readonly section: string;
  readonly name: string;
  readonly unit: 'count' | 'fen' | 'percent';
  readonly value: number | null;
  readonly definition: string;
}

export interface ReportContent {
  readonly title: string;
  readonly rows: readonly ReportRow[];
}

export interface ReportMade {
  readonly report_id: string;
  readonly period: Period;
  readonly period_from: string;
  readonly period_to: string;
  readonly admdvs: string;
  readonly made_at: string;
  readonly made_by_name: string;
  readonly digest: string;
}
