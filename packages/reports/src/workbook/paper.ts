/** What every sheet of the working paper needs. */
import type { Persons } from '../mask/persons.ts';
import type { Run } from '../run/open-run.ts';
import type { RuleFacts } from './finding-rows.ts';
import type { WorkbookFile } from './xlsx/workbook-file.ts';

export interface Paper {
  readonly run: Run;
  readonly persons: Persons;
  readonly institutions: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, RuleFacts>;
  readonly file: WorkbookFile;
  /** Rows of a sheet, its header included. */
  readonly most_rows: number;
}

/** What the rows of a rule or a scheme came to, for the summary. */
export interface SheetSums {
  /** Sheets that hold the rows, in their order. */
  readonly sheets: readonly string[];
  readonly rows: number;
}

/** Where tabs stand: the summary is written last and stands second. */
export const ORDER = {
  cover: 0,
  summary: 1,
  leads: 2,
  rules: 100,
  schemes: 1_000,
  undecided: 5_000,
  exempted: 6_000,
} as const;

const VERDICT = { violation: '明确违规', suspicion: '可疑' } as const;

/** A verdict in words, with what weakens it. */
export function verdictText(verdict: keyof typeof VERDICT, retroactive = false): string {
  return retroactive ? `${VERDICT[verdict]}（追溯适用）` : VERDICT[verdict];
}
