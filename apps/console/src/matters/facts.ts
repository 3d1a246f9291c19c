/** What a step asks to be stated: the label of every fact in both languages, and the field it is typed into. */
import type { Name } from '../language/law.ts';

/**
 * `yuan` an amount; `day` a civil day; `moment` day and time as text; `month` as text; `people` ids of colleagues; `names` of anybody; `line` and `text` words, a
 * few or many; `yes` a box to be ticked; `evidence` and `decision` one of the kinds that the law knows; `digest` of a file.
 */
type FactKind =
  | 'yuan'
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
  | 'digest';

export interface FactField extends Name {
  readonly kind: FactKind;
  /** What is usually written there. */
  readonly usual?: readonly string[];
}

const SOURCES = ['智能监管疑点', '监督检查', '投诉举报', '其他机关移送', '上级交办', '媒体报道'];
const WAYS = ['直接送达', '留置送达', '委托送达', '邮寄送达', '电子送达', '公告送达'];
const OTHERS = ['公安机关', '卫生健康部门', '药品监督管理部门', '市场监督管理部门', '纪检监察机关', '人民检察院'];

export const FACTS = {
  amount_fen: { kind: 'yuan', zh: '认定金额', en: 'Amount confirmed' },
  fine_fen: { kind: 'yuan', zh: '罚款', en: 'Fine' },
  refund_fen: { kind: 'yuan', zh: '退回医保基金', en: 'To be returned to the fund' },
  paid_fen: { kind: 'yuan', zh: '缴款金额', en: 'Amount paid' },
  act_ended: { kind: 'day', zh: '违法行为终了之日', en: 'Day the act ended' },
  act_found: { kind: 'day', zh: '发现之日', en: 'Day it was found' },
  until: { kind: 'day', zh: '延期至', en: 'Deferred until' },
  time: { kind: 'moment', zh: '时间', en: 'Time' },
  period: { kind: 'month', zh: '扣款结算月份', en: 'Month of settlement' },
  officers: { kind: 'people', zh: '承办人员', en: 'Officers' },
  recused: { kind: 'people', zh: '回避人员', en: 'Recused' },
  attendees: { kind: 'names', zh: '参加人员', en: 'Present' },
  kind: { kind: 'evidence', zh: '证据种类', en: 'Kind of evidence' },
  decision: { kind: 'decision', zh: '决定', en: 'Decision' },
  digest: { kind: 'digest', zh: '文件摘要', en: 'Digest of the file' },
  source: { kind: 'line', zh: '线索来源', en: 'Source of the clue', usual: SOURCES },
  party: { kind: 'line', zh: '当事人', en: 'Party' },
  cause: { kind: 'line', zh: '案由', en: 'Cause' },
  place: { kind: 'line', zh: '地点', en: 'Place' },
  person: { kind: 'line', zh: '被询问人', en: 'Person interviewed' },
  approved_by: { kind: 'line', zh: '批准人', en: 'Approved by' },
  to: { kind: 'line', zh: '对方单位', en: 'Addressee', usual: OTHERS },
  way: { kind: 'line', zh: '送达方式', en: 'Way of delivery', usual: WAYS },
  court: { kind: 'line', zh: '人民法院', en: 'Court' },
  subject: { kind: 'line', zh: '检测鉴定评审事项', en: 'What is to be tested or appraised' },
  text: { kind: 'text', zh: '陈述、申辩内容', en: 'Statement' },
  reason: { kind: 'text', zh: '理由', en: 'Reason' },
  reasons: { kind: 'text', zh: '事实、理由和依据', en: 'Facts, reasons and basis' },
  record: { kind: 'text', zh: '笔录', en: 'Record' },
  items: { kind: 'text', zh: '物品清单', en: 'List of items' },
  disposal: { kind: 'text', zh: '处理情况', en: 'How it was dealt with' },
  proposal: { kind: 'text', zh: '处理建议', en: 'Proposal' },
  opinion: { kind: 'text', zh: '审核意见', en: 'Opinion' },
  conclusion: { kind: 'text', zh: '结论', en: 'Conclusion' },
  late_reason: { kind: 'text', zh: '逾期原因', en: 'Reason for the delay' },
  signed: { kind: 'yes', zh: '当事人已签名或者盖章', en: 'Signed or sealed by the party' },
  harmed_health: { kind: 'yes', zh: '涉及公民生命健康安全且有危害后果', en: 'Life or health was harmed' },
  collective: { kind: 'yes', zh: '已经集体讨论决定', en: 'Decided by collective discussion' },
  performed: { kind: 'yes', zh: '处罚决定已执行完毕', en: 'The decision has been performed' },
  settled: { kind: 'yes', zh: '已全部缴清', en: 'Paid in full' },
} as const satisfies Record<string, FactField>;

/** Facts that a step weighs when they are stated, and does without otherwise. */
const WEIGHED: Readonly<Record<string, readonly string[]>> = {
  file: ['harmed_health'],
  recuse: ['officers'],
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
