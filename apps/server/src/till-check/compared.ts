/** What the night said of one checked visit, for those who may see it. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Caller } from '../rights/caller.ts';
import { reachOf } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import type { Cause } from './causes.ts';
import type { DecisionRow } from './replay.ts';

/** A finding that till and settled day do not share. */
export interface DifferenceFound {
  readonly jr_id: string;
  readonly rule_code: string;
  readonly rule_name: string | null;
  /** The check that it was compared with; null: none. */
  readonly decision_id: string | null;
  readonly change: 'appeared' | 'vanished' | 'changed';
  readonly cause: Cause;
  readonly till_fen: number | null;
  readonly day_fen: number | null;
}

export const DIFFERENCE = [
  't.jr_id',
  't.rule_code',
  't.rule_name',
  't.decision_id',
  't.change',
  't.cause',
  't.till_fen',
  't.day_fen',
] as const;

export interface Compared {
  /** Settlements of the visit that stand, the last first. */
  readonly settlements: readonly { readonly setl_id: string; readonly day: string }[];
  /** Days of these that the night has judged; empty for those who may not see the comparison. */
  readonly days: readonly string[];
  readonly differences: readonly DifferenceFound[];
}

export async function comparedOf(
  db: Kysely<Schema>,
  caller: Caller,
  { mdtrt_id, fixmedins_code }: Pick<DecisionRow, 'mdtrt_id' | 'fixmedins_code'>,
): Promise<Compared> {
  const { rows: settlements } = await sql<{ setl_id: string; day: string; compared: boolean }>`
    SELECT setl_id, setl_time::date::text AS day, EXISTS (SELECT FROM till_day WHERE till_day.day = setl_time::date) AS compared
    FROM settlement s WHERE mdtrt_id = ${mdtrt_id} AND fixmedins_code = ${fixmedins_code} AND NOT refd_setl_flag
      AND NOT EXISTS (SELECT FROM settlement back WHERE back.init_setl_id = s.setl_id) ORDER BY setl_time DESC, setl_id DESC`.execute(
    db,
  );
  const mayCompare = reachOf('check.compare', caller.duties) !== null;
  const differences = mayCompare
    ? await db
        .selectFrom('till_difference as t')
        .select(DIFFERENCE)
        .where('t.mdtrt_id', '=', mdtrt_id)
        .where('t.fixmedins_code', '=', fixmedins_code)
        .orderBy('t.day')
        .orderBy('t.jr_id')
        .execute()
    : [];
  return {
    settlements: settlements.map(({ setl_id, day }) => ({ setl_id, day })),
    days: mayCompare ? [...new Set(settlements.flatMap(({ day, compared }) => (compared ? [day] : [])))] : [],
    differences,
  };
}
