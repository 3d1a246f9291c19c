/** Which step makes or needs which document: data beside the procedures. */

/** A kind of document (令第4号 and its annexed forms; reviews by service agreement). */
export interface DocumentKind {
  readonly name: string;
  /** The word of its 文号, as in 罚告; absent for records and forms, which have no number. */
  readonly word?: string;
  readonly procedure: string;
  /** Steps that it documents: one for each time that the step was taken. */
  readonly of: readonly string[];
  /** Steps before which it is to be made. */
  readonly before?: readonly string[];
  /** The steps of `before` are refused without it: what the party was told, decided or handed must be on paper. */
  readonly must?: true;
  /** Whether it is for the party. */
  readonly given?: true;
  /** Whether it ends with the bureau's seal. */
  readonly sealed?: true;
}

const penalty = (kind: Omit<DocumentKind, 'procedure'>): DocumentKind => ({ ...kind, procedure: 'penalty' });
const official = { sealed: true, given: true } as const;

export const DOCUMENTS = {
  'filing-approval': penalty({ name: '立案审批表', word: '立', of: ['file'], before: ['report'] }),
  'inspection-record': penalty({ name: '现场检查笔录', of: ['inspect'], before: ['report'] }),
  'interview-record': penalty({ name: '询问笔录', of: ['interview'], before: ['report'] }),
  'assistance-letter': penalty({
    name: '协助调查函',
    word: '协',
    of: ['askAssistance'],
    before: ['assist'],
    sealed: true,
  }),
  'preservation-notice': penalty({ name: '先行登记保存证据通知书', word: '存', of: ['preserve'], ...official }),
  'preservation-decision': penalty({ name: '先行登记保存证据处理决定书', word: '存处', of: ['dispose'], ...official }),
  'preservation-release': penalty({ name: '解除先行登记保存证据通知书', word: '存解', of: ['release'], ...official }),
  'sealing-notice': penalty({ name: '封存决定书', word: '封', of: ['seal'], ...official }),
  'sealing-extension': penalty({ name: '延长封存期限通知书', word: '封延', of: ['extendSeal'], ...official }),
  'unsealing-notice': penalty({ name: '解除封存决定书', word: '封解', of: ['unseal'], ...official }),
  'suspension-notice': penalty({ name: '中止调查通知书', word: '中止', of: ['suspend'], ...official }),
  'resumption-notice': penalty({ name: '恢复调查通知书', word: '恢复', of: ['resume'], ...official }),
  'investigation-report': penalty({ name: '案件调查终结报告', of: ['report'], before: ['review'] }),
  'legal-opinion': penalty({ name: '法制审核意见书', word: '法审', of: ['review'], before: ['notify'] }),
  'correction-order': penalty({ name: '责令改正通知书', word: '责改', of: ['report'], ...official }),
  'penalty-notice': penalty({
    name: '行政处罚事先告知书',
    word: '罚告',
    of: ['notify'],
    before: ['decide'],
    must: true,
    ...official,
  }),
  'hearing-notice': penalty({
    name: '行政处罚听证通知书',
    word: '听通',
    of: ['summon'],
    before: ['hear'],
    must: true,
    ...official,
  }),
  'hearing-record': penalty({ name: '听证笔录', of: ['hear'], before: ['decide'] }),
  'discussion-record': penalty({ name: '案件集体讨论记录', of: ['discuss'], before: ['decide'] }),
  'penalty-decision': penalty({
    name: '行政处罚决定书',
    word: '罚决',
    of: ['decide'],
    before: ['deliver'],
    must: true,
    ...official,
  }),
  'delivery-receipt': penalty({ name: '送达回证', of: ['deliver'], before: ['close'], must: true, sealed: true }),
  'payment-notice': penalty({ name: '缴款通知书', word: '缴', of: ['deliver'], ...official }),
  'deferral-approval': penalty({
    name: '延期（分期）缴纳罚款批准书',
    word: '延',
    of: ['defer', 'allowInstalments'],
    ...official,
  }),
  'deferral-refusal': penalty({
    name: '不予延期（分期）缴纳罚款通知书',
    word: '不延',
    of: ['refuseDeferral'],
    ...official,
  }),
  'enforcement-application': penalty({ name: '强制执行申请书', word: '强执', of: ['enforce'], sealed: true }),
  'closing-report': penalty({ name: '结案报告', of: ['close'] }),
  'spot-decision': {
    name: '当场行政处罚决定书',
    word: '当罚',
    procedure: 'summary-penalty',
    of: ['decide'],
    before: ['close'],
    must: true,
    ...official,
  },
  'transfer-letter': {
    name: '案件移送函',
    word: '移',
    procedure: 'transfer',
    of: ['approve'],
    before: ['send'],
    must: true,
    sealed: true,
  },
  'deduction-notice': {
    name: '医疗保障基金审核扣款通知书',
    word: '审扣',
    procedure: 'review',
    of: ['deduct'],
    ...official,
  },
  'appeal-answer': {
    name: '审核申诉答复书',
    word: '申复',
    procedure: 'review',
    of: ['uphold', 'dropAtSecond', 'settle'],
    ...official,
  },
} as const satisfies Readonly<Record<string, DocumentKind>>;

export type DocumentName = keyof typeof DOCUMENTS;

/** Every kind of document. */
export const documentNames: readonly DocumentName[] = namesOf(DOCUMENTS);

function namesOf<Name extends string>(kinds: Readonly<Record<Name, DocumentKind>>): Name[];
function namesOf(kinds: Readonly<Record<string, DocumentKind>>): string[] {
  return Object.keys(kinds);
}

/** A kind, seen as any of them. */
export function documentKind(name: DocumentName): DocumentKind {
  return DOCUMENTS[name];
}

/** The kinds that are to be made before a step. */
export function documentsBefore(procedure: string, action: string): DocumentName[] {
  return documentNames.filter((name) => {
    const kind = documentKind(name);
    return kind.procedure === procedure && kind.before?.includes(action) === true;
  });
}
