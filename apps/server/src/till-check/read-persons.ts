/** Persons with all that is judged of them, and the rules in force at that moment, in one statement. */
import { formatCivilDate, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { jsonRows } from '../store/json-rows.ts';
import type { Schema } from '../store/schema.ts';
import { beginOf } from './history.ts';
import type { HistoryRows, LineRow } from './history.ts';

/** What holds at the moment of the read. */
export interface Known {
  /** Version of the rules in force, and the digest of its local content. */
  readonly version: number;
  readonly content: string;
  /** Snapshots that are kept. */
  readonly kept: readonly string[];
  /** Civil day of the first settlement that the platform holds; of the read where there is none. */
  readonly data_from: number;
  /** Insured persons among those asked for. */
  readonly persons: readonly {
    readonly psn_no: string;
    readonly gend: string;
    readonly brdy: string | null;
    readonly die_date: string | null;
  }[];
  /** Whose the visits asked for are, as far as they are registered. */
  readonly registered: readonly {
    readonly mdtrt_id: string;
    readonly psn_no: string;
    readonly fixmedins_code: string;
  }[];
  /** Grade of the institution. */
  readonly hosp_lv: string | null;
  readonly rows: HistoryRows;
}

export interface Wanted {
  readonly psn_nos: readonly string[];
  readonly mdtrt_ids: readonly string[];
  readonly fixmedins_code: string;
  /** What was before {@link beginOf} this day is not read. */
  readonly day: CivilDate;
}

interface Row extends Omit<Known, 'data_from' | 'rows'>, Omit<HistoryRows, 'lines'> {
  readonly first: string | null;
  readonly lines: readonly LineFields[];
  readonly settlements: readonly Pick<LineRow, 'setl_id' | 'psn_type' | 'hosp_lv'>[];
}

/** A line without names of its fields: there are hundreds, and writing and reading the names takes most of the time. */
type LineFields = readonly [
  LineRow['mdtrt_id'],
  LineRow['feedetl_sn'],
  LineRow['init_feedetl_sn'],
  LineRow['setl_id'],
  LineRow['item'],
  LineRow['fee_ocur_time'],
  LineRow['cnt'],
  LineRow['amount_fen'],
  LineRow['inscp_fen'],
  LineRow['pric'],
  LineRow['pric_uplmt'],
  LineRow['rxno'],
  LineRow['dept'],
  LineRow['dr'],
  LineRow['prd_days'],
  LineRow['med_chrgitm_type'],
];

export async function readPersons(db: Kysely<Schema> | Transaction<Schema>, wanted: Wanted): Promise<Known> {
  const { mdtrt_ids, fixmedins_code, day } = wanted;
  const from = formatCivilDate(beginOf(day));
  // Asked for by a query of their own, however many they are the plan is the same, and is made once for all messages.
  const psn_nos = sql`(SELECT ${wanted.psn_nos}::text[])`;
  const { rows } = await sql<Row>`
    WITH seen AS MATERIALIZED (
      SELECT v.mdtrt_id, v.psn_no, v.fixmedins_code, v.care, v.insutype, v.med_type, v.begntime::text AS begntime, v.endtime::text AS endtime, v.dept_code, v.atddr_no,
        v.particulars ->> 'matn_type' AS matn_type, coalesce(s.psn_type, i.psn_type) AS psn_type, coalesce(s.hosp_lv, b.hosp_lv) AS hosp_lv,
        p.gend, p.brdy::text AS brdy, p.die_date::text AS die_date
      FROM visit v JOIN insured_person p ON p.psn_no = v.psn_no
      LEFT JOIN insurance i ON i.psn_no = v.psn_no AND i.insutype = v.insutype
      LEFT JOIN institution_basics b ON b.fixmedins_code = v.fixmedins_code
      CROSS JOIN LATERAL (
        SELECT CASE WHEN min(psn_type) = max(psn_type) THEN min(psn_type) END AS psn_type, CASE WHEN min(hosp_lv) = max(hosp_lv) THEN min(hosp_lv) END AS hosp_lv
        FROM settlement s WHERE s.mdtrt_id = v.mdtrt_id AND NOT refd_setl_flag AND NOT EXISTS (SELECT FROM settlement back WHERE back.init_setl_id = s.setl_id)) s
      WHERE v.psn_no = ANY (${psn_nos}::text[]) AND v.state <> 'cancelled'
        AND (v.begntime >= ${from} OR (v.care = 'inpatient' AND coalesce(v.endtime, 'infinity') >= ${from}))),
    held AS (
      SELECT v.version, v.digest FROM rule_version v LEFT JOIN (SELECT version, seq FROM rule_in_force ORDER BY seq DESC LIMIT 1) f ON f.version = v.version
      WHERE f.seq IS NOT NULL OR v.version = 0 ORDER BY f.seq DESC NULLS LAST LIMIT 1)
    SELECT held.version, held.digest AS content, ARRAY(SELECT snapshot FROM till_knowledge) AS kept,
      (SELECT min(setl_time)::date::text FROM settlement) AS first,
      (SELECT hosp_lv FROM institution_basics WHERE fixmedins_code = ${fixmedins_code}) AS hosp_lv,
      ${jsonRows(sql`SELECT psn_no, gend, brdy::text AS brdy, die_date::text AS die_date FROM insured_person WHERE psn_no = ANY (${psn_nos}::text[])`)} AS persons,
      ${jsonRows(sql`SELECT mdtrt_id, psn_no, fixmedins_code FROM visit WHERE mdtrt_id = ANY(${mdtrt_ids})`)} AS registered,
      ${jsonRows(sql`SELECT * FROM seen`)} AS visits,
      ${jsonRows(sql`SELECT s.setl_id, s.psn_type, s.hosp_lv FROM seen JOIN settlement s USING (mdtrt_id)`)} AS settlements,
      (SELECT coalesce(json_agg(json_build_array(mdtrt_id, l.feedetl_sn, l.init_feedetl_sn, l.setl_id, l.med_list_codg, l.fee_ocur_time::text, l.cnt,
        l.det_item_fee_sumamt, l.inscp_scp_amt, l.pric, l.pric_uplmt_amt, l.rxno, l.bilg_dept_codg, l.bilg_dr_codg, l.particulars ->> 'prd_days', l.med_chrgitm_type)), '[]')
        FROM seen JOIN fee_line l USING (mdtrt_id) WHERE l.setl_id IS NOT NULL) AS lines,
      ${jsonRows(sql`SELECT DISTINCT mdtrt_id, diag_code AS code FROM seen JOIN visit_diagnosis d USING (mdtrt_id) WHERE d.vali_flag = '1'`)} AS diagnoses
    FROM held`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('no version of the rules');
  const { first, visits, lines, settlements, diagnoses, ...known } = row;
  const begun = first === null ? undefined : parseCivilDate(first);
  return {
    ...known,
    data_from: begun?.ok === true ? begun.value : day,
    rows: { visits, lines: linesOf(lines, settlements), diagnoses },
  };
}

function linesOf(lines: Row['lines'], settlements: Row['settlements']): LineRow[] {
  const bySettlement = new Map(settlements.map((one) => [one.setl_id, one]));
  return lines.flatMap((fields) => {
    const [mdtrt_id, feedetl_sn, init_feedetl_sn, setl_id, item, fee_ocur_time, cnt, amount_fen, inscp_fen] = fields;
    const [, , , , , , , , , pric, pric_uplmt, rxno, dept, dr, prd_days, med_chrgitm_type] = fields;
    const settled = bySettlement.get(setl_id);
    if (settled === undefined) return [];
    const { psn_type, hosp_lv } = settled;
    const named = { mdtrt_id, feedetl_sn, init_feedetl_sn, setl_id, item, fee_ocur_time, psn_type, hosp_lv };
    return [{ ...named, cnt, amount_fen, inscp_fen, pric, pric_uplmt, rxno, dept, dr, prd_days, med_chrgitm_type }];
  });
}
