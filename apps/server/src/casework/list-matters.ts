/** Matters as a worker lists them: what is due first stands first. */
import { shouhuError } from '@shouhu/errors';
import type { ExpressionBuilder, Kysely } from 'kysely';
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
  /** Only what a running clock ends on this day or before. */
  readonly due_until?: string | undefined;
  /** The last of the page before. */
  readonly after?: Pick<MatterRow, 'due_day' | 'matter_id'> | undefined;
  readonly limit: number;
}

/** A day after all others: what has no running clock comes last. */
const NEVER = '9999-12-31';

/** @throws ShouhuError SH-H002 for a caller who may read no procedure */
export async function listMatters(db: Kysely<Schema>, caller: Caller, filter: MatterFilter): Promise<MatterRow[]> {
  const { procedure, state, fixmedins_code, due_until, after, limit } = filter;
  const readable = [...PROCEDURES].filter(([, { read }]) => reachOf(read, caller.duties) !== null);
  if (readable.length === 0) throw shouhuError('SH-H002', { right: 'review.read' });
  const scopes = readable.map(([name, { read }]) => ({ name, scope: scopeOf(caller, read) }));
  return db
    .selectFrom('matter')
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
    .where((e) => e.or(scopes.map(({ name, scope }) => e.and([e('matter.procedure', '=', name), within(e, scope)]))))
    .$if(procedure !== undefined, (query) => query.where('matter.procedure', '=', procedure ?? ''))
    .$if(state !== undefined, (query) => query.where('matter.state', '=', state ?? ''))
    .$if(fixmedins_code !== undefined, (query) => query.where('matter.fixmedins_code', '=', fixmedins_code ?? ''))
    .$if(due_until !== undefined, (query) => query.where('matter.due_day', '<=', due_until ?? NEVER))
    .$if(after !== undefined, (query) =>
      query.where((e) => {
        const day = e.fn.coalesce('matter.due_day', e.val(NEVER));
        const last = after?.due_day ?? NEVER;
        return e.or([
          e(day, '>', last),
          e.and([e(day, '=', last), e('matter.matter_id', '>', after?.matter_id ?? '')]),
        ]);
      }),
    )
    .orderBy((e) => e.fn.coalesce('matter.due_day', e.val(NEVER)))
    .orderBy('matter.matter_id')
    .limit(limit)
    .execute();
}

function within(e: ExpressionBuilder<Schema, 'matter'>, scope: Scope) {
  return scope.reach === 'institution'
    ? e('matter.fixmedins_code', '=', scope.fixmedins_code)
    : e.or(scope.regions.map((region) => e('matter.admdvs', 'like', `${prefixOf(region)}%`)));
}
