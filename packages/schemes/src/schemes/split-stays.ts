import { between, firstOf, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { FEWEST_PEERS } from '../shape/peers.ts';
import { ACT, percent, yuan } from '../shape/text.ts';

type Name = 'min_fen' | 'max_gap_days' | 'min_pairs' | 'min_chain' | 'times_peers';

interface Readmission extends Flagged {
  readonly gap: number;
  readonly chain: number;
  readonly amount_fen: number;
  readonly discharges: number;
  readonly peer_share: number;
}

/**
 * Readmissions to the same institution within some days, for the same kind of disease. What explains one is out: cycles of
 * treatment, birth, an emergency, a transfer between, a single-disease package, an operation planned in steps.
 */
function readmissionSql({ value }: Look<Name>): string {
  return `
    CREATE OR REPLACE TEMP TABLE s_stay AS
      SELECT v.psn_no, v.fixmedins_code, v.mdtrt_id, v.day, v.end_day, v.amount_fen, v.main_diag, v.operations, v.dscg_way, i.kind, i.hosp_lv,
        (v.emergency IS DISTINCT FROM 1 AND v.med_type NOT IN ('26') AND NOT v.oncology AND NOT v.dialysis AND NOT v.birth AND NOT v.mental AND NOT v.rehabilitation AND v.amount_fen >= ${value.min_fen}) AS plain
      FROM a_visit v JOIN a_institution i USING (fixmedins_code)
      WHERE v.care_type = 'inpatient' AND v.stay_days IS NOT NULL AND v.lines > 0;
    CREATE OR REPLACE TEMP TABLE s_again AS
      SELECT *, sum(CASE WHEN again THEN 0 ELSE 1 END) OVER (PARTITION BY psn_no ORDER BY day, mdtrt_id) AS chain_no FROM (
        SELECT *, day - lag(end_day) OVER person AS gap, lag(mdtrt_id) OVER person AS before_id,
          coalesce(lag(fixmedins_code) OVER person = fixmedins_code AND day - lag(end_day) OVER person BETWEEN 0 AND ${value.max_gap_days}
            AND left(lag(main_diag) OVER person, 3) = left(main_diag, 3) AND plain AND lag(plain) OVER person
            AND coalesce(lag(dscg_way) OVER person, '1') NOT IN ('2', '3') AND NOT (operations > 0 AND lag(operations) OVER person > 0), false) AS again
        FROM s_stay WINDOW person AS (PARTITION BY psn_no ORDER BY day, mdtrt_id));
    CREATE OR REPLACE TEMP TABLE s_rate AS
      WITH own AS (SELECT fixmedins_code, any_value(hosp_lv) AS hosp_lv, count(*) AS discharges, count(*) FILTER (again) AS again FROM s_again GROUP BY ALL),
      peer AS (SELECT own.hosp_lv, CASE WHEN count(*) >= ${FEWEST_PEERS} THEN quantile_cont(again / discharges, 0.25) ELSE (SELECT quantile_cont(again / discharges, 0.25) FROM own) END AS peer_share FROM own GROUP BY ALL)
      SELECT fixmedins_code, discharges, again, peer_share FROM own JOIN peer USING (hosp_lv)`;
}

/** The chains of an institution that has many readmissions for its size, or that holds a long chain of one person. */
const CHAINS = `
    WITH chain AS (SELECT psn_no, chain_no, fixmedins_code, count(*) AS chain, max(gap) FILTER (again) AS gap FROM s_again GROUP BY ALL HAVING count(*) FILTER (again) > 0)
    SELECT a.psn_no, a.fixmedins_code, a.mdtrt_id, a.day, a.end_day, coalesce(a.gap, 0) AS gap, c.chain, a.amount_fen, r.discharges, r.peer_share
    FROM s_again a JOIN chain c USING (psn_no, chain_no, fixmedins_code) JOIN s_rate r USING (fixmedins_code) ORDER BY ALL`;

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(readmissionSql(look));
  const rows = await look.rows<Readmission>(CHAINS);
  const { min_pairs, min_chain, times_peers } = look.value;
  const hits: Hit[] = [];
  for (const [place, stays] of Map.groupBy(rows, ({ fixmedins_code }) => fixmedins_code)) {
    const people = new Set(stays.map(({ psn_no }) => psn_no)).size;
    const { discharges, peer_share } = firstOf(stays);
    const share = (stays.length - people) / discharges;
    const many = people >= min_pairs && share >= peer_share * times_peers;
    const shown = many ? stays : stays.filter(({ chain }) => chain >= min_chain);
    if (shown.length > 0) hits.push(hitOf(place, shown, { share, peer_share, max_gap: look.value.max_gap_days }));
  }
  return hits;
}

function hitOf(
  place: string,
  stays: readonly Readmission[],
  { share, peer_share, max_gap }: { share: number; peer_share: number; max_gap: number },
): Hit {
  const own = ofVisits(stays);
  const people = own.psn_nos.length;
  const longest = Math.max(...stays.map(({ chain }) => chain));
  const amount = stays.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  return {
    anchor: place,
    score: scoreOf(
      [3, between(people, 1, 8)],
      [2, between(longest, 1, 4)],
      [1, between(share, peer_share, peer_share * 3 + 0.02)],
    ),
    ...own,
    message: `${people} 人出院后 ${max_gap} 天内因同类疾病再次住进本机构，共 ${stays.length} 次住院、${yuan(amount)}，最长连续 ${longest} 次；再入院占出院 ${percent(share)}，同级机构较低四分位 ${percent(peer_share)}，疑为分解住院`,
    evidence: {
      people,
      stays: stays.length,
      longest_chain: longest,
      readmission: percent(share),
      peers: percent(peer_share),
    },
  };
}

export const splitStays = scheme<Name>({
  id: 'split-stays',
  name: '分解住院',
  en: 'One stay split into several',
  rule_code: null,
  needs: ['mdtrt_d.endtime'],
  parameters: {
    min_fen: { value: 30_000, unit: '分', about: '每次住院的费用下限' },
    max_gap_days: { value: 9, unit: '天', about: '出院到再入院不超过几天' },
    min_pairs: { value: 4, unit: '人', about: '一家机构至少几人如此' },
    min_chain: { value: 3, unit: '次', about: '同一人连续几次住院单独成线索' },
    times_peers: { value: 2, unit: '倍', about: '再入院比例至少为同级机构较低四分位的几倍' },
  },
  basis: [`${ACT}第三十八条第（一）项`],
  page: {
    sees: '出院几天内因同类诊断又住进同一机构的病人，成批出现或一人连成多次；与同级机构的再入院比例相比。按床日、按病种付费下，把一次住院拆成几次可以多得结算。',
    excludes: [
      '放化疗、透析、分娩、精神科与康复的周期性住院',
      '急诊入院',
      '转院或转社区后再回来',
      '单病种打包住院（如双眼白内障）',
      '两次都有手术的分期手术',
    ],
    mayErr: ['出院后病情反复而未走急诊', '病人因过节、农忙要求出院'],
    onSite: [
      '看前一次出院记录：病情是否达到出院标准',
      '看两次病历是否连续、检查是否重复',
      '询问病人：出院是谁要求的、期间住在哪里',
      '查该机构的住院天数与结算方式考核办法',
    ],
  },
  find,
});
