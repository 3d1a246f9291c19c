/** Columns of the list that may be left out, and the room each takes. */
export const LEAD_COLUMNS = ['verdict', 'amount', 'expected', 'period', 'state', 'assignee'] as const;
export type LeadColumn = (typeof LEAD_COLUMNS)[number];

const WIDTHS: Readonly<Record<LeadColumn, string>> = {
  verdict: '60px',
  amount: '132px',
  expected: '140px',
  period: '104px',
  state: '84px',
  assignee: '120px',
};

/** The tracks of the grid for the columns that are shown. @param choosing whether rows have a box before them */
export function tracksOf(shown: ReadonlySet<string>, choosing: boolean): string {
  const own = LEAD_COLUMNS.filter((column) => shown.has(column)).map((column) => WIDTHS[column]);
  return [...(choosing ? ['20px'] : []), 'minmax(0, 1fr)', ...own].join(' ');
}

declare module 'react' {
  interface CSSProperties {
    /** Tracks of a grid. */
    readonly '--columns'?: string;
  }
}
