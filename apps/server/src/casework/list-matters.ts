/** Matters as a worker lists them: what is due first stands first. */
import { shouhuError } from '@shouhu/errors';
import { assessment } from '@shouhu/procedure';
import { sql } from 'kysely';
import type { ExpressionBuilder, Kysely } from 'kysely';
import { DUTY_CLOCKS, END_STATES } from './duty-clocks.ts';
import { countOf } from '../lists/count.ts';
import type { Count } from '../lists/count.ts';
import { reachOf } from '../rights/rights.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Caller, Scope } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';
import { PROCEDURES } from './procedures.ts';

export interface MatterRow {
  readonly matter_id: string;
  readonly procedure: string;
  readonly lead_id: string | null;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly state: string;
  readonly version: number;
  readonly due_day: string | null;
  readonly due_clock: string | null;
}

export interface MatterFilter {
  readonly procedure?: string | undefined;
  readonly state?: string | undefined;
  readonly fixmedins_code?: string | undefined;
  /** Only those that go on. */
  readonly open?: boolean | undefined;
  /** Only what a running clock ends on this day or before. */
  readonly due_until?: string | undefined;
  /** Only what the authority must have done by this day. */
  readonly duty_until?: string | undefined;
  /** The limit that it must keep by then. */
  readonly clock?: string | undefined;
  readonly officer?: string | undefined;
  /** Steps of which one was taken, separated by commas, between days that are included. */
  readonly action?: string | undefined;
  readonly acted_from?: string | undefined;
  readonly acted_to?: string | undefined;
}

export interface MatterPage extends MatterFilter {
  /** The last of the page before. */
  readonly after?: Pick<MatterRow, 'due_day' | 'matter_id'> | undefined;
  readonly limit: number;
}

/** A day after all others: what has no running clock comes last, and what is closed after what is open. */
const NEVER = '9999-12-31';
const ENDED = sql<boolean>`matter.procedure || ' ' || matter.state = ANY(${END_STATES})`;
const PLACE = sql<string>`coalesce(matter.due_day, CASE WHEN ${ENDED} THEN DATE '9999-12-31' ELSE DATE '9999-12-30' END)`;

/** What is due first stands first. @throws ShouhuError SH-H002 for a caller who may read no procedure */
export async function listMatters(db: Kysely<Schema>, caller: Caller, page: MatterPage): Promise<MatterRow[]> {
  const { after, limit } = page;
  return matchingMatters(db, caller, page)
    .innerJoin('institution', 'institution.fixmedins_code', 'matter.fixmedins_code')
    .select((e) => [
      'matter.matter_id',
      'matter.procedure',
      'matter.lead_id',
      'matter.fixmedins_code',
      'institution.fixmedins_name',
      'matter.state',
      'matter.version',
      e.ref('matter.due_day').as('due_day'),
      'matter.due_clock',
    ])
    .$if(after !== undefined, (query) =>
      query.where((e) => {
        const last =
          after?.due_day ??
          e
            .selectFrom('matter')
            .select(PLACE.as('place'))
            .where('matter.matter_id', '=', after?.matter_id ?? '');
        return e.or([
          e(PLACE, '>', last),
          e.and([e(PLACE, '=', last), e('matter.matter_id', '>', after?.matter_id ?? '')]),
        ]);
      }),
    )
    .orderBy(PLACE)
    .orderBy('matter.matter_id')
    .limit(limit)
    .execute();
}

/** How many matters match. @throws ShouhuError SH-H002 for a caller who may read no procedure */
export async function countMatters(db: Kysely<Schema>, caller: Caller, filter: MatterFilter): Promise<Count> {
  return countOf(db, matchingMatters(db, caller, filter).select('matter.matter_id'));
}

/** Matters of the procedures that the caller may read, within reach of each. */
export function mattersWithin(db: Kysely<Schema>, caller: Caller) {
  const readable = [...PROCEDURES].filter(([, { read }]) => reachOf(read, caller.duties) !== null);
  if (readable.length === 0) throw shouhuError('SH-H002', { right: 'review.read' });
  const scopes = readable.map(([name, { read, hidden }]) => {
    const scope = scopeOf(caller, read);
    return { name, scope, hidden: scope.reach === 'institution' ? (hidden?.states ?? []) : [] };
  });
  return db
    .selectFrom('matter')
    .where((e) =>
      e.or(
        scopes.map(({ name, scope, hidden }) =>
          e.and([
            e('matter.procedure', '=', name),
            within(e, scope),
            ...hidden.map((each) => e('matter.state', '<>', each)),
          ]),
        ),
      ),
    );
}

function matchingMatters(db: Kysely<Schema>, caller: Caller, filter: MatterFilter) {
  const { procedure, state, fixmedins_code, open, due_until, duty_until, clock, officer } = filter;
  const { action, acted_from, acted_to } = filter;
  const isPressing = duty_until !== undefined || clock !== undefined;
  const isAtHand = isPressing || due_until !== undefined;
  return (
    mattersWithin(db, caller)
      .$if(procedure !== undefined, (query) => query.where('matter.procedure', '=', procedure ?? ''))
      // One for each institution and year: they have a list of their own, and stand here by name or when a limit runs out.
      .$if(procedure === undefined && !isAtHand, (query) => query.where('matter.procedure', '<>', assessment.id))
      .$if(state !== undefined, (query) => query.where('matter.state', '=', state ?? ''))
      .$if(fixmedins_code !== undefined, (query) => query.where('matter.fixmedins_code', '=', fixmedins_code ?? ''))
      .$if(open === true, (query) => query.where(sql<boolean>`NOT (${ENDED})`))
      .$if(due_until !== undefined, (query) => query.where('matter.due_day', '<=', due_until ?? NEVER))
      .$if(isPressing, (query) =>
        query.where((e) =>
          e.exists(
            e
              .selectFrom('matter_clock')
              .select('matter_clock.clock')
              .whereRef('matter_clock.matter_id', '=', 'matter.matter_id')
              .where('matter_clock.due_day', '<=', duty_until ?? NEVER)
              .where(sql<boolean>`matter.procedure || ' ' || matter_clock.clock = ANY(${DUTY_CLOCKS})`)
              .$if(clock !== undefined, (clocks) => clocks.where('matter_clock.clock', '=', clock ?? '')),
          ),
        ),
      )
      .$if(officer !== undefined, (query) =>
        query.where('matter.matter_id', 'in', (e) =>
          e
            .selectFrom('matter_officer')
            .select('matter_id')
            .where('officer', '=', officer ?? ''),
        ),
      )
      .$if(action !== undefined, (query) =>
        query.where('matter.matter_id', 'in', (e) =>
          e
            .selectFrom('deed')
            .select('matter_id')
            .where('action', 'in', (action ?? '').split(','))
            .where('day', '>=', acted_from ?? '0001-01-01')
            .where('day', '<=', acted_to ?? NEVER),
        ),
      )
  );
}

function within(e: ExpressionBuilder<Schema, 'matter'>, scope: Scope) {
  return scope.reach === 'institution'
    ? e('matter.fixmedins_code', '=', scope.fixmedins_code)
    : e.or(scope.regions.map((region) => e('matter.admdvs', 'like', `${prefixOf(region)}%`)));
}
