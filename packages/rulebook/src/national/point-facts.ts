import { civilDay, formatCivilDate } from '@shouhu/codes';
import type { AgeBound, AgeGroup, Fact } from './fact.ts';
import { NATIONAL_DEFAULTS } from './parameters.ts';
import { OPEN_TO } from '../validity.ts';
import type { Confidence, NationalFacts, PointRow, PointState, PointTerms } from './tables.ts';

/** What a reader of a finding wants to know about one knowledge point. */
export interface PointFacts {
  readonly point_id: string;
  readonly class_code: string;
  readonly class_name: string;
  readonly item_name: string;
  /** Batch of the notice, its row and its day of publication (yyyy-MM-dd). */
  readonly batch: string;
  readonly row: number;
  readonly published: string;
  /** Last day of validity, yyyy-MM-dd, or null while it holds. */
  readonly until: string | null;
  readonly codes: readonly string[];
  /** The condition in plain Chinese, in our words. */
  readonly condition: string;
  readonly confidence: Confidence;
  readonly state: PointState;
  /** Why it is not, or only partly, judged; empty otherwise. */
  readonly reason: string;
  /** What of the published text no claim shows. */
  readonly residual: readonly string[];
}

/** Facts of every point by its id. */
export function pointFactsOf(facts: NationalFacts): (point_id: string) => PointFacts | undefined {
  const rows = new Map(facts.points.map((row) => [row.point_id, row]));
  const names = new Map(facts.classes.map((row) => [row.code, row.name]));
  return (point_id) => {
    const row = rows.get(point_id);
    return row === undefined ? undefined : describe(row, names.get(row.class_code) ?? row.class_code, facts);
  };
}

function describe(row: PointRow, class_name: string, facts: NationalFacts): PointFacts {
  const terms = facts.indications.get(row.point_id) ?? facts.firstLine.get(row.point_id);
  const { point_id, class_code, item_name, batch, codes, confidence, state } = row;
  return {
    point_id,
    class_code,
    class_name,
    item_name,
    batch,
    row: row.row,
    published: dateText(row.from),
    until: row.to === OPEN_TO ? null : dateText(row.to),
    codes,
    condition: conditionOf(row.fact, terms),
    confidence,
    state,
    reason: REASONS.get(row.reason) ?? row.reason,
    residual: (terms?.residual ?? []).map((tag) => RESIDUAL_WORDS.get(tag) ?? tag),
  };
}

const dateText = (day: number): string => formatCivilDate(civilDay(day));

const REASONS = new Map([
  ['first-prescription', '仅首次处方要求机构等级，单次费用无法判断是否首次'],
  ['span-from-first-use', '自首次用药起算的连续时间跨度，以可能的最多用药次数近似判断'],
  ['class-of-things', '公告列的是一类饮片，除代码外的同类饮片无法逐一识别'],
  ['no-first-line-named', '公告未写明一线药品'],
  ['no-coded-term', '没有可编码的疾病'],
  ['class-unknown', '未知的规则类别'],
  ['sex-unstated', '未写明限定的性别'],
  ['no-number', '未写明数值'],
]);

const RESIDUAL_WORDS = new Map([
  ['gene-test', '基因或免疫检测结果'],
  ['line-of-therapy', '治疗线数'],
  ['stage', '分期'],
  ['severity', '严重程度'],
  ['lab-value', '检验数值'],
  ['nutrition-screen', '营养风险筛查'],
  ['combined-with', '联合用药'],
  ['age', '年龄'],
]);

const WINDOWS = { hour: '同一小时', 'hours:6': '6 小时内', day: '同一天', visit: '同一次就诊' } as const;
const CARE = { inpatient: '住院', emergency: '急诊' } as const;
const RANKS = ['', '一级', '二级', '三级'] as const;

function conditionOf(fact: Fact, terms: PointTerms | undefined): string {
  switch (fact.kind) {
    case 'sex':
      return `限${fact.gend === '1' ? '男' : '女'}性`;
    case 'sex-exempt':
      return '性别不清、染色体或性发育异常者不适用本类';
    case 'age':
      return `限${ageWords(fact.from, fact.to)}`;
    case 'insurance':
      return `限${fact.only === 'injury' ? '工伤' : '生育'}保险`;
    case 'care':
      return `限${fact.only.map((care) => CARE[care]).join('或')}`;
    case 'level':
      return `${fact.first ? '首次处方' : ''}限${RANKS[fact.least] ?? ''}及以上医疗机构`;
    case 'days':
      return `每次住院（门诊为每年）最多支付 ${fact.most} 天`;
    case 'span':
      return `自首次使用起最多支付 ${fact.most} 天`;
    case 'per-day':
      return `每天最多 ${fact.most}`;
    case 'gap':
      return `两次间隔不少于 ${fact.days} 天`;
    case 'pair':
      return `${WINDOWS[fact.window]}不得与主项目同时计收`;
    case 'operations':
      return `${fact.group}：同日第二及以后手术应折价`;
    case 'unpayable':
      return fact.when === 'always' ? '单方、复方均不予支付' : '单独使用或处方全部由此类组成时不予支付';
    case 'not-internet':
      return '互联网医院不得开具';
    case 'first-line':
      return `限二线：此前用过 ${termWords(terms)}`;
    case 'indication':
      return `限诊断为 ${termWords(terms)}`;
    case 'none':
      return '不可执行';
  }
}

const termWords = (terms: PointTerms | undefined): string =>
  (terms?.terms ?? ['（未映射）']).map((term) => (term.startsWith('@') ? '同类其他药品' : term)).join('、');

const UNIT_WORDS = { day: '天', month: '个月', year: '岁' } as const;
const boundWords = ({ value, unit }: AgeBound): string => `${value} ${UNIT_WORDS[unit]}`;

const GROUP_WORDS: Readonly<Record<AgeGroup, string>> = {
  child: '儿童',
  newborn: `新生儿（${NATIONAL_DEFAULTS.newborn_days} 天以内）`,
  infant: '婴儿',
  toddler: '婴幼儿',
  working: '法定就业年龄',
};

function ageWords(from: AgeBound | null, to: AgeBound | AgeGroup | null): string {
  const lower = from === null ? '' : `${boundWords(from)}及以上`;
  if (to === null) return lower;
  return `${lower}${typeof to === 'string' ? GROUP_WORDS[to] : `至 ${boundWords(to)}`}`;
}
