/** Shouhu's own rules: what the data alone decides, without published knowledge. */
import type { CodeSet, Point, PointBase, Predicate, Rule, RuleType, Verdict } from '@shouhu/rules';
import { frozenRule } from '../schema.ts';
import { ALWAYS, OPEN_FROM, OPEN_TO, allOf, anyOf } from '../validity.ts';

const ACT = '《医疗保障基金使用监督管理条例》';

/** One rule with one point that holds since ever. */
interface OwnRule {
  readonly code: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Articles of the act (docs/rulebook.md). */
  readonly articles: readonly string[];
  readonly message: string;
  readonly point: OwnPoint;
  readonly scope?: Predicate;
}

type OwnPoint = { readonly [Type in RuleType]: Omit<Extract<Point, { type: Type }>, keyof PointBase> }[RuleType];

const noCodes: CodeSet = { codes: [], prefixes: [] };
const everyItem: CodeSet = { codes: [], prefixes: [''] };
const known = (field: 'begin_day' | 'end_day' | 'inscp_fen' | 'pric' | 'pric_uplmt'): Predicate => ({
  is: 'known',
  field,
});
const inpatient: Predicate = { is: 'in', field: 'care_type', set: { codes: ['inpatient'], prefixes: [] } };

const ownTable: readonly OwnRule[] = [
  {
    code: 'SH-STAYS',
    name: '同一时间两处住院',
    verdict: 'violation',
    articles: ['第三十八条第（一）项', '第四十条'],
    message: '{service_date} 起的住院与另一次住院（{other_mdtrt_id}）时间重叠，同一人不可能同时住在两处',
    point: { type: 'overlap', kind: 'stays' },
  },
  {
    code: 'SH-IN-STAY',
    name: '住院期间门诊就诊或购药',
    verdict: 'suspicion',
    articles: ['第三十八条第（七）项'],
    message: '{service_date} 的门诊或购药发生在住院（{other_mdtrt_id}）期间，须核实是否本人、是否转移住院费用',
    point: { type: 'overlap', kind: 'visit-in-stay' },
  },
  {
    code: 'SH-AFTER-DEATH',
    name: '死亡后使用医保',
    verdict: 'violation',
    articles: ['第四十条第（一）项', '第四十一条'],
    message: '参保人已于 {death_day} 死亡，{service_date} 仍有就诊或费用',
    point: { type: 'overlap', kind: 'after-death' },
  },
  {
    code: 'SH-TRACE',
    name: '药品追溯码重复销售',
    verdict: 'suspicion',
    articles: ['第三十八条第（四）项', '第三十八条第（五）项'],
    message: '{service_date} 的 {item} 所附追溯码此前已售出过（重复 {repeated_codes} 个），须核实是否回流药或串换',
    point: { type: 'reuse' },
  },
  {
    code: 'SH-PRICE',
    name: '单价高于限价',
    verdict: 'violation',
    articles: ['第三十八条第（三）项'],
    message: '{service_date} 的 {item} 单价高于明细所载的限价',
    point: {
      type: 'price',
      subject: everyItem,
      measure: 'unit_price',
      max: null,
      window: 'line',
      ratio: null,
      beside: noCodes,
    },
    // A line without a cap is no line that this rule could judge.
    scope: allOf([known('pric'), known('pric_uplmt')]),
  },
  record('SH-RECORD-STAY-DATES', '出院时间早于入院时间', '就诊的结束日期早于开始日期 {service_date}', 'visit', [
    known('end_day'),
    { is: 'compare-fields', left: 'end_day', op: '<', right: 'begin_day' },
  ]),
  record('SH-RECORD-FEE-DATE', '费用日期在住院期间之外', '{service_date} 的费用不在住院起止日期之内', 'line', [
    inpatient,
    known('begin_day'),
    anyOf([
      { is: 'compare-fields', left: 'day', op: '<', right: 'begin_day' },
      allOf([known('end_day'), { is: 'compare-fields', left: 'day', op: '>', right: 'end_day' }]),
    ]),
  ]),
  record(
    'SH-RECORD-IN-SCOPE',
    '政策范围内金额大于明细金额',
    '{service_date} 的 {item} 政策范围内金额大于明细金额',
    'line',
    [known('inscp_fen'), { is: 'compare-fields', left: 'inscp_fen', op: '>', right: 'amount_fen' }],
  ),
  // Netting leaves none but the negative lines that found no original (docs/semantics.md 6).
  record(
    'SH-RECORD-REFUND',
    '负数明细找不到原始明细',
    '{service_date} 的 {item} 为负数退费，找不到被冲销的原始明细',
    'line',
    [{ is: 'compare', field: 'cnt', op: '<', value: 0 }],
  ),
  record('SH-RECORD-NO-DIAGNOSIS', '出院而无诊断', '{service_date} 入院的住院已出院，结算清单没有任何诊断', 'visit', [
    inpatient,
    known('end_day'),
    { is: 'compare', field: 'diagnoses_known', op: '=', value: 0 },
  ]),
];

function record(
  code: string,
  name: string,
  message: string,
  on: 'line' | 'visit',
  faults: readonly Predicate[],
): OwnRule {
  const point = { type: 'record', on, fault: allOf(faults) } as const;
  return { code, name, verdict: 'suspicion', articles: ['第三十九条'], message, point };
}

/** The rules that need no knowledge, frozen; they hold for services of any day. */
export const ownRules: readonly Rule[] = ownTable.map(({ code, name, verdict, articles, message, point, scope }) =>
  frozenRule({
    rule_code: code,
    rule_name: name,
    rule_type: point.type,
    rule_class: 'management',
    verdict,
    stages: point.type === 'record' ? ['during', 'after'] : ['before', 'during', 'after'],
    scope: ALWAYS,
    basis: articles.map((article) => `${ACT}${article}`),
    message,
    points: [
      {
        point_ids: [code],
        from: OPEN_FROM,
        to: OPEN_TO,
        scope: scope ?? ALWAYS,
        verdict: null,
        retroactive: false,
        ...point,
      },
    ],
  }),
);

/**
 * National tables without which an own rule would take absence for a fault: it is not judged over a lake that lacks
 * them.
 */
export const tablesNeeded: ReadonlyMap<string, readonly string[]> = new Map([
  ['SH-RECORD-NO-DIAGNOSIS', ['setl_list_diag_d']],
]);
