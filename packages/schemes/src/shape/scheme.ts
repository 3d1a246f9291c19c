/**
 * What every scheme looks like: a plain value that says what it looks at, by which numbers, what it leaves out and why
 * it may be wrong, and one function that finds. Schemes read aggregates and judged lines, never raw tables of persons.
 */
/** A number that a bureau may change by parameters.csv. */
export interface Parameter {
  readonly value: number;
  /** 单位, for readers. */
  readonly unit: string;
  /** What it does, in Chinese. */
  readonly about: string;
}

/** A table, or a column of it, without which a scheme cannot run. */
type Source = string;

/** What an investigator reads of a scheme, in Chinese; docs/schemes has a page of it. */
export interface Page {
  /** What it sees. */
  readonly sees: string;
  /** What it leaves out on purpose. */
  readonly excludes: readonly string[];
  /** Why it may be wrong. */
  readonly mayErr: readonly string[];
  /** What to check on site. */
  readonly onSite: readonly string[];
}

export interface Scheme<Name extends string = string> {
  /** Stands in schemes.jsonl, parameters.csv and exempt.csv: English for schemes, the national code for national classes. */
  readonly id: string;
  readonly name: string;
  readonly en: string;
  /** National class that the scheme carries out, or null. */
  readonly rule_code: string | null;
  /** Tables or `table.column`s that must have been given. */
  readonly needs: readonly Source[];
  /** Codes of the rules without whose findings it finds nothing. */
  readonly reads?: readonly string[];
  readonly parameters: Readonly<Record<Name, Parameter>>;
  /** Law and articles. */
  readonly basis: readonly string[];
  readonly page: Page;
  readonly find: (look: Look<Name>) => Promise<readonly Hit[]>;
}

/** What a scheme may look at. */
export interface Look<Name extends string = string> {
  /** Rows of a statement over a_visit, a_item, a_imaging, a_institution, x_finding and the scheme's own temporary tables. */
  readonly rows: <Row>(sql: string) => Promise<Row[]>;
  readonly run: (sql: string) => Promise<void>;
  /** Makes a temporary table of the ids of groups, so that one statement serves them all: `grp` (index of the group), `id`. */
  readonly group: (name: string, groups: readonly (readonly string[])[]) => Promise<void>;
  /** Judged lines with names: SQL that stands after FROM. */
  readonly lines: string;
  /** Rows of a national table that hold: SQL that stands after FROM. */
  readonly table: (name: 'stock' | 'setl_list_oprn_d' | 'setl_list_diag_d') => string;
  readonly first_day: number;
  readonly last_day: number;
  readonly value: Readonly<Record<Name, number>>;
}

export interface VisitKey {
  readonly fixmedins_code: string;
  readonly mdtrt_id: string;
}

export interface LineKey {
  readonly fixmedins_code: string;
  readonly line_id: string;
}

/** Two persons or institutions of a group and how often they met; drawn as a map. */
export interface Link {
  readonly a: string;
  readonly b: string;
  readonly weight: number;
}

export type Evidence = Readonly<Record<string, string | number | readonly string[]>>;

/** One thing found, before it has an id, lines and an amount. */
export interface Hit {
  /** What it is about, the same from run to run: the id is its digest. */
  readonly anchor: string;
  /** 0 to 1: how sure the pattern is. */
  readonly score: number;
  readonly fixmedins_codes: readonly string[];
  readonly psn_nos: readonly string[];
  /** Visits it is about: at risk as a whole, unless single lines are named. */
  readonly visits: readonly VisitKey[];
  /** Single lines at risk; empty: all lines of the visits. */
  readonly lines: readonly LineKey[];
  /** Civil days, both included. */
  readonly from: number;
  readonly to: number;
  /** National codes of the items it turns on. */
  readonly item_codes?: readonly string[];
  /** Fen, only where no visit or line carries the amount. */
  readonly amount_fen?: number;
  /** Chinese. */
  readonly message: string;
  readonly evidence: Evidence;
  readonly links?: readonly Link[];
}

/** Gives a scheme its type without widening the names of its parameters. */
export function scheme<const Name extends string>(definition: Scheme<Name>): Scheme<Name> {
  return Object.freeze(definition);
}
