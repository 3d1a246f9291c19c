import { monthOf } from './ground.ts';
import type { Ground } from './ground.ts';

/** Cards that follow each other within this are settled in one go, whoever holds them. */
const NEXT_CARD_SECONDS = 120;
/** People who come together are settled within this. */
const TOGETHER_SECONDS = 600;
/** How many of those who come next each settlement is held against: work stays linear whatever the crowd. */
const NEIGHBOURS = 3;
/** Days on which two people must have met. */
const MEETINGS = 3;
/** People who bought the same set of items at one place, and the places elsewhere that sell it, for a set of the house. */
const SET_PEOPLE = 8;
const SET_ELSEWHERE = 1;
/** Days over which a set or a record is repeated: a day of vaccination or a wave of flu makes many alike at once. */
const SET_DAYS = 6;
const TWIN_DAYS = 4;
/** Outpatients of one doctor on one day, from which the day counts as overloaded. */
const BUSY_DAY = 100;

const ahead = Array.from(
  { length: NEIGHBOURS },
  (_, at) =>
    `lead(r, ${at + 1}) OVER till AS r${at + 1}, lead(psn, ${at + 1}) OVER till AS p${at + 1}, lead(home, ${at + 1}) OVER till AS h${at + 1}, lead(moment, ${at + 1}) OVER till AS t${at + 1}`,
).join(', ');

const met = Array.from(
  { length: NEIGHBOURS },
  (_, at) =>
    `SELECT inst, day, r, r${at + 1} AS other, least(psn, p${at + 1}) AS a, greatest(psn, p${at + 1}) AS b FROM i_ahead
     WHERE t${at + 1} - moment <= ${TOGETHER_SECONDS} AND p${at + 1} <> psn AND h${at + 1} IS DISTINCT FROM home`,
).join(' UNION ALL ');

/** What others' visits say of one, as bits of one number: one join instead of seven. */
const BITS = ['beside', 'met_again', 'repeated', 'two_places', 'house_set', 'same_amount', 'twin'] as const;
const bit = (name: (typeof BITS)[number]): number => 1 << BITS.indexOf(name);
const flags = BITS.map((name) => `coalesce(f.bits, 0) & ${bit(name)} > 0 AS ${name}`).join(', ');

/**
 * Outpatient visits and purchases, one row each, with who stood beside them at the till. People of one address are a family
 * or a home, and no strangers to each other.
 */
export const tills: Ground = {
  name: 'till',
  needs: [],
  additive: true,
  cases: '1',
  sql: () => `
    CREATE OR REPLACE TEMP TABLE i_till_base AS
      SELECT p.inst, v.dept, v.dr, ${monthOf('v.day')} AS month, hash(v.psn_no) AS psn,
        v.addr AS home, v.day, v.day::BIGINT * 86400 + coalesce(v.setl_second, v.begin_second) AS moment,
        coalesce(v.setl_second, v.begin_second) AS second, v.care_type = 'pharmacy' AS pharmacy, coalesce(v.emergency, 0) = 1 AS emergency,
        coalesce(v.internet_hosp, 0) = 1 AS internet, v.lines::INTEGER AS lines, coalesce(v.medfee_fen, v.amount_fen) AS fee_fen,
        coalesce(v.acct_fen, 0) AS acct_fen, coalesce(v.mulaid_fen, 0) AS mulaid_fen, v.basket, v.items,
        v.oncology OR v.dialysis OR v.birth OR v.mental OR v.rehabilitation AS excused
      FROM a_visit v JOIN i_place p USING (fixmedins_code) WHERE v.care_type IN ('outpatient', 'pharmacy') AND v.lines > 0;
    CREATE OR REPLACE TEMP TABLE i_beside AS
      SELECT rowid AS r FROM i_till_base WHERE moment IS NOT NULL AND NOT internet
      WINDOW queue AS (PARTITION BY inst ORDER BY moment, psn, basket)
      QUALIFY moment - lag(moment) OVER queue <= ${NEXT_CARD_SECONDS} AND lag(psn) OVER queue <> psn AND lag(home) OVER queue IS DISTINCT FROM home;
    CREATE OR REPLACE TEMP TABLE i_ahead AS
      SELECT inst, day, r, psn, home, moment, ${ahead}
      FROM (SELECT inst, day, rowid AS r, psn, home, moment, basket FROM i_till_base WHERE moment IS NOT NULL AND NOT internet AND NOT excused
        QUALIFY count(*) OVER (PARTITION BY psn, inst) >= ${MEETINGS})
      WINDOW till AS (PARTITION BY inst ORDER BY moment, psn, basket);
    CREATE OR REPLACE TEMP TABLE i_met AS ${met};
    DROP TABLE i_ahead;
    CREATE OR REPLACE TEMP TABLE i_set AS
      WITH own AS (SELECT inst, items, count(DISTINCT psn) AS people, count(DISTINCT day) AS days FROM i_till_base
        SEMI JOIN (SELECT inst, items FROM i_till_base WHERE lines >= 2 GROUP BY ALL HAVING count(*) >= ${SET_PEOPLE}) many USING (inst, items)
        GROUP BY ALL),
      wide AS (SELECT items, count(*) AS places FROM (SELECT inst, items FROM i_till_base SEMI JOIN own USING (items) GROUP BY ALL HAVING count(*) >= 3) GROUP BY ALL)
      SELECT inst, items FROM own JOIN wide USING (items) WHERE people >= ${SET_PEOPLE} AND days >= ${SET_DAYS} AND days * 4 >= people AND places <= ${SET_ELSEWHERE + 1};
    CREATE OR REPLACE TEMP TABLE i_double AS
      SELECT rowid AS r, inst, psn, day, pharmacy, internet FROM i_till_base
      SEMI JOIN (SELECT psn, day, pharmacy FROM i_till_base GROUP BY ALL HAVING count(*) >= 2) USING (psn, day, pharmacy);
    CREATE OR REPLACE TEMP TABLE i_flag AS
      WITH often AS (SELECT inst, a, b FROM i_met GROUP BY ALL HAVING count(DISTINCT day) >= ${MEETINGS}),
      met AS (SELECT r, other FROM i_met SEMI JOIN often USING (inst, a, b)),
      elsewhere AS (SELECT psn, day, pharmacy FROM i_double WHERE NOT internet GROUP BY ALL HAVING min(inst) <> max(inst)),
      alike AS (SELECT inst, day, fee_fen FROM i_till_base WHERE pharmacy GROUP BY ALL HAVING count(*) >= 3 AND min(psn) <> max(psn)),
      twins AS (SELECT inst, basket FROM i_till_base WHERE lines >= 4 AND NOT excused GROUP BY ALL
        HAVING min(psn) <> max(psn) AND min(day) <> max(day) AND count(DISTINCT day) >= ${TWIN_DAYS})
      SELECT r, bit_or(bits) AS bits FROM (
        SELECT r, ${bit('beside')} AS bits FROM i_beside
        UNION ALL SELECT r, ${bit('met_again')} FROM met UNION ALL SELECT other, ${bit('met_again')} FROM met
        UNION ALL SELECT r, ${bit('repeated')} FROM i_double SEMI JOIN (SELECT inst, psn, day FROM i_double GROUP BY ALL HAVING count(*) >= 2) USING (inst, psn, day)
        UNION ALL SELECT r, ${bit('two_places')} FROM i_double SEMI JOIN elsewhere USING (psn, day, pharmacy) WHERE NOT internet
        UNION ALL SELECT rowid, ${bit('house_set')} FROM i_till_base SEMI JOIN i_set USING (inst, items) WHERE lines >= 2
        UNION ALL SELECT rowid, ${bit('same_amount')} FROM i_till_base SEMI JOIN alike USING (inst, day, fee_fen) WHERE pharmacy
        UNION ALL SELECT rowid, ${bit('twin')} FROM i_till_base SEMI JOIN twins USING (inst, basket) WHERE lines >= 4 AND NOT excused
      ) GROUP BY r;
    CREATE OR REPLACE TEMP VIEW i_till AS
      WITH busy AS (SELECT inst, dr, day FROM i_till_base WHERE NOT pharmacy AND dr IS NOT NULL GROUP BY ALL HAVING count(*) > ${BUSY_DAY})
      SELECT p.fixmedins_code, t.*, ${flags}, y.day IS NOT NULL AS overloaded
      FROM (SELECT *, rowid AS r FROM i_till_base) t JOIN i_place p USING (inst)
      LEFT JOIN i_flag f USING (r)
      LEFT JOIN busy y ON y.inst = t.inst AND y.dr = t.dr AND y.day = t.day`,
};
