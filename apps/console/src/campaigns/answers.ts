/** What the server answers about campaigns and inspections; compared with its own types in e2e/answers.ts. */
import type { Measure } from '@shouhu/procedure';

export type Targeting = 'all' | 'chosen' | 'drawn';
export type Kinds = 'all' | 'H' | 'P';
export type AnswerKind = 'yes-no' | 'amount' | 'number' | 'text';
export type RecusalReason = 'relative' | 'interest' | 'employed' | 'other';

export interface Item {
  readonly item_id: string;
  readonly list: 'self' | 'site';
  readonly text: string;
  readonly reference: string;
  readonly answer: AnswerKind;
}

interface Heads {
  readonly campaign_id: string;
  readonly name: string;
  readonly basis: string;
  readonly theme: string;
  readonly admdvs: string;
  readonly kinds: Kinds;
  readonly targeting: Targeting;
  readonly from_day: string;
  readonly to_day: string;
  readonly self_until: string | null;
  readonly look_back_from: string | null;
}

export interface CampaignRow extends Heads {
  readonly targets: number;
  readonly visited: number;
  readonly closed: number;
}

export interface Place {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly matter_id: string;
  readonly state: string;
  readonly due_day: string | null;
  readonly visited: boolean;
  readonly officers: readonly string[];
  readonly measures: readonly Measure[];
  readonly recovered_fen: number;
}

interface Recusal {
  readonly person: string;
  readonly fixmedins_code: string | null;
  readonly reason: RecusalReason;
}

export interface DrawView {
  readonly draw_id: string;
  readonly seed: string;
  readonly institutions: readonly string[];
  readonly inspectors: readonly string[];
  readonly recusals: readonly Recusal[];
  readonly count: number | null;
  readonly team: number;
  readonly drawn_by: string;
  readonly drawn_at: string;
  readonly teams: readonly { readonly fixmedins_code: string; readonly officers: readonly string[] }[];
}

export interface ResultRow {
  readonly fixmedins_code: string;
  readonly inspected_on: string;
  readonly decided_on: string;
  readonly findings: string;
  readonly measures: readonly Measure[];
  readonly terms: Readonly<Partial<Record<Measure, number>>>;
  readonly recovered_fen: number;
}

export interface BatchView {
  readonly batch_id: string;
  readonly rows: readonly ResultRow[];
  readonly officers: readonly string[];
  readonly made_by: string;
  readonly made_at: string;
  readonly verdict: {
    readonly verdict: 'confirmed' | 'returned';
    readonly reason: string;
    readonly given_by: string;
    readonly given_at: string;
  } | null;
}

interface KindFigures {
  readonly kind: 'H' | 'P';
  readonly targets: number;
  readonly visited: number;
  readonly handled: number;
  readonly measures: readonly { readonly measure: Measure; readonly count: number }[];
  readonly recovered_fen: number;
}

/** Of one inspection. */
export interface Found {
  readonly result: 'nothing' | 'handled' | null;
  readonly findings: string;
  readonly answers: readonly { readonly item_id: string; readonly value: string; readonly amount_fen: number | null }[];
  readonly amount_fen: number;
}

/** Institutions that are inspected once more: named, or drawn by a seed. */
export interface LookBackView {
  readonly look_back_id: string;
  readonly day: string;
  readonly seed: string | null;
  readonly institutions: readonly string[];
  readonly made_by: string;
  readonly made_at: string;
  readonly chosen: readonly string[];
  readonly places: readonly {
    readonly fixmedins_code: string;
    readonly matter_id: string;
    readonly earlier_id: string;
    readonly state: string;
    readonly before: Found;
    readonly again: Found;
  }[];
}

export interface CampaignView extends Heads {
  readonly items: readonly Item[];
  readonly institutions: number;
  readonly places: readonly Place[];
  readonly draws: readonly DrawView[];
  readonly batches: readonly BatchView[];
  readonly look_backs: readonly LookBackView[];
  readonly report: {
    readonly looked_back: {
      readonly planned: number;
      readonly visited: number;
      readonly found_before: number;
      readonly found_again: number;
      readonly put_right: number;
    };
    readonly institutions: number;
    readonly visited: number;
    readonly kinds: readonly KindFigures[];
    readonly recovered_fen: number;
  };
  readonly names: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly answer_id: string;
  readonly item_id: string;
  readonly value: string;
  readonly amount_fen: number | null;
  readonly note: string;
  readonly photos: readonly { readonly name: string; readonly digest: string }[];
  readonly answered_at: string;
}

/** An inspection with its form. */
export interface Visit {
  readonly matter_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly state: string;
  readonly version: number;
  readonly campaign: string;
  readonly items: readonly Item[];
  readonly answers: readonly Answer[];
  /** Photographs that have arrived. */
  readonly photos: readonly { readonly digest: string; readonly file_id: string; readonly size: number }[];
}
