import type { JSONColumnType } from 'kysely';

/** What a person keeps of a list: filters by name, and which columns are shown. */
export interface ListsSchema {
  saved_filter: {
    filter_id: string;
    owner: string;
    list: string;
    name: string;
    /** As it stands in the address of the page. */
    search: JSONColumnType<Record<string, string>>;
    saved_at: Date;
  };
  list_columns: { owner: string; list: string; columns: string[] };
}
