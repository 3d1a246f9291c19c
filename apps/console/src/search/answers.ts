/** What the server answers to a search; compared with the server's own type in e2e/answers.ts. */
export interface Found {
  readonly institutions: readonly { readonly fixmedins_code: string; readonly fixmedins_name: string }[];
  readonly leads: readonly {
    readonly lead_id: string;
    readonly title: string;
    readonly title_en: string;
    readonly message: string;
    readonly expected_fen: number;
  }[];
  readonly matters: readonly {
    readonly matter_id: string;
    readonly procedure: string;
    readonly state: string;
    readonly fixmedins_name: string;
  }[];
}
