import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
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

const PAGE = 100;

/** The latest first, page after page. */
export function settlementsQuery(filter: SettlementFilter) {
  return pagesQuery<SettlementListed>({
    key: ['settlements', filter],
    path: '/api/settlements',
    filter,
    limit: PAGE,
    next: (last) => ({ before_time: last.setl_time, before_setl_id: last.setl_id }),
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
  return pagesQuery<LineListed>({
    key: ['settlement lines', setl_id],
    path: `${path(setl_id)}/lines`,
    limit: PAGE,
    next: (last) => ({ after: last.feedetl_sn }),
  });
}
