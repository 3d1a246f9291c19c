import { between, distinct, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { groupsOf } from '../shape/groups.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Link, Look } from '../shape/scheme.ts';
import { ACT, literals, percent, yuan } from '../shape/text.ts';

type Name = 'min_people' | 'min_concentration' | 'min_confidence' | 'min_days';

interface Pair {
  readonly fixmedins_code: string;
  readonly a: string;
  readonly b: string;
  readonly a_name: string | null;
  readonly b_name: string | null;
  readonly people: number;
  readonly concentration: number;
}

/**
 * Pairs of items sold together, by pharmacy: support in persons, confidence (of those who bought the rarer one, how many
 * bought both), and the share of all the region's sales of the pair that lie here. A visit of many lines is no bundle.
 */
function pairSql({ lines, value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_sold AS
      SELECT DISTINCT psn_no, fixmedins_code, mdtrt_id, day, item, item_name FROM ${lines} WHERE care_type = 'pharmacy'
      QUALIFY count(*) OVER (PARTITION BY fixmedins_code, mdtrt_id) BETWEEN 2 AND 12;
    CREATE OR REPLACE TEMP TABLE s_pair AS
      WITH item AS (SELECT fixmedins_code, item, count(DISTINCT psn_no) AS people FROM s_sold GROUP BY ALL),
      met AS (SELECT x.fixmedins_code, x.item AS a, y.item AS b, min(x.item_name) AS a_name, min(y.item_name) AS b_name,
          count(DISTINCT x.psn_no) AS people, count(*) AS visits, max(x.day) - min(x.day) + 1 AS days
        FROM s_sold x JOIN s_sold y ON x.fixmedins_code = y.fixmedins_code AND x.mdtrt_id = y.mdtrt_id AND x.item < y.item GROUP BY ALL),
      region AS (SELECT a, b, sum(visits) AS visits FROM met GROUP BY ALL)
      SELECT m.fixmedins_code, m.a, m.b, m.a_name, m.b_name, m.people, m.visits / r.visits AS concentration
      FROM met m JOIN region r USING (a, b)
      JOIN item p ON p.fixmedins_code = m.fixmedins_code AND p.item = m.a JOIN item q ON q.fixmedins_code = m.fixmedins_code AND q.item = m.b
      WHERE m.people >= ${value.min_people} AND m.days >= ${value.min_days} AND m.visits * 10000 >= r.visits * ${value.min_concentration}
        AND m.people * 10000 >= least(p.people, q.people) * ${value.min_confidence}`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(pairSql(look));
  const pairs = await look.rows<Pair>('FROM s_pair ORDER BY ALL');
  const hits: Hit[] = [];
  for (const [place, own] of Map.groupBy(pairs, ({ fixmedins_code }) => fixmedins_code)) {
    const links: Link[] = own.map(({ a, b, people }) => ({ a, b, weight: people }));
    for (const { members } of groupsOf(links, 2)) {
      const sales = await look.rows<Flagged & { amount_fen: number }>(salesOf(place, members));
      hits.push(hitOf(place, members, own, sales));
    }
  }
  return hits;
}

/** Visits that hold at least two items of the bundle. */
function salesOf(place: string, items: readonly string[]): string {
  return `SELECT v.psn_no, v.fixmedins_code, v.mdtrt_id, v.day, v.end_day, v.amount_fen FROM a_visit v SEMI JOIN (
      SELECT fixmedins_code, mdtrt_id FROM s_sold WHERE fixmedins_code = ${literals([place])} AND item IN (${literals(items)})
      GROUP BY ALL HAVING count(*) >= 2) s ON s.fixmedins_code = v.fixmedins_code AND s.mdtrt_id = v.mdtrt_id ORDER BY ALL`;
}

function hitOf(
  place: string,
  items: readonly string[],
  pairs: readonly Pair[],
  sales: readonly (Flagged & { amount_fen: number })[],
): Hit {
  const own = ofVisits(sales);
  const within = pairs.filter(({ a, b }) => items.includes(a) && items.includes(b));
  const names = distinct(within.flatMap(({ a_name, b_name }) => [a_name ?? '', b_name ?? '']));
  const people = own.psn_nos.length;
  const amount = sales.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  const alike = steadiness(sales.map(({ amount_fen }) => amount_fen));
  const concentration = Math.min(...within.map((pair) => pair.concentration));
  return {
    anchor: `${place}|${items.join('|')}`,
    score: scoreOf([3, between(people, 10, 40)], [2, between(concentration, 0.5, 1)], [2, alike]),
    ...own,
    message: `${people} 人在该药店按同一组合（${names.join('、')}）结算 ${sales.length} 次、${yuan(amount)}，该组合在统筹区的销售 ${percent(concentration)} 以上集中于此，疑为以药品名义销售其他商品（串换）`,
    evidence: {
      items: names,
      people,
      settlements: sales.length,
      concentration: percent(concentration),
      same_price: percent(alike),
    },
  };
}

/** Share of the settlements whose amount lies within a tenth of the median. */
function steadiness(amounts: readonly number[]): number {
  const sorted = amounts.toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  return amounts.filter((amount) => Math.abs(amount - median) <= median / 10).length / Math.max(1, amounts.length);
}

export const pharmacySubstitution = scheme<Name>({
  id: 'pharmacy-substitution',
  name: '药店串换',
  en: 'Other goods billed as drugs at a pharmacy',
  rule_code: null,
  needs: ['fee_list_d.hilist_code'],
  parameters: {
    min_people: { value: 12, unit: '人', about: '同一组合至少卖给几人' },
    min_concentration: { value: 7000, unit: '万分之一', about: '该组合在统筹区的销售集中于本店的最低比例' },
    min_confidence: { value: 5000, unit: '万分之一', about: '买较少见一种的人中同时买另一种的最低比例' },
    min_days: { value: 21, unit: '天', about: '组合销售首末日的最短跨度，短期促销不计' },
  },
  basis: [`${ACT}第三十八条第（四）项`, `${ACT}第四十条`],
  page: {
    sees: '用关联分析找出总被一起卖出的药品组合：在某一家药店卖给许多不同的人、金额几乎相同，而别的药店没有这样的组合。米、油、保健品换成药品结算时就会留下这样的固定套餐。',
    excludes: ['各店都在卖的常见组合（如感冒用药）', '一个慢性病人自己的固定用药', '不足三周的促销'],
    mayErr: ['药店会员慢性病套餐、连锁店自有品牌组合', '附近某医生的习惯处方'],
    onSite: [
      '抽查近期该组合的购药人：买到的实物是什么',
      '比对组合内药品的进销存和追溯码',
      '看店内米油、日用品、保健品陈列与价签',
      '查收银系统的商品映射表',
    ],
  },
  find,
});
