/** Shouhu's own rules: what the data alone decides, without published knowledge. */
import type { Point, PointBase, Predicate, Rule, RuleType, Verdict } from '@shouhu/rules';
import { EVERY_ITEM, known } from '../defaults/conditions.ts';
import { aService } from '../defaults/quantities.ts';
import { NO_CODES } from '../national/predicates.ts';
import { frozenRule } from '../schema.ts';
import { ALWAYS, OPEN_FROM, OPEN_TO, allOf } from '../validity.ts';

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
    name: '药品耗材单价高于限价',
    verdict: 'violation',
    articles: ['第三十八条第（三）项'],
    message: '{service_date} 的 {item} 单价高于明细所载的限价',
    point: {
      type: 'price',
      subject: EVERY_ITEM,
      measure: 'unit_price',
      max: null,
      window: 'line',
      ratio: null,
      beside: NO_CODES,
    },
    // A line without a cap is no line that this rule could judge; services belong to class 14.
    scope: allOf([known('pric'), known('pric_uplmt'), { is: 'not', part: aService }]),
  },
];

/** The rules that need no knowledge, frozen; they hold for services of any day. */
export const ownRules: readonly Rule[] = ownTable.map(({ code, name, verdict, articles, message, point, scope }) =>
  frozenRule({
    rule_code: code,
    rule_name: name,
    rule_type: point.type,
    rule_class: 'management',
    verdict,
    stages: ['before', 'during', 'after'],
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
