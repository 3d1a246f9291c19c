import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
import { textOf } from '../leads/lead-filter.ts';
import type {
  BankAccount,
  ClearingLines,
  ClearingState,
  ClearingView,
  MonthListed,
  MonthView,
  Statement,
} from './answers.ts';

export const STATES: readonly ClearingState[] = ['computed', 'confirmed', 'approved', 'paid'];

export interface ClearingFilter {
  readonly state?: ClearingState;
}

export function clearingFilterOf(search: Readonly<Record<string, unknown>>): ClearingFilter {
  const state = STATES.find((known) => known === search['state']);
  return state === undefined ? {} : { state };
}

/** By month and state, the latest first. */
export const monthsQuery = queryOptions({
  queryKey: ['clearing', 'months'],
  queryFn: () => ask<MonthListed[]>('GET', '/api/clearing'),
});

const path = (month: string): string => `/api/clearing/${encodeURIComponent(month)}`;

export function monthQuery(month: string) {
  return queryOptions({ queryKey: ['clearing', 'month', month], queryFn: () => ask<MonthView>('GET', path(month)) });
}

const PAGE = 100;

/** By code, page after page. */
export function clearingsQuery(month: string, filter: ClearingFilter) {
  return pagesQuery<ClearingView>({
    key: ['clearing', 'list', month, filter],
    path: `${path(month)}/institutions`,
    filter,
    limit: PAGE,
    next: (last) => ({ after: last.fixmedins_code }),
  });
}

export function clearingQuery(month: string, code: string) {
  return queryOptions({
    queryKey: ['clearing', 'one', month, code],
    queryFn: () => ask<ClearingLines>('GET', `${path(month)}/institutions/${encodeURIComponent(code)}`),
  });
}

const ACCOUNT_STATES: readonly BankAccount['state'][] = ['proposed', 'confirmed', 'dropped'];

export interface AccountFilter {
  readonly fixmedins_code?: string;
  readonly state?: BankAccount['state'];
}

export function accountFilterOf(search: Readonly<Record<string, unknown>>): AccountFilter {
  const state = ACCOUNT_STATES.find((known) => known === search['state']);
  return { ...textOf('fixmedins_code', search['fixmedins_code']), ...(state === undefined ? {} : { state }) };
}

export const ACCOUNTS_PATH = '/api/clearing/accounts';

/** Those that wait first, page after page. */
export function bankAccountsQuery(filter: AccountFilter) {
  return pagesQuery<BankAccount>({
    key: ['clearing', 'accounts', filter],
    path: ACCOUNTS_PATH,
    filter,
    limit: PAGE,
    next: (last) => ({ after: last.account_id }),
  });
}

/** Reconciliations of an institution, the latest first. */
export function statementsQuery(code: string) {
  return queryOptions({
    queryKey: ['clearing', 'statements', code],
    queryFn: () => ask<Statement[]>('GET', address('/api/reconciliations', { fixmedins_code: code, limit: 20 })),
  });
}

/** Whatever is done about a clearing changes its month, its list and itself. */
export function useCleared(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => queries.invalidateQueries({ queryKey: ['clearing'] });
}
