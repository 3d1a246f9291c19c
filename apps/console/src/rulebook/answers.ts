/** What the server answers about rules and knowledge (api/answers.ts says how these are held to it). */
import type { Fact, Offer } from '../api/answers.ts';
import type { TaskState } from '../tasks/answers.ts';

export type Files = Readonly<Record<string, string>>;
type Names = Readonly<Record<string, string>>;

export interface Table {
  readonly file: string;
  readonly about: string;
  readonly columns: readonly { readonly name: string; readonly needed: boolean; readonly about: string }[];
}

export interface Fault {
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly fix_zh: string;
  readonly fix_en: string;
}

export interface Checked {
  readonly faults: readonly Fault[];
  readonly notices: readonly Fault[];
}

export interface DraftRow {
  readonly draft_id: string;
  readonly title: string;
  readonly state: string;
  readonly version: number;
  readonly revision: number;
  readonly begun_at: string;
}

export interface DraftView extends DraftRow {
  readonly reason: string;
  readonly files: Files;
  readonly digest: string;
  readonly base: { readonly version: number; readonly digest: string; readonly files: Files };
  readonly authors: readonly string[];
  readonly deeds: readonly {
    readonly action: string;
    readonly by: string;
    readonly on: string;
    readonly facts: Readonly<Record<string, Fact>>;
  }[];
  readonly revisions: readonly { readonly revision: number; readonly saved_by: string; readonly saved_at: string }[];
  readonly offers: readonly Offer[];
  readonly names: Names;
}

type PlanPurpose = 'plan' | 'backtest' | 'shadow';

export interface PlanRow {
  readonly task_id: string;
  readonly purpose: PlanPurpose;
  readonly state: TaskState;
  readonly asked_at: string;
  readonly asked_name: string;
  readonly revision: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly as_of: string | null;
  readonly counts: boolean;
  readonly result: Readonly<Record<string, unknown>> | null;
}

export interface Difference {
  readonly appear: number;
  readonly appear_fen: number;
  readonly vanish: number;
  readonly vanish_fen: number;
  readonly changed: number;
  readonly changed_fen: number;
}

interface Side {
  readonly snapshot: string;
  readonly findings: number;
  readonly net_fen: number;
}

export interface Comparison extends Difference {
  readonly before: Side;
  readonly after: Side;
  readonly by_rule: readonly (Difference & { readonly rule_code: string; readonly rule_name: string })[];
  readonly by_institution: readonly (Difference & { readonly fixmedins_code: string })[];
  readonly by_month: readonly (Difference & { readonly month: string })[];
  readonly samples: readonly {
    readonly change: 'appear' | 'vanish' | 'changed';
    readonly finding_id: string;
    readonly rule_code: string;
    readonly fixmedins_code: string;
    readonly service_date: string;
    readonly amount_fen: number;
    readonly message: string;
  }[];
}

export interface PlanResult {
  readonly draft_id: string;
  readonly purpose: PlanPurpose;
  readonly comparison: Comparison;
  /** Findings of the samples that the platform knows. */
  readonly known: readonly string[];
  readonly places: Names;
}

export interface VersionRow {
  readonly version: number;
  readonly title: string;
  readonly reason: string;
  readonly snapshot: string;
  readonly draft_id: string | null;
  readonly written_by: readonly string[];
  readonly approved_by: string;
  readonly published_at: string | null;
  readonly replaces: number | null;
}

export interface VersionsView {
  readonly seq: number;
  readonly version: number;
  readonly versions: readonly VersionRow[];
  readonly history: readonly {
    readonly seq: number;
    readonly version: number;
    readonly since: string;
    readonly by: string;
    readonly reason: string;
  }[];
  readonly names: Names;
}

export interface ClassRow {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly verdict: string;
  readonly points: number;
  readonly executable: number;
  readonly partly: number;
  readonly not_executable: number;
  readonly state: 'published' | 'default' | 'needs-local-points';
  readonly defaults: number;
  readonly template: string | null;
  readonly reasons: Readonly<Record<string, number>>;
  readonly local: number;
}

export interface Sheet extends ClassRow {
  readonly basis: readonly string[];
  readonly message: string;
  readonly doubt: { readonly source: string; readonly doubt: string } | null;
  readonly example: { readonly file: string; readonly header: string; readonly row: string } | null;
  readonly parameters: readonly {
    readonly name: string;
    readonly value: string;
    readonly about: string;
    readonly holds: string;
  }[];
  readonly matched: number;
  readonly sheet_points: readonly {
    readonly point_id: string;
    readonly name: string;
    readonly says: string;
    readonly state: string;
    readonly reason: string;
    readonly origin: 'national' | 'default' | 'local';
  }[];
}
