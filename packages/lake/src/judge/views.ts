import type { DuckDBConnection } from '@duckdb/node-api';
import { monthsOf } from '../store/lake.ts';
import type { Lake } from '../store/lake.ts';
import { sales } from './sales.ts';
import { holding } from '../net/holding.ts';
import type { Extent } from '../net/holding.ts';

/** Attributes of @shouhu/claims that stand resolved beside lines and visits. */
const ATTRIBUTES = [
  'med_type',
  'care_type',
  'emergency',
  'insutype',
  'psn_type',
  'gend',
  'brdy',
  'hosp_lv',
  'fixmedins_type',
  'internet_hosp',
  'matn_type',
]
  .map((name) => `j_${name} AS ${name}`)
  .join(', ');

/**
 * Creates the judged claim model on a connection: temporary views j_line, j_visit, j_diagnosis, j_operation and j_sale with
 * the columns and units of `judged.ts` in @shouhu/claims, for the months or persons asked for.
 *
 * Nothing is read here. j_line and j_visit are plain scans of what the import resolved, so a condition on any column
 * reaches the file. A later call replaces the views.
 * Lines whose settlement is absent are left out, unless no setl_d was ever given (docs/semantics.md 5).
 * j_sale is not cut by a range of persons: one box may be sold to two of them.
 */
export async function judgedViews(connection: DuckDBConnection, lake: Lake, extent: Extent = {}): Promise<void> {
  const { from: _from, to: _to, persons: _persons, ...across } = extent;
  await connection.run(`
    CREATE OR REPLACE TEMP VIEW j_line AS ${lineView(lake, extent)};
    CREATE OR REPLACE TEMP VIEW j_visit AS ${visitView(lake, extent)};
    CREATE OR REPLACE TEMP VIEW j_diagnosis AS ${diagnosisView(lake, extent)};
    CREATE OR REPLACE TEMP VIEW j_operation AS SELECT DISTINCT mdtrt_id, oprn_oprt_code AS code
      FROM ${holding(lake, 'setl_list_oprn_d')} ${ofVisits(lake, extent)};
    CREATE OR REPLACE TEMP VIEW j_sale AS ${sales(lake, judgedLines(lake, across), across)};`);
}

const LISTS = ['diagnosis', 'operation'] as const;

/**
 * Reads j_diagnosis and j_operation once and keeps them in memory until {@link releaseLists}: for statements that ask for
 * them again and again, as each time would look for the visits of the extent.
 */
export async function holdLists(connection: DuckDBConnection): Promise<void> {
  for (const list of LISTS) {
    await connection.run(`CREATE OR REPLACE TEMP TABLE held_${list} AS FROM j_${list}`);
    await connection.run(`CREATE OR REPLACE TEMP VIEW j_${list} AS FROM held_${list}`);
  }
}

/** Frees what {@link holdLists} keeps; both lists are gone until views are made again. */
export async function releaseLists(connection: DuckDBConnection): Promise<void> {
  for (const list of LISTS) {
    await connection.run(`DROP VIEW IF EXISTS j_${list}; DROP TABLE IF EXISTS held_${list}`);
  }
}

/** Net-positive lines that are settled, as the lake keeps them. */
function judgedLines(lake: Lake, extent: Extent): string {
  return `(FROM ${holding(lake, 'fee_list_d', extent)} WHERE ${isJudged(lake)})`;
}

function isJudged(lake: Lake): string {
  const settled = lake.manifest.tables['setl_d'] === undefined ? '' : ' AND j_settled = 1';
  return `net_cnt > 0${settled}`;
}

function lineView(lake: Lake, extent: Extent): string {
  return `SELECT ${lineColumns(lake)} FROM ${judgedLines(lake, extent)}`;
}

function lineColumns(lake: Lake): string {
  const item = given(lake, 'med_list_codg') ? 'coalesce(hilist_code, med_list_codg)' : 'hilist_code';
  return `psn_no, fixmedins_code, mdtrt_id, fee_ocur_time AS day, ${ATTRIBUTES},
      row_key AS line_id, j_setl_id AS setl_id, ${item} AS item, fee_ocur_time_s AS second,
      net_cnt AS cnt, greatest(net_amount_fen, 0) AS amount_fen,
      CASE WHEN net_inscp_fen IS NOT NULL THEN greatest(net_inscp_fen, 0) END AS inscp_fen,
      pric, pric_uplmt_amt AS pric_uplmt, rx_drord_no AS rxno, coalesce(bilg_dept_codg, bilg_dept_name) AS dept,
      bilg_dr_code AS dr, j_profttl AS profttl, prd_days, med_chrgitm_type, j_antibiotic_grade AS antibiotic_grade,
      updt_time AS updt_day`;
}

/**
 * Judged lines with what schemes look at besides: the names that the catalogue and the institution give the item, and
 * whether boxes were scanned or split (拆零). SQL that stands after FROM.
 */
export function linesInDetail(lake: Lake, extent: Extent = {}): string {
  return inDetail(lake, judgedLines(lake, extent));
}

/**
 * Every line that a finding or scheme may name: the judged ones, and negative lines that found no original, which are worth
 * nothing. Columns of {@link linesInDetail}. SQL that stands after FROM.
 */
export function namedLinesInDetail(lake: Lake): string {
  return inDetail(lake, `(FROM ${holding(lake, 'fee_list_d')} WHERE netted = 'orphan' OR (${isJudged(lake)}))`);
}

function inDetail(lake: Lake, lines: string): string {
  const ownName = given(lake, 'medins_list_name') ? 'medins_list_name' : 'NULL::VARCHAR';
  return `(SELECT ${lineColumns(lake)}, hilist_name AS item_name, ${ownName} AS own_name,
      drug_trac_codg IS NOT NULL AS boxed, coalesce(trdn_flag, 0) = 1 AS split FROM ${lines})`;
}

/** Whether any source gave a column of the fee lines; a lake of an earlier version may lack one that nobody gave. */
function given(lake: Lake, column: string): boolean {
  return lake.manifest.tables['fee_list_d']?.columns.includes(column) === true;
}

function visitView(lake: Lake, extent: Extent): string {
  return `SELECT ${visitColumns(lake)} FROM ${holding(lake, 'mdtrt_d', extent)}`;
}

/** The operations of a visit are a closed list when some are known, or when its settlement list came with diagnoses alone. */
function visitColumns(lake: Lake): string {
  const listed = lake.manifest.tables['setl_list_oprn_d'] === undefined ? '' : ' OR j_listed = 1';
  return `psn_no, fixmedins_code, mdtrt_id, begntime AS day, ${ATTRIBUTES}, begntime_s AS begin_second, endtime AS end_day,
      endtime_s AS end_second, coalesce(dscg_dept_codg, adm_dept_codg) AS dept, chfpdr_code AS dr, j_profttl AS profttl,
      j_death_day AS death_day, j_diagnoses_known AS diagnoses_known, (j_operated = 1${listed})::INTEGER AS operations_known`;
}

/**
 * Judged visits with what schemes look at besides: bed, way out, main diagnosis as the visit names it, and the
 * tokens of address, telephone and employer. SQL that stands after FROM.
 */
export function visitsInDetail(lake: Lake): string {
  return `(SELECT ${visitColumns(lake)}, adm_bed AS bed, dscg_way, dscg_maindiag_code, addr, tel, emp_name
    FROM ${holding(lake, 'mdtrt_d')})`;
}

/** The settlement list's diagnoses, and the main diagnosis that the visit itself names. */
function diagnosisView(lake: Lake, extent: Extent): string {
  return `
    SELECT mdtrt_id, diag_code AS code FROM ${holding(lake, 'setl_list_diag_d')} ${ofVisits(lake, extent)}
    UNION SELECT mdtrt_id, dscg_maindiag_code FROM ${holding(lake, 'mdtrt_d', { ...extent, months: monthsOf(lake, 'mdtrt_d') })}
    ${ofVisits(lake, extent)} WHERE dscg_maindiag_code IS NOT NULL`;
}

/** Lists name no person and no month: they are narrowed by the visits that the extent's lines and visits belong to. */
function ofVisits(lake: Lake, extent: Extent): string {
  const { months, psn_nos, persons, from, to } = extent;
  if (months === undefined && psn_nos === undefined && persons === undefined && !from && !to) return '';
  return `SEMI JOIN (SELECT mdtrt_id FROM ${holding(lake, 'fee_list_d', extent)}
    UNION ALL SELECT mdtrt_id FROM ${holding(lake, 'mdtrt_d', extent)}) wanted USING (mdtrt_id)`;
}

/** Months of the lake's fee lines, sorted. */
export function judgedMonths(lake: Lake): string[] {
  return monthsOf(lake, 'fee_list_d');
}
