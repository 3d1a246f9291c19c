/** Everything within reach that a few characters name: institutions, leads, matters. Each kind is searched where its right allows. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { PROCEDURES } from '../casework/procedures.ts';
import { mattersWithin } from '../casework/list-matters.ts';
import { leadsWithin } from '../leads/reach.ts';
import { inBoth } from '../leads/titles.ts';
import { reachOf } from '../rights/rights.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Caller, Scope } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';

export interface Found {
  readonly institutions: readonly { readonly fixmedins_code: string; readonly fixmedins_name: string }[];
  readonly leads: readonly {
    readonly lead_id: string;
    readonly title: string;
    readonly title_en: string;
    readonly message: string;
    readonly expected_fen: number;
  }[];
  readonly matters: readonly {
    readonly matter_id: string;
    readonly procedure: string;
    readonly state: string;
    readonly fixmedins_name: string;
  }[];
}

/** Of each kind: enough to see whether it is among them. */
const EACH = 6;

export async function searchAll(db: Kysely<Schema>, caller: Caller, q: string): Promise<Found> {
  const can = (right: 'lead.read' | 'review.read' | 'case.read'): boolean => reachOf(right, caller.duties) !== null;
  const readsLeads = can('lead.read');
  const readsMatters = can('review.read') || can('case.read');
  const scope = readsLeads ? scopeOf(caller, 'lead.read') : readsMatters ? scopeOf(caller, 'review.read') : null;
  const [institutions, leads, matters] = await Promise.all([
    scope === null ? [] : institutionsNamed(db, scope, q),
    readsLeads ? leadsSaying(db, scopeOf(caller, 'lead.read'), q) : [],
    readsMatters ? mattersOf(db, caller, q) : [],
  ]);
  return { institutions, leads, matters };
}

/** A condition that an index of pairs of characters serves: the pairs of the words are in it, and then the words as they stand. */
function says(text: ReturnType<typeof sql>, q: string) {
  return sql<boolean>`(pairs_of(${text}) @> pairs_of(${q}) AND ${text} ILIKE ${`%${escaped(q)}%`})`;
}

/** A text that is no pattern. */
function escaped(q: string): string {
  return q.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

const LEAD = sql`lead.title || ' ' || lead.message`;
const INSTITUTION = sql`institution.fixmedins_name || ' ' || institution.fixmedins_code`;

async function institutionsNamed(db: Kysely<Schema>, scope: Scope, q: string) {
  return db
    .selectFrom('institution')
    .select(['fixmedins_code', 'fixmedins_name'])
    .where(says(INSTITUTION, q))
    .where((e) =>
      scope.reach === 'institution'
        ? e('fixmedins_code', '=', scope.fixmedins_code)
        : e.or(scope.regions.map((region) => e('admdvs', 'like', `${prefixOf(region)}%`))),
    )
    .orderBy('fixmedins_name')
    .orderBy('fixmedins_code')
    .limit(EACH)
    .execute();
}

/** Leads that are looked through before any index: a word that many have is among those with the most money. */
const TOP = 2_000;

/** The most expected money first. */
async function leadsSaying(db: Kysely<Schema>, scope: Scope, q: string) {
  const standing = leadsWithin(db, scope)
    .select(['lead.lead_id', 'lead.title', 'lead.message', 'lead.expected_fen'])
    .where('lead.standing', '<>', 'withdrawn')
    .orderBy('lead.expected_fen', 'desc')
    .orderBy('lead.lead_id');
  const byId = standing
    .where(sql<boolean>`lower(lead.lead_id) LIKE ${`${escaped(q.toLowerCase())}%`}`)
    .limit(EACH)
    .execute();
  const top = await db
    .selectFrom(standing.limit(TOP).as('lead'))
    .selectAll()
    .where(sql<boolean>`${LEAD} ILIKE ${`%${escaped(q)}%`}`)
    .limit(EACH)
    .execute();
  const saying = top.length === EACH ? top : await standing.where(says(LEAD, q)).limit(EACH).execute();
  return [...new Map([...(await byId), ...saying].map((lead) => [lead.lead_id, lead])).values()]
    .slice(0, EACH)
    .map(inBoth);
}

/** By id, by the institution, or by the name of the state or procedure it stands in; those that go on first. */
async function mattersOf(db: Kysely<Schema>, caller: Caller, q: string) {
  const states = [...PROCEDURES].flatMap(([id, { procedure }]) =>
    Object.entries(procedure.states)
      .filter(([, name]) => name.includes(q) || procedure.name.includes(q))
      .map(([state]) => `${id} ${state}`),
  );
  return mattersWithin(db, caller)
    .innerJoin('institution', 'institution.fixmedins_code', 'matter.fixmedins_code')
    .select(['matter.matter_id', 'matter.procedure', 'matter.state', 'institution.fixmedins_name'])
    .where((e) =>
      e.or([
        e(
          'matter.fixmedins_code',
          'in',
          e.selectFrom('institution').select('institution.fixmedins_code').where(says(INSTITUTION, q)),
        ),
        sql<boolean>`matter.matter_id::text LIKE ${`${escaped(q.toLowerCase())}%`}`,
        sql<boolean>`matter.procedure || ' ' || matter.state = ANY(${states})`,
      ]),
    )
    .orderBy(
      (e) => e.ref('matter.due_day'),
      (order) => order.asc().nullsLast(),
    )
    .orderBy('matter.matter_id')
    .limit(EACH)
    .execute();
}
