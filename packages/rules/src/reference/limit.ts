/** Type limit: a measure over a window may not exceed a maximum. */
import type { Line } from '@shouhu/claims';
import type { Charge, Hit } from '../hit.ts';
import { stayDays } from '../evaluate.ts';
import type { LimitPoint } from '../model.ts';
import { compareLines, firstLine } from '../order.ts';
import type { Kleene } from '../predicate.ts';
import { groupBy, visitKey } from '../scene.ts';
import {
  clockHour,
  distance,
  HOUR_SECONDS,
  isInpatient,
  isKeyWindow,
  rollingOf,
  startOf,
  type KeyWindow,
} from '../window.ts';
import { bare, hit } from './draft.ts';
import { daysOf, measure } from './measure.ts';
import { subjectLines, type Matter, type Member } from './membership.ts';

/** Lines that may count, of one person (and institution, unless the window joins all). */
export function judgeLimit(matter: Matter<LimitPoint>): Hit[] {
  const { point } = matter;
  const members = subjectLines(matter, point.subject).map(({ row, sure }) => ({
    row,
    sure: sure && (point.measure !== 'paid' || row.inscp_fen !== null),
  }));
  const owners = groupBy(members, ({ row }) =>
    point.across === 'all' ? row.psn_no : `${row.psn_no}|${row.fixmedins_code}`,
  );
  const { window } = point;
  return [...owners.values()].flatMap((own) => {
    if (isKeyWindow(window)) return keyWindows(matter, window, own);
    const { unit, length } = rollingOf(window);
    return unit === 'day' ? rollingDays(matter, own, length) : rollingHours(matter, own, length);
  });
}

/**
 * Windows with a key. A line whose key is unknown counts in no window; its coarser window (the visit, the day) cannot
 * be decided when all its lines together would exceed.
 */
function keyWindows(matter: Matter<LimitPoint>, window: KeyWindow, members: readonly Member[]): Hit[] {
  const keyed = members
    .map((member) => ({ member, key: keyOf(window, member.row) }))
    .filter(({ key }) => key !== 'outside');
  const placed = groupBy(
    keyed.filter(({ key }) => key !== null),
    ({ key }) => key ?? '',
  );
  const coarse = groupBy(keyed, ({ member }) => coarseKey(window, member.row));
  return [
    ...[...placed].flatMap(([key, group]) => judgeWindow(matter, key, membersOf(group))),
    ...[...coarse]
      .filter(([, group]) => group.some(({ key }) => key === null))
      .flatMap(([key, group]) => {
        const lines = membersOf(group).map(({ row }) => row);
        const max = maximum(matter, lines);
        return exceeds(matter, lines, max) === false ? [] : hit(matter, null, draft(matter, `?${key}`, lines, max));
      }),
  ];
}

function membersOf(group: readonly { member: Member }[]): Member[] {
  return group.map(({ member }) => member);
}

/** The window's key, null when unknown, 'outside' for a line of no stay. */
function keyOf(window: KeyWindow, line: Line): string | null {
  switch (window) {
    case 'line':
      return `${line.fixmedins_code}|${line.line_id}`;
    case 'prescription':
      return line.rxno === null ? null : `${visitKey(line)}|${line.rxno}`;
    case 'operation':
      return `${visitKey(line)}|${line.day}`;
    case 'visit':
      return visitKey(line);
    case 'stay': {
      const inpatient: Kleene = isInpatient(line);
      return inpatient === null ? null : inpatient ? visitKey(line) : 'outside';
    }
    case 'hour':
      return line.second === null ? null : `${line.day}|${clockHour(line.second)}`;
    case 'day':
    case 'week':
    case 'month':
    case 'quarter':
    case 'year':
      return String(startOf(window, line.day));
  }
}

function coarseKey(window: KeyWindow, line: Line): string {
  return window === 'hour' ? String(line.day) : visitKey(line);
}

/** A finding when the sure lines exceed; undecided when all of them might. */
function judgeWindow(matter: Matter<LimitPoint>, start: string, members: readonly Member[]): Hit[] {
  const sure = members.filter((member) => member.sure).map(({ row }) => row);
  const max = maximum(
    matter,
    members.map(({ row }) => row),
  );
  if (exceeds(matter, sure, max) === true) {
    return hit(matter, true, { ...draft(matter, start, sure, max), ...excess(matter.point, sure, max ?? 0) });
  }
  const lines = members.map(({ row }) => row);
  return exceeds(matter, lines, max) === false ? [] : hit(matter, null, draft(matter, start, lines, max));
}

/** The maximum in force; unknown while a stay's length is. */
function maximum({ point, scene }: Matter<LimitPoint>, lines: readonly Line[]): number | null {
  const first = firstLine(lines);
  if (!point.per_stay_day) return point.max;
  const days = first === undefined ? null : stayDays(first, scene);
  return days === null ? null : point.max * days;
}

function exceeds({ point }: Matter<LimitPoint>, lines: readonly Line[], max: number | null): Kleene {
  const total = measure(point.measure, lines);
  return total === 0 ? false : max === null ? null : total > max;
}

function draft({ point }: Matter<LimitPoint>, start: string, lines: readonly Line[], max: number | null) {
  return {
    ...bare,
    anchor: `limit|${point.group}|${point.window}|${start}`,
    charges: lines.map((line) => ({ line, num: 1 })),
    den: 1,
    measured: { total: measure(point.measure, lines), max },
  };
}

/** What lies above the maximum: in proportion, or by days the lines of the days beyond it. */
function excess(point: LimitPoint, lines: readonly Line[], max: number): Partial<Hit> & { charges: Charge[] } {
  const total = measure(point.measure, lines);
  if (point.measure !== 'days') return { charges: lines.map((line) => ({ line, num: total - max })), den: total };
  let reached = 0;
  const charges: { lines: readonly Line[]; num: number; den: number }[] = [];
  const kept: Line[] = [];
  for (const { length, lines: group } of daysOf(lines)) {
    const before = reached;
    reached += length;
    if (reached <= max) kept.push(...group);
    else charges.push({ lines: group, num: Math.min(length, reached - max), den: before >= max ? 0 : length });
  }
  const den = charges.find((day) => day.den > 0)?.den ?? 1;
  return {
    charges: charges.flatMap((day) => day.lines.map((line) => ({ line, num: day.den === 0 ? den : day.num }))),
    den,
    related: kept.toSorted(compareLines),
  };
}

/**
 * Days with a use; each charges what its own lines add above the maximum of the days that end with it. A day that adds
 * nothing (free lines, where amounts are measured) crosses nothing.
 */
function rollingDays(matter: Matter<LimitPoint>, members: readonly Member[], length: number): Hit[] {
  const days = new Set(members.map(({ row }) => row.day));
  return [...days].flatMap((day) => {
    const inside = members.filter(({ row }) => row.day <= day && row.day > day - length);
    const own = inside.filter(({ row }) => row.day === day);
    return judgeRolling(matter, String(day - length + 1), inside, own);
  });
}

function judgeRolling(matter: Matter<LimitPoint>, start: string, inside: Member[], own: Member[]): Hit[] {
  const { point } = matter;
  const rows = (some: readonly Member[]) => some.map(({ row }) => row);
  const sureOwn = rows(own.filter(({ sure }) => sure));
  const sure = rows(inside.filter((member) => member.sure));
  const added = measure(point.measure, sureOwn);
  if (added > 0 && exceeds(matter, sure, point.max) === true) {
    const over = Math.min(added, measure(point.measure, sure) - point.max);
    return hit(matter, true, {
      ...draft(matter, start, sure, point.max),
      charges: sureOwn.map((line) => ({ line, num: over })),
      den: added,
      related: sure.filter((line) => !sureOwn.includes(line)),
    });
  }
  const all = rows(inside);
  if (measure(point.measure, rows(own)) === 0 || exceeds(matter, all, point.max) === false) return [];
  return hit(matter, null, {
    ...draft(matter, start, all, point.max),
    charges: rows(own).map((line) => ({ line, num: 1 })),
    related: all.filter((line) => !rows(own).includes(line)),
  });
}

/** Instants with a use; a line without a clock is undecided by itself when its surroundings might exceed. */
function rollingHours(matter: Matter<LimitPoint>, members: readonly Member[], hours: number): Hit[] {
  const length = hours * HOUR_SECONDS;
  const clocked = members.filter(({ row }) => row.second !== null);
  const at = ({ row }: Member) => row.day * 86_400 + (row.second ?? 0);
  const instants = new Set(clocked.map(at));
  const decided = [...instants].flatMap((instant) => {
    const inside = clocked.filter((member) => at(member) <= instant && at(member) > instant - length);
    const own = inside.filter((member) => at(member) === instant);
    return judgeRolling(matter, String(instant - length + 1), inside, own);
  });
  const unclocked = members.filter(({ row }) => row.second === null);
  const open = unclocked.flatMap(({ row }) => {
    const near = members.map((member) => member.row).filter((other) => distance(row, other).nearest < length);
    if (measure(matter.point.measure, [row]) === 0 || exceeds(matter, near, matter.point.max) === false) return [];
    const related = near.filter((line) => line !== row);
    return hit(matter, null, {
      ...draft(matter, `?${row.fixmedins_code}|${row.line_id}`, near, matter.point.max),
      charges: [{ line: row, num: 1 }],
      related,
    });
  });
  return [...decided, ...open];
}
