import { between, firstOf, ofLines, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged, FlaggedLine } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, dateText, yuan } from '../shape/text.ts';

type Name =
  | 'max_visits_day'
  | 'min_days'
  | 'overlap_minutes'
  | 'min_overlaps'
  | 'bed_percent'
  | 'device_minutes'
  | 'device_times';

/** More outpatients on a day than a doctor can see, on several days; each visit of those days. */
function doctorSql({ value }: Look<Name>): string {
  return `
    WITH seen AS (SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, amount_fen, dr, count(*) OVER (PARTITION BY fixmedins_code, dr, day) AS visits
      FROM a_visit WHERE care_type = 'outpatient' AND lines > 0 AND dr IS NOT NULL),
    days AS (SELECT fixmedins_code, dr, count(DISTINCT day) AS days FROM seen WHERE visits > ${value.max_visits_day} GROUP BY ALL)
    SELECT s.* FROM seen s JOIN days d USING (fixmedins_code, dr) WHERE s.visits > ${value.max_visits_day} AND d.days >= ${value.min_days} ORDER BY ALL`;
}

/** Operations of one surgeon that overlap in time, in different visits. */
function surgeonSql({ table, value }: Look<Name>): string {
  return `
    WITH done AS (SELECT mdtrt_id, oper_dr_code AS dr, min(oprn_oprt_begntime::BIGINT * 86400 + oprn_oprt_begntime_s) AS begins,
        max(oprn_oprt_endtime::BIGINT * 86400 + oprn_oprt_endtime_s) AS ends
      FROM ${table('setl_list_oprn_d')} WHERE oper_dr_code IS NOT NULL AND oprn_oprt_begntime_s IS NOT NULL AND oprn_oprt_endtime_s IS NOT NULL GROUP BY ALL),
    before AS (SELECT *, max(ends) OVER (PARTITION BY dr ORDER BY begins, mdtrt_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until,
        min(begins) OVER (PARTITION BY dr ORDER BY begins, mdtrt_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next FROM done WHERE ends > begins),
    clash AS (SELECT mdtrt_id, dr, busy_until - begins >= ${value.overlap_minutes * 60} AS late FROM before
      WHERE busy_until - begins >= ${value.overlap_minutes * 60} OR ends - next >= ${value.overlap_minutes * 60})
    SELECT v.psn_no, v.fixmedins_code, v.mdtrt_id, v.day, v.end_day, v.amount_fen, c.dr, sum(late::INTEGER) OVER (PARTITION BY c.dr)::BIGINT AS visits
    FROM clash c JOIN a_visit v USING (mdtrt_id) QUALIFY sum(late::INTEGER) OVER (PARTITION BY c.dr) >= ${value.min_overlaps} ORDER BY ALL`;
}

/** Days on which more people lay in an institution than it has beds, some room for extra beds given. */
function bedSql({ value }: Look<Name>): string {
  return `
    WITH stay AS (SELECT v.*, i.bed_cnt FROM a_visit v JOIN a_institution i USING (fixmedins_code)
      WHERE v.care_type = 'inpatient' AND v.lines > 0 AND i.bed_cnt > 0),
    step AS (SELECT fixmedins_code, bed_cnt, day AS moment, 1 AS change FROM stay UNION ALL SELECT fixmedins_code, bed_cnt, greatest(end_day, day + 1), -1 FROM stay WHERE end_day IS NOT NULL),
    level AS (SELECT fixmedins_code, bed_cnt, moment, sum(sum(change)) OVER (PARTITION BY fixmedins_code ORDER BY moment) AS lying FROM step GROUP BY fixmedins_code, bed_cnt, moment),
    full_day AS (SELECT fixmedins_code, moment, lying, bed_cnt, count(*) OVER (PARTITION BY fixmedins_code) AS days, max(lying) OVER (PARTITION BY fixmedins_code) AS most FROM level WHERE lying * 100 > bed_cnt * ${value.bed_percent})
    SELECT DISTINCT s.psn_no, s.fixmedins_code, s.mdtrt_id, s.day, s.end_day, s.amount_fen, NULL AS dr, f.most::BIGINT AS visits, f.bed_cnt AS beds, f.days
    FROM stay s JOIN full_day f ON f.fixmedins_code = s.fixmedins_code AND f.moment BETWEEN s.day AND coalesce(s.end_day - 1, s.day)
    WHERE f.days >= ${value.min_days} ORDER BY ALL`;
}

/** Days on which one kind of machine did more examinations than a day has minutes, far above the institution's usual day. */
function deviceSql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_device AS
      WITH daily AS (SELECT fixmedins_code, left(item, 6) AS machine, day, sum(cnt)::BIGINT // 10000 AS exams FROM a_imaging GROUP BY ALL),
      usual AS (SELECT fixmedins_code, machine, median(exams) AS usual FROM daily GROUP BY ALL)
      SELECT d.fixmedins_code, d.machine, d.day, d.exams, u.usual FROM daily d JOIN usual u USING (fixmedins_code, machine)
      WHERE d.exams * ${value.device_minutes} > 1440 AND d.exams >= u.usual * ${value.device_times}`;
}

interface Busy extends Flagged {
  readonly dr: string | null;
  readonly visits: number;
  readonly amount_fen: number;
}

interface Crowded extends Busy {
  readonly beds: number;
  readonly days: number;
}

interface Device extends FlaggedLine {
  readonly machine: string;
  readonly exams: number;
  readonly usual: number;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  const doctors = await look.rows<Busy>(doctorSql(look));
  const surgeons = await look.rows<Busy>(surgeonSql(look));
  const beds = await look.rows<Crowded>(bedSql(look));
  await look.run(deviceSql(look));
  const exams =
    await look.rows<Device>(`SELECT l.psn_no, l.fixmedins_code, l.mdtrt_id, l.line_id, l.day, d.machine, d.exams, d.usual
    FROM ${look.lines} l JOIN s_device d ON d.fixmedins_code = l.fixmedins_code AND d.day = l.day AND left(l.item, 6) = d.machine ORDER BY ALL`);
  const byDoctor = ({ fixmedins_code, dr }: Busy): string => `${fixmedins_code}|${dr ?? ''}`;
  return [
    ...[...Map.groupBy(doctors, byDoctor)].map(([anchor, visits]) =>
      doctorHit(`clinic|${anchor}`, visits, look.value.max_visits_day),
    ),
    ...[...Map.groupBy(surgeons, ({ dr }) => dr ?? '')].map(([dr, visits]) => surgeonHit(dr, visits)),
    ...[...Map.groupBy(beds, ({ fixmedins_code }) => fixmedins_code)].map(([place, stays]) => bedHit(place, stays)),
    ...[...Map.groupBy(exams, ({ fixmedins_code, machine }) => `${fixmedins_code}|${machine}`)].map(([anchor, lines]) =>
      deviceHit(anchor, lines),
    ),
  ];
}

const total = (visits: readonly Busy[]): number => visits.reduce((sum, { amount_fen }) => sum + amount_fen, 0);

function doctorHit(anchor: string, visits: readonly Busy[], usual: number): Hit {
  const own = ofVisits(visits);
  const days = [...new Set(visits.map(({ day }) => day))];
  const most = Math.max(...visits.map((visit) => visit.visits));
  return {
    anchor,
    score: scoreOf([3, between(most, usual, usual * 2)], [2, between(days.length, 1, 5)]),
    ...own,
    message: `医师 ${visits[0]?.dr ?? ''} 有 ${days.length} 天门诊超过 ${usual} 人次，最多一天 ${most} 人次（${dateText(visits.find((visit) => visit.visits === most)?.day ?? own.from)}），共 ${yuan(total(visits))}，超出一人可能的工作量`,
    evidence: { kind: 'clinic', doctor: visits[0]?.dr ?? '', days: days.length, most_a_day: most },
  };
}

function surgeonHit(dr: string, visits: readonly Busy[]): Hit {
  const { visits: overlaps } = firstOf(visits);
  return {
    anchor: `surgeon|${dr}`,
    score: scoreOf([2, 1], [2, between(overlaps, 1, 5)]),
    ...ofVisits(visits),
    message: `术者 ${dr} 有 ${overlaps} 台手术与自己另一台手术时间重叠，涉及 ${visits.length} 次住院、${yuan(total(visits))}，一人不可能同时主刀两台`,
    evidence: { kind: 'surgeon', doctor: dr, overlaps, stays: visits.length },
  };
}

function bedHit(place: string, stays: readonly Crowded[]): Hit {
  const { visits: most, beds, days } = firstOf(stays);
  return {
    anchor: `beds|${place}`,
    score: scoreOf([3, between(most / beds, 1, 1.8)], [2, between(days, 2, 15)]),
    ...ofVisits(stays),
    message: `该机构核定床位 ${beds} 张，有 ${days} 天同时在院人数超过核定床位两成以上，最多 ${most} 人，涉及 ${stays.length} 次住院，疑有虚假在院`,
    evidence: { kind: 'beds', beds, most, days, stays: stays.length },
  };
}

function deviceHit(anchor: string, lines: readonly Device[]): Hit {
  const days = new Set(lines.map(({ day }) => day)).size;
  const most = Math.max(...lines.map(({ exams }) => exams));
  const { machine, usual } = firstOf(lines);
  const name = machine === '002102' ? '磁共振' : 'CT';
  return {
    anchor: `device|${anchor}`,
    score: scoreOf([3, between(most, 150, 500)], [2, between(days, 0, 4)]),
    ...ofLines(lines),
    message: `该机构 ${name} 有 ${days} 天检查量超出设备全天可能，最多一天 ${most} 次，平日中位数 ${usual} 次，疑有虚记检查`,
    evidence: { kind: 'device', machine: name, days, most_a_day: most, usual },
  };
}

export const workload = scheme<Name>({
  id: 'workload',
  name: '不可能的工作量',
  en: 'More work than possible',
  rule_code: null,
  needs: ['mdtrt_d.begntime'],
  parameters: {
    max_visits_day: { value: 150, unit: '人次', about: '一名医师一天门诊人次上限' },
    min_days: { value: 2, unit: '天', about: '至少几天超出' },
    overlap_minutes: { value: 10, unit: '分钟', about: '两台手术重叠多久才算' },
    min_overlaps: { value: 2, unit: '台', about: '至少几台重叠' },
    bed_percent: { value: 120, unit: '%', about: '在院人数占核定床位的百分比上限（加床余量）' },
    device_minutes: { value: 8, unit: '分钟', about: '一次 CT 或磁共振至少几分钟' },
    device_times: { value: 4, unit: '倍', about: '当天检查量至少为平日中位数的几倍' },
  },
  basis: [`${ACT}第三十九条`, `${ACT}第四十条第（三）项`],
  page: {
    sees: '人、床、设备做不到的量：医师一天看的门诊、术者同时主刀的手术、在院人数与核定床位、设备一天的检查次数。',
    excludes: [
      '流感高峰日村医的九十来个病人：不到上限',
      '床位两成以内的加床',
      '只有一天的偶发超量（补录）',
      '设备检查量平日就高的机构（多台设备）',
    ],
    mayErr: ['多名医师共用一个工号', '手术时间填的是入室出室时间', '床位数登记未更新', '一次检查拆成多个部位计次'],
    onSite: [
      '查工号使用与排班',
      '查手术室登记本、麻醉记录的起止时间',
      '当场数床、数人',
      '调取设备工作站的检查序列号和时间戳',
    ],
  },
  find,
});
