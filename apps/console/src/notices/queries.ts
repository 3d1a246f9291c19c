import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import type { Contacts, Notices } from './answers.ts';

const MINUTE = 60_000;
const PAGE = 50;

/** How many are new: asked every minute while the page is looked at. */
export const unreadQuery = queryOptions({
  queryKey: ['notices', 'unread'],
  queryFn: () => ask<Notices>('GET', '/api/notices?limit=1'),
  refetchInterval: MINUTE,
});

export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices', 'list'],
  initialPageParam: '',
  queryFn: ({ pageParam: before }) => ask<Notices>('GET', address('/api/notices', { before, limit: PAGE })),
  getNextPageParam: ({ notices }): string | undefined => (notices.length < PAGE ? undefined : notices.at(-1)?.told_at),
});

export const contactsQuery = queryOptions({
  queryKey: ['contacts'],
  queryFn: () => ask<Contacts>('GET', '/api/contacts'),
});
