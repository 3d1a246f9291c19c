import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
import { today } from '../format/day.ts';
import { textOf } from '../leads/lead-filter.ts';
import { periodOf } from '../parts/day-filter.tsx';
import type { Period } from '../parts/day-filter.tsx';
import type { Attempt, Box, BoxesOfPlace, Fault, LookUps, TermsSet } from './answers.ts';

export interface AttemptFilter {
  readonly fixmedins_code?: string;
  /** Only those of another institution than the one that had sold the box. */
  readonly others?: string;
}

type Search = Readonly<Record<string, unknown>>;

export const attemptFilterOf = (search: Search): AttemptFilter => ({
  ...textOf('fixmedins_code', search['fixmedins_code']),
  ...(search['others'] === 'true' || search['others'] === true ? { others: 'true' } : {}),
});

const MONTH = 30;
export const placesFilterOf = (search: Search): Period => periodOf(search, MONTH, today());

const PAGE = 100;

/** The latest first, page after page. */
export function attemptsQuery(filter: AttemptFilter) {
  return pagesQuery<Attempt>({
    key: ['attempts', filter],
    path: '/api/trace/attempts',
    filter,
    limit: PAGE,
    next: (last) => ({ before: last.attempt_id }),
  });
}

/** Movements after which stock was below zero, the latest first. */
export const faultsQuery = pagesQuery<Fault>({
  key: ['stock faults'],
  path: '/api/trace/faults',
  limit: PAGE,
  next: (last) => ({ before: last.movement_id }),
});

/** Each asking is a look-up that is counted: it is not asked again by itself. */
export function boxQuery(code: string) {
  return queryOptions({
    queryKey: ['box', code],
    queryFn: () => ask<Box>('GET', `/api/trace/codes/${encodeURIComponent(code)}`),
    staleTime: Infinity,
  });
}

export function placesQuery({ from, to }: Period) {
  return queryOptions({
    queryKey: ['boxes of institutions', from, to],
    queryFn: () => ask<BoxesOfPlace[]>('GET', address('/api/trace/institutions', { from, until: to })),
  });
}

export function lookUpsQuery({ from, to }: Period) {
  return queryOptions({
    queryKey: ['look-ups', from, to],
    queryFn: () => ask<LookUps[]>('GET', address('/api/trace/look-ups', { from, until: to })),
  });
}

export const termsQuery = queryOptions({
  queryKey: ['trace terms'],
  queryFn: () => ask<TermsSet>('GET', '/api/trace/terms'),
});
