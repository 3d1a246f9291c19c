/**
 * The scheme of the yearly assessment (年度考核) as dated data. From a published practice come the weights of 60 and 40, the four grades and what
 * follows from them; full marks, deductions and thresholds are defaults (默认) that a bureau's own measures replace.
 */
import { dateParts } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';

export const GRADES = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof GRADES)[number];

/** Items of the daily checks (日常考核). */
export const DAILY_ITEMS = {
  'fund-use': { zh: '基金使用', en: 'Use of the fund' },
  supervision: { zh: '监督检查与处理', en: 'Supervision and measures' },
  duties: { zh: '履约与配合', en: 'Duties and cooperation' },
} as const;
export type DailyItem = keyof typeof DAILY_ITEMS;

/** Items of the year-end assessment (年终考核), which experts score. */
export const YEAR_END_ITEMS = {
  system: { zh: '制度与内部管理', en: 'Rules and internal control' },
  service: { zh: '医疗服务与患者评价', en: 'Service and what patients say' },
  cost: { zh: '费用控制', en: 'Control of cost' },
  records: { zh: '病历、信息与结算', en: 'Records, data and settlement' },
} as const;
export type YearEndItem = keyof typeof YEAR_END_ITEMS;

/** What deducts: a deed of a procedure, by its name there, once the matter stands in one of these states. */
export interface Cause {
  readonly procedure: string;
  readonly action: string;
  /** The matter must stand in one of them: what was dropped later deducts nothing. Absent: whatever became of it. */
  readonly states?: readonly string[];
  /** A fact that the deed must state. */
  readonly fact?: readonly [name: string, value: string];
  readonly item: DailyItem;
  /** Hundredths of a mark. */
  readonly marks: number;
  readonly zh: string;
  readonly en: string;
}

/** All marks are hundredths: 10 000 is one hundred. */
export interface Scheme {
  readonly id: string;
  readonly from: number;
  /** Hundredths of the whole. */
  readonly weights: { readonly daily: number; readonly yearEnd: number };
  readonly daily: Readonly<Record<DailyItem, number>>;
  readonly yearEnd: Readonly<Record<YearEndItem, number>>;
  readonly causes: readonly Cause[];
  /** Least score of each grade; below the last is D. */
  readonly thresholds: Readonly<Record<Exclude<Grade, 'D'>, number>>;
  /** The grade of those that were never assessed. */
  readonly first: Grade;
  /** Sheets of experts that are needed. */
  readonly leastSheets: number;
  /** Years for which an institution of grade D may not apply. */
  readonly barredYears: number;
}

const CONFIRMED = ['confirmed', 'settled', 'deducted'];
const DECIDED = ['decided', 'delivered', 'closed'];
/** Deeds that undo what went before in their matter: it deducts nothing. */
export const UNDOING: readonly string[] = ['revoke'];

const first: Scheme = {
  id: '2026 默认',
  from: 2000,
  weights: { daily: 60, yearEnd: 40 },
  daily: { 'fund-use': 4_000, supervision: 4_000, duties: 2_000 },
  yearEnd: { system: 2_000, service: 3_000, cost: 3_000, records: 2_000 },
  thresholds: { A: 9_000, B: 8_000, C: 6_000 },
  first: 'C',
  leastSheets: 3,
  barredYears: 3,
  causes: [
    {
      procedure: 'review',
      action: 'accept',
      states: CONFIRMED,
      item: 'fund-use',
      marks: 200,
      zh: '疑点经机构认可',
      en: 'Finding that the institution accepted',
    },
    {
      procedure: 'review',
      action: 'lapse',
      states: CONFIRMED,
      item: 'fund-use',
      marks: 300,
      zh: '疑点逾期未申诉认定',
      en: 'Finding confirmed for want of an answer',
    },
    {
      procedure: 'review',
      action: 'uphold',
      states: CONFIRMED,
      item: 'fund-use',
      marks: 300,
      zh: '疑点经复审认定',
      en: 'Finding upheld at second review',
    },
    {
      procedure: 'penalty',
      action: 'decide',
      states: DECIDED,
      fact: ['decision', 'penalty'],
      item: 'fund-use',
      marks: 1_500,
      zh: '行政处罚',
      en: 'Penalty',
    },
    {
      procedure: 'summary-penalty',
      action: 'decide',
      item: 'fund-use',
      marks: 300,
      zh: '当场行政处罚',
      en: 'Penalty on the spot',
    },
    {
      procedure: 'penalty',
      action: 'decide',
      states: DECIDED,
      fact: ['decision', 'correct'],
      item: 'supervision',
      marks: 500,
      zh: '责令改正',
      en: 'Ordered to correct',
    },
    {
      procedure: 'measure',
      action: 'deliver',
      item: 'supervision',
      marks: 300,
      zh: '协议处理措施',
      en: 'Measure by agreement',
    },
    {
      procedure: 'inspection',
      action: 'handle',
      item: 'supervision',
      marks: 200,
      zh: '检查发现问题',
      en: 'Problems found by an inspection',
    },
    {
      procedure: 'inspection',
      action: 'missSelfInspection',
      item: 'duties',
      marks: 200,
      zh: '逾期未自查自纠',
      en: 'Self-inspection not done in time',
    },
    {
      procedure: 'measure',
      action: 'rejectRectification',
      item: 'duties',
      marks: 300,
      zh: '整改未通过',
      en: 'Not put right',
    },
    {
      procedure: 'penalty',
      action: 'enforce',
      item: 'duties',
      marks: 1_000,
      zh: '不履行处罚决定，申请强制执行',
      en: 'Penalty not performed, court asked to enforce',
    },
    {
      procedure: 'review',
      action: 'lapse',
      states: CONFIRMED,
      item: 'duties',
      marks: 100,
      zh: '逾期不答复疑点',
      en: 'Finding not answered in time',
    },
  ],
};

/** Newest first. */
const SCHEMES: readonly Scheme[] = [first];

/** The scheme by which a year is assessed. */
export function schemeOf(year: number): Scheme {
  return SCHEMES.find(({ from }) => from <= year) ?? first;
}

export interface CausingDeed {
  readonly procedure: string;
  readonly state: string;
  readonly action: string;
  readonly on: CivilDate;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Whether a later deed of the matter undid it. */
  readonly undone: boolean;
}

/** What a deed deducts in a year: nothing, or by one or several causes. */
export function causesOf(scheme: Scheme, year: number, deed: CausingDeed): readonly Cause[] {
  if (deed.undone || dateParts(deed.on).year !== year) return [];
  return scheme.causes.filter(
    ({ procedure, action, states, fact }) =>
      procedure === deed.procedure &&
      action === deed.action &&
      (states === undefined || states.includes(deed.state)) &&
      (fact === undefined || deed.facts[fact[0]] === fact[1]),
  );
}
