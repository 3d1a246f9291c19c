import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
import { dayOf } from '../format/day.ts';
import { textOf } from '../leads/lead-filter.ts';
import type { Booking, LedgerAccount, LedgerEntry, LedgerKind, Position } from './answers.ts';

type Search = Readonly<Record<string, unknown>>;

/** A day of an address; what is none is left out. */
export function dayIn<Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: string } {
  const { [name]: text = '' } = textOf<string>(name, value);
  return dayOf(text) === undefined ? {} : textOf(name, text);
}

export interface FundFilter {
  readonly from?: string;
  readonly day?: string;
}

export const fundFilterOf = (search: Search): FundFilter => ({
  ...dayIn('from', search['from']),
  ...dayIn('day', search['day']),
});

export function positionQuery(filter: FundFilter) {
  return queryOptions({
    queryKey: ['funds', filter],
    queryFn: () => ask<Position>('GET', address('/api/funds', { ...filter })),
  });
}

export const bookingsQuery = queryOptions({
  queryKey: ['bookings'],
  queryFn: () => ask<Booking[]>('GET', '/api/funds/bookings'),
});

export const kindsQuery = queryOptions({
  queryKey: ['ledger kinds'],
  queryFn: () => ask<LedgerKind[]>('GET', '/api/ledger'),
});

export interface AccountFilter {
  readonly kind?: string;
  readonly search?: string;
}

export const accountFilterOf = (search: Search): AccountFilter => ({
  ...textOf('kind', search['kind']),
  ...textOf('search', search['search']),
});

const PAGE = 50;

/** By name, page after page. */
export function accountsQuery(filter: AccountFilter) {
  return pagesQuery<LedgerAccount>({
    key: ['ledger accounts', filter],
    path: '/api/ledger/accounts',
    filter,
    limit: PAGE,
    next: (last) => ({ after: last.account }),
  });
}

export interface EntryFilter {
  readonly account?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
}

export const entryFilterOf = (search: Search): EntryFilter => ({
  ...textOf('account', search['account']),
  ...textOf('kind', search['kind']),
  ...dayIn('from', search['from']),
  ...dayIn('to', search['to']),
});

/** The latest first, page after page. */
export function entriesQuery(filter: EntryFilter) {
  return pagesQuery<LedgerEntry>({
    key: ['ledger entries', filter],
    path: '/api/ledger/entries',
    filter,
    limit: PAGE,
    next: (last) => ({ before_day: last.day, before_at: last.recorded_at, before_id: last.entry_id }),
  });
}
