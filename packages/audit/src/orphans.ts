/**
 * Negative lines that netting could not set against an original: no rule over net lines sees them, so they are judged
 * by themselves, in the plain interpreter: they are few. They net nothing, hence amount 0 (docs/semantics.md 6).
 */
import type { Line } from '@shouhu/claims';
import { holding, rowsOf, type Lake } from '@shouhu/lake';
import { judgeByReference, type Judgement, type Rule, type Ruleset } from '@shouhu/rules';
import type { DuckDBConnection } from '@duckdb/node-api';

/** The point that judges them. */
const POINT = 'DEF-036-REFUND';

/** Whether negative lines are judged by one of a rule's points. */
export function judgesOrphans({ points }: Rule): boolean {
  return points.some(({ point_ids }) => point_ids.includes(POINT));
}

type OrphanRow = Pick<
  Line,
  'psn_no' | 'fixmedins_code' | 'mdtrt_id' | 'setl_id' | 'line_id' | 'item' | 'day' | 'second' | 'cnt'
>;

export async function judgeOrphans(connection: DuckDBConnection, lake: Lake, ruleset: Ruleset): Promise<Judgement> {
  const rules = ruleset.rules
    .map((rule) => ({ ...rule, points: rule.points.filter(({ point_ids }) => point_ids.includes(POINT)) }))
    .filter(({ points }) => points.length > 0);
  if (rules.length === 0) return { findings: [], undecided: [] };
  const rows = await rowsOf<OrphanRow>(
    connection,
    `SELECT psn_no, fixmedins_code, mdtrt_id, setl_id, row_key AS line_id, fee_ocur_time AS day, fee_ocur_time_s AS second,
       coalesce(hilist_code, med_list_codg) AS item, cnt
     FROM ${holding(lake, 'fee_list_d')} WHERE netted = 'orphan' ORDER BY ALL`,
  );
  const world = { lines: rows.map(lineOf), visits: [], diagnoses: [], operations: [], sales: [], first_day: 0 };
  return judgeByReference({ ...ruleset, rules }, world);
}

function lineOf(row: OrphanRow): Line {
  return {
    ...row,
    amount_fen: 0,
    inscp_fen: 0,
    med_type: null,
    care_type: null,
    emergency: null,
    insutype: null,
    psn_type: null,
    gend: null,
    brdy: null,
    hosp_lv: null,
    fixmedins_type: null,
    internet_hosp: null,
    matn_type: null,
    pric: null,
    pric_uplmt: null,
    rxno: null,
    dept: null,
    dr: null,
    profttl: null,
    prd_days: null,
    med_chrgitm_type: null,
    antibiotic_grade: null,
    updt_day: null,
  };
}
