import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask } from '../api/ask.ts';
import { pagesQuery } from '../api/pages.ts';
import { textOf } from '../leads/lead-filter.ts';
import type { Connection, ConnectionView, Flow, KeyRow, MessageRow, MessageView } from './answers.ts';

export interface ConnectionFilter {
  readonly search?: string;
  readonly state?: string;
}

export interface MessageFilter {
  readonly fixmedins_code?: string;
  readonly infno?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly slower_ms?: string;
}

type Search = Readonly<Record<string, unknown>>;

/** The filters that addresses hold. */
export const connectionFilterOf = (search: Search): ConnectionFilter => ({
  ...textOf('search', search['search']),
  ...textOf('state', search['state']),
});

export const messageFilterOf = (search: Search): MessageFilter => ({
  ...textOf('fixmedins_code', search['fixmedins_code']),
  ...textOf('infno', search['infno']),
  ...textOf('outcome', search['outcome']),
  ...textOf('code', search['code']),
  ...textOf('slower_ms', search['slower_ms']),
});

const PAGE = 100;

/** By code, page after page. */
export function connectionsQuery(filter: ConnectionFilter) {
  return pagesQuery<Connection>({
    key: ['connections', filter],
    path: '/api/gateway/connections',
    filter,
    limit: PAGE,
    next: (last) => ({ after: last.fixmedins_code }),
  });
}

export function connectionQuery(code: string) {
  return queryOptions({
    queryKey: ['connection', code],
    queryFn: () => ask<ConnectionView>('GET', `/api/gateway/connections/${encodeURIComponent(code)}`),
  });
}

/** How often live traffic is asked for while its page is seen. */
const LIVE_MS = 3_000;

/** The latest first. Whoever turned back to earlier ones is not moved away from them. */
export function messagesQuery(filter: MessageFilter, live: boolean) {
  return infiniteQueryOptions({
    ...pagesQuery<MessageRow>({
      key: ['messages', filter],
      path: '/api/gateway/messages',
      filter,
      limit: PAGE,
      next: (last) => ({ before: last.seq }),
    }),
    refetchInterval: ({ state }) => (live && (state.data?.pages.length ?? 1) === 1 ? LIVE_MS : false),
  });
}

/** The last hour by the minute. */
export function flowQuery({ fixmedins_code, infno }: MessageFilter, live: boolean) {
  return queryOptions({
    queryKey: ['flow', fixmedins_code, infno],
    queryFn: () => ask<Flow>('GET', address('/api/gateway/flow', { fixmedins_code, infno })),
    refetchInterval: live ? LIVE_MS : false,
  });
}

export function messageQuery(msgid: string) {
  return queryOptions({
    queryKey: ['message', msgid],
    queryFn: () => ask<MessageView>('GET', `/api/gateway/messages/${encodeURIComponent(msgid)}`),
  });
}

export const keysPath = (code: string): string => `/api/institutions/${encodeURIComponent(code)}/keys`;

export function keysQuery(code: string) {
  return queryOptions({ queryKey: ['keys', code], queryFn: () => ask<KeyRow[]>('GET', keysPath(code)) });
}
