import { between, eachWith, ofLines, scoreOf } from '../shape/gather.ts';
import type { FlaggedLine } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, dateText, yuan } from '../shape/text.ts';

type Name =
  | 'max_likeness'
  | 'min_true_likeness'
  | 'min_sibling_likeness'
  | 'min_dearer_percent'
  | 'min_lines'
  | 'min_people'
  | 'min_month_lines'
  | 'min_months';

interface Suspect {
  readonly grp: number;
  readonly fixmedins_code: string;
  readonly kind: 'name' | 'shift';
  readonly item: string;
  readonly item_name: string;
  readonly true_name: string;
  readonly price: number;
  readonly true_price: number;
  readonly lines: number;
  readonly own_name: string | null;
  readonly from_day: number;
}

/** Names without brackets, blanks, digits and Latin letters: what is left is what the item is called. */
const plain = (name: string): string =>
  `regexp_replace(${name}, '[\\s0-9A-Za-z（）()\\[\\]【】/·,，。.\\-+*]', '', 'g')`;

/** How alike two names are, 0 to 1: characters they share (Dice). The engine's own measures count bytes, which Chinese characters share. */
const likeness = (a: string, b: string): string =>
  `2.0 * len(list_intersect(string_split(${a}, ''), string_split(${b}, ''))) / greatest(1, len(list_distinct(string_split(${a}, ''))) + len(list_distinct(string_split(${b}, ''))))`;

/**
 * The institution's own name of a service tells another item than the one billed: unlike the billed name, like the name of
 * a cheaper one. Names are compared once per distinct pair of names, never line by line.
 */
function nameSql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_named AS
      SELECT fixmedins_code, item, item_name, own_name, med_chrgitm_type, sum(lines)::BIGINT AS lines, sum(inscp_fen)::BIGINT AS inscp_fen,
        sum(amount_fen) / sum(cnt) AS price, min(month_day) AS from_day
      FROM a_item WHERE own_name IS NOT NULL AND item_name IS NOT NULL AND cnt > 0 GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE s_suspect AS
      WITH odd AS (
        SELECT *, ${plain('own_name')} AS own FROM s_named WHERE lines >= ${value.min_lines}
          AND ${likeness(plain('own_name'), plain('item_name'))} * 10000 < ${value.max_likeness} AND length(${plain('own_name')}) >= 2),
      known AS (SELECT item, any_value(item_name ORDER BY item_name) AS item_name, any_value(med_chrgitm_type) AS kind,
          sum(amount_fen) / sum(cnt) AS price FROM a_item WHERE item_name IS NOT NULL AND cnt > 0 GROUP BY item),
      fits AS (
        SELECT o.*, k.item_name AS true_name, k.price AS true_price, ${likeness('o.own', plain('k.item_name'))} AS likeness
        FROM odd o JOIN known k ON k.kind = o.med_chrgitm_type AND k.item <> o.item)
      SELECT fixmedins_code, 'name' AS kind, item, item_name, true_name, price, true_price, lines, own_name, from_day
      FROM fits WHERE likeness * 10000 >= ${value.min_true_likeness} AND price * 100 >= true_price * (100 + ${value.min_dearer_percent})
      QUALIFY row_number() OVER (PARTITION BY fixmedins_code, item, own_name ORDER BY likeness DESC, true_name) = 1`;
}

/**
 * From one month on an item all but vanishes and a dearer one of the same kind takes its place, in one or two institutions
 * only: what they billed before goes on elsewhere. Each item has at most one such month, the one that best parts its
 * series in two levels.
 */
function shiftSql({ value }: Look<Name>): string {
  const wanes = 'after * 100 <= before * 15';
  const grows = 'before * 100 <= after * 15';
  return `
    CREATE OR REPLACE TEMP TABLE s_month AS
      SELECT fixmedins_code, item, any_value(item_name ORDER BY item_name) AS item_name, med_chrgitm_type, dense_rank() OVER (ORDER BY month_day) AS month, month_day,
        sum(lines)::BIGINT AS lines, sum(inscp_fen)::BIGINT AS inscp_fen, sum(amount_fen)::BIGINT AS amount_fen, sum(cnt)::BIGINT AS cnt
      FROM a_item WHERE left(item, 1) NOT IN ('X', 'Z', 'T') AND cnt > 0 GROUP BY fixmedins_code, item, med_chrgitm_type, month_day;
    CREATE OR REPLACE TEMP TABLE s_change AS
      WITH months AS (SELECT DISTINCT month, month_day FROM s_month), span AS (SELECT max(month) AS months FROM months),
      life AS (SELECT fixmedins_code, item, med_chrgitm_type, min(item_name) AS item_name, sum(lines)::BIGINT AS lines,
          sum(amount_fen) / sum(cnt) AS price FROM s_month GROUP BY ALL HAVING sum(lines) >= ${value.min_lines}),
      parted AS (
        SELECT l.fixmedins_code, l.item, l.med_chrgitm_type, l.item_name, l.price, l.lines, m.month, m.month_day, span.months,
          coalesce(sum(s.lines) FILTER (s.month < m.month), 0) AS lines_before, coalesce(sum(s.lines) FILTER (s.month >= m.month), 0) AS lines_after
        FROM life l JOIN months m ON m.month > ${value.min_months} JOIN span ON m.month <= span.months - ${value.min_months} + 1
        JOIN s_month s ON s.fixmedins_code = l.fixmedins_code AND s.item = l.item AND s.med_chrgitm_type IS NOT DISTINCT FROM l.med_chrgitm_type
        GROUP BY ALL),
      cut AS (SELECT *, lines_before / (month - 1) AS before, lines_after / (months - month + 1) AS after FROM parted)
      SELECT * FROM cut WHERE (${wanes} OR ${grows}) AND greatest(before, after) >= ${value.min_month_lines}
      QUALIFY row_number() OVER (PARTITION BY fixmedins_code, item ORDER BY (month - 1) * (months - month + 1) * (after - before) ** 2 DESC, month) = 1;
    INSERT INTO s_suspect
      WITH change AS (SELECT g.fixmedins_code, c.item, c.item_name, g.item AS before_item, g.item_name AS true_name, c.price, g.price AS true_price,
          c.lines, c.month_day AS from_day, abs(c.after - g.before) AS apart, count(*) OVER (PARTITION BY g.item, c.item) AS places
        FROM s_change g JOIN s_change c ON c.fixmedins_code = g.fixmedins_code AND c.med_chrgitm_type = g.med_chrgitm_type AND abs(c.month - g.month) <= 1
        WHERE g.${wanes.replace('before', 'g.before')} AND c.${grows.replace('after', 'c.after')} AND c.price * 100 >= g.price * (100 + ${value.min_dearer_percent})
          AND c.after BETWEEN g.before * 0.5 AND g.before * 1.6
          AND ${likeness(plain('c.item_name'), plain('g.item_name'))} * 10000 >= ${value.min_sibling_likeness}),
      going_on AS (SELECT DISTINCT s.item, s.fixmedins_code FROM s_month s WHERE s.month = (SELECT max(month) FROM s_month))
      SELECT fixmedins_code, 'shift', item, item_name, true_name, price, true_price, lines, NULL, from_day
      FROM change WHERE places <= 2 AND EXISTS (FROM going_on o WHERE o.item = before_item AND o.fixmedins_code <> change.fixmedins_code)
      QUALIFY row_number() OVER (PARTITION BY fixmedins_code, item ORDER BY apart, before_item) = 1`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(`${nameSql(look)}; ${shiftSql(look)}`);
  await look.run(
    'CREATE OR REPLACE TEMP TABLE s_case AS SELECT row_number() OVER (ORDER BY fixmedins_code, kind, item, own_name) AS grp, * FROM s_suspect',
  );
  const suspects = await look.rows<Suspect>('FROM s_case ORDER BY grp');
  const lines = await look.rows<FlaggedLine & Pick<Suspect, 'grp'>>(`
    SELECT c.grp, l.psn_no, l.fixmedins_code, l.mdtrt_id, l.line_id, l.day FROM ${look.lines} l
    JOIN s_case c ON c.fixmedins_code = l.fixmedins_code AND c.item = l.item AND (c.own_name IS NULL OR c.own_name = l.own_name)
    ORDER BY c.grp, l.line_id`);
  return eachWith(suspects, lines, hitOf).filter(({ psn_nos }) => psn_nos.length >= look.value.min_people);
}

function hitOf(suspect: Suspect, lines: readonly FlaggedLine[]): Hit {
  const { fixmedins_code, kind, item, item_name, true_name, price, true_price, own_name, from_day } = suspect;
  const unit = (value: number): string => yuan(Math.round(value * 10_000));
  const story =
    kind === 'name'
      ? `院内项目“${own_name ?? ''}”按“${item_name}”结算，名称与更便宜的“${true_name}”相符`
      : `自 ${dateText(from_day)} 起“${true_name}”不再出现，代之以更贵的“${item_name}”，数量相当，而其他机构仍在使用前者`;
  return {
    anchor: `${fixmedins_code}|${kind}|${item}|${own_name ?? ''}`,
    score: scoreOf(
      [2, between(price / true_price, 1, 2)],
      [2, between(lines.length, 10, 100)],
      [1, kind === 'name' ? 1 : 0.5],
    ),
    ...ofLines(lines),
    item_codes: [item],
    message: `${story}；单价 ${unit(price)} 对 ${unit(true_price)}，共 ${lines.length} 行，疑为项目串换`,
    evidence: {
      kind,
      item,
      billed_as: item_name,
      own_name: own_name ?? '',
      likely: true_name,
      price: unit(price),
      likely_price: unit(true_price),
      lines: lines.length,
    },
  };
}

export const hospitalSubstitution = scheme<Name>({
  id: 'hospital-substitution',
  name: '医院项目串换',
  en: 'A cheap service billed as a dear one',
  rule_code: null,
  needs: ['fee_list_d.hilist_name'],
  parameters: {
    max_likeness: { value: 4500, unit: '万分之一', about: '院内名称与结算名称的相似度低于此才算不符' },
    min_true_likeness: { value: 7500, unit: '万分之一', about: '院内名称与另一项目的相似度高于此才认作该项目' },
    min_sibling_likeness: { value: 6000, unit: '万分之一', about: '此消彼长的两个项目名称的最低相似度' },
    min_dearer_percent: { value: 20, unit: '%', about: '结算项目至少贵多少' },
    min_lines: { value: 10, unit: '行', about: '至少多少行' },
    min_people: { value: 5, unit: '人', about: '至少涉及几人：一人的疗程不算' },
    min_month_lines: { value: 8, unit: '行', about: '此消彼长的项目在其通行的月份平均至少几行' },
    min_months: { value: 3, unit: '月', about: '此消彼长的两个项目各自至少持续几个月' },
  },
  basis: [`${ACT}第三十八条第（四）项`],
  page: {
    sees: '两种迹象：院内项目名称与医保结算名称不像、却与更便宜的另一个项目相像；或从某月起某项目消失，由名称相近、更贵的同类项目等量接替，而别的机构照旧。',
    excludes: ['只差空格、括号、规格的名称', '统筹区多家机构同月切换的新价格项目', '价差不足两成'],
    mayErr: ['别名、旧称、英文缩写', '机构确实更新了设备或技术', '价格项目整合期的过渡映射'],
    onSite: [
      '调取院内项目与医保项目的对照表及变更记录',
      '抽查病历、治疗单：实际做的是什么',
      '看设备与人员能否开展所结算的项目',
      '比对变更前后同类病人的总费用',
    ],
  },
  find,
});
