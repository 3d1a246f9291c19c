import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
import { textOf } from '../leads/lead-filter.ts';
import type { ActionName, LogRow } from './answers.ts';

export interface LogFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
  readonly personal?: string;
}

/** The filter that an address holds. */
export function logFilterOf(search: Readonly<Record<string, unknown>>): LogFilter {
  return {
    ...textOf('actor', search['actor']),
    ...textOf('action', search['action']),
    ...textOf('subject', search['subject']),
    ...textOf('from', search['from']),
    ...textOf('to', search['to']),
    ...(String(search['personal']) === 'true' ? { personal: 'true' } : {}),
  };
}

const PAGE = 100;

/** The latest first, page after page. */
export function logQuery(filter: LogFilter) {
  return pagesQuery<LogRow>({
    key: ['log', filter],
    path: '/api/log',
    filter,
    limit: PAGE,
    next: (last) => ({ before: last.seq }),
  });
}

/** Names of all that entries can call a doing. */
export const actionsQuery = queryOptions({
  queryKey: ['log actions'],
  queryFn: () => ask<ActionName[]>('GET', '/api/log/actions'),
  staleTime: Infinity,
});
