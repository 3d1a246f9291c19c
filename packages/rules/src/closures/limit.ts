/** Limits over the lines a point selects: one pass to place them, one to judge each window. */
import type { Line } from '@shouhu/claims';
import { stayDays } from '../evaluate.ts';
import type { Charge, Hit } from '../hit.ts';
import type { LimitPoint } from '../model.ts';
import { firstLine } from '../order.ts';
import { visitKey, type Scene } from '../scene.ts';
import { clockHour, distance, HOUR_SECONDS, isKeyWindow, rollingOf, startOf, type KeyWindow } from '../window.ts';
import { hitOf, mayFire, memberOf, type Compiled, type Member } from './compiled.ts';
import type { GroupJudge } from './discount.ts';
import { measurer, type Measure } from './measure.ts';

export function limitJudge(compiled: Compiled<LimitPoint>): GroupJudge {
  const { point } = compiled;
  const { window } = point;
  const measure = measurer(point.measure);
  return (lines, scene) => {
    const members: Member[] = [];
    for (const line of lines) {
      if (!mayFire(compiled, line)) continue;
      const member = memberOf(compiled, line, scene);
      if (member === null) continue;
      const priced = point.measure !== 'paid' || line.inscp_fen !== null;
      members.push(priced ? member : { row: line, sure: false });
    }
    if (members.length === 0 || cannotExceed(point, members, measure)) return [];
    const owners = partition(members, ({ row }) =>
      point.across === 'all' ? row.psn_no : `${row.psn_no}|${row.fixmedins_code}`,
    );
    const hits: Hit[] = [];
    for (const own of owners.values()) {
      if (isKeyWindow(window)) {
        keyWindows(compiled, window, measure, own, scene, hits);
        continue;
      }
      const { unit, length } = rollingOf(window);
      if (unit === 'day') rollingDays(compiled, measure, own, length, hits);
      else rollingHours(compiled, measure, own, length * HOUR_SECONDS, hits);
    }
    return hits;
  };
}

/** Most encounters stay below the limit even with all their lines in one window. */
function cannotExceed(point: LimitPoint, members: readonly Member[], measure: Measure): boolean {
  if (point.per_stay_day) return false;
  return measure.total(members.map(({ row }) => row)) <= point.max;
}

function partition<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const at = key(item);
    const group = groups.get(at);
    if (group) group.push(item);
    else groups.set(at, [item]);
  }
  return groups;
}

const rowsOf = (members: readonly Member[]): Line[] => members.map(({ row }) => row);
const sureRows = (members: readonly Member[]): Line[] => members.filter(({ sure }) => sure).map(({ row }) => row);

function keyWindows(
  compiled: Compiled<LimitPoint>,
  window: KeyWindow,
  measure: Measure,
  members: readonly Member[],
  scene: Scene,
  hits: Hit[],
): void {
  const { point } = compiled;
  const placed = new Map<string, Member[]>();
  const coarse = new Map<string, { members: Member[]; loose: boolean }>();
  for (const member of members) {
    const { row } = member;
    if (window === 'stay' && row.care_type !== null && row.care_type !== 'inpatient') continue;
    const key = keyOf(window, row);
    if (key !== null) push(placed, key, member);
    const wide = window === 'hour' ? String(row.day) : visitKey(row);
    const group = coarse.get(wide) ?? { members: [], loose: false };
    group.members.push(member);
    group.loose ||= key === null;
    coarse.set(wide, group);
  }
  for (const [key, group] of placed) judgeKey(compiled, measure, key, group, scene, hits);
  for (const [key, group] of coarse) {
    if (!group.loose) continue;
    const lines = rowsOf(group.members);
    const max = maximum(point, lines, scene);
    const total = measure.total(lines);
    if (total > 0 && (max === null || total > max)) {
      hits.push(limitHit(compiled, false, `?${key}`, whole(lines), 1, [], total, max));
    }
  }
}

function push(groups: Map<string, Member[]>, key: string, member: Member): void {
  const group = groups.get(key);
  if (group) group.push(member);
  else groups.set(key, [member]);
}

function keyOf(window: KeyWindow, row: Line): string | null {
  switch (window) {
    case 'line':
      return `${row.fixmedins_code}|${row.line_id}`;
    case 'prescription':
      return row.rxno === null ? null : `${visitKey(row)}|${row.rxno}`;
    case 'operation':
      return `${visitKey(row)}|${row.day}`;
    case 'visit':
      return visitKey(row);
    case 'stay':
      return row.care_type === null ? null : visitKey(row);
    case 'hour':
      return row.second === null ? null : `${row.day}|${clockHour(row.second)}`;
    case 'day':
    case 'week':
    case 'month':
    case 'quarter':
    case 'year':
      return String(startOf(window, row.day));
  }
}

function maximum(point: LimitPoint, lines: readonly Line[], scene: Scene): number | null {
  if (!point.per_stay_day) return point.max;
  const first = firstLine(lines);
  const days = first === undefined ? null : stayDays(first, scene);
  return days === null ? null : point.max * days;
}

function judgeKey(
  compiled: Compiled<LimitPoint>,
  measure: Measure,
  key: string,
  members: readonly Member[],
  scene: Scene,
  hits: Hit[],
): void {
  const lines = rowsOf(members);
  const max = maximum(compiled.point, lines, scene);
  const highest = measure.total(lines);
  if (highest === 0 || (max !== null && highest <= max)) return;
  const sure = sureRows(members);
  const total = sure.length === lines.length ? highest : measure.total(sure);
  if (max !== null && total > max) {
    const { charges, den, kept } = measure.excess(sure, total, max);
    hits.push(limitHit(compiled, true, key, charges, den, kept, total, max));
  } else hits.push(limitHit(compiled, false, key, whole(lines), 1, [], highest, max));
}

function whole(lines: readonly Line[]): Charge[] {
  return lines.map((line) => ({ line, num: 1 }));
}

function limitHit(
  compiled: Compiled<LimitPoint>,
  decided: boolean,
  start: string,
  charges: readonly Charge[],
  den: number,
  related: readonly Line[],
  total: number,
  max: number | null,
): Hit {
  const { group, window } = compiled.point;
  const anchor = `limit|${group}|${window}|${start}`;
  return hitOf(compiled, decided, { anchor, charges, den, related, measured: { total, max } });
}

function rollingDays(
  compiled: Compiled<LimitPoint>,
  measure: Measure,
  members: readonly Member[],
  length: number,
  hits: Hit[],
): void {
  const ordered = members.toSorted((a, b) => a.row.day - b.row.day);
  roll(compiled, measure, ordered, ({ row }) => row.day, length, hits);
}

/** Slides over ordered members; each distinct moment closes one window. */
function roll(
  compiled: Compiled<LimitPoint>,
  measure: Measure,
  ordered: readonly Member[],
  at: (member: Member) => number,
  length: number,
  hits: Hit[],
): void {
  let start = 0;
  for (let from = 0; from < ordered.length;) {
    const head = ordered[from];
    if (head === undefined) return;
    const moment = at(head);
    let end = from + 1;
    while (end < ordered.length && ordered[end] !== undefined && at(ordered[end] ?? head) === moment) end++;
    while (at(ordered[start] ?? head) <= moment - length) start++;
    judgeMoment(compiled, measure, String(moment - length + 1), ordered.slice(start, end), from - start, hits);
    from = end;
  }
}

/** `own` is where the members of the closing moment begin among those inside the window. */
function judgeMoment(
  compiled: Compiled<LimitPoint>,
  measure: Measure,
  start: string,
  inside: readonly Member[],
  own: number,
  hits: Hit[],
): void {
  const { max } = compiled.point;
  const lines = rowsOf(inside);
  const highest = measure.total(lines);
  if (highest <= max || measure.total(lines.slice(own)) === 0) return;
  const sureOwn = sureRows(inside.slice(own));
  const sure = sureRows(inside);
  const total = measure.total(sure);
  const added = measure.total(sureOwn);
  if (added > 0 && total > max) {
    const num = Math.min(added, total - max);
    const before = sureRows(inside.slice(0, own));
    const charges = sureOwn.map((line) => ({ line, num }));
    hits.push(limitHit(compiled, true, start, charges, added, before, total, max));
    return;
  }
  hits.push(limitHit(compiled, false, start, whole(lines.slice(own)), 1, lines.slice(0, own), highest, max));
}

function rollingHours(
  compiled: Compiled<LimitPoint>,
  measure: Measure,
  members: readonly Member[],
  length: number,
  hits: Hit[],
): void {
  const instant = ({ row }: Member) => row.day * 86_400 + (row.second ?? 0);
  const clocked = members.filter(({ row }) => row.second !== null).toSorted((a, b) => instant(a) - instant(b));
  roll(compiled, measure, clocked, instant, length, hits);
  for (const { row } of members) {
    if (row.second !== null) continue;
    const near = rowsOf(members).filter((other) => distance(row, other).nearest < length);
    const total = measure.total(near);
    if (total <= compiled.point.max || measure.total([row]) === 0) continue;
    const start = `?${row.fixmedins_code}|${row.line_id}`;
    const related = near.filter((line) => line !== row);
    hits.push(limitHit(compiled, false, start, whole([row]), 1, related, total, compiled.point.max));
  }
}
