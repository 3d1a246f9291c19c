/** What the server answers about lists; compared with the server's own types in e2e/answers.ts. */
export interface SavedFilter {
  readonly filter_id: string;
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
}

export interface KeptOfList {
  readonly filters: readonly SavedFilter[];
  /** Null: those that the list shows by itself. */
  readonly columns: readonly string[] | null;
}

export interface Count {
  readonly rows: number;
  readonly exact: boolean;
}
