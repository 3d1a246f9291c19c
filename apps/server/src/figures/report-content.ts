/** What a statutory report holds: the database keeps it, screens and files show it. */

/** One line: a figure and how it was counted. */
export interface ReportRow {
  readonly section: string;
  readonly name: string;
  readonly unit: 'count' | 'fen' | 'percent';
  /** Fen for money, hundredths of a percent for shares; null where nothing was to be counted. */
  readonly value: number | null;
  readonly definition: string;
}

export interface ReportContent {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly admdvs: string;
  readonly rows: readonly ReportRow[];
}
