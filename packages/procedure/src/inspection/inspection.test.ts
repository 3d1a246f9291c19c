import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import { addDays, formatCivilDate } from '@shouhu/codes';
import { act } from '../act.ts';
import { day, PEOPLE } from '../penalty/case.fixture.ts';
import type { Deed, Facts } from '../procedure.ts';
import { standing } from '../standing.ts';
import { inspection } from './inspection.ts';
import type { InspectionAction } from './inspection.ts';

/** Facts that let a step pass where nothing else is said. */
const USUAL: Facts = {
  reason: '见审批表',
  committed: true,
  refund_fen: 120_000,
  paid_fen: 120_000,
  summary: '已自查',
  text: '入院有指征',
  disposal: '已处理',
  rectified: '已退费',
  notice_no: '检〔2026〕1号',
  place: '药房',
  cards_shown: true,
  record: '账实核对',
  digest: 'a'.repeat(64),
  findings: '重复收费',
  conclusion: '属实',
  demands: '退回重复收费',
  corrected: true,
  performed: true,
};

function attempt(
  deeds: readonly Deed<InspectionAction>[],
  action: InspectionAction,
  on: string,
  facts: Facts = {},
  by?: string,
) {
  const { duties } = inspection.steps[action];
  const usual = duties.some((duty) => duty === 'inspector')
    ? 'officer1'
    : duties[0] === 'institution'
      ? 'clinic'
      : 'head';
  const id = by ?? (duties[0] === 'auditor' ? 'cashier' : usual);
  const request = {
    action,
    by: { id, duties: PEOPLE[id] ?? (['auditor'] as const) },
    with: id === 'officer1' ? ['officer2'] : [],
    on: day(on),
    facts: { ...USUAL, ...(action === 'assign' ? { officers: ['officer1', 'officer2'] } : {}), ...facts },
  };
  return act(inspection, deeds, request, nationalCalendar);
}

const codeOf = (outcome: ReturnType<typeof attempt>): string => (outcome.ok ? 'ok' : outcome.refusal.code);

/** Deeds of `assign 2026-01-05, enter 2026-01-06, …`, each of which must be possible. */
function deedsOf(history: string): Deed<InspectionAction>[] {
  const deeds: Deed<InspectionAction>[] = [];
  for (const each of history.split(', ')) {
    const [action = '', on = ''] = each.split(' ');
    assert.ok(isAction(action), action);
    const outcome = attempt(deeds, action, on);
    assert.ok(outcome.ok, `${each}: ${outcome.ok ? '' : JSON.stringify(outcome.refusal)}`);
    deeds.push(outcome.deed);
  }
  return deeds;
}

function isAction(text: string): text is InspectionAction {
  return Object.hasOwn(inspection.steps, text);
}

const stateOf = (history: string): string => standing(inspection, deedsOf(history), nationalCalendar).state;

const ASKED = 'assign 2026-03-02, askSelfInspection 2026-03-02';
const VISITED = 'assign 2026-03-02, enter 2026-03-03, record 2026-03-03, leave 2026-03-04, inform 2026-03-05';
const HANDLED = `${VISITED}, agree 2026-03-06, handle 2026-03-09`;
const RECTIFYING = `${HANDLED}, askRectification 2026-03-10`;

/** `late`: still possible with its reason on record; a code: refused. */
const rows: readonly (readonly [
  what: string,
  history: string,
  action: InspectionAction,
  last: string,
  then: string,
])[] = [
  ['自查自纠 20 个工作日', ASKED, 'selfInspect', '2026-03-30', 'late'],
  ['陈述申辩 5 个工作日', VISITED, 'argue', '2026-03-12', 'SH-C009'],
  ['报告处理情况 30 个工作日', HANDLED, 'report', '2026-04-21', 'late'],
  ['整改 30 日', RECTIFYING, 'rectify', '2026-04-09', 'late'],
  ['整改延长 30 日', `${RECTIFYING}, extendRectification 2026-04-09`, 'rectify', '2026-05-09', 'late'],
  ['延长须在整改期内', RECTIFYING, 'extendRectification', '2026-04-09', 'SH-C009'],
  ['回头看 6 个月', `${RECTIFYING}, rectify 2026-04-01`, 'lookBack', '2026-09-10', 'late'],
];

describe('the last lawful day of an inspection’s limits, and the first unlawful one', () => {
  for (const [what, history, action, last, then] of rows) {
    test(what, () => {
      const deeds = deedsOf(history);
      assert.equal(codeOf(attempt(deeds, action, last)), 'ok');
      const next = formatCivilDate(addDays(day(last), 1));
      assert.equal(codeOf(attempt(deeds, action, next)), then === 'late' ? 'SH-C010' : then);
      if (then === 'late') assert.equal(codeOf(attempt(deeds, action, next, { late_reason: '负责人出差' })), 'ok');
    });
  }

  const waits = [
    ['未到期不得认定逾期未自查', ASKED, 'missSelfInspection', '2026-03-30'],
    ['申辩期内不得认定', VISITED, 'handle', '2026-03-12'],
    ['整改期内不回头看', RECTIFYING, 'lookBack', '2026-04-09'],
  ] as const;
  for (const [what, history, action, lastRefused] of waits) {
    test(what, () => {
      const deeds = deedsOf(history);
      assert.equal(codeOf(attempt(deeds, action, lastRefused)), 'SH-C011');
      assert.equal(codeOf(attempt(deeds, action, formatCivilDate(addDays(day(lastRefused), 1)))), 'ok');
    });
  }
});

test('a visit takes two officers who show their cards, and one who decides that took no part', () => {
  const assigned = deedsOf('assign 2026-03-02');
  const alone = {
    action: 'enter',
    by: { id: 'officer1', duties: ['inspector'] },
    on: day('2026-03-03'),
    facts: USUAL,
  } as const;
  const outcome = act(inspection, assigned, alone, nationalCalendar);
  assert.equal(outcome.ok ? 'ok' : outcome.refusal.code, 'SH-C005');
  assert.equal(codeOf(attempt(assigned, 'enter', '2026-03-03', { cards_shown: false })), 'SH-C008');
  assert.equal(codeOf(attempt([], 'enter', '2026-03-03')), 'SH-C005');
  const own = deedsOf(VISITED);
  const both = {
    action: 'handle',
    by: { id: 'officer1', duties: ['head', 'inspector'] },
    on: day('2026-03-20'),
    facts: USUAL,
  } as const;
  const decided = act(inspection, own, both, nationalCalendar);
  assert.equal(decided.ok ? 'ok' : decided.refusal.code, 'SH-C004');
});

test('nothing is handed in without the commitment', () => {
  const asked = deedsOf(ASKED);
  assert.equal(codeOf(attempt(asked, 'selfInspect', '2026-03-10', { committed: false })), 'SH-C008');
  assert.equal(codeOf(attempt(asked, 'selfInspect', '2026-03-10', { refund_fen: -1 })), 'SH-C008');
  assert.equal(stateOf(`${ASKED}, selfInspect 2026-03-10`), 'ready');
});

test('an inspection ends when all is right: corrected, reported, paid', () => {
  const back = `${RECTIFYING}, rectify 2026-04-01`;
  const wrong = attempt(deedsOf(back), 'lookBack', '2026-04-20', { corrected: false });
  assert.ok(wrong.ok);
  const deeds = [...deedsOf(back), wrong.deed];
  const open = attempt(deeds, 'close', '2026-04-21', { performed: false });
  assert.deepEqual(open.ok ? null : open.refusal, {
    code: 'SH-C016',
    params: { open: '退回款未到账、处理情况未报告、整改未到位' },
  });
  assert.equal(codeOf(attempt(deeds, 'askRectification', '2026-04-21')), 'ok');
  assert.equal(stateOf(`${back}, lookBack 2026-04-20, report 2026-04-20, close 2026-04-21`), 'closed');
  assert.equal(stateOf(`${VISITED}, agree 2026-03-06, findNothing 2026-03-09, close 2026-03-09`), 'closed');
});
