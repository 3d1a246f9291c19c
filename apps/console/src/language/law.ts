/** Names of the law and of the procedures in both languages. The Chinese ones are those of the procedures themselves. */
import { DECISIONS, DUTIES, EVIDENCE_KINDS, penalty, review } from '@shouhu/procedure';
import type { Duty, PenaltyAction, Procedure, ReviewAction } from '@shouhu/procedure';

/** A name in every language. */
export interface Name {
  readonly zh: string;
  readonly en: string;
}

/** The procedures that matters run in. */
const PROCEDURES: Readonly<Record<string, Procedure>> = { [review.id]: review, [penalty.id]: penalty };

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

const procedureNames: Readonly<Record<string, string>> = { review: 'Review and appeal', penalty: 'Penalty case' };

const reviewSteps: Readonly<Record<ReviewAction, string>> = {
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

const penaltySteps: Readonly<Record<PenaltyAction, string>> = {
  receive: 'Register the clue',
  extendCheck: 'Extend the check of the clue',
  file: 'File the case',
  drop: 'Do not file',
  recuse: 'Recusal',
  inspect: 'Inspection on site',
  interview: 'Interview',
  collect: 'Take evidence',
  preserve: 'Register and preserve evidence',
  dispose: 'Dispose of what was preserved',
  release: 'Release what was preserved',
  seal: 'Seal',
  extendSeal: 'Extend the sealing',
  unseal: 'Unseal',
  askAssistance: 'Ask for assistance',
  assist: 'Answer to the request for assistance',
  commission: 'Commission a test or appraisal',
  receiveOpinion: 'Receive the opinion',
  suspend: 'Suspend the investigation',
  resume: 'Resume the investigation',
  terminate: 'Terminate the investigation',
  transfer: 'Transfer',
  report: 'Conclude the investigation',
  returnToOfficers: 'Return for further investigation',
  review: 'Legal review',
  notify: 'Notice of the penalty',
  defend: 'Statement and defence',
  waive: 'Waive the hearing',
  requestHearing: 'Ask for a hearing',
  summon: 'Summons to the hearing',
  hear: 'Hold the hearing',
  discuss: 'Collective discussion',
  extendDecision: 'Extend the time for deciding',
  decide: 'Decide',
  announce: 'Delivery by announcement',
  deliver: 'Deliver',
  publish: 'Publish the decision',
  pay: 'Payment',
  defer: 'Defer or allow instalments',
  enforce: 'Ask a court to enforce',
  close: 'Close the case',
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
};

const penaltyStates: Readonly<Record<keyof typeof penalty.states, string>> = {
  clue: 'Clue under check',
  dropped: 'Not filed',
  investigating: 'Under investigation',
  suspended: 'Suspended',
  terminated: 'Terminated',
  transferred: 'Transferred',
  reported: 'Investigation concluded',
  reviewed: 'Passed legal review',
  notified: 'Notice given',
  hearing: 'Hearing asked for',
  heard: 'Hearing held',
  decided: 'Decided',
  delivered: 'Delivered',
  closed: 'Closed',
};

const reviewClocks: Readonly<Record<keyof typeof review.clocks, string>> = {
  appeal: 'Appeal',
  second: 'Second review',
  panel: 'Asking for a panel',
  panelDecision: 'Decision of the panel',
};

const penaltyClocks: Readonly<Record<keyof typeof penalty.clocks, string>> = {
  check: 'Check of the clue',
  decision: 'Decision on the penalty',
  preservation: 'Registration and preservation',
  sealing: 'Sealing',
  assistance: 'Answer to a request for assistance',
  legal: 'Legal review',
  hearing: 'Asking for a hearing',
  summons: 'Summons to the hearing',
  publication: 'Publication of the decision',
  delivery: 'Delivery',
  notice: 'Delivery by announcement',
  payment: 'Payment',
  reconsideration: 'Administrative reconsideration',
  lawsuit: 'Administrative lawsuit',
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
    penalty: paired(
      named(penalty.steps, ({ name }) => name),
      penaltySteps,
    ),
  },
  states: { review: paired(review.states, reviewStates), penalty: paired(penalty.states, penaltyStates) },
  clocks: {
    review: paired(
      named(review.clocks, ({ name }) => name),
      reviewClocks,
    ),
    penalty: paired(
      named(penalty.clocks, ({ name }) => name),
      penaltyClocks,
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
export const evidenceNames = paired(EVIDENCE_KINDS, evidence);
export const decisionNames = paired(DECISIONS, decisions);

/** Chinese words that a refusal names which are no step, state, clock or duty. */
const others: Readonly<Record<string, string>> = {
  承办: 'officer of the case',
  集体讨论: 'Collective discussion',
  再次延长办案期限: 'Extending the time for deciding again',
  处罚决定未执行完毕: 'the decision has not been performed',
  先行登记保存未处理: 'what was preserved has not been dealt with',
  封存未解除: 'the seal has not been lifted',
};

const english = new Map<string, string>([
  ...Object.values(byProcedure).flatMap((each) =>
    Object.values<Names>(each).flatMap((names) => Object.values(names).map(({ zh, en }): [string, string] => [zh, en])),
  ),
  ...Object.values(dutyNames).map(({ zh, en }): [string, string] => [zh, en]),
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
  ['服务协议（默认值，未核实）', 'service agreement (default, unverified)'],
  ['服务协议', 'service agreement'],
  ['令第4号', 'Order No. 4'],
  ['实施细则', 'Implementing Rules'],
  ['行政处罚法', 'Administrative Penalty Law'],
  ['行政强制法', 'Administrative Compulsion Law'],
  ['行政复议法', 'Administrative Reconsideration Law'],
  ['行政诉讼法', 'Administrative Litigation Law'],
  ['民法典', 'Civil Code'],
];

/** The basis of a step or clock, in words: articles by their law, national transactions by their number. */
export function basisOf(basis: string): Name {
  if (/^\d{4}$/.test(basis)) return { zh: `国家接口 ${basis}`, en: `national transaction ${basis}` };
  const zh = basis.replaceAll(/(令第4号|[法则典]) (\d+(?:–\d+)?(?:, \d+(?:–\d+)?)*)/g, '$1第 $2 条');
  const en = LAWS.reduce((text, [from, to]) => text.replaceAll(from, to), basis)
    .replaceAll('；', '; ')
    .replaceAll(/([A-Za-z]|No\. 4) (\d+(?:–\d+)?)(?=[,; (]|$)/g, (whole, law: string, articles: string) =>
      whole.startsWith('No. 4') || /[a-z]$/.test(law) ? `${law}, art. ${articles}` : whole,
    );
  return { zh, en };
}
