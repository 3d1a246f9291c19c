import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCivilDate, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { dueAt, isLate, nationalCalendar } from './index.ts';
import type { Clock, ClockEvent, Policy, Span } from './index.ts';

function day(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

/** `start 2026-03-02, pause 2026-03-10` */
function events(text: string): ClockEvent[] {
  return text.split(', ').map((each) => {
    const [is = '', on = ''] = each.split(' ');
    assert.ok(is === 'start' || is === 'pause' || is === 'resume' || is === 'extend' || is === 'stop');
    return { is, on: day(on) };
  });
}

function limit(count: number, unit: Span['unit'], extensions: readonly Span[] = [], rolls = true): Policy {
  return { limit: { count, unit }, extensions, rolls };
}

const due = (text: string, policy: Policy): Clock => dueAt(nationalCalendar, events(text), policy);
const last = (text: string, policy: Policy): string | null => {
  const { due: found } = due(text, policy);
  return found === null ? null : formatCivilDate(found);
};

const ninety = limit(90, 'day', [
  { count: 30, unit: 'day' },
  { count: 60, unit: 'day' },
]);

test('the day of the start is not counted, and a limit that ends on a day off goes on to the next working day', () => {
  assert.equal(last('start 2026-03-02', limit(15, 'day')), '2026-03-17');
  assert.equal(last('start 2026-03-06', limit(15, 'day')), '2026-03-23');
  assert.equal(last('start 2026-03-06', limit(15, 'day', [], false)), '2026-03-21');
  // 15 days after 16 September end within the National Day holiday.
  assert.equal(last('start 2026-09-16', limit(15, 'day')), '2026-10-08');
});

test('working days skip holidays and count the days worked instead', () => {
  assert.equal(last('start 2026-09-18', limit(7, 'working-day')), '2026-09-29');
  assert.equal(last('start 2026-02-12', limit(5, 'working-day')), '2026-02-26');
});

test('a month ends on the day of the same number, or on its last', () => {
  assert.equal(last('start 2026-01-31', limit(1, 'month', [], false)), '2026-02-28');
  assert.equal(last('start 2024-02-29', limit(1, 'year', [], false)), '2025-02-28');
  assert.equal(last('start 2024-02-29', limit(2, 'year', [], false)), '2026-02-28');
  assert.equal(last('start 2025-11-30', limit(6, 'month', [], false)), '2026-05-30');
});

test('extensions are added one after the other', () => {
  assert.equal(last('start 2026-01-05', ninety), '2026-04-07');
  assert.equal(last('start 2026-01-05, extend 2026-04-01', ninety), '2026-05-06');
  assert.equal(last('start 2026-01-05, extend 2026-04-01, extend 2026-05-05', ninety), '2026-07-06');
  assert.throws(
    () => due('start 2026-01-05, extend 2026-02-01, extend 2026-02-02, extend 2026-02-03', ninety),
    /more ext/,
  );
});

test('time does not run while a clock is paused', () => {
  const paused = due('start 2026-01-05, pause 2026-01-20', ninety);
  assert.deepEqual([paused.state, paused.due, paused.open], ['paused', null, 'paused']);
  assert.equal(last('start 2026-01-05, pause 2026-01-20, resume 2026-02-19', ninety), '2026-05-06');
  // Paused after it had run out: the day stays.
  assert.equal(last('start 2026-01-05, pause 2026-05-20', ninety), '2026-04-07');
  // Ends on the very day of the pause.
  assert.equal(last('start 2026-03-02, pause 2026-03-17', limit(15, 'day')), '2026-03-17');
});

test('a stopped clock keeps its last day, and tells who was late', () => {
  const stopped = due('start 2026-03-02, stop 2026-03-18', limit(15, 'day'));
  assert.deepEqual(
    [stopped.state, isLate(stopped, day('2026-03-17')), isLate(stopped, day('2026-03-18'))],
    ['stopped', false, true],
  );
  assert.equal(last('start 2026-01-05, pause 2026-01-20, stop 2026-02-19', ninety), '2026-05-06');
});

test('a year without an arrangement is never guessed', () => {
  assert.equal(due('start 2026-12-28', limit(10, 'working-day')).open, 'unknown-year');
  const rolling = due('start 2026-12-21', limit(15, 'day'));
  assert.equal(formatCivilDate(rolling.due ?? day('2000-01-01')), '2027-01-05');
  assert.equal(rolling.certain, false);
});

test('events that cannot be are faults of the caller', () => {
  assert.equal(dueAt(nationalCalendar, [], ninety).open, 'waiting');
  assert.throws(() => due('start 2026-03-02, resume 2026-03-03', ninety), /only a paused/);
  assert.throws(() => due('start 2026-03-02, pause 2026-03-01', ninety), /does not go back/);
  assert.throws(() => due('stop 2026-03-02', ninety), /only a live/);
});
