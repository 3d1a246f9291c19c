import { between, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, percent, yuan } from '../shape/text.ts';

type Name = 'min_fen' | 'min_stay_days' | 'min_idle_days' | 'min_idle_share' | 'min_out_days';

interface Idle extends Flagged {
  readonly stay_days: number;
  readonly care_days: number;
  readonly out_days: number;
  readonly amount_fen: number;
}

/** Stays most of whose days pass without care, or during which the person was seen elsewhere on several days. */
function idleSql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_ward AS
      SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, stay_days, care_days, amount_fen, rehabilitation OR mental OR birth AS slow
      FROM a_visit WHERE care_type = 'inpatient' AND lines > 0 AND stay_days >= ${value.min_stay_days};
    CREATE OR REPLACE TEMP TABLE s_out AS
      SELECT w.fixmedins_code, w.mdtrt_id, count(DISTINCT o.day) AS out_days
      FROM s_ward w JOIN a_visit o ON o.psn_no = w.psn_no AND o.care_type IN ('outpatient', 'pharmacy') AND o.lines > 0
        AND o.internet_hosp IS DISTINCT FROM 1 AND o.day > w.day AND o.day < w.end_day
      GROUP BY ALL;
    CREATE OR REPLACE TEMP TABLE s_idle AS
      SELECT w.* EXCLUDE (slow), coalesce(o.out_days, 0) AS out_days
      FROM s_ward w LEFT JOIN s_out o USING (fixmedins_code, mdtrt_id)
      WHERE amount_fen >= ${value.min_fen} AND (coalesce(o.out_days, 0) >= ${value.min_out_days} OR (NOT slow
        AND stay_days - 1 - care_days >= ${value.min_idle_days} AND (stay_days - 1 - care_days) * 10000 >= (stay_days - 1) * ${value.min_idle_share}))`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(idleSql(look));
  const rows = await look.rows<Idle>('FROM s_idle ORDER BY ALL');
  return [...Map.groupBy(rows, ({ fixmedins_code }) => fixmedins_code)].map(([place, stays]) => hitOf(place, stays));
}

function hitOf(place: string, stays: readonly Idle[]): Hit {
  const own = ofVisits(stays);
  const days = stays.reduce((sum, { stay_days }) => sum + stay_days, 0);
  const idle = stays.reduce((sum, { stay_days, care_days }) => sum + Math.max(0, stay_days - 1 - care_days), 0);
  const out = stays.filter(({ out_days }) => out_days > 0).length;
  const amount = stays.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  return {
    anchor: place,
    score: scoreOf(
      [2, between(stays.length, 0, 8)],
      [3, idle / Math.max(1, days)],
      [1, between(out / stays.length, 0, 0.5)],
    ),
    ...own,
    message: `${stays.length} 次住院共 ${days} 天，其中 ${idle} 天只有床位、护理等固定收费而无任何诊疗，${out} 次住院期间本人在外就诊或购药，涉及 ${yuan(amount)}，疑为挂床住院`,
    evidence: {
      stays: stays.length,
      days,
      days_without_care: idle,
      share: percent(idle / Math.max(1, days)),
      seen_elsewhere: out,
    },
  };
}

export const bedHanging = scheme<Name>({
  id: 'bed-hanging',
  name: '挂床住院',
  en: 'Beds occupied on paper',
  rule_code: null,
  needs: ['mdtrt_d.endtime', 'fee_list_d.med_chrgitm_type'],
  parameters: {
    min_fen: { value: 10_000, unit: '分', about: '一次住院的费用下限' },
    min_stay_days: { value: 5, unit: '天', about: '住院至少几天才看' },
    min_idle_days: { value: 4, unit: '天', about: '没有诊疗的天数下限' },
    min_idle_share: { value: 5000, unit: '万分之一', about: '没有诊疗的天数占比下限' },
    min_out_days: { value: 2, unit: '天', about: '住院期间在外就诊或购药的天数下限' },
  },
  basis: [`${ACT}第三十八条第（一）项`],
  page: {
    sees: '住院期间多数日子只有床位费、护理费、诊察费，没有检查、治疗、药品；或者人在住院、卡却在别处就诊购药。',
    excludes: ['康复、精神、分娩住院的低强度日子', '一两天的周末请假', '互联网复诊', '尚未出院的住院'],
    mayErr: ['口服药一次性计费、隔日治疗', '长期卧床只需护理的病人', '费用集中在出院日补记'],
    onSite: [
      '夜间突击查床，按床号逐人核对',
      '查体温单、护理记录、输液卡是否逐日真实',
      '查请假登记',
      '比对病人手机号近期行踪或门诊购药时间',
    ],
  },
  find,
});
