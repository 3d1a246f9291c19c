import { monthOf } from './ground.ts';
import type { Ground } from './ground.ts';

/**
 * Codes that say an infection was caught in care (ICD-10, insurance edition): after an operation, infusion or implant, of a
 * surgical wound in childbed, and the nosocomial marker. A main diagnosis is why the patient came, so it does not count.
 */
const INFECTIONS = [
  'T80.2',
  'T81.4',
  'T82.6',
  'T82.7',
  'T83.5',
  'T83.6',
  'T84.5',
  'T84.6',
  'T84.7',
  'T85.7',
  'T88.0',
  'O86.0',
  'Y95',
];

/** Days until a return that never came, or that was arranged. */
const NEVER = 100_000;

/** Manner of discharge 2: transferred on medical advice. */
const TRANSFER = '2';

/** A stay below this share of the median fee of its level, with no operation, is a low one. */
const LOW_SHARE = 0.3;

/** Stays compared with each other's dates at most: members of one group are admitted within a day of one another. */
const APART = 1;

const infected = INFECTIONS.map((code) => `starts_with(code, '${code}')`).join(' OR ');

/**
 * Stays, one row each, with what later or other stays say about them. `excused`: a disease whose course is repeated or
 * long stays; `planned`: a return that was arranged (those, and after a transfer).
 */
export const stays: Ground = {
  name: 'stay',
  needs: [],
  additive: true,
  cases: '1',
  sql: () => `
    CREATE OR REPLACE TEMP TABLE i_stay_base AS
      SELECT v.fixmedins_code, p.inst, v.dept, v.dr, ${monthOf('coalesce(v.end_day, v.day)')} AS month, v.mdtrt_id, hash(v.psn_no) AS psn,
        v.day, v.end_day, v.stay_days, v.lines, v.amount_fen, v.lab_fen, v.exam_fen,
        v.treat_fen, v.oper_fen, v.care_days, v.operations, v.operations_known, v.basket,
        coalesce(v.dscg_way, '') AS dscg_way, v.main_diag,
        v.oncology OR v.dialysis OR v.birth OR v.mental OR v.rehabilitation AS excused, v.hosp_lv, v.diagnoses_known
      FROM a_visit v JOIN i_place p USING (fixmedins_code) WHERE v.care_type = 'inpatient' AND v.lines > 0;
    CREATE OR REPLACE TEMP TABLE i_stay_again AS
      SELECT inst, mdtrt_id, lead(day) OVER own AS next_day, lead(main_diag) OVER own AS next_diag, lead(excused) OVER own AS next_excused FROM i_stay_base
      WINDOW own AS (PARTITION BY inst, psn ORDER BY day, mdtrt_id);
    CREATE OR REPLACE TEMP TABLE i_stay_met AS
      WITH often AS (SELECT inst, psn, mdtrt_id, day, end_day FROM i_stay_base WHERE NOT excused AND end_day IS NOT NULL
        QUALIFY count(*) OVER (PARTITION BY psn) >= 2),
      near AS (SELECT *, day + unnest(range(-${APART}, ${APART} + 1))::INTEGER AS near_day FROM often),
      met AS (SELECT x.inst, x.mdtrt_id, least(x.psn, y.psn) AS a, greatest(x.psn, y.psn) AS b FROM near x JOIN often y
        ON x.inst = y.inst AND x.near_day = y.day AND x.psn <> y.psn AND y.end_day BETWEEN x.end_day - ${APART} AND x.end_day + ${APART})
      SELECT inst, mdtrt_id FROM met SEMI JOIN (SELECT a, b FROM met GROUP BY ALL HAVING count(DISTINCT mdtrt_id) >= 4) pairs
        ON pairs.a = met.a AND pairs.b = met.b GROUP BY ALL HAVING count(DISTINCT (a, b)) >= 2;
    CREATE OR REPLACE TEMP TABLE i_stay_away AS
      SELECT DISTINCT s.inst, s.mdtrt_id FROM i_stay_base s
      JOIN (SELECT hash(psn_no) AS psn, day FROM a_visit WHERE care_type <> 'inpatient' AND lines > 0) o
        ON o.psn = s.psn AND o.day > s.day AND o.day < s.end_day WHERE s.stay_days >= 3;
    CREATE OR REPLACE TEMP TABLE i_stay AS
      WITH twin AS (SELECT inst, basket FROM i_stay_base WHERE lines >= 5 AND NOT excused GROUP BY ALL HAVING min(psn) <> max(psn)),
      together AS (SELECT inst, day, end_day FROM i_stay_base WHERE NOT excused GROUP BY ALL HAVING count(DISTINCT psn) >= 4),
      usual AS (SELECT hosp_lv, median(amount_fen) AS fee FROM i_stay_base GROUP BY ALL),
      infected AS (SELECT DISTINCT d.mdtrt_id FROM j_diagnosis d JOIN i_stay_base s USING (mdtrt_id)
        WHERE (${infected}) AND d.code IS DISTINCT FROM s.main_diag)
      SELECT s.*, CASE WHEN a.next_day >= s.end_day AND NOT a.next_excused THEN a.next_day - s.end_day ELSE ${NEVER} END AS back_after, s.excused OR s.dscg_way = '${TRANSFER}' AS planned,
        coalesce(a.next_diag = s.main_diag, false) AS same_diag, m.mdtrt_id IS NOT NULL AS met_again, w.mdtrt_id IS NOT NULL AS went_away,
        t.basket IS NOT NULL AND s.lines >= 5 AND NOT s.excused AS twin, g.inst IS NOT NULL AND NOT s.excused AS grouped, i.mdtrt_id IS NOT NULL AS infected,
        s.amount_fen < ${LOW_SHARE} * u.fee AND s.oper_fen = 0 AND NOT s.excused AS low,
        (s.lab_fen + s.exam_fen) * 10 >= s.amount_fen * 7 AND s.oper_fen = 0 AND s.treat_fen * 10 < s.amount_fen AS test_only,
        greatest(s.stay_days - s.care_days, 0) AS idle_days
      FROM i_stay_base s
      LEFT JOIN i_stay_again a USING (inst, mdtrt_id)
      LEFT JOIN i_stay_met m USING (inst, mdtrt_id)
      LEFT JOIN i_stay_away w USING (inst, mdtrt_id)
      LEFT JOIN twin t ON t.inst = s.inst AND t.basket = s.basket
      LEFT JOIN together g ON g.inst = s.inst AND g.day = s.day AND g.end_day = s.end_day
      LEFT JOIN usual u ON u.hosp_lv IS NOT DISTINCT FROM s.hosp_lv
      LEFT JOIN infected i ON i.mdtrt_id = s.mdtrt_id`,
};
