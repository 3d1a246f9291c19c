import type { Labelled, LeadStanding } from '../api/answers.ts';

export interface FindingRow {
  readonly finding_id: string;
  readonly revision: number;
  readonly standing: LeadStanding;
  readonly rule_code: string;
  readonly rule_name: string;
  readonly verdict: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly service_date: string;
  readonly amount_fen: number;
  /** Without it the amount is 0 because none can be calculated. */
  readonly has_amount: boolean;
  readonly psn_tail: string;
  readonly message: string;
}

interface FindingContent {
  readonly mdtrt_ids: readonly string[];
  readonly setl_ids: readonly string[];
  readonly lines: readonly { readonly line_id: string; readonly amount_fen: number | null }[];
  readonly related_line_ids: readonly string[];
  readonly amount_reason: string | null;
  readonly knowledge: readonly string[];
  readonly exempted_by: string | null;
  readonly basis: readonly string[];
  readonly evidence: readonly Labelled[];
}

interface PointView {
  readonly point_id: string;
  readonly item_name: string;
  readonly condition: string;
  readonly batch: string;
  readonly published: string;
}

export interface FindingView extends FindingRow {
  readonly content: FindingContent | null;
  readonly points: readonly PointView[];
  readonly leads: readonly { readonly lead_id: string; readonly title: string; readonly title_en: string }[];
  readonly revisions: readonly {
    readonly revision: number;
    readonly standing: LeadStanding;
    readonly run_id: number;
  }[];
}

export interface FindingPerson {
  readonly psn_no: string;
  readonly message: string;
}

/** A fee line of a lead. */
export interface LeadLine {
  readonly line_id: string;
  readonly fixmedins_code: string;
  readonly psn_tail: string;
  readonly service_date: string | null;
  readonly item: string | null;
  readonly item_name: string | null;
  /** Ten-thousandths. */
  readonly cnt: number | null;
  /** Millionths of a yuan. */
  readonly pric: number | null;
  readonly at_risk_fen: number;
  readonly verdict: string;
  readonly dr: string | null;
}
