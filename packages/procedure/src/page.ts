/** docs/procedures.md: what the procedures are, for those who answer for them. */
import type { Span } from '@shouhu/clocks';
import { assessment } from './assessment/assessment.ts';
import { credit } from './assessment/credit.ts';
import { points } from './assessment/points.ts';
import { DUTIES } from './duty.ts';
import { measure } from './measure/measure.ts';
import { inspection } from './inspection/inspection.ts';
import { penalty } from './penalty/penalty.ts';
import { summaryPenalty } from './penalty/summary.ts';
import type { LegalClock, Procedure, Step } from './procedure.ts';
import { publication } from './publication/publication.ts';
import { review } from './review/review.ts';
import { transfer } from './transfer/transfer.ts';

const UNITS: Readonly<Record<Span['unit'], string>> = {
  'working-day': '个工作日',
  day: '日',
  month: '个月',
  year: '年',
};
const EFFECTS = { start: '起算', pause: '暂停', resume: '恢复', extend: '延长', stop: '终止' } as const;

/** Every procedure with its limits and steps, in tables. */
export function proceduresPage(): string {
  return [
    '# 程序 Procedures',
    '',
    '本页由 `packages/procedure` 生成。审核、申诉、协议措施和案件由同一个状态机办理：每一步记录一次，不能更改；状态、承办人员和期限都由已记录的步骤得出。标“默认”的期限可按地方规定或协议修改。',
    'Generated. One state machine serves reviews, measures and cases: a step is recorded once and never changed; state, officers and clocks follow from what is recorded. Limits marked 默认 are defaults that local rules change.',
    '',
    ...sectionOf(review),
    ...sectionOf(measure),
    ...sectionOf(inspection),
    ...sectionOf(penalty),
    ...sectionOf(summaryPenalty),
    ...sectionOf(assessment),
    ...sectionOf(points),
    ...sectionOf(credit),
    ...sectionOf(transfer),
    ...sectionOf(publication),
  ].join('\n');
}

function sectionOf<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
): string[] {
  return [
    `## ${of.name} \`${of.id}\``,
    '',
    ...clockRows(Object.values<LegalClock>(of.clocks)),
    '| 步骤 | 从 | 到 | 由 | 条件 | 期限 | 依据 |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...Object.values<Step<State, Action, ClockName>>(of.steps).map((step) => stepRow(of, step)),
    '',
  ];
}

function clockRows(clocks: readonly LegalClock[]): string[] {
  if (clocks.length === 0) return [];
  return [
    '| 期限 | 长短 | 延长 | 依据 |',
    '| --- | --- | --- | --- |',
    ...clocks.map(
      ({ name, limit, extensions, basis, decided, planned }) =>
        `| ${name} | ${planned === undefined ? `${decided === undefined ? '' : '至多 '}${spanText(limit)}` : '按批准的日期'} | ${extensions.map(spanText).join('，')} | ${basis} |`,
    ),
    '',
  ];
}

const spanText = ({ count, unit }: Span): string => `${count} ${UNITS[unit]}`;

function stepRow<State extends string, Action extends string, ClockName extends string>(
  of: Procedure<State, Action, ClockName>,
  step: Step<State, Action, ClockName>,
): string {
  const clocks = (names: readonly ClockName[] = []): string => names.map((name) => of.clocks[name].name).join('、');
  const actions = (names: readonly (Action | 'officer')[] = []): string =>
    names.map((name) => (name === 'officer' ? '承办人员' : of.steps[name].name)).join('、');
  const conditions = [
    step.officers === undefined ? '' : `${step.officers} 名承办人员共同进行`,
    step.apart === undefined ? '' : `不得为：${actions(step.apart)}`,
    step.needs === undefined ? '' : `须先：${actions(step.needs)}`,
    step.before === undefined ? '' : `“${clocks(step.before)}”届满后不能进行`,
    step.after === undefined ? '' : `“${clocks(step.after)}”届满后才能进行`,
    step.due === undefined ? '' : `“${clocks(step.due)}”逾期须说明`,
  ];
  const effects = Object.entries<keyof typeof EFFECTS | undefined>(step.clocks ?? {}).map(([name, effect]) =>
    effect === undefined ? '' : `${EFFECTS[effect]}“${clockName(of, name)}”`,
  );
  const from = step.from.map((state) => of.states[state]).join('、');
  const to = step.to === undefined ? '不变' : of.states[step.to];
  const duties = step.duties.map((duty) => DUTIES[duty]).join('、');
  const cells = [step.name, from, to, duties, conditions.filter(Boolean).join('；'), effects.join('；'), step.basis];
  return `| ${cells.join(' | ')} |`;
}

function clockName(of: Pick<Procedure, 'clocks'>, name: string): string {
  return of.clocks[name]?.name ?? name;
}
