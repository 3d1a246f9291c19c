import { between, distinct, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Look } from '../shape/scheme.ts';
import { ACT, literals, startsWithAny, yuan } from '../shape/text.ts';

type Name =
  | 'min_conflicts'
  | 'two_places_minutes'
  | 'min_two_places'
  | 'child_years'
  | 'min_off_hours'
  | 'min_off_share';

/** ICD-10 categories of one sex (WHO volume 2), and diseases that children do not have. */
const OF_WOMEN = [
  'C51',
  'C52',
  'C53',
  'C54',
  'C55',
  'C56',
  'C57',
  'C58',
  'D25',
  'D26',
  'D27',
  'D28',
  'N70',
  'N71',
  'N72',
  'N73',
  'N76',
  'N80',
  'N81',
  'N83',
  'N84',
  'N85',
  'N86',
  'N87',
  'N88',
  'N89',
  'N91',
  'N92',
  'N93',
  'N94',
  'N95',
  'O',
  'Z32',
  'Z33',
  'Z34',
  'Z35',
  'Z36',
];
const OF_MEN = [
  'C60',
  'C61',
  'C62',
  'C63',
  'D29',
  'N40',
  'N41',
  'N42',
  'N43',
  'N44',
  'N45',
  'N46',
  'N47',
  'N48',
  'N49',
  'N50',
];
const OF_OLD = [
  'I10',
  'I11',
  'I20',
  'I25',
  'I63',
  'I69',
  'E11',
  'J44',
  'N40',
  'M17',
  'M81',
  'F00',
  'F01',
  'G20',
  'G30',
  'H25',
  'E78',
  'M10',
];
/** Documented disorders of sex development. */
const UNCLEAR = ['E34.5', 'Q56', 'Q96', 'Q97', 'Q98', 'Q99'];
/**
 * Rules of items and operations whose findings say that the person is of the other sex. Those of diagnoses are not among
 * them: a side diagnosis is often miscoded, the main one is looked at here.
 */
const SEX_RULES = ['GZ10000301004000', 'GZ10000302004000', 'GZ10000201005000', 'LK2025-087'];

interface Misfit extends Flagged {
  readonly kind: 'sex' | 'age' | 'places' | 'off-hours';
  readonly amount_fen: number;
}

/** Visits at which the person cannot have been the one on the card: by sex, by age, by place and time, by habit. */
function misfitSql({ value }: Look<Name>): string {
  const fields = 'v.psn_no, v.fixmedins_code, v.mdtrt_id, v.day, v.end_day, v.amount_fen';
  const visit = "care_type IN ('outpatient', 'inpatient', 'pharmacy') AND lines > 0";
  return `
    CREATE OR REPLACE TEMP TABLE s_misfit AS
      WITH found AS (SELECT rule_code, fixmedins_code, unnest(mdtrt_ids) AS mdtrt_id FROM x_finding WHERE rule_code IN (${literals(SEX_RULES)}))
      SELECT DISTINCT ${fields}, 'sex' AS kind FROM a_visit v
      WHERE ${visit} AND NOT EXISTS (FROM j_diagnosis d WHERE d.mdtrt_id = v.mdtrt_id AND ${startsWithAny('d.code', UNCLEAR)})
        AND ((gend = '1' AND ${startsWithAny('main_diag', OF_WOMEN)}) OR (gend = '2' AND ${startsWithAny('main_diag', OF_MEN)})
          OR EXISTS (FROM found f WHERE f.fixmedins_code = v.fixmedins_code AND f.mdtrt_id = v.mdtrt_id AND f.rule_code IN (${literals(SEX_RULES)})))
      UNION ALL
      SELECT DISTINCT ${fields}, 'age' FROM a_visit v
      WHERE ${visit} AND v.day - v.brdy BETWEEN 366 AND ${value.child_years} * 365.25 AND ${startsWithAny('main_diag', OF_OLD)};
    INSERT INTO s_misfit
      WITH present AS (SELECT *, day::BIGINT * 86400 + begin_second AS moment FROM a_visit
        WHERE care_type IN ('outpatient', 'pharmacy') AND lines > 0 AND internet_hosp IS DISTINCT FROM 1 AND begin_second IS NOT NULL),
      near AS (SELECT *, least(
          CASE WHEN lag(fixmedins_code) OVER w <> fixmedins_code THEN moment - lag(moment) OVER w END,
          CASE WHEN lead(fixmedins_code) OVER w <> fixmedins_code THEN lead(moment) OVER w - moment END) AS apart
        FROM present WHERE fixmedins_type = '1' WINDOW w AS (PARTITION BY psn_no ORDER BY moment, mdtrt_id))
      SELECT psn_no, fixmedins_code, mdtrt_id, day, end_day, amount_fen, 'places' FROM near WHERE apart <= ${value.two_places_minutes * 60};
    INSERT INTO s_misfit
      WITH seen AS (SELECT *, begin_second >= 19 * 3600 OR begin_second < 7 * 3600 OR isodow(DATE '1970-01-01' + day) >= 6 AS off FROM a_visit
        WHERE care_type = 'outpatient' AND lines > 0 AND emergency IS DISTINCT FROM 1 AND begin_second IS NOT NULL AND dr IS NOT NULL AND internet_hosp IS DISTINCT FROM 1),
      habit AS (SELECT psn_no, fixmedins_code, dr FROM seen GROUP BY ALL HAVING count(*) FILTER (off) >= ${value.min_off_hours} AND count(*) FILTER (off) * 10000 >= count(*) * ${value.min_off_share}),
      others AS (SELECT fixmedins_code, dr, count(*) FILTER (off) / count(*) AS off_share FROM seen ANTI JOIN habit USING (psn_no, fixmedins_code, dr) GROUP BY ALL)
      SELECT s.psn_no, s.fixmedins_code, s.mdtrt_id, s.day, s.end_day, s.amount_fen, 'off-hours' FROM seen s SEMI JOIN habit USING (psn_no, fixmedins_code, dr)
      JOIN others o USING (fixmedins_code, dr) WHERE s.off AND o.off_share < 0.5`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(misfitSql(look));
  const rows = await look.rows<Misfit>('FROM s_misfit ORDER BY ALL');
  const { min_conflicts, min_two_places, min_off_hours } = look.value;
  const least = {
    sex: min_conflicts,
    age: min_conflicts,
    places: min_two_places * 2,
    'off-hours': min_off_hours,
  } as const;
  const persons = Map.groupBy(rows, ({ psn_no }) => psn_no);
  return [...persons].flatMap(([person, visits]) => {
    const kinds = Map.groupBy(visits, ({ kind }) => kind);
    const strong = [...kinds].filter(
      ([kind, own]) =>
        new Set(own.map(({ day, mdtrt_id }) => (kind === 'places' ? mdtrt_id : day))).size >= least[kind],
    );
    return strong.length === 0 ? [] : [hitOf(person, strong)];
  });
}

const WORDS = {
  sex: '诊断或项目与持卡人性别不符',
  age: '儿童的卡用于老年疾病',
  places: '几分钟内在两家机构现场就诊',
  'off-hours': '总在同一医师处、夜间或周末就诊',
} as const;

function hitOf(person: string, kinds: readonly (readonly [Misfit['kind'], readonly Misfit[]])[]): Hit {
  const visits = kinds.flatMap(([, own]) => own);
  const own = ofVisits(visits);
  const amount = [...new Map(visits.map((visit) => [visit.mdtrt_id, visit.amount_fen])).values()].reduce(
    (sum, fen) => sum + fen,
    0,
  );
  const certain = kinds.some(([kind]) => kind !== 'off-hours');
  return {
    anchor: person,
    score: scoreOf([3, certain ? 1 : 0.4], [2, between(own.visits.length, 1, 6)], [1, between(kinds.length, 0, 2)]),
    ...own,
    message: `该卡有 ${own.visits.length} 次就诊不像本人：${kinds.map(([kind, group]) => `${WORDS[kind]} ${group.length} 次`).join('，')}，共 ${yuan(amount)}，疑为冒名就医`,
    evidence: { visits: own.visits.length, kinds: distinct(kinds.map(([kind]) => kind)), amount: yuan(amount) },
  };
}

export const impostor = scheme<Name>({
  id: 'impostor',
  name: '冒名就医',
  en: 'Care on another person’s card',
  rule_code: null,
  needs: ['mdtrt_d.begntime'],
  parameters: {
    min_conflicts: { value: 2, unit: '天', about: '性别或年龄不符至少几天' },
    two_places_minutes: { value: 15, unit: '分钟', about: '两家机构现场就诊相隔多久以内算分身' },
    min_two_places: { value: 2, unit: '次', about: '分身至少几次' },
    child_years: { value: 14, unit: '岁', about: '几岁以下不应有老年疾病' },
    min_off_hours: { value: 8, unit: '次', about: '夜间或周末就诊至少几次' },
    min_off_share: { value: 9000, unit: '万分之一', about: '夜间或周末占该卡在该医师处就诊的最低比例' },
  },
  basis: [`${ACT}第四十条第（一）项`, `${ACT}第四十一条`],
  page: {
    sees: '持卡人与就诊的人对不上：诊断或项目与性别不符、孩子的卡开老年病药、几分钟内出现在两家机构、总在某一医师的夜间或周末门诊出现（职工家属代开的常见样子）。',
    excludes: [
      '一天之内的单次不符（录入错误）',
      '有性发育异常诊断的人',
      '互联网复诊与现场就诊并存',
      '本来就以夜间门诊为主的医师',
      '一岁以内的新生儿（用母亲的卡或随母）',
    ],
    mayErr: ['户籍性别登记错误', '家属代取药', '补录造成的时间重叠'],
    onSite: [
      '调取就诊时的刷脸、扫码或读卡记录',
      '请本人到场辨认病历与签名',
      '查该医师的亲属关系申报',
      '看两地监控与结算终端编号',
    ],
  },
  find,
});
