/** What screens read, by key: one place for addresses and pages. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Colleague, LeadRow, LeadState, LeadView, MatterRow, MatterView, Me } from './answers.ts';
import { ask } from './ask.ts';

type Param = string | number | null | undefined;

/** `/api/leads?state=new`: parameters without a value are left out. */
function address(path: string, params: Readonly<Record<string, Param>>): string {
  const given = Object.entries(params).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(given).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Where a page of a list begins: after the last row of the one before. */
type Place = Readonly<Record<string, Param>>;
const FIRST: Place = {};

/** Rows of one page of a list. */
const PAGE = 200;

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => ask<Me>('GET', '/api/me'),
  staleTime: Infinity,
});

/** Whom work can be given to. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => ask<Colleague[]>('GET', '/api/people'),
  staleTime: 300_000,
});

export interface LeadFilter {
  readonly state?: LeadState;
  readonly assignee?: string;
  readonly fixmedins_code?: string;
}

/** Leads by expected money, page after page, each beginning after the last row of the one before. */
export function leadsQuery(filter: LeadFilter) {
  return infiniteQueryOptions({
    queryKey: ['leads', filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam }) => ask<LeadRow[]>('GET', address('/api/leads', { ...filter, ...pageParam, limit: PAGE })),
    getNextPageParam: (rows): Place | undefined => {
      const last = rows.length < PAGE ? undefined : rows.at(-1);
      return last && { after_expected_fen: last.expected_fen, after_lead_id: last.lead_id };
    },
  });
}

export function leadQuery(lead_id: string) {
  return queryOptions({
    queryKey: ['lead', lead_id],
    queryFn: () => ask<LeadView>('GET', `/api/leads/${encodeURIComponent(lead_id)}`),
  });
}

export interface MatterFilter {
  readonly procedure?: string;
  readonly state?: string;
  readonly fixmedins_code?: string;
  readonly due_until?: string;
}

/** Matters by the day they are due, page after page. */
export function mattersQuery(filter: MatterFilter) {
  return infiniteQueryOptions({
    queryKey: ['matters', filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam }) =>
      ask<MatterRow[]>('GET', address('/api/matters', { ...filter, ...pageParam, limit: PAGE })),
    getNextPageParam: (rows): Place | undefined => {
      const last = rows.length < PAGE ? undefined : rows.at(-1);
      return last && { after_due_day: last.due_day, after_matter_id: last.matter_id };
    },
  });
}

export function matterQuery(matter_id: string) {
  return queryOptions({
    queryKey: ['matter', matter_id],
    queryFn: () => ask<MatterView>('GET', `/api/matters/${encodeURIComponent(matter_id)}`),
  });
}
