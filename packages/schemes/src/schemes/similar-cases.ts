import { between, distinct, ofVisits, scoreOf } from '../shape/gather.ts';
import type { Flagged } from '../shape/gather.ts';
import { groupsOf } from '../shape/groups.ts';
import { scheme } from '../shape/scheme.ts';
import type { Hit, Link, Look } from '../shape/scheme.ts';
import { ACT, yuan } from '../shape/text.ts';

type Name = 'min_lines' | 'min_people' | 'min_likeness' | 'min_shared' | 'min_core' | 'max_elsewhere' | 'max_bucket';

/** Items common to a group, beside the usual number of items of its cases. */
interface Core {
  readonly grp: number;
  readonly core: number;
  readonly usual: number;
}

interface Copy extends Flagged {
  readonly grp: number;
  readonly vix: number;
  readonly dr: string | null;
  readonly main: string | null;
  readonly amount_fen: number;
}

/**
 * Visits of one institution for one disease that agree in two of three least hashes fall into one bucket (MinHash, banded):
 * near-copies meet there without comparing all pairs. Within a bucket every visit is compared with the bucket's first, by the
 * share of items they have in common. Buckets that exist at many institutions are common practice.
 */
function bucketSql({ lines, value }: Look<Name>): string {
  const bands = [
    ['like_a', 'like_b'],
    ['like_a', 'like_c'],
    ['like_b', 'like_c'],
  ];
  return `
    CREATE OR REPLACE TEMP TABLE s_case AS
      SELECT row_number() OVER (ORDER BY fixmedins_code, mdtrt_id, psn_no) AS vix, psn_no, fixmedins_code, mdtrt_id, day, end_day, dr, left(main_diag, 3) AS main, amount_fen, lines, like_a, like_b, like_c
      FROM a_visit WHERE lines >= ${value.min_lines} AND care_type IN ('inpatient', 'outpatient') AND like_c IS NOT NULL
        AND NOT dialysis AND NOT oncology AND NOT birth AND NOT rehabilitation AND med_type NOT IN ('26');
    CREATE OR REPLACE TEMP TABLE s_banded AS
      WITH person AS (SELECT psn_no, row_number() OVER (ORDER BY psn_no)::INTEGER AS psn FROM (SELECT DISTINCT psn_no FROM s_case)),
      own AS (SELECT vix, hash(fixmedins_code) AS inst, psn, main, like_a, like_b, like_c FROM s_case JOIN person USING (psn_no))
      ${bands.map(([x, y], at) => `SELECT vix, inst, psn, hash(${at}, main, ${x}, ${y}) AS bucket FROM own`).join(' UNION ALL ')};
    CREATE OR REPLACE TEMP TABLE s_bucket AS
      WITH here AS (
        SELECT bucket, inst, count(*) AS people, min(first) AS first FROM (SELECT bucket, inst, psn, min(vix) AS first FROM s_banded GROUP BY ALL)
        GROUP BY ALL HAVING count(*) >= 3),
      everywhere AS (SELECT bucket, count(*) AS people FROM (SELECT DISTINCT bucket, psn FROM s_banded SEMI JOIN here USING (bucket)) GROUP BY ALL)
      SELECT DISTINCT b.vix, h.first FROM s_banded b JOIN here h USING (bucket, inst) JOIN everywhere e USING (bucket)
      WHERE (e.people - h.people) * 10000 <= e.people * ${value.max_elsewhere}
      QUALIFY row_number() OVER (PARTITION BY b.bucket, b.inst ORDER BY b.vix) <= ${value.max_bucket};
    DROP TABLE s_banded;
    CREATE OR REPLACE TEMP TABLE s_content AS
      SELECT DISTINCT c.vix, l.item FROM (SELECT fixmedins_code, mdtrt_id, item FROM ${lines}) l
      JOIN (SELECT c.vix, c.fixmedins_code, c.mdtrt_id FROM s_case c SEMI JOIN s_bucket b ON b.vix = c.vix) c USING (fixmedins_code, mdtrt_id);
    CREATE OR REPLACE TEMP TABLE s_alike AS
      WITH size AS (SELECT vix, count(*) AS items FROM s_content GROUP BY ALL),
      pair AS (SELECT DISTINCT least(first, vix) AS a, greatest(first, vix) AS b FROM s_bucket WHERE first <> vix),
      common AS (SELECT p.a, p.b, count(*) AS shared FROM pair p JOIN s_content x ON x.vix = p.a JOIN s_content y ON y.vix = p.b AND y.item = x.item GROUP BY ALL)
      SELECT a, b, shared FROM common JOIN size p ON p.vix = a JOIN size q ON q.vix = b WHERE shared * 10000 >= (p.items + q.items - shared) * ${value.min_likeness}`;
}

async function find(look: Look<Name>): Promise<Hit[]> {
  await look.run(bucketSql(look));
  const pairs = await look.rows<{ a: number; b: number; shared: number }>('FROM s_alike');
  const links: Link[] = pairs.map(({ a, b, shared }) => ({
    a: `${a}`.padStart(12, '0'),
    b: `${b}`.padStart(12, '0'),
    weight: shared,
  }));
  const groups = groupsOf(links, look.value.min_people);
  await look.group(
    's_member',
    groups.map(({ members }) => members),
  );
  const copies = Map.groupBy(await look.rows<Copy>(COPIES), ({ grp }) => grp);
  const cores = new Map((await look.rows<Core>(CORES)).map((core) => [core.grp, core]));
  return groups.flatMap((_, grp) => hitOf(look, copies.get(grp) ?? [], cores.get(grp)));
}

const COPIES = `
  SELECT m.grp, vix, psn_no, fixmedins_code, mdtrt_id, day, end_day, dr, main, amount_fen FROM s_case JOIN s_member m ON vix = m.id::BIGINT
  ORDER BY m.grp, fixmedins_code, mdtrt_id`;

/** Items that four in five cases of a group have, beside the usual number of items of a case. */
const CORES = `
  WITH own AS (SELECT m.grp, c.vix, c.item FROM s_content c JOIN s_member m ON c.vix = m.id::BIGINT),
  size AS (SELECT grp, count(*) AS cases FROM s_member GROUP BY grp),
  often AS (SELECT grp, item FROM own JOIN size USING (grp) GROUP BY grp, item HAVING count(*) * 5 >= any_value(cases) * 4),
  shared AS (SELECT grp, count(*) AS core FROM often GROUP BY grp),
  held AS (SELECT grp, quantile_disc(n, 0.5) AS usual FROM (SELECT grp, vix, count(*) AS n FROM own GROUP BY ALL) GROUP BY grp)
  SELECT grp, core, usual FROM shared JOIN held USING (grp)`;

function hitOf({ value }: Look<Name>, copies: readonly Copy[], shared: Core | undefined): Hit[] {
  const people = new Set(copies.map(({ psn_no }) => psn_no)).size;
  if (people < value.min_people || people * 2 <= copies.length) return [];
  if (shared === undefined || shared.core < value.min_shared || shared.core * 10_000 < shared.usual * value.min_core)
    return [];
  const own = ofVisits(copies);
  const amount = copies.reduce((sum, { amount_fen }) => sum + amount_fen, 0);
  const doctors = distinct(copies.flatMap(({ dr }) => dr ?? [])).length;
  const main = copies[0]?.main ?? '未知';
  return [
    {
      anchor: `${own.fixmedins_codes.join('|')}|${own.visits.map(({ mdtrt_id }) => mdtrt_id).toSorted()[0] ?? ''}`,
      score: scoreOf([3, between(people, 4, 15)], [2, shared.core / shared.usual], [1, between(1 / doctors, 0, 1)]),
      ...own,
      message: `${people} 名病人的 ${copies.length} 份病历费用明细几乎雷同（${yuan(amount)}），诊断类目 ${main}，共有项目 ${shared.core} 项，涉及医师 ${doctors} 名，他处没有这样的组合，疑为套用模板虚构诊疗`,
      evidence: { people, cases: copies.length, diagnosis: main, shared: shared.core, doctors, amount: yuan(amount) },
    },
  ];
}

export const similarCases = scheme<Name>({
  id: 'similar-cases',
  name: '相似病例',
  en: 'Near-copied cases',
  rule_code: null,
  needs: ['fee_list_d.hilist_code'],
  parameters: {
    min_lines: { value: 5, unit: '行', about: '一份病例至少几行明细才比较' },
    min_people: { value: 6, unit: '人', about: '一组至少几人' },
    min_likeness: { value: 5000, unit: '万分之一', about: '两份病例共有项目占全部项目的最低比例' },
    min_shared: { value: 5, unit: '项', about: '八成病例共有的项目至少几项' },
    min_core: { value: 7500, unit: '万分之一', about: '八成病例共有的项目占通常项目数的最低比例' },
    max_elsewhere: { value: 3000, unit: '万分之一', about: '同样组合在其他机构的人数占比上限，超出视为通行做法' },
    max_bucket: { value: 2000, unit: '份', about: '一个候选组最多比较几份' },
  },
  basis: [`${ACT}第四十条第（二）项`, `${ACT}第四十条第（三）项`],
  page: {
    sees: '同一机构里同一诊断类目的许多不同病人，费用明细几乎逐项相同（允许个别项目、数量不同），而其他机构没有这样的组合。多见于复制病历、虚构治疗。',
    excludes: [
      '单病种打包（白内障等）、透析、放化疗、分娩、康复',
      '五行以内的简单门诊（如流感），共有项目不到五项的病例',
      '诊断类目不同的病例，即使明细相同',
      '多家机构通行的组合',
    ],
    mayErr: ['临床路径、专病门诊的标准医嘱', '集中筛查、义诊'],
    onSite: [
      '并排比对病历文字、检查结果和签名',
      '抽查病人是否知道自己做过这些项目',
      '查检查设备的存储记录与时间',
      '看医嘱由谁、何时录入',
    ],
  },
  find,
});
