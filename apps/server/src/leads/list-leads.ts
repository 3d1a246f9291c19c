/** Leads as a worker lists and reads them. */
import type { Lead } from '@shouhu/audit';
import { labelledScheme } from '@shouhu/reports';
import type { Labelled } from '@shouhu/reports';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { countOf } from '../lists/count.ts';
import type { Count } from '../lists/count.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Caller, Scope } from '../rights/caller.ts';
import type { LeadTable, Schema } from '../store/schema.ts';
import type { LeadState } from '../store/standing.ts';
import { masked, personsOf } from './persons.ts';
import type { Content } from './persons.ts';
import { institutionsOf, leadsWithin } from './reach.ts';
import { openContent } from './sealed-content.ts';
import { stepsOf } from './steps.ts';
import type { LeadStep } from './steps.ts';
import { inBoth, inEnglish } from './titles.ts';

export type LeadRow = LeadTable & {
  readonly title_en: string;
  readonly institutions: readonly {
    readonly fixmedins_code: string;
    readonly fixmedins_name: string;
    readonly admdvs: string;
  }[];
};

/** What leads may stand in the order of, the greatest first. */
export type LeadSort = 'expected_fen' | 'amount_fen' | 'period_to';

export interface LeadFilter {
  readonly state?: LeadState | undefined;
  readonly assignee?: string | undefined;
  readonly fixmedins_code?: string | undefined;
  readonly title?: string | undefined;
  /** Only those that stand and were not dropped. */
  readonly live?: boolean | undefined;
  /** Days between which a run found it first, included. */
  readonly found_from?: string | undefined;
  readonly found_to?: string | undefined;
}

export interface LeadPage extends LeadFilter {
  readonly sort?: LeadSort | undefined;
  /** The last row of the page before. */
  readonly after?: (Pick<LeadRow, 'lead_id'> & Partial<Pick<LeadRow, LeadSort>>) | undefined;
  readonly limit: number;
}

/** The most money first, unless told otherwise. @throws ShouhuError SH-H002 without the right */
export async function listLeads(db: Kysely<Schema>, caller: Caller, page: LeadPage): Promise<LeadRow[]> {
  const { sort = 'expected_fen', after, limit } = page;
  const scope = scopeOf(caller, 'lead.read');
  const last = after?.[sort];
  const rows = await matchingLeads(db, scope, page)
    .selectAll('lead')
    .select((lead) => institutionsOf(lead, scope))
    .$if(last !== undefined, (query) =>
      query.where((e) => {
        const same = e.and([e(`lead.${sort}`, '=', last ?? 0), e('lead.lead_id', '>', after?.lead_id ?? '')]);
        return e.or([e(`lead.${sort}`, '<', last ?? 0), same]);
      }),
    )
    .orderBy(`lead.${sort}`, 'desc')
    .orderBy('lead.lead_id')
    .limit(limit)
    .execute();
  return rows.map(inBoth);
}

/** How many leads match. @throws ShouhuError SH-H002 without the right */
export async function countLeads(db: Kysely<Schema>, caller: Caller, filter: LeadFilter): Promise<Count> {
  return countOf(db, matchingLeads(db, scopeOf(caller, 'lead.read'), filter).select('lead.lead_id'));
}

function matchingLeads(db: Kysely<Schema>, scope: Scope, filter: LeadFilter) {
  const { state, assignee, fixmedins_code, title, live, found_from, found_to } = filter;
  return leadsWithin(db, scope)
    .$if(state !== undefined, (query) => query.where('lead.state', '=', state ?? 'new'))
    .$if(assignee !== undefined, (query) => query.where('lead.assignee', '=', assignee ?? ''))
    .$if(title !== undefined, (query) => query.where('lead.title', '=', title ?? ''))
    .$if(live === true, (query) => query.where('lead.standing', '<>', 'withdrawn').where('lead.state', '<>', 'dropped'))
    .$if(found_from !== undefined || found_to !== undefined, (query) =>
      query.where('lead.lead_id', 'in', (e) =>
        e
          .selectFrom('lead_revision')
          .innerJoin('run', 'run.run_id', 'lead_revision.run_id')
          .select('lead_revision.lead_id')
          .where('lead_revision.revision', '=', 1)
          .where(
            sql<boolean>`(run.recorded_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN ${found_from ?? '0001-01-01'}::date AND ${found_to ?? '9999-12-31'}::date`,
          ),
      ),
    )
    .$if(fixmedins_code !== undefined, (query) =>
      query.where('lead.lead_id', 'in', (e) =>
        e
          .selectFrom('lead_place')
          .select('lead_id')
          .where('fixmedins_code', '=', fixmedins_code ?? ''),
      ),
    );
}

export interface LeadView extends LeadRow {
  readonly content: LeadContent | null;
  readonly revisions: readonly { readonly revision: number; readonly standing: string; readonly run_id: number }[];
  readonly matters: readonly { readonly matter_id: string; readonly procedure: string; readonly state: string }[];
  /** Who had it, by whom and why. */
  readonly steps: readonly LeadStep[];
}

/** What the last run that found it says, without the person numbers of its links. */
export type LeadContent = Omit<Lead, 'rank' | 'schemes'> & {
  readonly schemes: readonly (Omit<Lead['schemes'][number], 'links' | 'evidence'> & {
    readonly scheme_name_en: string;
    /** Persons that it ties to each other. */
    readonly members: number;
    readonly evidence: readonly Labelled[];
  })[];
};

/** @throws ShouhuError SH-H003 where there is none within reach */
export async function readLead(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  caller: Caller,
  lead_id: string,
): Promise<LeadView> {
  const scope = scopeOf(caller, 'lead.read');
  const row = await leadsWithin(db, scope)
    .selectAll('lead')
    .select((lead) => institutionsOf(lead, scope))
    .where('lead.lead_id', '=', lead_id)
    .executeTakeFirst();
  if (row === undefined) throw shouhuError('SH-H003', { id: lead_id });
  const revisions = await db
    .selectFrom('lead_revision')
    .select(['revision', 'standing', 'run_id'])
    .where('lead_id', '=', lead_id)
    .orderBy('revision')
    .execute();
  const found = await db
    .selectFrom('lead_revision')
    .select(['lead_id', 'revision', 'sealed'])
    .where('lead_id', '=', lead_id)
    .where('sealed', 'is not', null)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  const matters = await db
    .selectFrom('matter')
    .select(['matter_id', 'procedure', 'state'])
    .where('lead_id', '=', lead_id)
    .orderBy('opened_at')
    .execute();
  const sealed = found?.sealed ?? null;
  const content =
    found === undefined || sealed === null ? null : withoutPersons(openContent(ring, { ...found, sealed }));
  return { ...inBoth(row), content, revisions, matters, steps: await stepsOf(db, lead_id) };
}

function withoutPersons(content: Content): LeadContent {
  const { schemes, ...lead } = content;
  const shown = schemes.map(({ links, evidence, ...scheme }) => ({
    ...scheme,
    scheme_name_en: inEnglish(scheme.scheme_name),
    members: new Set(links.flatMap(({ a, b }) => [a, b])).size,
    evidence: labelledScheme(evidence),
  }));
  return masked({ ...lead, schemes: shown }, personsOf(content));
}
