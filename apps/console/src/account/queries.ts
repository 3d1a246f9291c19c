import { queryOptions } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import type { OwnAccount, Session } from './answers.ts';

export const ownQuery = queryOptions({
  queryKey: ['own account'],
  queryFn: () => ask<OwnAccount>('GET', '/api/account'),
});

export interface OwnSessions {
  readonly current: string | null;
  readonly sessions: readonly Session[];
}

/** Sessions that can still be used, and which of them asks. */
export const sessionsQuery = queryOptions({
  queryKey: ['own sessions'],
  queryFn: async (): Promise<OwnSessions> => {
    const [here, sessions] = await Promise.all([
      ask<{ readonly session: { readonly id: string } } | null>('GET', '/api/auth/get-session'),
      ask<Session[]>('GET', '/api/auth/list-sessions'),
    ]);
    return { current: here?.session.id ?? null, sessions };
  },
});
