/** What the server answers about institutions; held against its own types in e2e/answers.ts. */

type InstitutionKind = 'hospital' | 'clinic' | 'pharmacy';
export type MaySettle = 'all' | 'rescue' | 'none';
type AgreementAct = 'ask-renewal' | 'ask-exit' | 'approve-exit' | 'refuse';
export type AgreementState =
  | 'pending'
  | 'valid'
  | 'interrupted'
  | 'restored'
  | 'terminated'
  | 'expired'
  | 'renewing'
  | 'withdrawn';

export interface Status {
  readonly may: MaySettle;
  readonly reason:
    | 'agreement'
    | 'no-agreement'
    | 'not-begun'
    | 'expired'
    | 'withdrawn'
    | 'terminated'
    | 'interrupted'
    | 'suspended';
  readonly since: string | null;
  readonly until: string | null;
}

export interface InstitutionRow {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly admdvs: string;
  readonly kind: InstitutionKind;
  readonly hosp_lv: string | null;
  readonly status: Status;
  readonly agreement: { readonly number: string; readonly valid_to: string; readonly state: AgreementState } | null;
  readonly measures: readonly string[];
  readonly licence_until: string | null;
}

export interface AgreementView {
  readonly agreement_id: string;
  readonly number: string;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly state: AgreementState;
  readonly asked: AgreementAct | null;
  readonly renew_by: string;
  readonly acts: readonly { readonly act: AgreementAct; readonly day: string; readonly leave_day: string | null }[];
}

export interface InstitutionView {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly admdvs: string;
  readonly kind: InstitutionKind;
  readonly status: Status;
  readonly version: number;
  readonly basics: {
    readonly ownership: 'public' | 'private' | null;
    readonly hosp_lv: string | null;
    readonly uscc: string | null;
    readonly addr: string | null;
    readonly bed_cnt: number | null;
    readonly doctor_cnt: number | null;
    readonly nurse_cnt: number | null;
    readonly pharmacist_cnt: number | null;
    readonly head: string | null;
  };
  readonly agreements: readonly AgreementView[];
  readonly earliest_leave: string;
  readonly measures: readonly {
    readonly matter_id: string;
    readonly measure: string;
    readonly state: string;
    readonly since: string;
    readonly until: string | null;
    readonly ended: string | null;
    readonly in_force: boolean;
  }[];
  readonly licences: readonly {
    readonly licence_id: string;
    readonly kind: string;
    readonly number: string;
    readonly valid_from: string;
    readonly valid_to: string;
    readonly replaced: boolean;
  }[];
  readonly recovered_fen: number;
}

export interface DossierEntry {
  readonly entry_id: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
  readonly detail: { readonly day: string } & Readonly<
    Record<string, string | number | boolean | null | readonly string[]>
  >;
  readonly digest: string;
}

export interface Dossier {
  readonly entries: readonly DossierEntry[];
  readonly names: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, number>>;
}

export interface DossierVerdict {
  readonly ok: boolean;
  readonly entries: number;
  readonly digest: string;
  readonly seq?: number;
  readonly fault?: string;
}

export interface Imported {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejects: readonly { readonly line: number; readonly field: string; readonly reason: string }[];
}
