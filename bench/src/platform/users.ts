/** People at work: each asks, reads what came back for a moment, and asks on. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { percentile, rounded } from '../statistics.ts';
import { institutionAt, leadAt } from './fill.ts';
import type { Size } from './fill.ts';

export interface Asked {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What a page asks at the same time; it is there when all of it is. */
  readonly also?: readonly string[];
  readonly body?: object;
  /** Called when it was done, not when another was first. */
  readonly onDone?: () => void;
}

/** Somebody who is signed in. */
export interface User {
  readonly username: string;
  readonly cookie: string;
}

/** What the users share. */
export interface Desk {
  readonly size: Size;
  /** Cases to look at. */
  readonly matters: readonly string[];
  /** Cases in which nothing was done: each is taken once. */
  readonly untouched: string[];
  /** Ids of steps that were acknowledged. */
  readonly acknowledged: string[];
}

/** One kind of request, in milliseconds. */
export interface Latency {
  readonly requests: number;
  readonly errors: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  /** p95 by that of the reference: a route that only finds out who asks. */
  readonly times_reference: number;
}

const REFERENCE = 'me';

const below = (most: number): number => 1 + Math.floor(Math.random() * most);

/** The year that cases are filled into. */
const YEAR = 'from=2026-01-01&to=2026-12-31';

/** What a person does next; the shares are those of a day at the desk: lists and filters most, a step now and then, the figures for a head. */
export function nextOf({ username }: User, { size, matters, untouched, acknowledged }: Desk): Asked {
  const draw = Math.random();
  const get = (name: string, path: string): Asked => ({ name, method: 'GET', path });
  const code = institutionAt(below(size.institutions));
  const lead = leadAt(below(size.leads));
  if (draw < 0.1) return get(REFERENCE, '/api/me');
  if (draw < 0.2) return get('leads', '/api/leads?limit=50');
  if (draw < 0.3) return get('leads, filtered', `/api/leads?limit=50&state=new&fixmedins_code=${code}`);
  if (draw < 0.35) {
    if (username !== 'head') return get('lead', `/api/leads/${lead}`);
    if (draw > 0.335) return get('statutory report of a year', '/api/reports/draft?period=year&day=2026-06-30');
    const [path, ...also] = ['totals', 'institutions', 'workload'].map((what) => `/api/figures/${what}?${YEAR}`);
    return { ...get('the director’s page, a year', path ?? ''), also };
  }
  if (draw < 0.45) return get('findings', '/api/findings?limit=50');
  if (draw < 0.55) return get('findings, filtered', `/api/findings?limit=50&fixmedins_code=${code}&verdict=suspicion`);
  if (draw < 0.6) return get('findings of a lead', `/api/findings?limit=50&lead_id=${lead}`);
  if (draw < 0.65)
    return get('findings, deep', `/api/findings?limit=50&after_amount_fen=${below(90_000)}&after_finding_id=F0`);
  if (draw < 0.75) return get('cases', '/api/matters?limit=50&procedure=penalty');
  if (draw < 0.85) return get('cases, filtered', `/api/matters?limit=50&due_until=2026-12-20&fixmedins_code=${code}`);
  if (draw < 0.92) return get('case', `/api/matters/${matters[below(matters.length) - 1]}`);
  const case_id = draw < 0.96 && username !== 'head' ? untouched.pop() : undefined;
  if (case_id !== undefined) {
    const request_id = randomUUID();
    return {
      name: 'take a step',
      method: 'POST',
      path: `/api/matters/${case_id}/steps`,
      body: { request_id, seen: 0, action: 'receive', facts: { source: '智能监管' }, with: [] },
      onDone: () => acknowledged.push(request_id),
    };
  }
  const at = size.cases + below(size.leads - size.cases);
  const body = {
    matter_id: randomUUID(),
    procedure: 'review',
    lead_id: leadAt(at),
    fixmedins_code: institutionAt(1 + (at % size.institutions)),
  };
  return { name: 'open a review', method: 'POST', path: '/api/matters', body };
}

/** What was decided on the same lead by another is an answer, no error. */
const REFUSED = 409;

/** Lets the users work so long. @param pause_ms between two requests of one user, on average */
export async function work(
  url: string,
  users: readonly User[],
  next: (user: User) => Asked,
  { seconds, pause_ms }: { readonly seconds: number; readonly pause_ms: number },
): Promise<Record<string, Latency>> {
  const taken = new Map<string, { ms: number[]; errors: number }>();
  const end = performance.now() + seconds * 1_000;
  const atWork = async (user: User): Promise<void> => {
    await setTimeout(Math.random() * pause_ms);
    while (performance.now() < end) {
      const { name, also = [], onDone, ...asked } = next(user);
      const kind = taken.get(name) ?? { ms: [], errors: 0 };
      taken.set(name, kind);
      const started = performance.now();
      const parts = [asked, ...also.map((path) => ({ method: 'GET' as const, path }))];
      const answers = await Promise.all(parts.map(async (part) => ask(url, user.cookie, part)));
      kind.ms.push(performance.now() - started);
      if (answers.includes('error')) kind.errors += 1;
      if (answers.every((answer) => answer === 'done')) onDone?.();
      await setTimeout(pause_ms * (0.5 + Math.random()));
    }
  };
  await Promise.all(users.map(atWork));
  const reference = percentile(taken.get(REFERENCE)?.ms ?? [1], 0.95);
  return Object.fromEntries(
    [...taken].map(([name, { ms, errors }]) => [name, { requests: ms.length, errors, ...sum(ms, reference) }]),
  );
}

function sum(ms: readonly number[], reference: number): Omit<Latency, 'requests' | 'errors'> {
  const p95 = percentile(ms, 0.95);
  return {
    p50_ms: rounded(percentile(ms, 0.5)),
    p95_ms: rounded(p95),
    p99_ms: rounded(percentile(ms, 0.99)),
    times_reference: rounded(p95 / reference),
  };
}

async function ask(
  url: string,
  cookie: string,
  { method, path, body }: Pick<Asked, 'method' | 'path' | 'body'>,
): Promise<'done' | 'refused' | 'error'> {
  const headers = { cookie, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  try {
    const answer = await fetch(url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await answer.arrayBuffer();
    return answer.ok ? 'done' : answer.status === REFUSED ? 'refused' : 'error';
  } catch {
    return 'error';
  }
}
