import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { address } from '../api/queries.ts';
import type { Place } from '../api/queries.ts';
import { dayOf, textOfDay, today } from '../format/day.ts';
import { textOf } from '../leads/lead-filter.ts';
import type { DaySums, LineListed, SettlementListed, SettlementView } from './answers.ts';

export interface SettlementFilter {
  readonly day: string;
  readonly fixmedins_code?: string;
  readonly insutype?: string;
  readonly med_type?: string;
  readonly standing?: string;
}

/** The filter that an address holds; of today where it names no day. */
export function settlementFilterOf(search: Readonly<Record<string, unknown>>): SettlementFilter {
  const { day = '' } = textOf('day', search['day']);
  return {
    day: dayOf(day) === undefined ? textOfDay(today()) : day,
    ...textOf('fixmedins_code', search['fixmedins_code']),
    ...textOf('insutype', search['insutype']),
    ...textOf('med_type', search['med_type']),
    ...textOf('standing', search['standing']),
  };
}

const FIRST: Place = {};
const PAGE = 100;

/** The latest first, page after page. */
export function settlementsQuery(filter: SettlementFilter) {
  return infiniteQueryOptions({
    queryKey: ['settlements', filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam }) =>
      ask<SettlementListed[]>('GET', address('/api/settlements', { ...filter, ...pageParam, limit: PAGE })),
    getNextPageParam: (rows): Place | undefined => {
      const last = rows.length < PAGE ? undefined : rows.at(-1);
      return last && { before_time: last.setl_time, before_setl_id: last.setl_id };
    },
  });
}

export function sumsQuery(filter: SettlementFilter) {
  return queryOptions({
    queryKey: ['settlement sums', filter],
    queryFn: () => ask<DaySums>('GET', address('/api/settlements/sums', { ...filter })),
  });
}

const path = (setl_id: string): string => `/api/settlements/${encodeURIComponent(setl_id)}`;

export const personPath = (setl_id: string): string => `${path(setl_id)}/person`;

export function settlementQuery(setl_id: string) {
  return queryOptions({
    queryKey: ['settlement', setl_id],
    queryFn: () => ask<SettlementView>('GET', path(setl_id)),
  });
}

/** By number, page after page. */
export function linesQuery(setl_id: string) {
  return infiniteQueryOptions({
    queryKey: ['settlement lines', setl_id],
    initialPageParam: FIRST,
    queryFn: ({ pageParam }) =>
      ask<LineListed[]>('GET', address(`${path(setl_id)}/lines`, { ...pageParam, limit: PAGE })),
    getNextPageParam: (rows): Place | undefined => {
      const last = rows.length < PAGE ? undefined : rows.at(-1);
      return last && { after: last.feedetl_sn };
    },
  });
}
