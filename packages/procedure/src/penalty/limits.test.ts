/** Each limit of Order No. 4: the last lawful day, and the first that is not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addDays, fen, formatCivilDate } from '@shouhu/codes';
import { nationalCalendar } from '@shouhu/clocks';
import { act } from '../act.ts';
import { surchargeOf } from './amounts.ts';
import { caseOf, day, tryStep } from './case.fixture.ts';
import type { PenaltyAction } from './penalty.ts';
import { summaryPenalty } from './summary.ts';

const FILED = 'receive 2026-01-05, file 2026-01-20, collect 2026-01-21';
const NOTIFIED = `${FILED}, report 2026-02-02, review 2026-02-04, notify 2026-02-05`;
const DECIDED = `${NOTIFIED}, waive 2026-02-05, decide 2026-03-02`;
const DELIVERED = `${DECIDED}, deliver 2026-03-03`;

type Row = readonly [what: string, history: string, action: PenaltyAction, lastDay: string, then: string];

/** `late`: still possible with its reason on record; a code: refused. */
const rows: readonly Row[] = [
  ['线索核查 15 个工作日', 'receive 2026-01-05', 'file', '2026-01-26', 'late'],
  ['核查延长 15 个工作日', 'receive 2026-01-05, extendCheck 2026-01-26', 'file', '2026-02-14', 'late'],
  ['延长须在核查期内', 'receive 2026-01-05', 'extendCheck', '2026-01-26', 'SH-C009'],
  ['先行登记保存 7 个工作日', `${FILED}, preserve 2026-02-09`, 'dispose', '2026-02-25', 'SH-C009'],
  ['封存 30 日', `${FILED}, seal 2026-03-02`, 'unseal', '2026-04-01', 'late'],
  ['封存延长 30 日', `${FILED}, seal 2026-03-02, extendSeal 2026-04-01`, 'unseal', '2026-05-06', 'late'],
  ['封存延长须在期内', `${FILED}, seal 2026-03-02`, 'extendSeal', '2026-04-01', 'SH-C009'],
  ['协查 15 日', `${FILED}, askAssistance 2026-03-02`, 'assist', '2026-03-17', 'late'],
  ['法制审核 10 个工作日', `${FILED}, report 2026-02-02`, 'review', '2026-02-14', 'late'],
  ['要求听证 5 日', NOTIFIED, 'requestHearing', '2026-02-12', 'SH-C009'],
  ['处罚决定 90 日', `${NOTIFIED}, waive 2026-02-05`, 'decide', '2026-04-20', 'late'],
  ['处罚决定延长 30 日', `${NOTIFIED}, waive 2026-02-05, extendDecision 2026-04-20`, 'decide', '2026-05-20', 'late'],
  ['延长须在办案期限内', `${NOTIFIED}, waive 2026-02-05`, 'extendDecision', '2026-04-20', 'SH-C009'],
  ['公开 7 个工作日', DECIDED, 'publish', '2026-03-11', 'late'],
  ['送达 7 个工作日', DECIDED, 'deliver', '2026-03-11', 'late'],
  ['缴款 15 日', DELIVERED, 'pay', '2026-03-18', 'late'],
];

describe('the last lawful day and the first unlawful one', () => {
  for (const [what, history, action, lastDay, then] of rows) {
    test(what, () => {
      const deeds = caseOf(history);
      const inTime = tryStep(deeds, action, lastDay);
      assert.deepEqual(inTime.ok && inTime.late, []);
      const next = formatCivilDate(addDays(day(lastDay), 1));
      const tooLate = tryStep(deeds, action, next);
      assert.equal(tooLate.ok ? 'ok' : tooLate.refusal.code, then === 'late' ? 'SH-C010' : then);
      if (then === 'late') {
        const told = tryStep(deeds, action, next, { late_reason: '因疫情无法现场办理' });
        assert.ok(told.ok && told.late.length === 1);
      }
    });
  }
});

/** Refused until a day, possible from the next on. */
const waits: readonly (readonly [what: string, history: string, action: PenaltyAction, lastRefused: string])[] = [
  ['听证期内不得决定', NOTIFIED, 'decide', '2026-02-12'],
  ['听证须提前 7 日通知', `${NOTIFIED}, requestHearing 2026-02-06, summon 2026-02-09`, 'hear', '2026-02-25'],
  ['公告 60 日后视为送达', `${DECIDED}, announce 2026-03-03`, 'deliver', '2026-05-06'],
  ['复议、诉讼期满才能申请强制执行', DELIVERED, 'enforce', '2026-09-03'],
];

describe('what must wait', () => {
  for (const [what, history, action, lastRefused] of waits) {
    test(what, () => {
      const deeds = caseOf(history);
      const early = tryStep(deeds, action, lastRefused, { court: '县人民法院' });
      assert.equal(early.ok ? 'ok' : early.refusal.code, 'SH-C011');
      const next = formatCivilDate(addDays(day(lastRefused), 1));
      assert.ok(tryStep(deeds, action, next, { court: '县人民法院' }).ok);
    });
  }
});

test('a second extension takes a collective discussion, a third there is none', () => {
  const deeds = caseOf(`${NOTIFIED}, waive 2026-02-05, extendDecision 2026-04-01`);
  const alone = tryStep(deeds, 'extendDecision', '2026-05-20');
  assert.equal(alone.ok ? 'ok' : alone.refusal.code, 'SH-C007');
  const discussed = tryStep(deeds, 'extendDecision', '2026-05-20', { collective: true });
  assert.ok(discussed.ok);
  const twice = [...deeds, discussed.deed];
  // 90 + 30 + 60 days from 20 January end on Sunday 19 July.
  assert.ok(tryStep(twice, 'decide', '2026-07-20').ok);
  assert.equal(tryStep(twice, 'decide', '2026-07-21').ok, false);
  const third = tryStep(twice, 'extendDecision', '2026-07-20', { collective: true });
  assert.equal(third.ok ? 'ok' : third.refusal.code, 'SH-C012');
});

test('time for experts, hearing and suspension does not count', () => {
  const expert = caseOf(
    'receive 2026-01-05, file 2026-01-20, commission 2026-02-02, suspend 2026-02-10, resume 2026-03-10, collect 2026-03-11, report 2026-03-11, review 2026-03-12, notify 2026-03-13, waive 2026-03-13',
  );
  // Thirteen days ran before the commission, the rest after the resumption: 90 − 13 days from 10 March.
  assert.ok(tryStep(expert, 'decide', '2026-05-26').ok);
  assert.equal(tryStep(expert, 'decide', '2026-05-27').ok, false);
});

test('prescription: two years after the act ended, five where health was harmed', () => {
  const deeds = caseOf('receive 2026-01-05');
  const filed = (ended: string, found: string, more = {}) => {
    const outcome = tryStep(deeds, 'file', '2026-01-20', { act_ended: day(ended), act_found: day(found), ...more });
    return outcome.ok ? 'ok' : outcome.refusal.code;
  };
  assert.equal(filed('2024-01-05', '2026-01-05'), 'ok');
  assert.equal(filed('2024-01-05', '2026-01-06'), 'SH-C014');
  assert.equal(filed('2021-01-06', '2026-01-06', { harmed_health: true }), 'ok');
  assert.equal(filed('2021-01-05', '2026-01-06', { harmed_health: true }), 'SH-C014');
});

test('on the spot: 200 yuan for a person, 3,000 for an organisation, 100 collected', () => {
  const officers = { id: 'officer1', duties: ['inspector'] as const };
  const attend = act(
    summaryPenalty,
    [],
    {
      action: 'attend',
      by: officers,
      on: day('2026-03-02'),
      facts: { officers: ['officer1', 'officer2'], party: '李某', place: '收费窗口' },
    },
    nationalCalendar,
  );
  assert.ok(attend.ok);
  const fined = (party_kind: string, fine_fen: number) =>
    act(
      summaryPenalty,
      [attend.deed],
      {
        action: 'decide',
        by: officers,
        with: ['officer2'],
        on: day('2026-03-02'),
        facts: { party_kind, fine_fen, reasons: '出借凭证', signed: true },
      },
      nationalCalendar,
    );
  assert.ok(fined('person', 20_000).ok);
  assert.equal(fined('person', 20_001).ok, false);
  assert.ok(fined('organisation', 300_000).ok);
  assert.equal(fined('organisation', 300_001).ok, false);
  assert.equal(fined('person', Number.NaN).ok, false);
  const decided = fined('person', 20_000);
  assert.ok(decided.ok);
  const collected = (paid_fen: number) =>
    act(
      summaryPenalty,
      [attend.deed, decided.deed],
      {
        action: 'collect',
        by: officers,
        with: ['officer2'],
        on: day('2026-03-02'),
        facts: { paid_fen, receipt: '0001' },
      },
      nationalCalendar,
    );
  assert.ok(collected(10_000).ok);
  assert.equal(collected(10_001).ok, false);
});

test('three per cent a day after the last day for paying, never above the fine', () => {
  const due = day('2026-03-18');
  const owed = (on: string) => surchargeOf(fen(500_000), due, day(on));
  assert.equal(owed('2026-03-18'), 0);
  assert.equal(owed('2026-03-19'), 15_000);
  assert.equal(owed('2026-04-20'), 495_000);
  assert.equal(owed('2026-04-21'), 500_000);
  assert.equal(owed('2030-01-01'), 500_000);
});
