/** Persons with all that is judged of them, and the rules in force at that moment, in one statement. */
import { formatCivilDate, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { standingColumns, standingsIn } from '../institutions/standing.ts';
import type { StandingRows } from '../institutions/standing.ts';
import type { Standing } from '../institutions/settlement-status.ts';
import { jsonColumns } from '../store/json-columns.ts';
import { jsonRows } from '../store/json-rows.ts';
import type { Schema } from '../store/schema.ts';
import { beginOf } from './history.ts';
import type { HistoryRows } from './history.ts';
import { gradesOf, historyRows } from './known-rows.ts';
import type { Lists, Person } from './known-rows.ts';

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
  readonly persons: readonly Person[];
  /** Whose the visits asked for are, as far as they are registered. */
  readonly registered: readonly {
    readonly mdtrt_id: string;
    readonly psn_no: string;
    readonly fixmedins_code: string;
  }[];
  /** Grade of the institution. */
  readonly hosp_lv: string | null;
  /** Its agreements, and the measures against it. */
  readonly standing: Standing | undefined;
  readonly rows: HistoryRows;
}

export interface Wanted {
  readonly psn_nos: readonly string[];
  readonly mdtrt_ids: readonly string[];
  readonly fixmedins_code: string;
  /** What was before {@link beginOf} this day is not read. */
  readonly day: CivilDate;
}

interface Row extends Lists, StandingRows, Pick<Known, 'version' | 'content' | 'kept' | 'registered'> {
  readonly first: string | null;
}

/** Named columns that are called what they are. */
const plain = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name]));

/** Each look-up stays one: joins whose order is left to the planner become scans of whole tables as soon as it takes a few of them for small. */
const ofSeen = (rows: string): string => `seen CROSS JOIN LATERAL (${rows} OFFSET 0) o`;

const VISITS = jsonColumns(
  {
    ...plain(
      'mdtrt_id',
      'psn_no',
      'fixmedins_code',
      'care',
      'insutype',
      'med_type',
      'dept_code',
      'atddr_no',
      'matn_type',
    ),
    begntime: 'begntime::text',
    endtime: 'endtime::text',
  },
  'seen',
);
const SETTLEMENTS = jsonColumns(
  { mdtrt_id: 'seen.mdtrt_id', ...plain('setl_id', 'init_setl_id', 'psn_type', 'hosp_lv') },
  ofSeen('SELECT setl_id, init_setl_id, psn_type, hosp_lv FROM settlement s WHERE s.mdtrt_id = seen.mdtrt_id'),
);
const LINES = jsonColumns(
  {
    ...plain('feedetl_sn', 'init_feedetl_sn', 'setl_id', 'cnt', 'pric', 'rxno', 'med_chrgitm_type'),
    item: 'med_list_codg',
    fee_ocur_time: 'fee_ocur_time::text',
    amount_fen: 'det_item_fee_sumamt',
    inscp_fen: 'inscp_scp_amt',
    pric_uplmt: 'pric_uplmt_amt',
    dept: 'bilg_dept_codg',
    dr: 'bilg_dr_codg',
    prd_days: "particulars ->> 'prd_days'",
  },
  ofSeen('SELECT * FROM fee_line l WHERE l.mdtrt_id = seen.mdtrt_id AND setl_id IS NOT NULL'),
);
const DIAGNOSES = jsonColumns(
  { mdtrt_id: 'seen.mdtrt_id', code: 'diag_code' },
  ofSeen("SELECT DISTINCT diag_code FROM visit_diagnosis d WHERE d.mdtrt_id = seen.mdtrt_id AND vali_flag = '1'"),
);
const LISTS = sql.raw(
  `${VISITS} AS visits, ${SETTLEMENTS} AS settlements, ${LINES} AS lines, ${DIAGNOSES} AS diagnoses`,
);
const ASKED = sql`((SELECT psn_nos FROM own)::text[])`;
const PERSONS = jsonRows(
  sql`SELECT psn_no, gend, brdy::text AS brdy, die_date::text AS die_date FROM insured_person WHERE psn_no = ANY ${ASKED}`,
);
const INSURANCES = jsonRows(sql`SELECT psn_no, insutype, psn_type FROM insurance WHERE psn_no = ANY ${ASKED}`);
const REGISTERED = jsonRows(
  sql`SELECT mdtrt_id, psn_no, fixmedins_code FROM visit WHERE mdtrt_id = ANY ((SELECT mdtrt_ids FROM own)::text[])`,
);
const GRADES = sql.raw(
  jsonColumns(
    plain('fixmedins_code', 'hosp_lv'),
    `(SELECT fixmedins_code FROM seen UNION SELECT asking FROM own) i
      CROSS JOIN LATERAL (SELECT hosp_lv FROM institution_basics b WHERE b.fixmedins_code = i.fixmedins_code OFFSET 0) o`,
  ),
);
const STANDING = standingColumns(sql`((SELECT ARRAY[asking] FROM own)::text[])`);
const HELD = sql`SELECT v.version, v.digest AS content FROM rule_version v
  LEFT JOIN (SELECT version, seq FROM rule_in_force ORDER BY seq DESC LIMIT 1) f ON f.version = v.version
  WHERE f.seq IS NOT NULL OR v.version = 0 ORDER BY f.seq DESC NULLS LAST LIMIT 1`;

export async function readPersons(db: Kysely<Schema> | Transaction<Schema>, wanted: Wanted): Promise<Known> {
  const { mdtrt_ids, fixmedins_code, day } = wanted;
  const from = formatCivilDate(beginOf(day));
  // Asked for by a query of their own, however many they are the plan is the same, and is made once for all messages.
  const { rows } = await sql<Row>`
    WITH own AS (SELECT ${wanted.psn_nos}::text[] AS psn_nos, ${mdtrt_ids}::text[] AS mdtrt_ids, ${fixmedins_code}::text AS asking, ${from}::timestamp AS begun),
    seen AS MATERIALIZED (
      SELECT v.* FROM own, unnest(psn_nos) asked (psn_no) CROSS JOIN LATERAL (
        SELECT mdtrt_id, psn_no, fixmedins_code, care, insutype, med_type, begntime, endtime, dept_code, atddr_no, particulars ->> 'matn_type' AS matn_type
        FROM visit WHERE psn_no = asked.psn_no AND state <> 'cancelled'
          AND (begntime >= begun OR (care = 'inpatient' AND coalesce(endtime, 'infinity') >= begun)) OFFSET 0) v)
    SELECT held.*, ARRAY(SELECT snapshot FROM till_knowledge) AS kept, (SELECT min(setl_time)::date::text FROM settlement) AS first,
      ${PERSONS} AS persons, ${INSURANCES} AS insurances, ${REGISTERED} AS registered, ${GRADES} AS grades, ${LISTS}, ${STANDING}
    FROM (${HELD}) held`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('no version of the rules');
  const { first, version, content, kept, persons, registered } = row;
  const begun = first === null ? undefined : parseCivilDate(first);
  return {
    version,
    content,
    kept,
    persons,
    registered,
    data_from: begun?.ok === true ? begun.value : day,
    hosp_lv: gradesOf(row).get(fixmedins_code) ?? null,
    standing: standingsIn(row, [fixmedins_code]).get(fixmedins_code),
    rows: historyRows(row),
  };
}
