/** Findings as a worker lists them, and an institution those of its own that a review has put to it. */
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Caller, Scope } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';

export interface FindingFilter {
  readonly lead_id?: string | undefined;
  readonly fixmedins_code?: string | undefined;
  readonly rule_code?: string | undefined;
  readonly verdict?: string | undefined;
  /** The last of the page before. */
  readonly after?: { readonly amount_fen: number; readonly finding_id: string } | undefined;
  readonly limit: number;
}

const COLUMNS = [
  'finding.finding_id',
  'finding.revision',
  'finding.standing',
  'finding.rule_code',
  'finding.rule_name',
  'finding.verdict',
  'finding.fixmedins_code',
  'institution.fixmedins_name',
  'finding.service_date',
  'finding.amount_fen',
  'finding.has_amount',
  'finding.psn_tail',
  'finding.message',
] as const;

/** Findings that the scope reaches. Every statement on findings begins here. */
export function findingsWithin(db: Kysely<Schema> | Transaction<Schema>, scope: Scope) {
  return db
    .selectFrom('finding')
    .innerJoin('institution', 'institution.fixmedins_code', 'finding.fixmedins_code')
    .select(COLUMNS)
    .where((e) => within(e, scope));
}

export type FindingRow = Awaited<ReturnType<ReturnType<typeof findingsWithin>['execute']>>[number];

function within(e: ExpressionBuilder<Schema, 'finding' | 'institution'>, scope: Scope) {
  if (scope.reach === 'region')
    return e.or(scope.regions.map((region) => e('institution.admdvs', 'like', `${prefixOf(region)}%`)));
  const issued = e
    .selectFrom('lead_finding')
    .innerJoin('matter', 'matter.lead_id', 'lead_finding.lead_id')
    .whereRef('lead_finding.finding_id', '=', 'finding.finding_id')
    .where('matter.fixmedins_code', '=', scope.fixmedins_code)
    .where('matter.procedure', '=', 'review')
    .where('matter.state', '<>', 'found')
    .select('matter.matter_id');
  return e.and([e('finding.fixmedins_code', '=', scope.fixmedins_code), e.exists(issued)]);
}

/** By amount, the most first. @throws ShouhuError SH-H002 without the right */
export async function listFindings(db: Kysely<Schema>, caller: Caller, filter: FindingFilter): Promise<FindingRow[]> {
  const { lead_id, fixmedins_code, rule_code, verdict, after, limit } = filter;
  return findingsWithin(db, scopeOf(caller, 'finding.read'))
    .$if(lead_id !== undefined, (query) =>
      query.where('finding.finding_id', 'in', (e) =>
        e
          .selectFrom('lead_finding')
          .select('lead_finding.finding_id')
          .where('lead_id', '=', lead_id ?? ''),
      ),
    )
    .$if(fixmedins_code !== undefined, (query) => query.where('finding.fixmedins_code', '=', fixmedins_code ?? ''))
    .$if(rule_code !== undefined, (query) => query.where('finding.rule_code', '=', rule_code ?? ''))
    .$if(verdict !== undefined, (query) => query.where('finding.verdict', '=', verdict ?? ''))
    .$if(after !== undefined, (query) =>
      query.where((e) => {
        const { amount_fen, finding_id } = after ?? { amount_fen: 0, finding_id: '' };
        const same = e.and([e('finding.amount_fen', '=', amount_fen), e('finding.finding_id', '>', finding_id)]);
        return e.and([
          e('finding.amount_fen', '<=', amount_fen),
          e.or([e('finding.amount_fen', '<', amount_fen), same]),
        ]);
      }),
    )
    .orderBy('finding.amount_fen', 'desc')
    .orderBy('finding.finding_id')
    .limit(limit)
    .execute();
}

/** A rule with findings. */
export interface FoundRule {
  readonly rule_code: string;
  readonly rule_name: string;
}

/** Rules that findings within reach are of, by code. @throws ShouhuError SH-H002 without the right */
export async function listFoundRules(db: Kysely<Schema>, caller: Caller): Promise<FoundRule[]> {
  return findingsWithin(db, scopeOf(caller, 'finding.read'))
    .clearSelect()
    .select((e) => ['finding.rule_code', e.fn.max('finding.rule_name').as('rule_name')])
    .groupBy('finding.rule_code')
    .orderBy('finding.rule_code')
    .execute();
}
