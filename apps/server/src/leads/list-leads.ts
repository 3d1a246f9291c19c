/** Leads as a worker lists and reads them. */
import type { Lead } from '@shouhu/audit';
import { shouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import type { LeadState, LeadTable, Schema } from '../store/schema.ts';
import { institutionsOf, leadsWithin } from './reach.ts';

export type LeadRow = LeadTable & {
  readonly institutions: readonly {
    readonly fixmedins_code: string;
    readonly fixmedins_name: string;
    readonly admdvs: string;
  }[];
};

/** The place after which a page begins: its last row. */
interface After {
  readonly expected_fen: number;
  readonly lead_id: string;
}

export interface LeadFilter {
  readonly state?: LeadState | undefined;
  readonly assignee?: string | undefined;
  readonly fixmedins_code?: string | undefined;
  readonly after?: After | undefined;
  readonly limit: number;
}

/** By expected recoverable money, the most first. @throws ShouhuError SH-H002 without the right */
export async function listLeads(db: Kysely<Schema>, caller: Caller, filter: LeadFilter): Promise<LeadRow[]> {
  const { state, assignee, fixmedins_code, after, limit } = filter;
  const scope = scopeOf(caller, 'lead.read');
  return leadsWithin(db, scope)
    .selectAll('lead')
    .select((lead) => institutionsOf(lead, scope))
    .$if(state !== undefined, (query) => query.where('lead.state', '=', state ?? 'new'))
    .$if(assignee !== undefined, (query) => query.where('lead.assignee', '=', assignee ?? ''))
    .$if(fixmedins_code !== undefined, (query) =>
      query.where('lead.lead_id', 'in', (e) =>
        e
          .selectFrom('lead_place')
          .select('lead_id')
          .where('fixmedins_code', '=', fixmedins_code ?? ''),
      ),
    )
    .$if(after !== undefined, (query) =>
      query.where((e) => {
        const { expected_fen, lead_id } = after ?? { expected_fen: 0, lead_id: '' };
        const same = e.and([e('lead.expected_fen', '=', expected_fen), e('lead.lead_id', '>', lead_id)]);
        return e.or([e('lead.expected_fen', '<', expected_fen), same]);
      }),
    )
    .orderBy('lead.expected_fen', 'desc')
    .orderBy('lead.lead_id')
    .limit(limit)
    .execute();
}

export interface LeadView extends LeadRow {
  readonly content: LeadContent | null;
  readonly revisions: readonly { readonly revision: number; readonly standing: string; readonly run_id: number }[];
  readonly matters: readonly { readonly matter_id: string; readonly procedure: string; readonly state: string }[];
}

/** What the last run that found it says, without the person numbers of its links. */
export type LeadContent = Omit<Lead, 'rank' | 'schemes'> & {
  readonly schemes: readonly Omit<Lead['schemes'][number], 'links'>[];
};

/** @throws ShouhuError SH-H003 where there is none within reach */
export async function readLead(db: Kysely<Schema>, caller: Caller, lead_id: string): Promise<LeadView> {
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
    .select((e) => e.ref('content').$castTo<Omit<Lead, 'rank'> | null>().as('content'))
    .where('lead_id', '=', lead_id)
    .where('content', 'is not', null)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  const matters = await db
    .selectFrom('matter')
    .select(['matter_id', 'procedure', 'state'])
    .where('lead_id', '=', lead_id)
    .orderBy('opened_at')
    .execute();
  const content = found?.content ?? null;
  return { ...row, content: content === null ? null : withoutPersons(content), revisions, matters };
}

/** Numbers of persons stand in links, and may stand in texts beside them: their last four digits are left. */
function withoutPersons({ schemes, ...lead }: Omit<Lead, 'rank'>): LeadContent {
  const persons = [...new Set(schemes.flatMap(({ links }) => links.flatMap(({ a, b }) => [a, b])))];
  const masked = <Value>(value: Value): Value => {
    let text = JSON.stringify(value);
    for (const person of persons) text = text.replaceAll(person, `***${person.slice(-4)}`);
    return JSON.parse(text);
  };
  return masked({ ...lead, schemes: schemes.map(({ links: _links, ...scheme }) => scheme) });
}
