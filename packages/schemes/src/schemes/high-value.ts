import { between, eachWith, ofLines, scoreOf } from '../shape/gather.ts';
import type { FlaggedLine } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, percent, yuan } from '../shape/text.ts';

type Name =
  | 'min_times_expected'
  | 'min_cases'
  | 'min_share'
  | 'min_fen'
  | 'min_image_share'
  | 'times_image_peers'
  | 'min_price_fen'
  | 'min_times_quantity'
  | 'min_sigmas';

interface Overuse {
  readonly grp: number;
  readonly fixmedins_code: string;
  readonly dept: string;
  readonly item: string;
  readonly item_name: string | null;
  readonly cases: number;
  readonly stays: number;
  readonly expected: number;
  readonly fen: number;
}

interface Quantity {
  readonly grp: number;
  readonly fixmedins_code: string;
  readonly item: string;
  readonly item_name: string | null;
  readonly cases: number;
  readonly fen: number;
  /** Units a case, here and elsewhere. */
  readonly own: number;
  readonly usual: number;
}

interface Imaging {
  readonly grp: number;
  readonly fixmedins_code: string;
  readonly dr: string;
  readonly machine: 'CT' | 'MRI';
  readonly cases: number;
  readonly visits: number;
  readonly peer_share: number;
}

interface OfCase extends FlaggedLine {
  readonly grp: number;
}

/** Ends the disease of a cycle of treatment: a county has one or two places for it, so the other one is what to compare with. */
const CANCER = '+';

/** A disease with fewer stays elsewhere says nothing of what is usual: its cases count as expected. */
const FEWEST_ELSEWHERE = 10;

/** Stands for all departments of an institution. */
const WHOLE = '*';

/**
 * Dear items and how many stays of a department use them, against what other institutions' use by main diagnosis would lead
 * to expect (indirect standardisation): a ward of strokes is compared with strokes. Where a whole institution stands out, its
 * departments are not named again. The institution itself and the other one
 * that uses the item most are left out of what it is compared with, or two offenders would excuse each other. Only items
 * that an institution uses much are looked at line by line.
 */
function overuseSql({ lines, value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_dear AS
      SELECT DISTINCT item FROM a_item WHERE care_type = 'inpatient' AND left(item, 1) IN ('X', 'Z', 'C') AND cnt > 0
      GROUP BY fixmedins_code, item HAVING sum(inscp_fen) >= ${value.min_fen} AND sum(amount_fen) * 10000 / sum(cnt) >= ${value.min_price_fen} AND sum(lines) >= ${value.min_cases};
    CREATE OR REPLACE TEMP TABLE s_stay AS
      SELECT fixmedins_code, mdtrt_id, coalesce(dept, '') AS dept, coalesce(left(main_diag, 3), '') || CASE WHEN oncology THEN '${CANCER}' ELSE '' END AS main, operations > 0 AS operated FROM a_visit WHERE care_type = 'inpatient' AND lines > 0;
    CREATE OR REPLACE TEMP TABLE s_case AS
      SELECT s.fixmedins_code, s.dept, s.main, s.operated, l.item, min(l.item_name) AS item_name, l.mdtrt_id, sum(l.cnt)::BIGINT AS cnt, sum(coalesce(l.inscp_fen, 0))::BIGINT AS fen
      FROM (SELECT fixmedins_code, mdtrt_id, item, item_name, cnt, inscp_fen FROM ${lines} WHERE care_type = 'inpatient') l SEMI JOIN s_dear USING (item)
      JOIN s_stay s ON s.fixmedins_code = l.fixmedins_code AND s.mdtrt_id = l.mdtrt_id GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE s_rival AS
      WITH stays AS (SELECT fixmedins_code, count(*) AS stays FROM s_stay GROUP BY ALL),
      used AS (SELECT fixmedins_code, item, count(*) AS cases, sum(cnt)::BIGINT AS cnt, sum(cnt::HUGEINT * cnt) AS squares FROM s_case GROUP BY ALL),
      ranked AS (SELECT item, fixmedins_code, cases, cnt, squares, row_number() OVER (PARTITION BY item ORDER BY cases / stays DESC, fixmedins_code) AS place FROM used JOIN stays USING (fixmedins_code))
      SELECT own.item, own.fixmedins_code, own.cases, own.cnt, own.squares, other.fixmedins_code AS rival FROM ranked own
      LEFT JOIN ranked other ON other.item = own.item AND other.place = CASE WHEN own.place = 1 THEN 2 ELSE 1 END;
    CREATE OR REPLACE TEMP TABLE s_ward AS
      WITH ward AS (SELECT fixmedins_code, dept, main, count(*) AS stays FROM s_stay GROUP BY ALL),
      place AS (SELECT fixmedins_code, main, sum(stays)::BIGINT AS stays FROM ward GROUP BY ALL),
      region AS (SELECT main, sum(stays)::BIGINT AS stays FROM place GROUP BY ALL)
      SELECT w.fixmedins_code, w.dept, main, w.stays, p.stays AS place_stays, r.stays AS region_stays
      FROM (FROM ward UNION ALL SELECT fixmedins_code, '${WHOLE}', main, stays FROM place) w JOIN place p USING (fixmedins_code, main) JOIN region r USING (main);
    CREATE OR REPLACE TEMP TABLE s_used AS
      WITH ward AS (SELECT fixmedins_code, dept, main, item, count(*) AS cases FROM s_case GROUP BY ALL),
      place AS (SELECT fixmedins_code, main, item, sum(cases)::BIGINT AS cases FROM ward GROUP BY ALL)
      FROM ward UNION ALL SELECT fixmedins_code, '${WHOLE}', main, item, cases FROM place;
    CREATE OR REPLACE TEMP TABLE s_place AS
      SELECT fixmedins_code, dept, item, min(item_name) AS item_name, count(*) AS cases, count(*) FILTER (operated) AS operated, sum(fen)::BIGINT AS fen
      FROM (SELECT fixmedins_code, dept, item, item_name, operated, fen FROM s_case UNION ALL SELECT fixmedins_code, '${WHOLE}', item, item_name, operated, fen FROM s_case)
      GROUP BY ALL HAVING count(*) >= ${value.min_cases} AND sum(fen) >= ${value.min_fen};
    CREATE OR REPLACE TEMP TABLE s_overuse AS
      WITH whole AS (SELECT fixmedins_code, main, place_stays AS stays FROM s_ward WHERE dept = '${WHOLE}'),
      used AS (SELECT fixmedins_code, main, item, cases FROM s_used WHERE dept = '${WHOLE}'),
      all_used AS (SELECT main, item, sum(cases) AS cases FROM used GROUP BY ALL),
      item_used AS (SELECT item, sum(cases) AS cases FROM used GROUP BY ALL),
      total AS (SELECT sum(stays) AS stays FROM whole),
      ward AS (
        SELECT p.*, n.main, n.stays, n.region_stays - n.place_stays AS other_stays, r.cases AS place_cases,
          r.rival, CASE WHEN NOT ends_with(n.main, '${CANCER}') THEN r.rival END AS left_out
        FROM s_place p JOIN s_ward n USING (fixmedins_code, dept) JOIN s_rival r USING (fixmedins_code, item)),
      compared AS (
        SELECT p.fixmedins_code, p.dept, p.item, p.stays, coalesce(v.cases, 0) AS own_cases,
          coalesce(a.cases, 0) - coalesce(u.cases, 0) - coalesce(w.cases, 0) AS other_cases, p.other_stays - coalesce(q.stays, 0) AS other_stays,
          (i.cases - p.place_cases - coalesce(o.cases, 0)) / greatest(t.stays, 1) AS usual, i.cases > p.place_cases OR p.operated * 5 < p.cases * 4 AS comparable
        FROM ward p
        LEFT JOIN whole q ON q.fixmedins_code = p.left_out AND q.main = p.main
        LEFT JOIN s_used v ON v.fixmedins_code = p.fixmedins_code AND v.dept = p.dept AND v.main = p.main AND v.item = p.item
        LEFT JOIN all_used a ON a.main = p.main AND a.item = p.item
        LEFT JOIN used u ON u.fixmedins_code = p.fixmedins_code AND u.main = p.main AND u.item = p.item
        LEFT JOIN used w ON w.fixmedins_code = p.left_out AND w.main = p.main AND w.item = p.item
        LEFT JOIN s_rival o ON o.fixmedins_code = p.rival AND o.item = p.item
        JOIN item_used i ON i.item = p.item, total t),
      expected AS (SELECT fixmedins_code, dept, item, sum(stays) AS stays,
          sum(CASE WHEN other_stays >= ${FEWEST_ELSEWHERE} THEN round(1e6 * stays * (other_cases + 5.0 * usual) / (other_stays + 5.0))::BIGINT ELSE 1000000 * own_cases END) / 1e6 AS expected
        FROM compared WHERE comparable GROUP BY ALL)
      SELECT row_number() OVER (ORDER BY p.fixmedins_code, p.dept, p.item) AS grp, p.fixmedins_code, p.dept, p.item, p.item_name, p.cases, e.stays::BIGINT AS stays, e.expected::DOUBLE AS expected, p.fen
      FROM s_place p JOIN expected e USING (fixmedins_code, dept, item)
      WHERE p.cases >= e.expected * ${value.min_times_expected} AND p.cases * 10000 >= e.stays * ${value.min_share}
      QUALIFY p.dept = '${WHOLE}' OR count(*) FILTER (p.dept = '${WHOLE}') OVER (PARTITION BY p.fixmedins_code, p.item) = 0`;
}

/** Units of an item in each case that uses it, against the other institutions, the heaviest of them left out. */
function quantitySql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_quantity AS
    WITH total AS (SELECT item, sum(cases) AS cases, sum(cnt) AS cnt, sum(squares) AS squares, count(*) AS places FROM s_rival GROUP BY ALL),
    heaviest AS (SELECT item, fixmedins_code, cases, cnt, squares, row_number() OVER (PARTITION BY item ORDER BY cnt / cases DESC, fixmedins_code) AS place FROM s_rival WHERE cases >= 5),
    compared AS (
      SELECT r.item, r.fixmedins_code, r.cases, r.cnt, t.cases - r.cases - coalesce(h.cases, 0) AS other_cases, t.cnt - r.cnt - coalesce(h.cnt, 0) AS other_cnt,
        t.squares - r.squares - coalesce(h.squares, 0) AS other_squares
      FROM s_rival r JOIN total t USING (item) LEFT JOIN heaviest own ON own.item = r.item AND own.fixmedins_code = r.fixmedins_code
      LEFT JOIN heaviest h ON h.item = r.item AND h.place = CASE WHEN own.place = 1 THEN 2 ELSE 1 END WHERE t.places >= 3)
    SELECT row_number() OVER (ORDER BY c.fixmedins_code, c.item) AS grp, c.fixmedins_code, c.item, d.item_name, c.cases::BIGINT AS cases, d.fen, round(c.cnt / c.cases / 1e4, 4)::DOUBLE AS own, round(c.other_cnt / c.other_cases / 1e4, 4)::DOUBLE AS usual
    FROM compared c JOIN (SELECT fixmedins_code, item, min(item_name) AS item_name, sum(fen)::BIGINT AS fen FROM s_case GROUP BY ALL) d USING (fixmedins_code, item)
    WHERE c.cases >= ${value.min_cases} AND c.other_cases >= ${value.min_cases} AND d.fen >= ${value.min_fen}
      AND c.cnt * c.other_cases * 100 >= c.other_cnt * c.cases * ${value.min_times_quantity}
      AND c.cnt / c.cases - c.other_cnt / c.other_cases >= ${value.min_sigmas} * sqrt(greatest(0, c.other_squares / c.other_cases - (c.other_cnt / c.other_cases) ** 2) / c.cases)`;
}

/** A doctor who has nearly everyone imaged, among the doctors of like departments. */
function imagingSql({ value }: Look<Name>): string {
  const of = (machine: string, column: string, prefix: string): string => `
    SELECT '${machine}' AS machine, '${prefix}' AS prefix, fixmedins_code, dr, coalesce(dept, '') AS dept, care_type, count(*) AS visits, count(*) FILTER (${column} > 0) AS cases
    FROM a_visit WHERE lines > 0 AND dr IS NOT NULL AND care_type IN ('inpatient', 'outpatient') GROUP BY ALL`;
  return `
    CREATE OR REPLACE TEMP TABLE s_imaging AS
      WITH own AS (${of('CT', 'ct_fen', '002103')} UNION ALL ${of('MRI', 'mri_fen', '002102')}),
      peer AS (SELECT machine, dept, care_type, median(cases / visits) AS peer_share FROM own WHERE visits >= 20 GROUP BY ALL)
      SELECT row_number() OVER (ORDER BY fixmedins_code, dr, machine) AS grp, machine, prefix, fixmedins_code, dr, sum(visits)::BIGINT AS visits, sum(cases)::BIGINT AS cases, max(peer_share) AS peer_share
      FROM own JOIN peer USING (machine, dept, care_type) WHERE cases >= ${value.min_cases} AND cases * 10000 >= visits * ${value.min_image_share}
        AND cases >= visits * greatest(peer_share, 0.02) * ${value.times_image_peers} GROUP BY machine, prefix, fixmedins_code, dr`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(`${overuseSql(look)}; ${quantitySql(look)}; ${imagingSql(look)}`);
  const overuses = await look.rows<Overuse>('FROM s_overuse ORDER BY grp');
  const quantities = await look.rows<Quantity>('FROM s_quantity ORDER BY grp');
  const imagings = await look.rows<Imaging>('FROM s_imaging ORDER BY grp');
  return [
    ...eachWith(overuses, await look.rows<OfCase>(overuseLines(look)), overuseHit),
    ...eachWith(quantities, await look.rows<OfCase>(quantityLines(look)), quantityHit),
    ...eachWith(imagings, await look.rows<OfCase>(imagingLines(look)), imagingHit),
  ];
}

const LINE = 'c.grp, l.psn_no, l.fixmedins_code, l.mdtrt_id, l.line_id, l.day';

const overuseLines = ({ lines }: Look<Name>): string => `
  SELECT ${LINE} FROM ${lines} l JOIN s_overuse c ON c.fixmedins_code = l.fixmedins_code AND c.item = l.item
  JOIN s_stay s ON s.fixmedins_code = l.fixmedins_code AND s.mdtrt_id = l.mdtrt_id AND c.dept IN (s.dept, '${WHOLE}')
  WHERE l.care_type = 'inpatient' ORDER BY ALL`;

const quantityLines = ({ lines }: Look<Name>): string => `
  SELECT ${LINE} FROM ${lines} l JOIN s_quantity c ON c.fixmedins_code = l.fixmedins_code AND c.item = l.item
  WHERE l.care_type = 'inpatient' ORDER BY ALL`;

const imagingLines = ({ lines }: Look<Name>): string => `
  SELECT ${LINE} FROM s_imaging c JOIN a_visit v ON v.fixmedins_code = c.fixmedins_code AND v.dr = c.dr AND CASE c.machine WHEN 'CT' THEN v.ct_fen ELSE v.mri_fen END > 0
  JOIN ${lines} l ON l.fixmedins_code = v.fixmedins_code AND l.mdtrt_id = v.mdtrt_id AND starts_with(l.item, c.prefix) ORDER BY ALL`;

function overuseHit(
  { fixmedins_code, dept, item, item_name, cases, stays, expected, fen }: Overuse,
  lines: readonly FlaggedLine[],
): Hit {
  const times = cases / Math.max(expected, 0.5);
  return {
    anchor: `${fixmedins_code}|${dept}|${item}`,
    score: scoreOf([3, between(times, 2, 10)], [2, between(cases, 10, 60)], [1, between(fen, 0, 5_000_000)]),
    ...ofLines(lines),
    item_codes: [item],
    message: `${dept === WHOLE ? '该机构' : `科室 ${dept}`}的 ${stays} 次住院中有 ${cases} 次（${percent(cases / stays)}）使用 ${item_name ?? item}，按全区同病种用法只应有 ${expected.toFixed(1)} 次，涉及 ${yuan(fen)}，疑为高值品种滥用`,
    evidence: {
      kind: 'item',
      item,
      item_name: item_name ?? '',
      department: dept,
      cases,
      stays,
      expected: expected.toFixed(1),
      times: times.toFixed(1),
    },
  };
}

function quantityHit(
  { fixmedins_code, item, item_name, cases, fen, own, usual }: Quantity,
  lines: readonly FlaggedLine[],
): Hit {
  return {
    anchor: `${fixmedins_code}|quantity|${item}`,
    score: scoreOf([3, between(own / usual, 1, 3)], [2, between(cases, 10, 60)], [1, between(fen, 0, 5_000_000)]),
    ...ofLines(lines),
    item_codes: [item],
    message: `该机构每例使用 ${item_name ?? item} 平均 ${own.toFixed(1)}，其他机构 ${usual.toFixed(1)}，共 ${cases} 例、${yuan(fen)}，疑为超量使用或虚记耗材`,
    evidence: { kind: 'quantity', item, item_name: item_name ?? '', cases, a_case: own, elsewhere: usual },
  };
}

function imagingHit(
  { fixmedins_code, dr, machine, cases, visits, peer_share }: Imaging,
  lines: readonly FlaggedLine[],
): Hit {
  return {
    anchor: `${fixmedins_code}|${dr}|${machine}`,
    score: scoreOf([3, between(cases / visits, peer_share, 0.8)], [2, between(cases, 20, 80)]),
    ...ofLines(lines),
    message: `医师 ${dr} 的 ${visits} 名次病人中有 ${cases} 名次（${percent(cases / visits)}）做了 ${machine}，同类科室医师中位数 ${percent(peer_share)}，疑为过度检查`,
    evidence: {
      kind: 'imaging',
      doctor: dr,
      machine,
      cases,
      visits,
      share: percent(cases / visits),
      peers: percent(peer_share),
    },
  };
}

export const highValue = scheme<Name>({
  id: 'high-value',
  name: '高值药品、耗材与大型设备',
  en: 'Dear drugs, consumables and large equipment',
  rule_code: null,
  needs: ['fee_list_d.hilist_code'],
  parameters: {
    min_times_expected: { value: 4, unit: '倍', about: '实际使用例数至少为按病种预期的几倍' },
    min_cases: { value: 20, unit: '例', about: '至少几例' },
    min_share: { value: 900, unit: '万分之一', about: '科室住院中使用的最低比例' },
    min_fen: { value: 200_000, unit: '分', about: '涉及金额下限' },
    min_sigmas: { value: 5, unit: '倍标准误', about: '每例用量超出其他机构至少几倍标准误，少数大处方不算' },
    min_times_quantity: { value: 160, unit: '%', about: '每例用量至少为其他机构的百分之几' },
    min_price_fen: { value: 1000, unit: '分', about: '单价下限' },
    min_image_share: { value: 6000, unit: '万分之一', about: '医师病人做 CT 或磁共振的最低比例' },
    times_image_peers: { value: 4, unit: '倍', about: '该比例至少为同类科室医师中位数的几倍' },
  },
  basis: [`${ACT}第三十八条第（二）项`],
  page: {
    sees: '某科室使用某种贵重药品或耗材的病例，远多于按其他机构同病种用法推算的预期，或每例用量成倍于其他机构；某医师几乎给每个病人做 CT 或磁共振。',
    excludes: [
      '由病种构成解释的差异：卒中病区只与卒中病人相比',
      '只有一家机构使用、且随手术使用的器械：没有同行可比，多为新技术',
      '单价低、例数少的品种',
      '各机构都在多用的品种',
    ],
    mayErr: ['新技术先在高等级医院开展', '诊断编码粗略，掩盖了真实的病情差别', '专病中心集中收治'],
    onSite: [
      '抽查使用病例的指征与知情同意',
      '查品种进销存、供应商与采购金额',
      '查医师、科室与供应商的往来',
      '看检查阳性率和报告雷同程度',
    ],
  },
  find,
});
