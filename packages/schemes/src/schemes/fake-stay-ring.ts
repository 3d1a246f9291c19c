import { between, distinct, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { groupsOf } from '../shape/groups.ts';
import type { Group } from '../shape/groups.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Link, Look } from '../shape/scheme.ts';
import { ACT, dateText, percent, yuan } from '../shape/text.ts';

type Name = 'tolerance_days' | 'min_rounds' | 'min_people' | 'min_density';

interface Stay extends Flagged {
  readonly grp: number;
  readonly amount_fen: number;
  readonly care_days: number;
  readonly stay_days: number;
  readonly addr: number | null;
  readonly tel: number | null;
  readonly emp_name: number | null;
}

/** Each of a ring has been together with two others at least. */
const CORE = 2;

/** Stays that a cycle of treatment or a birth explains are nobody's ring. */
const STAYS = `FROM a_visit WHERE care_type = 'inpatient' AND stay_days IS NOT NULL AND lines > 0
  AND NOT oncology AND NOT dialysis AND NOT birth`;

/** Pairs of persons admitted and discharged together in several rounds. Who stayed less often than that cannot be one. */
function pairsSql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_stay AS
      SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, amount_fen, care_days, stay_days, addr, tel, emp_name
      ${STAYS} QUALIFY count(*) OVER (PARTITION BY psn_no) >= ${value.min_rounds};
    CREATE OR REPLACE TEMP TABLE s_pair AS
      SELECT x.psn_no AS a, y.psn_no AS b, count(DISTINCT x.mdtrt_id) AS weight
      FROM s_stay x JOIN s_stay y ON x.fixmedins_code = y.fixmedins_code AND x.psn_no < y.psn_no
        AND y.day BETWEEN x.day - ${value.tolerance_days} AND x.day + ${value.tolerance_days}
        AND y.end_day BETWEEN x.end_day - ${value.tolerance_days} AND x.end_day + ${value.tolerance_days}
      GROUP BY ALL HAVING count(DISTINCT x.mdtrt_id) >= ${value.min_rounds}`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(pairsSql(look));
  const links = await look.rows<Link>('FROM s_pair ORDER BY ALL');
  const groups = groupsOf(links, look.value.min_people, CORE).filter(
    ({ density }) => density * 10_000 >= look.value.min_density,
  );
  await look.group(
    's_member',
    groups.map(({ members }) => members),
  );
  const stays = Map.groupBy(await look.rows<Stay>(sharedStays(look.value.tolerance_days)), ({ grp }) => grp);
  return groups.flatMap((group, grp) => {
    const together = stays.get(grp) ?? [];
    return together.length > 0 ? [hitOf(group, together)] : [];
  });
}

/** Stays that a member shares with at least two others of the group. */
function sharedStays(tolerance: number): string {
  return `WITH own AS (SELECT m.grp, s.* FROM s_stay s JOIN s_member m ON m.id = s.psn_no)
    SELECT x.* FROM own x JOIN own y ON x.grp = y.grp AND x.fixmedins_code = y.fixmedins_code AND x.psn_no <> y.psn_no
      AND abs(x.day - y.day) <= ${tolerance} AND abs(x.end_day - y.end_day) <= ${tolerance}
    GROUP BY ALL HAVING count(DISTINCT y.psn_no) >= 2 ORDER BY ALL`;
}

function hitOf({ members, links, density }: Group, stays: readonly Stay[]): Hit {
  const rounds = roundsOf(stays);
  const shared = sharedContact(stays, members.length);
  const idle =
    1 -
    sum(stays, (stay) => stay.care_days) /
      Math.max(
        1,
        sum(stays, (stay) => stay.stay_days),
      );
  const amount = sum(stays, (stay) => stay.amount_fen);
  return {
    anchor: members.join('|'),
    score: scoreOf(
      [3, between(members.length, 3, 8)],
      [3, between(rounds.length, 1, 3)],
      [2, density],
      [1, shared.share],
      [1, idle],
    ),
    ...ofVisits(stays),
    message: `${members.length} 人先后 ${rounds.length} 次在同一机构同批入院、同批出院（最近一次 ${dateText(rounds.at(-1) ?? 0)}），共 ${stays.length} 人次、${yuan(amount)}，疑为组织虚假住院`,
    evidence: {
      people: members.length,
      rounds: rounds.map(dateText),
      stays: stays.length,
      density: percent(density),
      same_contact: shared.share === 0 ? '无' : `${shared.kind}相同的占 ${percent(shared.share)}`,
      days_without_care: percent(Math.max(0, idle)),
    },
    links,
  };
}

/** Days on which a round began: admissions less than three days apart are one. */
function roundsOf(stays: readonly Stay[]): number[] {
  const days = [...new Set(stays.map(({ day }) => day))].toSorted((a, b) => a - b);
  return days.filter((day, at) => at === 0 || day - (days[at - 1] ?? day) > 2);
}

/** The greatest share of the members who have one address, telephone or employer. */
function sharedContact(stays: readonly Stay[], people: number): { kind: string; share: number } {
  const kinds = [
    ['地址', (stay: Stay) => stay.addr],
    ['电话', (stay: Stay) => stay.tel],
    ['单位', (stay: Stay) => stay.emp_name],
  ] as const;
  const shares = kinds.map(([kind, of]) => {
    const groups = Map.groupBy(
      stays.filter((stay) => of(stay) !== null),
      of,
    );
    const most = Math.max(
      0,
      ...[...groups.values()].map((group) => distinct(group.map(({ psn_no }) => psn_no)).length),
    );
    return { kind, share: most >= 3 ? most / people : 0 };
  });
  return shares.toSorted((x, y) => y.share - x.share)[0] ?? { kind: '', share: 0 };
}

function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

export const fakeStayRing = scheme<Name>({
  id: 'fake-stay-ring',
  name: '虚假住院团伙',
  en: 'Rings of fake stays',
  rule_code: null,
  needs: ['mdtrt_d.endtime'],
  parameters: {
    tolerance_days: { value: 2, unit: '天', about: '同批入院、同批出院允许相差的天数' },
    min_rounds: { value: 3, unit: '次', about: '两人至少同批几次才算关联' },
    min_people: { value: 4, unit: '人', about: '团伙最少人数' },
    min_density: { value: 3000, unit: '万分之一', about: '团伙内实际关联占可能关联的最低比例' },
  },
  basis: [`${ACT}第四十条第（一）项`, `${ACT}第四十条第（三）项`],
  page: {
    sees: '同一批人多次在同一机构前后两天内入院、前后两天内出院。一两次的巧合不计，只看反复同行的人，由此连成团伙；再看他们地址、电话、单位是否相同，住院期间有无实际诊疗。',
    excludes: [
      '肿瘤放化疗、透析、分娩和新生儿的住院：治疗周期本来相同',
      '只同行一次的人',
      '不足四人的小群体（夫妻、家属）',
    ],
    mayErr: [
      '养老机构集中送医、单位集中治疗尘肺等职业病会形成真实的同批住院',
      '乡镇卫生院在固定日期集中收治慢性病康复病人',
    ],
    onSite: [
      '逐人核对入院当日的身份证件、人脸和床位',
      '调取病区监控、护理记录和体温单，核对人是否在院',
      '分别询问其中三人：如何来院、谁接送、谁付钱、有无返现',
      '查床位数与当日在院人数是否对得上',
    ],
  },
  find,
});
