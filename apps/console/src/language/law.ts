/** Names of the law and of the procedures in both languages. The Chinese ones are those of the procedures themselves. */
import {
  assessment,
  credit,
  DECISIONS,
  DUTIES,
  documentKind,
  documentNames,
  EVIDENCE_KINDS,
  inspection,
  measure,
  MEASURES,
  PARTY_KINDS,
  penalty,
  points,
  publication,
  review,
  summaryPenalty,
  transfer,
  TRANSFER_BODIES,
} from '@shouhu/procedure';
import type { Duty, Measure, Procedure, ReviewAction } from '@shouhu/procedure';
import {
  assessmentClocks,
  assessmentStates,
  assessmentSteps,
  creditClocks,
  creditStates,
  creditSteps,
  pointsClocks,
  pointsStates,
  pointsSteps,
} from './assessment-law.ts';
import { publicationStates, publicationSteps } from './publication-law.ts';
import { bodies, documents, transferClocks, transferStates, transferSteps } from './document-law.ts';
import { inspectionClocks, inspectionStates, inspectionSteps } from './inspection-law.ts';
import { measureClocks, measureStates, measureSteps } from './measure-law.ts';
import { penaltyClocks, penaltyStates, penaltySteps, summaryStates, summarySteps } from './penalty-law.ts';

/** A name in every language. */
export interface Name {
  readonly zh: string;
  readonly en: string;
}

/** The procedures that matters run in. */
const PROCEDURES: Readonly<Record<string, Procedure>> = {
  [review.id]: review,
  [inspection.id]: inspection,
  [measure.id]: measure,
  [penalty.id]: penalty,
  [assessment.id]: assessment,
  [points.id]: points,
  [credit.id]: credit,
  [transfer.id]: transfer,
  [summaryPenalty.id]: summaryPenalty,
  [publication.id]: publication,
};

/** @returns undefined for a procedure that a newer server has and this page does not */
export function procedureOf(id: string): Procedure | undefined {
  return PROCEDURES[id];
}

/** Whether a step must be taken before a clock runs out; otherwise it only bounds a right. */
export function isDuty(procedure: string, clock: string): boolean {
  return stepsOf(procedure).some(({ due = [] }) => due.includes(clock));
}

/** Whether nothing can follow a state. */
export function isClosed(procedure: string, state: string): boolean {
  return procedureOf(procedure) !== undefined && !stepsOf(procedure).some(({ from }) => from.includes(state));
}

function stepsOf(procedure: string) {
  return Object.values(procedureOf(procedure)?.steps ?? {});
}

const procedureNames: Readonly<Record<string, string>> = {
  review: 'Review and appeal',
  inspection: 'Inspection',
  measure: 'Measure by agreement',
  penalty: 'Penalty case',
  assessment: 'Yearly assessment',
  points: 'Points of a person',
  credit: 'Black list',
  transfer: 'Transfer to another authority',
  'summary-penalty': 'Penalty on the spot',
  publication: 'Publication of rules',
};

const reviewSteps: Readonly<Record<ReviewAction, string>> = {
  withdraw: 'Withdraw',
  issue: 'Issue after first review',
  dropAtFirst: 'Drop at first review',
  accept: 'Institution accepts',
  appeal: 'Appeal',
  lapse: 'Confirm for want of an appeal',
  uphold: 'Uphold at second review',
  dropAtSecond: 'Drop at second review',
  requestPanel: 'Ask for a panel',
  settle: 'Panel decides',
  deduct: 'Deduct',
};

const reviewStates: Readonly<Record<keyof typeof review.states, string>> = {
  found: 'Awaits first review',
  issued: 'Issued, awaits the institution',
  appealed: 'Appealed, awaits second review',
  confirmed: 'Confirmed',
  panel: 'Before a panel',
  settled: 'Decided by the panel',
  dropped: 'Dropped',
  deducted: 'Deducted',
  withdrawn: 'Withdrawn',
};

const reviewClocks: Readonly<Record<keyof typeof review.clocks, string>> = {
  appeal: 'Appeal',
  second: 'Second review',
  panel: 'Asking for a panel',
  panelDecision: 'Decision of the panel',
};

const duties: Readonly<Record<Duty, string>> = {
  inspector: 'Inspector',
  auditor: 'Auditor',
  'first-reviewer': 'First reviewer',
  'second-reviewer': 'Second reviewer',
  'legal-reviewer': 'Legal reviewer',
  head: 'Head',
  administrator: 'Administrator',
  institution: 'Insurance office of an institution',
  observer: 'Observer',
};

const evidence: Readonly<Record<keyof typeof EVIDENCE_KINDS, string>> = {
  documentary: 'Document',
  physical: 'Object',
  audiovisual: 'Audio or video',
  electronic: 'Electronic data',
  testimony: 'Testimony of a witness',
  statement: 'Statement of the party',
  expert: 'Expert opinion',
  record: 'Record of an inspection',
};

const decisions: Readonly<Record<keyof typeof DECISIONS, string>> = {
  penalty: 'Penalty',
  exempt: 'No penalty',
  unfounded: 'Unfounded: no penalty',
  correct: 'Order to correct',
  transfer: 'Transfer to the judiciary',
};

const measures: Readonly<Record<Measure, string>> = {
  talk: 'Talk with those responsible',
  criticism: 'Public criticism',
  rectify: 'Rectification within a term',
  suspend: 'Suspension of payment',
  refuse: 'Payment refused',
  'refuse-and-penalty': 'Payment refused, with liquidated damages',
  interrupt: 'Suspension of the agreement',
  terminate: 'Termination of the agreement',
};

type Names = Readonly<Record<string, Name>>;

function paired(zh: Readonly<Record<string, string>>, en: Readonly<Record<string, string>>): Names {
  return Object.fromEntries(Object.entries(zh).map(([key, name]) => [key, { zh: name, en: en[key] ?? name }]));
}

const named = <Of>(of: Readonly<Record<string, Of>>, name: (one: Of) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(of).map(([key, one]) => [key, name(one)]));

const byProcedure = {
  steps: {
    review: paired(
      named(review.steps, ({ name }) => name),
      reviewSteps,
    ),
    inspection: paired(
      named(inspection.steps, ({ name }) => name),
      inspectionSteps,
    ),
    measure: paired(
      named(measure.steps, ({ name }) => name),
      measureSteps,
    ),
    penalty: paired(
      named(penalty.steps, ({ name }) => name),
      penaltySteps,
    ),
    assessment: paired(
      named(assessment.steps, ({ name }) => name),
      assessmentSteps,
    ),
    points: paired(
      named(points.steps, ({ name }) => name),
      pointsSteps,
    ),
    credit: paired(
      named(credit.steps, ({ name }) => name),
      creditSteps,
    ),
    'summary-penalty': paired(
      named(summaryPenalty.steps, ({ name }) => name),
      summarySteps,
    ),
    transfer: paired(
      named(transfer.steps, ({ name }) => name),
      transferSteps,
    ),
    publication: paired(
      named(publication.steps, ({ name }) => name),
      publicationSteps,
    ),
  },
  states: {
    review: paired(review.states, reviewStates),
    inspection: paired(inspection.states, inspectionStates),
    measure: paired(measure.states, measureStates),
    penalty: paired(penalty.states, penaltyStates),
    assessment: paired(assessment.states, assessmentStates),
    points: paired(points.states, pointsStates),
    credit: paired(credit.states, creditStates),
    'summary-penalty': paired(summaryPenalty.states, summaryStates),
    transfer: paired(transfer.states, transferStates),
    publication: paired(publication.states, publicationStates),
  },
  clocks: {
    review: paired(
      named(review.clocks, ({ name }) => name),
      reviewClocks,
    ),
    inspection: paired(
      named(inspection.clocks, ({ name }) => name),
      inspectionClocks,
    ),
    measure: paired(
      named(measure.clocks, ({ name }) => name),
      measureClocks,
    ),
    penalty: paired(
      named(penalty.clocks, ({ name }) => name),
      penaltyClocks,
    ),
    assessment: paired(
      named(assessment.clocks, ({ name }) => name),
      assessmentClocks,
    ),
    points: paired(
      named(points.clocks, ({ name }) => name),
      pointsClocks,
    ),
    credit: paired(
      named(credit.clocks, ({ name }) => name),
      creditClocks,
    ),
    'summary-penalty': paired(
      named(summaryPenalty.clocks, ({ name }) => name),
      penaltyClocks,
    ),
    transfer: paired(
      named(transfer.clocks, ({ name }) => name),
      transferClocks,
    ),
  },
} satisfies Record<string, Readonly<Record<string, Names>>>;

/** The name of a step, state or clock of a procedure; its key where this page does not know it. */
export function nameOf(what: keyof typeof byProcedure, procedure: string, key: string): Name {
  const names: Readonly<Record<string, Names>> = byProcedure[what];
  return names[procedure]?.[key] ?? { zh: key, en: key };
}

export function procedureName(id: string): Name {
  return { zh: PROCEDURES[id]?.name ?? id, en: procedureNames[id] ?? id };
}

export const dutyNames = paired(DUTIES, duties);
export const bodyNames = paired(TRANSFER_BODIES, bodies);
export const documentTitles = paired(
  Object.fromEntries(documentNames.map((name) => [name, documentKind(name).name])),
  documents,
);
export const evidenceNames = paired(EVIDENCE_KINDS, evidence);
export const measureNames = paired(
  Object.fromEntries(Object.entries(MEASURES).map(([key, { name }]) => [key, name])),
  measures,
);
export const partyNames = paired(PARTY_KINDS, { organisation: 'Organisation', person: 'Person' });
export const decisionNames = paired(DECISIONS, decisions);

/** Chinese words that a refusal names which are no step, state, clock or duty. */
const others: Readonly<Record<string, string>> = {
  承办: 'officer of the case',
  录入专家评分: 'entering sheets of experts',
  剔除扣分: 'striking deductions',
  集体讨论: 'Collective discussion',
  再次延长办案期限: 'Extending the time for deciding again',
  处罚决定未执行完毕: 'the decision has not been performed',
  先行登记保存未处理: 'what was preserved has not been dealt with',
  封存未解除: 'the seal has not been lifted',
  措施未执行完毕: 'the measure has not been carried out',
  款项未缴清: 'money is still owed',
  退回款未到账: 'money given back has not come in',
  处理情况未报告: 'how it was handled has not been reported',
  整改未到位: 'what was wrong is not right yet',
  现场检查填写: 'Filling in the form',
  核准补录结果: 'Confirming results',
  补录检查结果: 'Entering results',
};

const english = new Map<string, string>([
  ...Object.values(byProcedure).flatMap((each) =>
    Object.values<Names>(each).flatMap((names) => Object.values(names).map(({ zh, en }): [string, string] => [zh, en])),
  ),
  ...[...Object.values(dutyNames), ...Object.values(measureNames), ...Object.keys(PROCEDURES).map(procedureName)].map(
    ({ zh, en }): [string, string] => [zh, en],
  ),
  ...Object.entries(others),
]);

/** A term of a procedure, or several joined by 、, in English. */
export function inEnglish(text: string): string {
  return text
    .split('、')
    .map((term) => english.get(term) ?? term)
    .join(', ');
}

const LAWS: readonly (readonly [string, string])[] = [
  ['（期限按地方规定，默认七个工作日）', ' (set locally; seven working days by default)'],
  ['（公告期按地方规定，默认六十日）', ' (set locally; sixty days by default)'],
  ['（期限默认，未核实）', ' (the limit as set locally)'],
  ['（期限默认）', ' (default limit)'],
  ['（默认值）', ' (default)'],
  ['检查方案', 'plan of the inspection'],
  ['内部管理', 'internal order'],
  ['令第6号', 'Order No. 6'],
  ['（未核实）', ' (article as published)'],
  ['考核与信用管理办法（默认值，未核实）', 'rules on assessment and credit (the limit as set locally)'],
  ['信用管理办法（默认值，未核实）', 'rules on credit (the limit as set locally)'],
  ['医保发〔2024〕23号', 'NHSA opinion 2024 No. 23'],
  ['服务协议（默认值，未核实）', 'service agreement (the limit as set locally)'],
  ['服务协议', 'service agreement'],
  ['令第4号', 'Order No. 4'],
  ['令第2号', 'Order No. 2'],
  ['条例', 'Regulations on the fund'],
  ['实施细则', 'Implementing Rules'],
  ['行政处罚法', 'Administrative Penalty Law'],
  ['行政强制法', 'Administrative Compulsion Law'],
  ['行政复议法', 'Administrative Reconsideration Law'],
  ['行政诉讼法', 'Administrative Litigation Law'],
  ['民法典', 'Civil Code'],
  ['默认值，未核实', 'as set locally'],
  ['默认', 'default'],
  ['规则管理', 'governance of rules'],
];

/** What procedures note of defaults, as it is said to those who rely on a limit. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ['（默认值，未核实）', '（期限以本地规定为准）'],
  ['（期限默认，未核实）', '（期限以本地规定为准）'],
  ['（未核实）', '（条款以公布文本为准）'],
  ['默认值，未核实', '以本地规定为准'],
];

/** The basis of a step or clock, in words: articles by their law; steps that the national interface asks for rest on the agreement. */
export function basisOf(basis: string): Name {
  if (/^\d{4}$/.test(basis)) return { zh: '服务协议、疑点审核经办流程', en: 'service agreement, procedure of reviews' };
  const said = DEFAULTS.reduce((text, [from, to]) => text.replaceAll(from, to), basis);
  const zh = said.replaceAll(/(令第[246]号|[法则典例]) (\d+(?:–\d+)?(?:, \d+(?:–\d+)?)*)/g, '$1第 $2 条');
  const en = LAWS.reduce((text, [from, to]) => text.replaceAll(from, to), basis)
    .replaceAll('；', '; ')
    .replaceAll(/([A-Za-z]|No\. [246]) (\d+(?:–\d+)?)(?=[,; (]|$)/g, (whole, law: string, articles: string) =>
      whole.startsWith('No. ') || /[a-z]$/.test(law) ? `${law}, art. ${articles}` : whole,
    );
  return { zh, en };
}
