/** Settlements of a day as staff see them, and what funds and persons paid by them. Persons by the last digits of their number. */
import { codeName } from '@shouhu/codes';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';

/** `standing`; `cancelled`: taken back by another row; `cancellation`: that row, its amounts the opposite. */
type Standing = 'standing' | 'cancelled' | 'cancellation';

/** Amounts are fen under their national names, times civil. */
export interface SettlementListed {
  readonly setl_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly setl_time: string;
  readonly psn_tail: string;
  readonly insutype: string;
  readonly med_type: string;
  readonly mid_setl: boolean;
  readonly standing: Standing;
  readonly medfee_sumamt: number;
  readonly fund_pay_sumamt: number;
  readonly acct_pay: number;
  readonly acct_mulaid_pay: number;
  readonly psn_cash_pay: number;
}

export interface SettlementFilter {
  readonly day: string;
  readonly fixmedins_code?: string | undefined;
  readonly insutype?: string | undefined;
  readonly med_type?: string | undefined;
  readonly standing?: Standing | undefined;
}

export interface PageOfSettlements extends SettlementFilter {
  /** Time and number of the last of the page before. */
  readonly before_time?: string | undefined;
  readonly before_setl_id?: string | undefined;
  readonly limit: number;
}

const STANDING = sql<Standing>`CASE WHEN s.refd_setl_flag THEN 'cancellation' WHEN back.setl_id IS NULL THEN 'standing' ELSE 'cancelled' END`;

/** Settlements and cancellations within reach, as `s` at `i`, with what took them back as `back`. */
export function settlementsWithin(db: Kysely<Schema>, scope: Scope) {
  return db
    .selectFrom('settlement as s')
    .innerJoin('institution as i', 'i.fixmedins_code', 's.fixmedins_code')
    .leftJoin('settlement as back', 'back.init_setl_id', 's.setl_id')
    .where(rowsWithin(scope, 'i'));
}

export const LISTED_COLUMNS = [
  's.setl_id',
  's.fixmedins_code',
  'i.fixmedins_name',
  's.setl_time',
  sql<string>`right(s.psn_no, 4)`.as('psn_tail'),
  's.insutype',
  's.med_type',
  's.mid_setl_flag as mid_setl',
  STANDING.as('standing'),
  's.medfee_sumamt',
  's.fund_pay_sumamt',
  's.acct_pay',
  's.acct_mulaid_pay',
  's.psn_cash_pay',
] as const;

function filtered(
  db: Kysely<Schema>,
  scope: Scope,
  { day, fixmedins_code, insutype, med_type, standing }: SettlementFilter,
) {
  return settlementsWithin(db, scope)
    .where(sql<boolean>`s.setl_time >= ${day}::date AND s.setl_time < ${day}::date + 1`)
    .$if(fixmedins_code !== undefined, (query) => query.where('s.fixmedins_code', '=', fixmedins_code ?? ''))
    .$if(insutype !== undefined, (query) => query.where('s.insutype', '=', insutype ?? ''))
    .$if(med_type !== undefined, (query) => query.where('s.med_type', '=', med_type ?? ''))
    .$if(standing !== undefined, (query) => query.where(STANDING, '=', standing ?? 'standing'));
}

/** The latest first. @throws ShouhuError SH-H002 without the right */
export async function listSettlements(
  db: Kysely<Schema>,
  { caller }: Asking,
  { before_time, before_setl_id, limit, ...filter }: PageOfSettlements,
): Promise<SettlementListed[]> {
  return filtered(db, scopeOf(caller, 'settlement.read'), filter)
    .select(LISTED_COLUMNS)
    .$if(before_time !== undefined, (query) =>
      query.where(
        sql<boolean>`(s.setl_time, s.setl_id) < (${before_time ?? ''}::timestamp, ${before_setl_id ?? ''}::text)`,
      ),
    )
    .orderBy('s.setl_time', 'desc')
    .orderBy('s.setl_id', 'desc')
    .limit(limit)
    .execute();
}

const SUMS = [
  'medfee_sumamt',
  'fund_pay_sumamt',
  'acct_pay',
  'acct_mulaid_pay',
  'psn_cash_pay',
  'hosp_part_amt',
] as const;

/** Of a day: cancellations count against what they take back. Fen. */
export type DaySums = Readonly<Record<(typeof SUMS)[number], number>> & {
  readonly settlements: number;
  readonly cancellations: number;
  readonly funds: readonly {
    readonly fund_pay_type: string;
    readonly name: string;
    readonly payments: number;
    readonly fund_payamt: number;
  }[];
};

/** @throws ShouhuError SH-H002 without the right */
export async function sumSettlements(
  db: Kysely<Schema>,
  { caller }: Asking,
  filter: SettlementFilter,
): Promise<DaySums> {
  const scope = scopeOf(caller, 'settlement.read');
  const sums = await filtered(db, scope, filter)
    .select(SUMS.map((name) => sql<number>`coalesce(sum(${sql.ref(`s.${name}`)}), 0)::bigint`.as(name)))
    .select([
      sql<number>`count(*) FILTER (WHERE NOT s.refd_setl_flag)::integer`.as('settlements'),
      sql<number>`count(*) FILTER (WHERE s.refd_setl_flag)::integer`.as('cancellations'),
    ])
    .executeTakeFirstOrThrow();
  const funds = await filtered(db, scope, filter)
    .innerJoin('settlement_share as share', 'share.setl_id', 's.setl_id')
    .select([
      'share.fund_pay_type',
      sql<number>`count(*)::integer`.as('payments'),
      sql<number>`sum(share.fund_payamt)::bigint`.as('fund_payamt'),
    ])
    .groupBy('share.fund_pay_type')
    .orderBy('share.fund_pay_type')
    .execute();
  return { ...sums, funds: funds.map((fund) => ({ ...fund, name: fundName(fund.fund_pay_type) })) };
}

export const fundName = (code: string): string => codeName('fund_pay_type', code) ?? code;
