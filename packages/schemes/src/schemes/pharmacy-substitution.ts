import { between, distinct, eachWith, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { groupsOf } from '../shape/groups.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, percent, yuan } from '../shape/text.ts';

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

/** A settlement that holds at least two items of a bundle. */
interface Sale extends Flagged {
  readonly grp: number;
  readonly amount_fen: number;
}

/**
 * Pairs of items sold together, by pharmacy: support in persons, confidence (of those who bought the rarer one, how many
 * bought both), and the share of all the region's sales of the pair that lie here. A visit of many lines is no bundle.
 * Visits and items are numbered before the join.
 */
function pairSql({ lines, value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_item AS SELECT item, min(item_name) AS name, row_number() OVER (ORDER BY item)::INTEGER AS id
      FROM a_item WHERE care_type = 'pharmacy' GROUP BY item;
    CREATE OR REPLACE TEMP TABLE s_sold AS
      WITH line AS (SELECT DISTINCT fixmedins_code, mdtrt_id, psn_no, day, item FROM ${lines} WHERE care_type = 'pharmacy'),
      numbered AS (SELECT hash(fixmedins_code) AS inst, hash(psn_no) AS psn, hash(fixmedins_code, mdtrt_id) AS visit, day, s_item.id AS item, fixmedins_code, mdtrt_id FROM line JOIN s_item USING (item))
      SELECT * FROM numbered SEMI JOIN (SELECT visit FROM numbered GROUP BY visit HAVING count(*) BETWEEN 2 AND 12) bundle USING (visit);
    CREATE OR REPLACE TEMP TABLE s_met AS
      SELECT inst, a, b, count(*) AS people, sum(visits) AS visits, max(last) - min(first) + 1 AS days
      FROM (SELECT x.inst, x.item AS a, y.item AS b, x.psn, count(*) AS visits, min(x.day) AS first, max(x.day) AS last
        FROM s_sold x JOIN s_sold y ON x.visit = y.visit AND x.item < y.item GROUP BY ALL) GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE s_common AS
      SELECT m.inst, m.a, m.b, m.people, m.visits / r.visits AS concentration
      FROM s_met m JOIN (SELECT a, b, sum(visits) AS visits FROM s_met GROUP BY ALL) r USING (a, b)
      WHERE m.people >= ${value.min_people} AND m.days >= ${value.min_days} AND m.visits * 10000 >= r.visits * ${value.min_concentration};
    CREATE OR REPLACE TEMP TABLE s_pair AS
      WITH buyer AS (SELECT inst, item, count(DISTINCT psn) AS people FROM s_sold SEMI JOIN s_common USING (inst) GROUP BY ALL),
      rarer AS MATERIALIZED (SELECT c.*, p.people AS buyers FROM s_common c JOIN buyer p ON p.inst = c.inst AND p.item = c.a)
      SELECT r.* FROM rarer r JOIN buyer q ON q.inst = r.inst AND q.item = r.b
      WHERE r.people * 10000 >= least(r.buyers, q.people) * ${value.min_confidence}`;
}

const PAIRS = `
  SELECT i.fixmedins_code, x.item AS a, y.item AS b, x.name AS a_name, y.name AS b_name, p.people, p.concentration
  FROM s_pair p JOIN s_item x ON x.id = p.a JOIN s_item y ON y.id = p.b
  JOIN a_institution i ON hash(i.fixmedins_code) = p.inst ORDER BY ALL`;

const SALES = `
  SELECT b.grp, v.psn_no, v.fixmedins_code, v.mdtrt_id, v.day, v.end_day, v.amount_fen FROM a_visit v JOIN (
    SELECT g.grp, s.fixmedins_code, s.mdtrt_id FROM s_sold s JOIN s_item i ON i.id = s.item
    JOIN s_bundle g ON g.id = s.fixmedins_code || '|' || i.item GROUP BY ALL HAVING count(*) >= 2) b
  ON b.fixmedins_code = v.fixmedins_code AND b.mdtrt_id = v.mdtrt_id ORDER BY ALL`;

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(pairSql(look));
  const byPlace = Map.groupBy(await look.rows<Pair>(PAIRS), ({ fixmedins_code }) => fixmedins_code);
  const bundles = [...byPlace].flatMap(([place, pairs]) =>
    groupsOf(
      pairs.map(({ a, b, people }) => ({ a, b, weight: people })),
      2,
    ).map(({ members }) => ({ place, members, pairs })),
  );
  await look.group(
    's_bundle',
    bundles.map(({ place, members }) => members.map((item) => `${place}|${item}`)),
  );
  const cases = bundles.map((bundle, grp) => ({ ...bundle, grp }));
  return eachWith(cases, await look.rows<Sale>(SALES), ({ place, members, pairs }, sales) =>
    hitOf(place, members, pairs, sales),
  );
}

function hitOf(place: string, items: readonly string[], pairs: readonly Pair[], sales: readonly Sale[]): Hit {
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
