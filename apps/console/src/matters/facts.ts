/** What a step asks to be stated: the label of every fact in both languages, and the field it is typed into. */
import type { Name } from '../language/law.ts';

/**
 * `yuan` an amount; `day` a civil day; `moment` day and time as text; `month` as text; `people` ids of colleagues; `names` of anybody; `line` and `text` words, a
 * few or many; `instalments` days with amounts; `yes` a box to be ticked; `evidence`, `decision`, `measure`, `body` and `party` one of the kinds that the law knows; `count` a whole number; `score` hundredths of a mark; `digest` of a file.
 */
type FactKind =
  | 'yuan'
  | 'score'
  | 'day'
  | 'moment'
  | 'month'
  | 'people'
  | 'names'
  | 'line'
  | 'text'
  | 'yes'
  | 'evidence'
  | 'decision'
  | 'measure'
  | 'body'
  | 'party'
  | 'count'
  | 'instalments'
  | 'digest';

export interface FactField extends Name {
  readonly kind: FactKind;
  /** What is usually written there. */
  readonly usual?: readonly Name[];
}

const SOURCES: readonly Name[] = [
  { zh: '智能监管疑点', en: 'Finding of the system' },
  { zh: '监督检查', en: 'Inspection' },
  { zh: '投诉举报', en: 'Complaint or report' },
  { zh: '其他机关移送', en: 'Transferred by another authority' },
  { zh: '上级交办', en: 'Assigned from above' },
  { zh: '媒体报道', en: 'Report in the media' },
];
const WAYS: readonly Name[] = [
  { zh: '直接送达', en: 'In person' },
  { zh: '留置送达', en: 'Left at the place' },
  { zh: '委托送达', en: 'Through another authority' },
  { zh: '邮寄送达', en: 'By post' },
  { zh: '电子送达', en: 'Electronically' },
  { zh: '公告送达', en: 'By public notice' },
];
const OTHERS: readonly Name[] = [
  { zh: '公安机关', en: 'Police' },
  { zh: '卫生健康部门', en: 'Health authority' },
  { zh: '药品监督管理部门', en: 'Drug authority' },
  { zh: '市场监督管理部门', en: 'Market authority' },
  { zh: '纪检监察机关', en: 'Discipline and supervision' },
  { zh: '人民检察院', en: 'Procuratorate' },
];

export const FACTS = {
  amount_fen: { kind: 'yuan', zh: '认定金额', en: 'Amount confirmed' },
  fine_fen: { kind: 'yuan', zh: '罚款', en: 'Fine' },
  refund_fen: { kind: 'yuan', zh: '退回医保基金', en: 'To be returned to the fund' },
  penalty_fen: { kind: 'yuan', zh: '违约金', en: 'Liquidated damages' },
  paid_fen: { kind: 'yuan', zh: '缴款金额', en: 'Amount paid' },
  points: { kind: 'count', zh: '记分', en: 'Points' },
  months: { kind: 'count', zh: '列入月数', en: 'Months on the list' },
  year_points: { kind: 'count', zh: '当年累计记分', en: 'Points of the year' },
  daily_score: { kind: 'score', zh: '日常考核得分', en: 'Daily checks' },
  year_end_score: { kind: 'score', zh: '年终考核得分', en: 'Year-end' },
  score: { kind: 'score', zh: '总分', en: 'Score' },
  grade: { kind: 'line', zh: '等级', en: 'Grade' },
  suspended_until: { kind: 'day', zh: '支付资格中止至', en: 'Payment suspended until' },
  barred_until: { kind: 'day', zh: '不得申请至', en: 'Barred until' },
  listed_until: { kind: 'day', zh: '列入名单至', en: 'Listed until' },
  act_ended: { kind: 'day', zh: '违法行为终了之日', en: 'Day the act ended' },
  act_found: { kind: 'day', zh: '发现之日', en: 'Day it was found' },
  until: { kind: 'day', zh: '延期至', en: 'Deferred until' },
  instalments: { kind: 'instalments', zh: '分期计划', en: 'Plan of instalments' },
  time: { kind: 'moment', zh: '时间', en: 'Time' },
  period: { kind: 'month', zh: '扣款结算月份', en: 'Month of settlement' },
  officers: { kind: 'people', zh: '承办人员', en: 'Officers' },
  recused: { kind: 'people', zh: '回避人员', en: 'Recused' },
  attendees: { kind: 'names', zh: '参加人员', en: 'Present' },
  kind: { kind: 'evidence', zh: '证据种类', en: 'Kind of evidence' },
  measure: { kind: 'measure', zh: '措施', en: 'Measure' },
  days: { kind: 'count', zh: '期限（日）', en: 'Term in days' },
  decision: { kind: 'decision', zh: '决定', en: 'Decision' },
  digest: { kind: 'digest', zh: '文件', en: 'File' },
  source: { kind: 'line', zh: '线索来源', en: 'Source of the clue', usual: SOURCES },
  party: { kind: 'line', zh: '当事人', en: 'Party' },
  party_kind: { kind: 'party', zh: '当事人类型', en: 'Kind of party' },
  cause: { kind: 'line', zh: '案由', en: 'Cause' },
  place: { kind: 'line', zh: '地点', en: 'Place' },
  person: { kind: 'line', zh: '被询问人', en: 'Person interviewed' },
  approved_by: { kind: 'line', zh: '批准人', en: 'Approved by' },
  to: { kind: 'line', zh: '对方单位', en: 'Addressee', usual: OTHERS },
  way: { kind: 'line', zh: '送达方式', en: 'Way of delivery', usual: WAYS },
  court: { kind: 'line', zh: '人民法院', en: 'Court' },
  body: { kind: 'body', zh: '移送对象', en: 'Transferred to' },
  receipt: { kind: 'line', zh: '接收回执', en: 'Receipt' },
  result: { kind: 'text', zh: '处理结果', en: 'Result' },
  notice_no: { kind: 'line', zh: '检查通知书文号', en: 'Number of the notice' },
  draw: { kind: 'line', zh: '抽取编号', en: 'Draw' },
  subject: { kind: 'line', zh: '检测鉴定评审事项', en: 'What is to be tested or appraised' },
  text: { kind: 'text', zh: '陈述、申辩内容', en: 'Statement' },
  reason: { kind: 'text', zh: '理由', en: 'Reason' },
  reasons: { kind: 'text', zh: '事实、理由和依据', en: 'Facts, reasons and basis' },
  grounds: { kind: 'text', zh: '事实和依据', en: 'Grounds' },
  rectified: { kind: 'text', zh: '整改情况', en: 'What was put right' },
  record: { kind: 'text', zh: '笔录', en: 'Record' },
  items: { kind: 'text', zh: '物品清单', en: 'List of items' },
  summary: { kind: 'text', zh: '自查情况', en: 'What the self-inspection found' },
  findings: { kind: 'text', zh: '检查发现', en: 'Findings' },
  demands: { kind: 'text', zh: '整改要求', en: 'What is to be put right' },
  disposal: { kind: 'text', zh: '处理情况', en: 'How it was dealt with' },
  proposal: { kind: 'text', zh: '处理建议', en: 'Proposal' },
  opinion: { kind: 'text', zh: '审核意见', en: 'Opinion' },
  conclusion: { kind: 'text', zh: '结论', en: 'Conclusion' },
  late_reason: { kind: 'text', zh: '逾期原因', en: 'Reason for the delay' },
  signed: { kind: 'yes', zh: '当事人已签名或者盖章', en: 'Signed or sealed by the party' },
  committed: { kind: 'yes', zh: '已作出信用承诺', en: 'The credit commitment is given' },
  cards_shown: { kind: 'yes', zh: '已出示执法证件和检查通知书', en: 'Cards and notice of the inspection were shown' },
  corrected: { kind: 'yes', zh: '整改已到位', en: 'What was wrong is right' },
  harmed_health: { kind: 'yes', zh: '涉及公民生命健康安全且有危害后果', en: 'Life or health was harmed' },
  collective: { kind: 'yes', zh: '已经集体讨论决定', en: 'Decided by collective discussion' },
  performed: { kind: 'yes', zh: '处罚决定已执行完毕', en: 'The decision has been performed' },
  settled: { kind: 'yes', zh: '已全部缴清', en: 'Paid in full' },
} as const satisfies Record<string, FactField>;

/** Facts that a step weighs when they are stated, and does without otherwise. */
const WEIGHED: Readonly<Record<string, readonly string[]>> = {
  propose: ['days', 'refund_fen', 'penalty_fen'],
  fileReport: ['digest'],
  askDeferral: ['digest'],
  file: ['harmed_health'],
  recuse: ['officers'],
  lookBack: ['corrected'],
  extendDecision: ['collective'],
};

const fields: Readonly<Record<string, FactField>> = FACTS;

/** A field for any fact: one that a newer server asks for is typed as words under its key. */
export function fieldOf(fact: string): FactField {
  return fields[fact] ?? { kind: 'line', zh: fact, en: fact };
}

export function factName(fact: string): Name {
  return fieldOf(fact);
}

/** Facts that a step may be given beside those it asks for. */
export function weighedBy(action: string): readonly string[] {
  return WEIGHED[action] ?? [];
}

/** Whether a word is the key of a fact. */
export function isFact(word: string): boolean {
  return Object.hasOwn(FACTS, word);
}
