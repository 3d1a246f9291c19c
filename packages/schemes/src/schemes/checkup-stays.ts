import { between, firstOf, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { FEWEST_PEERS } from '../shape/peers.ts';
import { ACT, percent, yuan } from '../shape/text.ts';

type Name = 'max_stay_days' | 'min_test_share' | 'max_other_fen' | 'min_stays' | 'min_share' | 'times_peers';

interface Checkup extends Flagged {
  readonly test_fen: number;
  readonly amount_fen: number;
  readonly emp_name: number | null;
  readonly stays: number;
  readonly peer_share: number;
}

/** Short stays that consist of tests: without operation, and with hardly any treatment or drug. */
function checkupSql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_short AS
      SELECT v.psn_no, v.fixmedins_code, v.mdtrt_id, v.day, v.end_day, v.emp_name, v.amount_fen, v.exam_fen + v.lab_fen AS test_fen, i.hosp_lv,
        v.operations = 0 AND v.oper_fen = 0 AND NOT v.birth AND NOT v.oncology AND v.emergency IS DISTINCT FROM 1 AND v.amount_fen > 0
          AND v.stay_days <= ${value.max_stay_days} AND (v.exam_fen + v.lab_fen) * 10000 >= (v.amount_fen - v.bed_fen - v.nurse_fen - v.round_fen) * ${value.min_test_share}
          AND v.exam_fen + v.lab_fen > 0 AND v.treat_fen + v.drug_fen + v.herb_fen + v.material_fen <= greatest(${value.max_other_fen}, v.amount_fen // 5) AS checkup
      FROM a_visit v JOIN a_institution i USING (fixmedins_code)
      WHERE v.care_type = 'inpatient' AND v.stay_days IS NOT NULL AND v.lines > 0;
    CREATE OR REPLACE TEMP TABLE s_rate AS
      WITH own AS (SELECT fixmedins_code, any_value(hosp_lv) AS hosp_lv, count(*) AS stays, count(*) FILTER (checkup) AS checkups FROM s_short GROUP BY ALL),
      peer AS (SELECT own.hosp_lv, CASE WHEN count(*) >= ${FEWEST_PEERS} THEN quantile_cont(checkups / stays, 0.25) ELSE (SELECT quantile_cont(checkups / stays, 0.25) FROM own) END AS peer_share FROM own GROUP BY ALL)
      SELECT fixmedins_code, stays, checkups, peer_share FROM own JOIN peer USING (hosp_lv)
      WHERE checkups >= ${value.min_stays} AND checkups * 10000 >= stays * ${value.min_share} AND checkups >= stays * peer_share * ${value.times_peers}`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(checkupSql(look));
  const rows = await look.rows<Checkup>(
    `SELECT s.psn_no, s.fixmedins_code, s.mdtrt_id, s.day, s.end_day, s.test_fen, s.amount_fen, s.emp_name, r.stays, r.peer_share
     FROM s_short s JOIN s_rate r USING (fixmedins_code) WHERE checkup ORDER BY ALL`,
  );
  return [...Map.groupBy(rows, ({ fixmedins_code }) => fixmedins_code)].map(([place, stays]) => hitOf(place, stays));
}

function hitOf(place: string, checkups: readonly Checkup[]): Hit {
  const own = ofVisits(checkups);
  const { stays, peer_share } = firstOf(checkups);
  const amount = checkups.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  const tests = checkups.reduce((sum, { test_fen }) => sum + test_fen, 0);
  const employers = [
    ...Map.groupBy(
      checkups.filter(({ emp_name }) => emp_name !== null),
      ({ emp_name }) => emp_name,
    ).values(),
  ];
  const most = Math.max(0, ...employers.map((group) => group.length));
  const share = checkups.length / stays;
  return {
    anchor: place,
    score: scoreOf(
      [3, between(checkups.length, 2, 15)],
      [2, between(share, peer_share, peer_share * 3 + 0.03)],
      [1, most >= 4 ? most / checkups.length : 0],
    ),
    ...own,
    message: `${checkups.length} 次短期住院几乎只有检查化验（占费用 ${percent(tests / Math.max(1, amount))}），无手术、少治疗，共 ${yuan(amount)}；占该机构住院 ${percent(share)}，同级较低四分位 ${percent(peer_share)}，疑为体检式住院或低标准入院`,
    evidence: {
      stays: checkups.length,
      tests: percent(tests / Math.max(1, amount)),
      share: percent(share),
      peers: percent(peer_share),
      of_one_employer: most,
    },
  };
}

export const checkupStays = scheme<Name>({
  id: 'checkup-stays',
  name: '体检住院与低标准入院',
  en: 'Check-ups billed as stays',
  rule_code: null,
  needs: ['mdtrt_d.endtime', 'fee_list_d.med_chrgitm_type'],
  parameters: {
    max_stay_days: { value: 5, unit: '天', about: '住院不超过几天（含首尾）' },
    min_test_share: { value: 7500, unit: '万分之一', about: '检查化验占除床位、护理、诊察以外费用的最低比例' },
    max_other_fen: { value: 15_000, unit: '分', about: '治疗、药品、材料合计的上限，另按费用两成放宽' },
    min_stays: { value: 5, unit: '次', about: '一家机构至少几次' },
    min_share: { value: 200, unit: '万分之一', about: '占该机构住院的最低比例' },
    times_peers: { value: 2, unit: '倍', about: '占住院的比例至少为同级较低四分位的几倍' },
  },
  basis: [`${ACT}第三十八条第（二）项`],
  page: {
    sees: '两三天的住院里几乎全是检查化验，没有手术，治疗和药品微乎其微，而且在一家机构里成批出现。',
    excludes: [
      '肿瘤、分娩和新生儿、急诊住院',
      '有手术或活检的诊断性住院',
      '个别的检查性住院：不到五次，不到该机构住院的百分之二，或与同级机构的比例相当',
    ],
    mayErr: ['内镜、造影等必须住院的检查', '专科机构的疑难病会诊'],
    onSite: [
      '看入院记录的主诉与指征',
      '看检查结果有无异常、是否据此治疗',
      '查同一单位职工是否集中住院、是否由单位组织体检',
      '核对病人夜间是否在院',
    ],
  },
  find,
});
