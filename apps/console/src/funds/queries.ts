import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { address } from '../api/queries.ts';
import type { Place } from '../api/queries.ts';
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

const FIRST: Place = {};
const PAGE = 50;

/** By name, page after page. */
export function accountsQuery(filter: AccountFilter) {
  return infiniteQueryOptions({
    queryKey: ['ledger accounts', filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam }) =>
      ask<LedgerAccount[]>('GET', address('/api/ledger/accounts', { ...filter, ...pageParam, limit: PAGE })),
    getNextPageParam: (rows): Place | undefined => {
      const last = rows.length < PAGE ? undefined : rows.at(-1);
      return last && { after: last.account };
    },
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
  return infiniteQueryOptions({
    queryKey: ['ledger entries', filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam }) =>
      ask<LedgerEntry[]>('GET', address('/api/ledger/entries', { ...filter, ...pageParam, limit: PAGE })),
    getNextPageParam: (rows): Place | undefined => {
      const last = rows.length < PAGE ? undefined : rows.at(-1);
      return last && { before_day: last.day, before_at: last.recorded_at, before_id: last.entry_id };
    },
  });
}
