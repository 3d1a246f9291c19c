import { between, distinct, ofLines, scoreOf } from '../shape/gather.ts';
import type { FlaggedLine } from '../shape/gather.ts';
import { groupsOf } from '../shape/groups.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Link, Look } from '../shape/scheme.ts';
import { ACT, dateText, startsWithAny, yuan } from '../shape/text.ts';

type Name = 'window_days' | 'min_supply_percent' | 'min_institutions' | 'min_purchases' | 'box_days' | 'min_fen';

/** ATC groups and patent medicines that are known to be resold (domain 7.2 药品倒卖); the code's first seven or eight characters. */
const FOCUS = [
  'XA02BC',
  'XA10A',
  'XA10B',
  'XB01AC',
  'XB01AF',
  'XC07A',
  'XC08C',
  'XC09',
  'XC10A',
  'XL01E',
  'XL02B',
  'XL04A',
  'XN03A',
  'XN06A',
  'XJ05A',
  'XM05B',
];
const FOCUS_NAMES = ['百令', '金水宝', '血脂康', '通心络', '稳心', '复方丹参滴丸', '阿胶', '安宫牛黄'];

interface Use extends FlaggedLine {
  readonly drug: string;
  readonly inscp_fen: number;
  readonly supply: number;
}

/**
 * Uses of focus drugs with the days they last: as written, else by the days that a unit of the item lasts elsewhere (median),
 * else by a box's usual days. Windows overlap by half, so that no burst falls between two.
 */
function useSql({ lines, value }: Look<Name>): string {
  const half = Math.max(1, Math.floor(value.window_days / 2));
  return `
    CREATE OR REPLACE TEMP TABLE s_use AS
      WITH focus AS (
        SELECT psn_no, fixmedins_code, mdtrt_id, line_id, day, item, cnt, prd_days, coalesce(inscp_fen, 0) AS inscp_fen, left(item, 6) AS drug
        FROM ${lines} WHERE care_type IN ('outpatient', 'pharmacy')
          AND (${startsWithAny('item', FOCUS)} OR (starts_with(item, 'Z') AND regexp_matches(item_name, '${FOCUS_NAMES.join('|')}')))),
      lasts AS (SELECT item, median(prd_days / cnt) AS unit_days FROM focus WHERE prd_days > 0 AND cnt > 0 GROUP BY item)
      SELECT psn_no, fixmedins_code, mdtrt_id, line_id, day, drug, inscp_fen,
        (CASE WHEN prd_days > 0 THEN prd_days ELSE cnt * coalesce(unit_days, ${value.box_days}) END // 10000)::BIGINT AS supply
      FROM focus LEFT JOIN lasts USING (item);
    CREATE OR REPLACE TEMP TABLE s_heavy AS
      SELECT psn_no, drug, win, sum(supply)::BIGINT AS supply, count(DISTINCT fixmedins_code) AS institutions, count(DISTINCT (fixmedins_code, day)) AS purchases
      FROM (SELECT *, unnest([day // ${half}, day // ${half} - 1]) AS win FROM s_use) GROUP BY ALL
      HAVING sum(supply) * 100 >= ${value.min_supply_percent} * ${value.window_days}
        AND count(DISTINCT fixmedins_code) >= ${value.min_institutions} AND count(DISTINCT (fixmedins_code, day)) >= ${value.min_purchases};
    CREATE OR REPLACE TEMP TABLE s_flagged AS
      SELECT u.* FROM s_use u SEMI JOIN (SELECT psn_no, drug, unnest([win, win + 1]) AS part FROM s_heavy) h
        ON u.psn_no = h.psn_no AND u.drug = h.drug AND u.day // ${half} = h.part`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(useSql(look));
  const uses = await look.rows<Use>('FROM s_flagged ORDER BY ALL');
  const persons = new Map(
    [...Map.groupBy(uses, ({ psn_no }) => psn_no)].filter(([, own]) => total(own) >= look.value.min_fen),
  );
  const routes = await look.rows<Link>(sharedRoutes());
  const together = groupsOf(
    routes.filter(({ a, b }) => persons.has(a) && persons.has(b)),
    2,
  );
  const grouped = new Set(together.flatMap(({ members }) => members));
  const groups = [
    ...together.map(({ members, links }) => ({ members, links })),
    ...[...persons.keys()].filter((person) => !grouped.has(person)).map((person) => ({ members: [person], links: [] })),
  ];
  return groups.map(({ members, links }) =>
    hitOf(
      look,
      members,
      members.flatMap((person) => persons.get(person) ?? []),
      links,
    ),
  );
}

/** Flagged persons who bought at one institution on one day again and again: mates on one route. */
function sharedRoutes(): string {
  return `
    WITH stop AS (SELECT DISTINCT psn_no, fixmedins_code, day FROM s_flagged), stops AS (SELECT psn_no, count(*) AS stops FROM stop GROUP BY ALL)
    SELECT x.psn_no AS a, y.psn_no AS b, count(*) AS weight FROM stop x JOIN stop y USING (fixmedins_code, day)
    JOIN stops p ON p.psn_no = x.psn_no JOIN stops q ON q.psn_no = y.psn_no
    WHERE x.psn_no < y.psn_no GROUP BY ALL HAVING count(*) >= 3 AND count(*) * 2 >= min(least(p.stops, q.stops)) ORDER BY ALL`;
}

function hitOf({ value }: Look<Name>, members: readonly string[], uses: readonly Use[], links: readonly Link[]): Hit {
  const own = ofLines(uses);
  const days = own.to - own.from + 1;
  const supply = Math.round(
    Math.max(
      ...[...Map.groupBy(uses, ({ psn_no, drug }) => `${psn_no} ${drug}`).values()].map((one) =>
        one.reduce((sum, use) => sum + use.supply, 0),
      ),
    ),
  );
  const institutions = own.fixmedins_codes.length;
  const who = members.length > 1 ? `${members.length} 人同路` : '该参保人';
  return {
    anchor: members.join('|'),
    score: scoreOf(
      [3, between(supply / Math.max(days, value.window_days), 1, 2.5)],
      [2, between(institutions, 2, 6)],
      [1, between(members.length, 1, 3)],
      [1, between(total(uses), 0, 1_000_000)],
    ),
    ...own,
    message: `${who}在 ${days} 天内于 ${institutions} 家机构购取重点药品 ${uses.length} 次，单一药品的供应量够用 ${supply} 天，金额 ${yuan(total(uses))}，远超本人所需，疑为倒卖药品`,
    evidence: {
      people: members.length,
      institutions,
      purchases: uses.length,
      supply_days: supply,
      span_days: days,
      drugs: distinct(uses.map(({ drug }) => drug)),
      first: dateText(own.from),
      last: dateText(own.to),
    },
    links,
  };
}

const total = (uses: readonly Use[]): number => uses.reduce((sum, { inscp_fen }) => sum + inscp_fen, 0);

export const drugResale = scheme<Name>({
  id: 'drug-resale',
  name: '药品倒卖',
  en: 'Drugs bought for resale',
  rule_code: null,
  needs: ['fee_list_d.hilist_code'],
  parameters: {
    window_days: { value: 90, unit: '天', about: '统计供应量的滚动窗口，相邻窗口重叠一半' },
    min_supply_percent: { value: 200, unit: '%', about: '窗口内供应天数占窗口天数的最低百分比' },
    min_institutions: { value: 3, unit: '家', about: '至少在几家机构购药' },
    min_purchases: { value: 6, unit: '次', about: '窗口内至少购药次数' },
    box_days: { value: 7, unit: '天', about: '明细未写天数且无从推算时，每盒按几天计' },
    min_fen: { value: 100_000, unit: '分', about: '涉及金额下限' },
  },
  basis: [`${ACT}第四十一条`, `${ACT}第三十八条第（五）项`],
  page: {
    sees: '同一人（或几个同路的人）在多家机构重复购取同一类高流通药品，供应天数远超日历天数。',
    excludes: ['住院用药', '在两家以内机构购药的慢性病人，包括八十四天的长期处方', '金额不大的零星超量'],
    mayErr: ['代多位家人取药而只刷一张卡', '医生加大剂量使盒数增多', '长期外出前一次备足药品'],
    onSite: [
      '入户点药：现存药盒、追溯码、服用情况',
      '比对各机构处方的诊断与剂量',
      '查同日同路人员及来接药的人',
      '以追溯码查药品最终流向',
    ],
  },
  find,
});
