import { between, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { groupsOf } from '../shape/groups.ts';
import type { Group } from '../shape/groups.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Link, Look } from '../shape/scheme.ts';
import { ACT, percent, yuan } from '../shape/text.ts';

type Name = 'minutes' | 'neighbours' | 'min_days' | 'min_share' | 'min_cards' | 'min_rounds' | 'min_density';

interface Swipe extends Flagged {
  readonly grp: number;
  readonly second: number;
  readonly amount_fen: number;
  readonly addr: number | null;
  readonly med_type: string | null;
}

/**
 * Outpatient visits and purchases in the order of the till, each against the next few within some minutes: linear in the
 * number of visits, whatever the size of an institution. A pair counts once a day. Cards and institutions are numbered, for
 * a year of a county makes tens of millions of pairs.
 */
function pairsSql({ value }: Look<Name>): string {
  const next = Array.from({ length: value.neighbours }, (_, at) => at + 1);
  const ahead = next.map((at) => `lead(psn, ${at}) OVER till AS p${at}, lead(moment, ${at}) OVER till AS t${at}`);
  const met = next.map(
    (at) =>
      `SELECT least(psn, p${at}) AS a, greatest(psn, p${at}) AS b, inst, day FROM s_ahead WHERE t${at} - moment <= ${value.minutes * 60} AND p${at} <> psn`,
  );
  return `
    CREATE OR REPLACE TEMP TABLE s_card AS
      SELECT psn_no, row_number() OVER (ORDER BY psn_no)::INTEGER AS psn FROM (SELECT DISTINCT psn_no FROM a_visit);
    CREATE OR REPLACE TEMP TABLE s_swipe AS
      WITH place AS (SELECT fixmedins_code, row_number() OVER (ORDER BY fixmedins_code)::INTEGER AS inst FROM (SELECT DISTINCT fixmedins_code FROM a_visit)),
      swipe AS (
        SELECT psn, inst, day, day::BIGINT * 86400 + coalesce(setl_second, begin_second) AS moment
        FROM a_visit JOIN s_card USING (psn_no) JOIN place USING (fixmedins_code)
        WHERE care_type IN ('outpatient', 'pharmacy') AND coalesce(setl_second, begin_second) IS NOT NULL AND lines > 0
          AND NOT dialysis AND NOT oncology)
      FROM swipe SEMI JOIN (SELECT psn, inst FROM swipe GROUP BY ALL HAVING count(*) >= 2) USING (psn, inst);
    CREATE OR REPLACE TEMP TABLE s_ahead AS
      SELECT psn, inst, day, moment, ${ahead.join(', ')} FROM s_swipe WINDOW till AS (PARTITION BY inst ORDER BY moment, psn);
    CREATE OR REPLACE TEMP TABLE s_met AS
      SELECT a, b, inst, count(*) AS days FROM (SELECT DISTINCT * FROM (${met.join(' UNION ALL ')})) GROUP BY ALL HAVING count(*) >= 2;
    DROP TABLE s_ahead;
    CREATE OR REPLACE TEMP TABLE s_pair AS
      WITH visited AS (SELECT psn, inst, count(*) AS days FROM (SELECT DISTINCT psn, inst, day FROM s_swipe) GROUP BY ALL),
      pairs AS (
        SELECT a, b, sum(m.days)::BIGINT AS weight, least(sum(x.days), sum(y.days))::BIGINT AS own
        FROM s_met m JOIN visited x ON x.psn = m.a AND x.inst = m.inst JOIN visited y ON y.psn = m.b AND y.inst = m.inst
        GROUP BY ALL HAVING sum(m.days) >= ${value.min_days} AND sum(m.days) * 10000 >= ${value.min_share} * least(sum(x.days), sum(y.days)))
      SELECT x.psn_no AS a, y.psn_no AS b, weight FROM pairs
      JOIN s_card x ON x.psn = pairs.a JOIN s_card y ON y.psn = pairs.b`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(pairsSql(look));
  const links = (await look.rows<Link>('FROM s_pair')).map(({ a, b, weight }) =>
    a < b ? { a, b, weight } : { a: b, b: a, weight },
  );
  const groups = groupsOf(links, look.value.min_cards, 2).filter(
    ({ density }) => density * 10_000 >= look.value.min_density,
  );
  await look.group(
    's_member',
    groups.map(({ members }) => members),
  );
  const swipes = Map.groupBy(await look.rows<Swipe>(swipesSql(look.value.minutes)), ({ grp }) => grp);
  return groups.flatMap((group, grp) => hitOf(look, group, swipes.get(grp) ?? []));
}

/** Swipes of members beside which at least two other members swiped within the minutes. */
function swipesSql(minutes: number): string {
  return `
    WITH own AS (
      SELECT m.grp, psn_no, fixmedins_code, mdtrt_id, day, end_day, coalesce(setl_second, begin_second) AS second, amount_fen, addr, med_type
      FROM a_visit JOIN s_member m ON m.id = psn_no WHERE care_type IN ('outpatient', 'pharmacy') AND lines > 0)
    SELECT x.* FROM own x JOIN own y ON x.grp = y.grp AND x.fixmedins_code = y.fixmedins_code AND x.day = y.day AND x.psn_no <> y.psn_no
      AND abs(x.second - y.second) <= ${minutes * 60}
    GROUP BY ALL HAVING count(DISTINCT y.psn_no) >= 2 ORDER BY ALL`;
}

function hitOf({ value }: Look<Name>, { members, links, density }: Group, swipes: readonly Swipe[]): Hit[] {
  const rounds = Map.groupBy(swipes, ({ fixmedins_code, day }) => `${fixmedins_code}|${day}`);
  const full = [...rounds.values()].filter(
    (round) => new Set(round.map(({ psn_no }) => psn_no)).size >= Math.min(4, members.length),
  );
  if (full.length < value.min_rounds || isHome(swipes, members.length)) return [];
  const all = full.flat();
  const evening = all.filter(({ second }) => second >= 19 * 3600 || second < 7 * 3600).length / all.length;
  const amount = all.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  return [
    {
      anchor: members.join('|'),
      score: scoreOf([3, between(members.length, 3, 8)], [3, between(full.length, 1, 4)], [2, density], [1, evening]),
      ...ofVisits(all),
      message: `${members.length} 张卡有 ${full.length} 天在同一机构 ${value.minutes} 分钟内接连结算，共 ${all.length} 笔、${yuan(amount)}，疑为卡证聚集、代刷或串刷`,
      evidence: {
        cards: members.length,
        days: full.length,
        settlements: all.length,
        density: percent(density),
        evening: percent(evening),
      },
      links,
    },
  ];
}

/** A home for the old whose nurse fetches the residents' drugs: one address, chronic disease. A family is smaller than a group. */
function isHome(swipes: readonly Swipe[], people: number): boolean {
  const addresses = Map.groupBy(
    swipes.filter(({ addr }) => addr !== null),
    ({ addr }) => addr,
  );
  const most = Math.max(0, ...[...addresses.values()].map((group) => new Set(group.map(({ psn_no }) => psn_no)).size));
  const chronic = swipes.filter(({ med_type }) => med_type?.startsWith('14') === true).length;
  return most >= people * 0.8 && (chronic >= swipes.length * 0.6 || people <= 6);
}

export const cardCluster = scheme<Name>({
  id: 'card-cluster',
  name: '卡聚集与聚集就医',
  en: 'Cards swiped together',
  rule_code: null,
  needs: ['mdtrt_d.begntime'],
  parameters: {
    minutes: { value: 15, unit: '分钟', about: '两张卡相隔多久以内算接连结算' },
    neighbours: { value: 10, unit: '笔', about: '每笔向后看几笔，超出的不比较' },
    min_days: { value: 3, unit: '天', about: '两张卡至少几天接连结算才算关联' },
    min_share: { value: 3000, unit: '万分之一', about: '接连结算的天数占其中一张卡在该机构天数的最低比例' },
    min_cards: { value: 5, unit: '张', about: '一组最少卡数' },
    min_density: { value: 5000, unit: '万分之一', about: '组内实际关联占可能关联的最低比例，偶然相遇连不成片' },
    min_rounds: { value: 3, unit: '天', about: '至少几天有四张以上的卡聚在一起' },
  },
  basis: [`${ACT}第四十条第（一）项`, `${ACT}第四十一条`],
  page: {
    sees: '几张以上的卡总是在同一家机构、前后几分钟内接连结算，日复一日。多为机构留存卡证代刷、串刷，或有人组织参保人聚集就医。',
    excludes: [
      '透析与肿瘤治疗的病人：治疗时间固定相同',
      '地址相同的慢性病老人（养老机构代取药）和六人以内的一家人',
      '只是同在赶集日就诊、彼此同行占比不高的村民',
      '偶然相遇、彼此关联不到一半的松散人群',
    ],
    mayErr: ['村医定期集中为慢性病人开药', '单位医务室、学校的集中就诊', '系统补传造成结算时间集中'],
    onSite: [
      '查柜台有无留存的卡、身份证、医保码截图',
      '调取结算时段监控，数到场人数',
      '电话询问持卡人当日是否到场',
      '核对该时段药品出库与追溯码',
    ],
  },
  find,
});
