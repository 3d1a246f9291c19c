import { between, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, yuan } from '../shape/text.ts';

type Name = 'window_days' | 'min_visits' | 'min_busy_days' | 'course_days';

interface Seen extends Flagged {
  readonly main: string | null;
  readonly amount_fen: number;
}

/** Windows begin this often within the length of one, so that a crowded stretch lies nearly whole in one of them. */
const STEPS = 6;

/**
 * Outpatient visits of a person in overlapping windows, and days with three visits or more. A course (the same
 * place and diagnosis within some days) counts as one visit, as do cycles of treatment.
 */
function frequentSql({ value }: Look<Name>): string {
  const step = Math.max(1, Math.floor(value.window_days / STEPS));
  const windows = Array.from({ length: STEPS }, (_, at) => `day // ${step} - ${at}`).join(', ');
  return `
    CREATE OR REPLACE TEMP TABLE s_seen AS
      SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, left(main_diag, 3) AS main, amount_fen FROM a_visit
      WHERE care_type = 'outpatient' AND lines > 0 AND NOT dialysis AND NOT oncology AND NOT rehabilitation AND NOT birth
        AND internet_hosp IS DISTINCT FROM 1
      QUALIFY count(*) OVER (PARTITION BY psn_no) >= least(${value.min_visits}, ${value.min_busy_days} * 2);
    CREATE OR REPLACE TEMP TABLE s_frequent AS
      WITH course AS (SELECT psn_no, fixmedins_code, main, day // ${value.course_days} AS spell, count(*) AS times, max(day) - min(day) + 1 AS days FROM s_seen GROUP BY ALL),
      steady AS (SELECT psn_no, fixmedins_code, main, sum(times) AS times, count(*) AS spells FROM course GROUP BY ALL),
      counted AS (SELECT s.*, t.spells <= 1 AS is_course FROM s_seen s JOIN steady t ON t.psn_no = s.psn_no AND t.fixmedins_code = s.fixmedins_code AND t.main IS NOT DISTINCT FROM s.main),
      windows AS (SELECT psn_no, win, count(*) FILTER (NOT is_course) + count(DISTINCT (fixmedins_code, main)) FILTER (is_course) AS visits
        FROM (SELECT *, unnest([${windows}]) AS win FROM counted) GROUP BY ALL),
      busy AS (SELECT psn_no, count(*) AS days FROM (SELECT psn_no, day FROM s_seen GROUP BY ALL HAVING count(*) >= 2) GROUP BY ALL)
      SELECT psn_no FROM windows WHERE visits >= ${value.min_visits}
      UNION SELECT psn_no FROM busy WHERE days >= ${value.min_busy_days}`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(frequentSql(look));
  const rows = await look.rows<Seen>('SELECT s.* FROM s_seen s SEMI JOIN s_frequent USING (psn_no) ORDER BY ALL');
  return [...Map.groupBy(rows, ({ psn_no }) => psn_no)].map(([person, visits]) => hitOf(look, person, visits));
}

function hitOf({ value }: Look<Name>, person: string, visits: readonly Seen[]): Hit {
  const own = ofVisits(visits);
  const days = Map.groupBy(visits, ({ day }) => day);
  const busy = [...days.values()].filter((day) => day.length >= 2).length;
  const diagnoses = new Set(visits.map(({ main }) => main)).size;
  const amount = visits.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  return {
    anchor: person,
    score: scoreOf(
      [3, between(visits.length, value.min_visits / 2, value.min_visits * 2)],
      [1, between(own.fixmedins_codes.length, 1, 5)],
      [1, between(diagnoses, 1, 8)],
      [1, between(busy, 0, 20)],
    ),
    ...own,
    message: `该参保人 ${own.to - own.from + 1} 天内门诊 ${visits.length} 次，涉及 ${own.fixmedins_codes.length} 家机构、${diagnoses} 类诊断，${busy} 天一日就诊两次以上，共 ${yuan(amount)}，明显超出正常就医`,
    evidence: {
      visits: visits.length,
      institutions: own.fixmedins_codes.length,
      diagnoses,
      days_with_several: busy,
      amount: yuan(amount),
    },
  };
}

export const frequentClinic = scheme<Name>({
  id: 'frequent-clinic',
  name: '门诊高频就诊',
  en: 'Outpatient visits beyond need',
  rule_code: null,
  needs: ['mdtrt_d.med_type'],
  parameters: {
    window_days: { value: 90, unit: '天', about: '滚动窗口，每隔六分之一起算一个' },
    min_visits: { value: 52, unit: '次', about: '窗口内门诊次数下限' },
    min_busy_days: { value: 18, unit: '天', about: '一日就诊两次以上的天数下限' },
    course_days: { value: 21, unit: '天', about: '同一机构同一诊断在多少天内完成的算一个疗程' },
  },
  basis: [`${ACT}第三十八条第（二）项`, `${ACT}第四十一条`],
  page: {
    sees: '一个人在一个季度里门诊次数远超常人，或一日多次、多家机构、多种诊断。可能是卡被他人使用、超量配药转卖，或机构虚记门诊。',
    excludes: ['透析、放化疗、康复、孕产检查', '三周内完成的疗程（针灸、换药、疫苗）只算一次', '互联网复诊'],
    mayErr: ['多病共存的高龄老人', '长期伤口换药、注射胰岛素等', '家庭医生每日随访被记为门诊'],
    onSite: [
      '查就诊的身份核验记录（刷脸、医保码）',
      '比对各次处方药品是否重复、是否用得完',
      '询问本人并看病历本',
      '查接诊医生是否集中于少数人',
    ],
  },
  find,
});
