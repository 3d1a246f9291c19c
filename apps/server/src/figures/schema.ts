import type { ColumnType, JSONColumnType } from 'kysely';
import type { ReportContent } from './report-content.ts';

type Fixed<Type> = ColumnType<Type, Type, never>;

export interface FiguresSchema {
  /** Limits that run, of matters that go on: what their deeds make of them, kept for lists. */
  matter_clock: { matter_id: string; clock: string; due_day: string };
  /** Officers of a matter, likewise. */
  matter_officer: { matter_id: string; officer: string };
  /** A statutory report as it was made. */
  report_made: {
    report_id: Fixed<string>;
    period: Fixed<'month' | 'quarter' | 'year'>;
    period_from: Fixed<string>;
    period_to: Fixed<string>;
    admdvs: Fixed<string>;
    made_at: Fixed<Date>;
    made_by: Fixed<string>;
    made_by_name: Fixed<string>;
    content: JSONColumnType<ReportContent, string, never>;
    /** SHA-256 of the content. */
    digest: Fixed<string>;
  };
}
