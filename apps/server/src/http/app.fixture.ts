/** A platform of invented people and one recorded run, for tests: real PostgreSQL, requests injected into the real application. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplePolicyOf } from '@shouhu/benefits';
import { testDatabase } from '@shouhu/database/testing';
import type { Duty } from '@shouhu/procedure';
import type { Lead, LedFinding } from '@shouhu/audit';
import { createKeyRing } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import { claimsOf } from '../imports/claims.ts';
import type { Claims } from '../imports/claims.ts';
import { createJobs } from '../jobs/jobs.ts';
import { channelsOf } from '../outbox/channels.ts';
import { openPerson } from '../identity/people.ts';
import { recordRun } from '../leads/record-run.ts';
import type { RunFiles } from '../leads/read-run.ts';
import type { Caller } from '../rights/caller.ts';
import { migrations } from '../store/migrations.ts';
import type { Schema } from '../store/schema.ts';
import { makeApp } from './app.ts';
import type { App, Services } from './new-app.ts';

const person = (id: string, duty: Duty, regions = ['429000'], fixmedins_code: string | null = null): Caller => ({
  id,
  name: id,
  duties: [duty],
  regions,
  fixmedins_code,
});

/** One person per duty in the county, two officers, and a few from elsewhere. */
export const PEOPLE = {
  officer1: person('officer1', 'inspector'),
  officer2: person('officer2', 'inspector'),
  cashier: person('cashier', 'auditor'),
  first: person('first', 'first-reviewer'),
  second: person('second', 'second-reviewer'),
  legal: person('legal', 'legal-reviewer'),
  head: person('head', 'head'),
  admin: person('admin', 'administrator'),
  observer: person('observer', 'observer'),
  clinic: person('clinic', 'institution', [], 'H42900000001'),
  otherClinic: person('otherClinic', 'institution', [], 'H42900000002'),
  abroad: person('abroad', 'head', ['110000']),
  abroadOfficer: person('abroadOfficer', 'inspector', ['110000']),
} as const satisfies Record<string, Caller>;
export type PersonName = keyof typeof PEOPLE;

export function namesOf<Name extends string>(people: Readonly<Record<Name, Caller>>): readonly Name[];
export function namesOf(people: Readonly<Record<string, Caller>>): readonly string[] {
  return Object.keys(people);
}

export function leadOf(lead_id: string, more: Partial<Lead> = {}): Lead {
  return {
    lead_id,
    rank: 1,
    kind: 'scheme',
    title: '虚假住院',
    verdict: 'suspicion',
    certainty: 0.8,
    amount_fen: 1_000_000,
    violation_fen: 0,
    suspicion_fen: 1_000_000,
    unlined_fen: 0,
    expected_fen: 800_000,
    fixmedins_codes: ['H42900000001'],
    persons: 12,
    visits: 30,
    lines: 400,
    period: { from: '2026-01-01', to: '2026-12-31' },
    schemes: [],
    rules: [],
    message: '12 人反复同批住院',
    ...more,
  };
}

export function runOf(leads: readonly Lead[], findings: readonly LedFinding[] = []): RunFiles {
  const summary = {
    snapshot: { digest: 'd'.repeat(64), as_of: null, parts: [] },
    period: { from: '2026-01-01', to: '2026-12-31' },
    lines: 400,
    findings: findings.length,
    cannot_decide: 0,
  };
  return {
    summary,
    leads,
    findings: () => findings,
    lead_lines: null,
    names: new Map([
      ['H42900000001', '测试县人民医院'],
      ['H42900000002', '测试县中医院'],
    ]),
  };
}

export interface Platform {
  readonly app: App;
  readonly db: Kysely<Schema>;
  readonly ring: KeyRing;
  /** Data outside the database. */
  readonly folder: string;
  readonly services: Services;
  /** Moves the clock: `2026-03-02` at ten in the morning. */
  readonly on: (day: string) => void;
  readonly now: () => Date;
  readonly ask: (who: PersonName | null, method: 'GET' | 'POST', url: string, body?: object) => Promise<Answer>;
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** The session is a header here, or the cookie of a browser: signing in has tests of its own. */
const WHO = 'x-test-person';
const COOKIE = /(?:^|; )test-person=(\w+)/;

/** @param more services beside those of every platform: the pages of the console, limits, a log */
export async function platform(
  ending: { after(work: () => Promise<void>): void },
  more: Pick<Services, 'console' | 'gateway' | 'mostFileBytes' | 'log' | 'metricsToken'> = {},
  limits: Partial<Claims> = {},
): Promise<Platform> {
  // What is told first of the end is done first: requests and jobs end before the database does.
  const stops: (() => Promise<unknown>)[] = [];
  ending.after(async () => {
    for (const stop of stops) await stop();
  });
  const { db } = await testDatabase<Schema>(ending, migrations);
  let at = new Date('2026-03-02T02:00:00Z');
  const callerOf = async (headers: Headers): Promise<Caller | null> => {
    const id = headers.get(WHO) ?? COOKIE.exec(headers.get('cookie') ?? '')?.[1] ?? '';
    return Object.values<Caller>(PEOPLE).find((one) => one.id === id) ?? null;
  };
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-platform-'));
  ending.after(async () => {
    await rm(folder, { recursive: true });
    await rm(`${folder}.key-lake`, { force: true });
  });
  const ring = createKeyRing();
  const jobs = createJobs(db);
  const claims = { ...claimsOf(folder, `${folder}.key`, { inbox: join(folder, 'inbox'), memory: 512 }), ...limits };
  const channels = channelsOf({ spool: join(folder, 'spool') });
  const personOf = async (id: string): Promise<Caller | null> =>
    Object.values<Caller>(PEOPLE).find((one) => one.id === id) ?? (await openPerson(db, id));
  const own = { db, ring, folder, jobs, channels, claims, callerOf, personOf, policyOf: samplePolicyOf, now: () => at };
  const services: Services = { ...own, ...more };
  const app = await makeApp(services);
  stops.push(async () => app.close(), jobs.stop);
  await recordRun(
    { db, ring, folder },
    { caller: PEOPLE.admin, at },
    runOf([leadOf('L1'), leadOf('L2', { fixmedins_codes: ['H42900000002'], expected_fen: 500_000 })]),
  );
  return {
    app,
    db,
    ring,
    folder,
    services,
    now: () => at,
    on: (day) => {
      at = new Date(`${day}T02:00:00Z`);
    },
    ask: async (who, method, url, body) => {
      const response = await app.inject({
        method,
        url,
        headers: who === null ? {} : { [WHO]: who },
        ...(body === undefined ? {} : { payload: body }),
      });
      // A file has no fields; whoever wants its bytes injects the request themselves.
      const isJson = String(response.headers['content-type']).includes('json');
      const answer: unknown = isJson ? response.json() : {};
      assert.ok(typeof answer === 'object' && answer !== null);
      return { status: response.statusCode, body: { ...answer } };
    },
  };
}
