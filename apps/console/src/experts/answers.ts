/** What the server answers about experts and draws; compared with its own types in e2e/answers.ts. */
export interface ExpertRow {
  readonly expert_id: string;
  readonly kind: 'expert' | 'supervisor';
  readonly name: string;
  readonly field: string;
  readonly unit: string;
  readonly fixmedins_code: string | null;
  readonly admdvs: string;
  readonly phone_masked: string;
  readonly version: number;
  readonly left_on: string | null;
  readonly ties: readonly { readonly fixmedins_code: string; readonly reason: string }[];
}

export interface DrawRow {
  readonly draw_id: string;
  readonly purpose: string;
  readonly kind: 'expert' | 'supervisor';
  readonly field: string | null;
  readonly fixmedins_code: string | null;
  readonly count: number;
  readonly seed: string;
  readonly pool: readonly string[];
  readonly pool_digest: string;
  readonly recused: readonly { readonly expert_id: string; readonly reason: string }[];
  readonly drawn: readonly string[];
  readonly drawn_by: string;
  readonly drawn_at: string;
  readonly names: Readonly<Record<string, string>>;
  readonly holds: boolean;
}
