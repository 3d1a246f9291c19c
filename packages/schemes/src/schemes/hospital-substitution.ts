import { between, scoreOf } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, LineKey, Look } from '../shape/scheme.ts';
import { ACT, dateText, literals, yuan } from '../shape/text.ts';

type Name = 'max_likeness' | 'min_true_likeness' | 'min_dearer_percent' | 'min_lines' | 'min_months';

interface Suspect {
  readonly fixmedins_code: string;
  readonly kind: 'name' | 'shift';
  readonly item: string;
  readonly item_name: string;
  readonly true_name: string;
  readonly price: number;
  readonly true_price: number;
  readonly lines: number;
  readonly inscp_fen: number;
  readonly own_name: string | null;
  readonly from_day: number;
  readonly to_day: number;
}

/** Names without brackets, blanks, digits and Latin letters: what is left is what the item is called. */
const plain = (name: string): string =>
  `regexp_replace(${name}, '[\\s0-9A-Za-z（）()\\[\\]【】/·,，。.\\-+*]', '', 'g')`;

/**
 * The institution's own name of a service tells another item than the one billed: unlike the billed name, like the name of
 * a cheaper one. Names are compared once per distinct pair of names, never line by line.
 */
function nameSql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_named AS
      SELECT fixmedins_code, item, item_name, own_name, med_chrgitm_type, sum(lines)::BIGINT AS lines, sum(inscp_fen)::BIGINT AS inscp_fen,
        sum(amount_fen) / sum(cnt) AS price, min(month_day) AS from_day, max(month_day) + 30 AS to_day
      FROM a_item WHERE own_name IS NOT NULL AND item_name IS NOT NULL AND cnt > 0 GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE s_suspect AS
      WITH odd AS (
        SELECT *, ${plain('own_name')} AS own FROM s_named WHERE lines >= ${value.min_lines}
          AND jaro_winkler_similarity(${plain('own_name')}, ${plain('item_name')}) * 10000 < ${value.max_likeness} AND length(${plain('own_name')}) >= 2),
      known AS (SELECT item, any_value(item_name ORDER BY item_name) AS item_name, any_value(med_chrgitm_type) AS kind,
          sum(amount_fen) / sum(cnt) AS price FROM a_item WHERE item_name IS NOT NULL AND cnt > 0 GROUP BY item),
      fits AS (
        SELECT o.*, k.item_name AS true_name, k.price AS true_price, jaro_winkler_similarity(o.own, ${plain('k.item_name')}) AS likeness
        FROM odd o JOIN known k ON k.kind = o.med_chrgitm_type AND k.item <> o.item AND left(${plain('k.item_name')}, 1) = left(o.own, 1))
      SELECT fixmedins_code, 'name' AS kind, item, item_name, true_name, price, true_price, lines, inscp_fen, own_name, from_day, to_day
      FROM fits WHERE likeness * 10000 >= ${value.min_true_likeness} AND price * 100 >= true_price * (100 + ${value.min_dearer_percent})
      QUALIFY row_number() OVER (PARTITION BY fixmedins_code, item, own_name ORDER BY likeness DESC, true_name) = 1`;
}

/**
 * From one month on an item vanishes and a dearer one of the same kind takes its place, in one institution only: what it
 * billed before goes on at most peers.
 */
function shiftSql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_month AS
      SELECT fixmedins_code, item, any_value(item_name ORDER BY item_name) AS item_name, med_chrgitm_type, month_day,
        any_value(year(DATE '1970-01-01' + month_day) * 12 + month(DATE '1970-01-01' + month_day)) AS month, sum(lines)::BIGINT AS lines, sum(inscp_fen)::BIGINT AS inscp_fen, sum(amount_fen)::BIGINT AS amount_fen, sum(cnt)::BIGINT AS cnt
      FROM a_item WHERE NOT starts_with(item, 'X') AND NOT starts_with(item, 'Z') AND NOT starts_with(item, 'T') AND cnt > 0 GROUP BY ALL;
    INSERT INTO s_suspect
      WITH last AS (SELECT max(month) AS last FROM s_month),
      life AS (SELECT fixmedins_code, item, med_chrgitm_type, any_value(item_name) AS item_name, min(month) AS first, max(month) AS until,
          avg(lines) AS lines, sum(amount_fen) / sum(cnt) AS price, sum(lines)::BIGINT AS total, sum(inscp_fen)::BIGINT AS inscp_fen, min(month_day) AS from_day, max(month_day) + 30 AS to_day,
          count(*) AS months
        FROM s_month GROUP BY ALL HAVING avg(lines) * ${value.min_months} >= ${value.min_lines} AND count(*) >= ${value.min_months}),
      gone AS (SELECT life.* FROM life, last WHERE until < last AND months >= (until - first + 1) * 0.8),
      come AS (SELECT * FROM life WHERE first > (SELECT min(month) FROM s_month) AND months >= (until - first + 1) * 0.8),
      going_on AS (SELECT item, count(DISTINCT fixmedins_code) AS places FROM life, last WHERE until = last GROUP BY ALL),
      appearing AS (SELECT item, count(DISTINCT fixmedins_code) AS places FROM come GROUP BY ALL)
      SELECT g.fixmedins_code, 'shift', c.item, c.item_name, g.item_name, c.price, g.price, c.total, c.inscp_fen, NULL, c.from_day, c.to_day
      FROM gone g JOIN come c ON c.fixmedins_code = g.fixmedins_code AND c.med_chrgitm_type = g.med_chrgitm_type AND c.first BETWEEN g.until AND g.until + 1
      JOIN going_on o ON o.item = g.item JOIN appearing a ON a.item = c.item
      WHERE c.price * 100 >= g.price * (100 + ${value.min_dearer_percent}) AND c.lines BETWEEN g.lines * 0.6 AND g.lines * 1.6
        AND a.places <= 2 AND o.places >= 1
      QUALIFY row_number() OVER (PARTITION BY g.fixmedins_code, c.item ORDER BY abs(c.lines - g.lines), g.item) = 1`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(`${nameSql(look)}; ${shiftSql(look)}`);
  const suspects = await look.rows<Suspect>('FROM s_suspect ORDER BY ALL');
  const hits: Hit[] = [];
  for (const suspect of suspects) {
    const lines = await look.rows<LineKey & { psn_no: string }>(
      `SELECT fixmedins_code, line_id, psn_no FROM ${look.lines} WHERE fixmedins_code = ${literals([suspect.fixmedins_code])} AND item = ${literals([suspect.item])}
        ${suspect.own_name === null ? '' : `AND own_name = ${literals([suspect.own_name])}`} ORDER BY line_id`,
    );
    hits.push(hitOf(suspect, lines));
  }
  return hits;
}

function hitOf(suspect: Suspect, lines: readonly (LineKey & { psn_no: string })[]): Hit {
  const { fixmedins_code, kind, item, item_name, true_name, price, true_price, own_name, from_day, to_day } = suspect;
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
    fixmedins_codes: [fixmedins_code],
    psn_nos: [...new Set(lines.map(({ psn_no }) => psn_no))].toSorted(),
    visits: [],
    lines: lines.map(({ line_id }) => ({ fixmedins_code, line_id })),
    from: from_day,
    to: to_day,
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
    max_likeness: { value: 6000, unit: '万分之一', about: '院内名称与结算名称的相似度低于此才算不符' },
    min_true_likeness: { value: 8500, unit: '万分之一', about: '院内名称与另一项目的相似度高于此才认作该项目' },
    min_dearer_percent: { value: 20, unit: '%', about: '结算项目至少贵多少' },
    min_lines: { value: 10, unit: '行', about: '至少多少行' },
    min_months: { value: 2, unit: '月', about: '此消彼长的两个项目各自至少持续几个月' },
  },
  basis: [`${ACT}第三十八条第（四）项`],
  page: {
    sees: '两种迹象：院内项目名称与医保结算名称不像、却与更便宜的另一个项目相像；或从某月起某项目消失，由同类更贵的项目等量接替，而别的机构照旧。',
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
