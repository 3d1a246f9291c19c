export interface LogRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly action: string;
  readonly subject: string;
  readonly subject_name: string;
  readonly procedure: string | null;
  readonly purpose: string;
  readonly region: string;
  readonly detail: string;
}

/** What entries call a doing, in words. */
export interface ActionName {
  readonly action: string;
  readonly zh: string;
  readonly en: string;
}

export interface LogExport {
  readonly csv: string;
  readonly entries: number;
  readonly is_cut: boolean;
}

export interface Verdict {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly digest: string };
  readonly seq?: number;
  readonly fault?: string;
}
