import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import type { NamedWorkload, Period, Placed, ReportContent, ReportMade, Totals } from './answers.ts';
import type { Span } from './span.ts';

const figures = <Answer>(what: 'totals' | 'institutions' | 'workload', { from, to }: Span) =>
  queryOptions({
    queryKey: ['figures', what, from, to],
    queryFn: () => ask<Answer>('GET', address(`/api/figures/${what}`, { from, to })),
    staleTime: 60_000,
  });

export const totalsQuery = (span: Span) => figures<Totals>('totals', span);
export const institutionsQuery = (span: Span) => figures<readonly Placed[]>('institutions', span);
export const workloadQuery = (span: Span) => figures<readonly NamedWorkload[]>('workload', span);

/** What a report of the period that holds a day would say now. */
export function draftQuery(period: Period, day: string) {
  return queryOptions({
    queryKey: ['reports', 'draft', period, day],
    queryFn: () => ask<ReportContent>('GET', address('/api/reports/draft', { period, day })),
  });
}

export const reportsQuery = queryOptions({
  queryKey: ['reports', 'made'],
  queryFn: () => ask<readonly ReportMade[]>('GET', '/api/reports'),
});
