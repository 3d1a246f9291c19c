/** What screens read, by key: one place for addresses and pages. */
import { queryOptions } from '@tanstack/react-query';
import type {
  Colleague,
  FoundRule,
  LeadRow,
  LeadState,
  LeadView,
  MatterRow,
  MatterView,
  Me,
  NamedInstitution,
} from './answers.ts';
import { remembered } from '../session/remembered.ts';
import { address } from './address.ts';
import { ask, signedOut } from './ask.ts';
import { pagesQuery } from './pages.ts';

/** Rows of one page of a list. */
const PAGE = 200;

/** Who is signed in. @throws Refused when nobody is */
export const askMe = (): Promise<Me> =>
  remembered('me', async () => {
    const { me } = await ask<{ readonly me: Me | null }>('GET', '/api/session');
    if (me === null) throw signedOut();
    return me;
  });

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: askMe,
  // Without a network who was signed in last goes on filling in forms.
  networkMode: 'always',
  staleTime: Infinity,
});

/** Whom work can be given to. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => ask<Colleague[]>('GET', '/api/people'),
  staleTime: 300_000,
});

/** Institutions offered at once: whoever does not find theirs types on. */
const OFFERED = 20;

/** By part of the name or the beginning of the code. */
export function institutionsFoundQuery(search: string) {
  return queryOptions({
    queryKey: ['institutions found', search],
    queryFn: () => ask<NamedInstitution[]>('GET', address('/api/institutions', { search, limit: OFFERED })),
    staleTime: 60_000,
  });
}

/** Codes of one question. */
const NAMED = 200;

/** Those of these codes that are within reach. */
export function institutionsNamedQuery(codes: readonly string[]) {
  const parts = Array.from({ length: Math.ceil(codes.length / NAMED) }, (_none, at) =>
    codes.slice(at * NAMED, (at + 1) * NAMED).join(','),
  );
  return queryOptions({
    queryKey: ['institutions named', codes],
    queryFn: async () => {
      const answers = parts.map((part) =>
        ask<NamedInstitution[]>('GET', address('/api/institutions', { codes: part, limit: NAMED })),
      );
      return (await Promise.all(answers)).flat();
    },
    staleTime: 300_000,
  });
}

/** Rules that findings within reach are of. */
export const rulesFoundQuery = queryOptions({
  queryKey: ['rules found'],
  queryFn: () => ask<FoundRule[]>('GET', '/api/findings/rules'),
  staleTime: 300_000,
});

export interface LeadFilter {
  readonly state?: LeadState;
  readonly assignee?: string;
  readonly fixmedins_code?: string;
  readonly title?: string;
  /** Only those that stand and were not dropped. */
  readonly live?: boolean;
  /** Days between which a run found it first. */
  readonly found_from?: string;
  readonly found_to?: string;
  readonly sort?: LeadSort;
}

/** What leads may stand in the order of, the greatest first. */
export type LeadSort = 'expected_fen' | 'amount_fen' | 'period_to';

/** Leads in their order, page after page, each beginning after the last row of the one before. */
export function leadsQuery(filter: LeadFilter) {
  const { sort = 'expected_fen' } = filter;
  return pagesQuery<LeadRow>({
    key: ['leads', filter],
    path: '/api/leads',
    filter,
    limit: PAGE,
    next: (last) => ({ [`after_${sort}`]: last[sort], after_lead_id: last.lead_id }),
  });
}

export function leadQuery(lead_id: string) {
  return queryOptions({
    queryKey: ['lead', lead_id],
    queryFn: () => ask<LeadView>('GET', `/api/leads/${encodeURIComponent(lead_id)}`),
  });
}

export interface MatterFilter {
  readonly procedure?: string;
  readonly state?: string;
  readonly fixmedins_code?: string;
  readonly due_until?: string;
  /** Only those that go on. */
  readonly open?: boolean;
  /** Only what the authority must have done by this day, and which limit it keeps by it. */
  readonly duty_until?: string;
  readonly clock?: string;
  readonly officer?: string;
  /** A step that was taken, and between which days. */
  readonly action?: string;
  readonly acted_from?: string;
  readonly acted_to?: string;
}

/** Matters by the day they are due, page after page. */
export function mattersQuery(filter: MatterFilter) {
  return pagesQuery<MatterRow>({
    key: ['matters', filter],
    path: '/api/matters',
    filter,
    limit: PAGE,
    next: (last) => ({ after_due_day: last.due_day, after_matter_id: last.matter_id }),
  });
}

export function matterQuery(matter_id: string) {
  return queryOptions({
    queryKey: ['matter', matter_id],
    queryFn: () => ask<MatterView>('GET', `/api/matters/${encodeURIComponent(matter_id)}`),
  });
}
