import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
import type { FindingRow, FindingView, LeadLine } from './answers.ts';

export interface FindingFilter {
  readonly lead_id?: string;
  readonly fixmedins_code?: string;
  readonly rule_code?: string;
  readonly verdict?: string;
}

/** By amount, the most first, page after page. */
export function findingsQuery(filter: FindingFilter, page: number) {
  return pagesQuery<FindingRow>({
    key: ['findings', filter, page],
    path: '/api/findings',
    filter,
    limit: page,
    next: (last) => ({ after_amount_fen: last.amount_fen, after_finding_id: last.finding_id }),
  });
}

export function findingQuery(finding_id: string) {
  return queryOptions({
    queryKey: ['finding', finding_id],
    queryFn: () => ask<FindingView>('GET', `/api/findings/${encodeURIComponent(finding_id)}`),
  });
}

const LINES = 20;

/** Fee lines that a lead stands on, by institution, person and time. */
export function linesQuery(lead_id: string) {
  return infiniteQueryOptions({
    queryKey: ['lead lines', lead_id],
    initialPageParam: 0,
    queryFn: ({ pageParam: offset }) =>
      ask<LeadLine[]>('GET', address(`/api/leads/${encodeURIComponent(lead_id)}/lines`, { offset, limit: LINES })),
    getNextPageParam: (rows, pages) => (rows.length < LINES ? undefined : pages.length * LINES),
  });
}
