/** When a legal limit runs out: one pure function for server, jobs, documents and screens. */
import assert from 'node:assert/strict';
import { addDays, civilDate, dateParts } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { UNKNOWN_YEAR } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { addWorkingDays, workingDaysBetween } from './working-days.ts';

/** A length of time. A month or year ends on the day of the same number, or on the month's last (民法典 202). */
export interface Span {
  readonly count: number;
  readonly unit: 'working-day' | 'day' | 'month' | 'year';
}

/** A limit that law or agreement sets. */
export interface Policy {
  readonly limit: Span;
  /** Extensions in the order in which they may be granted; none beyond the last. */
  readonly extensions: readonly Span[];
  /** Whether a limit in days, months or years that ends on a day off ends on the next working day (民法典 203). */
  readonly rolls: boolean;
}

/** What happened to a clock, on a civil day, in the order of recording. A start begins anew. */
export interface ClockEvent {
  readonly is: 'start' | 'pause' | 'resume' | 'extend' | 'stop';
  readonly on: CivilDate;
}

export interface Clock {
  readonly state: 'waiting' | 'running' | 'paused' | 'stopped';
  /** The last day within the limit, or null while nobody can name it. */
  readonly due: CivilDate | null;
  /** Why there is no such day: not started, paused before the end, or beyond the calendar's years. */
  readonly open: 'waiting' | 'paused' | 'unknown-year' | null;
  /** False where the day may still move to the next working day, as its year's holidays are not known yet. */
  readonly certain: boolean;
  /** Extensions granted so far. */
  readonly extended: number;
  /** Day on which it was stopped. */
  readonly stopped: CivilDate | null;
}

/** Days on which time counts: those after `from`, up to and including `to`; null is open. */
interface Running {
  readonly from: CivilDate;
  readonly to: CivilDate | null;
}

interface Course {
  readonly state: Clock['state'];
  readonly running: readonly Running[];
  readonly extended: number;
  readonly stopped: CivilDate | null;
}

/**
 * The state of a clock. The day of the start is not counted (民法典 201), nor are the days after a pause up to and including the
 * day of the resumption.
 * @throws AssertionError where events are impossible in their order: callers check before they record
 */
export function dueAt(calendar: Calendar, events: readonly ClockEvent[], policy: Policy): Clock {
  const { state, running, extended, stopped } = courseOf(events);
  assert(extended <= policy.extensions.length, 'more extensions than the law knows');
  const base = { state, extended, stopped };
  if (state === 'waiting') return { ...base, due: null, open: 'waiting', certain: true };
  const spans = [policy.limit, ...policy.extensions.slice(0, extended)];
  let day = running[0]?.from ?? null;
  for (const span of spans) {
    if (day === null) break;
    const end = spend(calendar, running, day, span);
    if (end === UNKNOWN_YEAR) return { ...base, due: null, open: 'unknown-year', certain: true };
    day = end;
  }
  if (day === null) return { ...base, due: null, open: 'paused', certain: true };
  if (!policy.rolls || spans.at(-1)?.unit === 'working-day') return { ...base, due: day, open: null, certain: true };
  const rolled = nextWorkingDay(calendar, day);
  return { ...base, due: rolled === UNKNOWN_YEAR ? day : rolled, open: null, certain: rolled !== UNKNOWN_YEAR };
}

/** Whether a day lies beyond the limit; null while no limit can be named. */
export function isLate({ due }: Clock, on: CivilDate): boolean | null {
  return due === null ? null : on > due;
}

function courseOf(events: readonly ClockEvent[]): Course {
  let course: Course = { state: 'waiting', running: [], extended: 0, stopped: null };
  let before: CivilDate | null = null;
  for (const { is, on } of events) {
    assert(before === null || on >= before, 'a clock does not go back');
    before = on;
    course = after(course, is, on);
  }
  return course;
}

function after(course: Course, is: ClockEvent['is'], on: CivilDate): Course {
  const { state, running, extended } = course;
  const alive = state === 'running' || state === 'paused';
  const ended = running.map((each) => (each.to === null ? { ...each, to: on } : each));
  switch (is) {
    case 'start':
      return { state: 'running', running: [{ from: on, to: null }], extended: 0, stopped: null };
    case 'pause':
      assert(state === 'running', 'only a running clock is paused');
      return { ...course, state: 'paused', running: ended };
    case 'resume':
      assert(state === 'paused', 'only a paused clock goes on');
      return { ...course, state: 'running', running: [...running, { from: on, to: null }] };
    case 'extend':
      assert(alive, 'only a live clock is extended');
      return { ...course, extended: extended + 1 };
    case 'stop':
      assert(alive, 'only a live clock is stopped');
      // What is left counts on from the stop, so that the last lawful day stays known.
      return {
        ...course,
        state: 'stopped',
        stopped: on,
        running: state === 'paused' ? [...running, { from: on, to: null }] : running,
      };
  }
}

/** The day on which a span is used up that begins after `day`; null where a pause without end comes first. */
function spend(
  calendar: Calendar,
  running: readonly Running[],
  day: CivilDate,
  span: Span,
): CivilDate | null | typeof UNKNOWN_YEAR {
  const working = span.unit === 'working-day';
  let left = working || span.unit === 'day' ? span.count : addMonths(day, monthsOf(span)) - day;
  for (const { from, to } of running) {
    if (to !== null && to < day) continue;
    const begin = from > day ? from : day;
    const end = working ? addWorkingDays(calendar, begin, left) : addDays(begin, left);
    if (end === UNKNOWN_YEAR) return UNKNOWN_YEAR;
    if (to === null || end <= to) return end;
    const used = working ? workingDaysBetween(calendar, begin, to) : to - begin;
    if (used === UNKNOWN_YEAR) return UNKNOWN_YEAR;
    left -= used;
  }
  return null;
}

const monthsOf = ({ count, unit }: Span): number => (unit === 'year' ? count * 12 : count);

/** The same day of a later month, or its last where it is shorter. */
function addMonths(date: CivilDate, count: number): CivilDate {
  const { year, month, day } = dateParts(date);
  const months = year * 12 + month - 1 + count;
  for (let at = day; at > 27; at -= 1) {
    const found = civilDate(Math.floor(months / 12), (months % 12) + 1, at);
    if (found !== undefined) return found;
  }
  const found = civilDate(Math.floor(months / 12), (months % 12) + 1, Math.min(day, 27));
  assert(found !== undefined, 'a day beyond the calendar');
  return found;
}

function nextWorkingDay(calendar: Calendar, date: CivilDate): CivilDate | typeof UNKNOWN_YEAR {
  const working = calendar.isWorkingDay(date);
  return working === true ? date : working === UNKNOWN_YEAR ? UNKNOWN_YEAR : addWorkingDays(calendar, date, 1);
}
