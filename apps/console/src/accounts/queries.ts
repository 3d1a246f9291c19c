import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
import { textOf } from '../leads/lead-filter.ts';
import type { AccountRow, AccountView, ChangeRow } from './answers.ts';

export interface AccountFilter {
  readonly text?: string;
  readonly duty?: string;
  readonly state?: string;
  readonly fixmedins_code?: string;
}

/** The filter that an address holds. */
export function accountFilterOf(search: Readonly<Record<string, unknown>>): AccountFilter {
  return {
    ...textOf('text', search['text']),
    ...textOf('duty', search['duty']),
    ...textOf('state', search['state']),
    ...textOf('fixmedins_code', search['fixmedins_code']),
  };
}

const PAGE = 100;

export function accountsQuery(filter: AccountFilter) {
  return pagesQuery<AccountRow>({
    key: ['accounts', filter],
    path: '/api/accounts',
    filter,
    limit: PAGE,
    next: (last) => ({ after_username: last.username }),
  });
}

export function accountQuery(id: string) {
  return queryOptions({
    queryKey: ['accounts', 'one', id],
    queryFn: () => ask<AccountView>('GET', `/api/accounts/${encodeURIComponent(id)}`),
  });
}

/** Changes that somebody still has to confirm. */
export const waitingQuery = queryOptions({
  queryKey: ['accounts', 'waiting'],
  queryFn: () => ask<ChangeRow[]>('GET', '/api/account-changes'),
});
