/** What the server answers about assessments; compared with its own types in e2e/answers.ts. */
export interface AssessmentRow {
  readonly matter_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly year: number;
  readonly state: string;
  readonly score: number | null;
  readonly grade: string | null;
  readonly previous: string;
}

export type PublishedRow = Omit<AssessmentRow, 'matter_id' | 'previous'>;

export interface Deduction {
  readonly item: string;
  readonly marks: number;
  readonly zh: string;
  readonly en: string;
  readonly cause_matter: string;
  readonly cause_seq: number;
  readonly procedure: string;
  readonly on: string;
  readonly struck: string | null;
}

interface Sheet {
  readonly sheet_id: string;
  readonly expert_id: string;
  readonly name: string;
  readonly marks: Readonly<Record<string, number>>;
  readonly score: number;
  readonly recused: string | null;
}

export interface Score {
  readonly scheme: string;
  readonly daily: number;
  readonly items: readonly {
    readonly item: string;
    readonly full: number;
    readonly deducted: number;
    readonly score: number;
  }[];
  readonly deductions: readonly Deduction[];
  readonly year_end: number | null;
  readonly sheets: readonly Sheet[];
  readonly score: number | null;
  readonly grade: string | null;
}

interface Item {
  readonly zh: string;
  readonly en: string;
  readonly full: number;
}

export interface AssessmentView extends AssessmentRow {
  readonly daily_items: Readonly<Record<string, Item>>;
  readonly year_end_items: Readonly<Record<string, Item>>;
  readonly least_sheets: number;
  readonly proposed: Score | null;
  readonly now: Score | null;
}
