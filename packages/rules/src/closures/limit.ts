/** Limits over the lines a point selects: one pass to place them, one to judge each window. */
import type { Line } from '@shouhu/claims';
import { stayDays } from '../evaluate.ts';
import type { Hit } from '../hit.ts';
import type { LimitPoint } from '../model.ts';
import { firstLine } from '../order.ts';
import type { Scene } from '../scene.ts';
import { HOUR_SECONDS, isKeyWindow, rollingOf, type KeyWindow } from '../window.ts';
import { mayFire, memberOf, type Compiled, type Member } from './compiled.ts';
import type { GroupJudge } from './discount.ts';
import { limitHit, rowsOf, sureRows, whole } from './limit-hit.ts';
import { rollingDays, rollingHours } from './limit-rolling.ts';
import { measurer, type Measure } from './measure.ts';
import { coarseKeyOf, isOutside, keyOf } from './window-keys.ts';

export function limitJudge(compiled: Compiled<LimitPoint>): GroupJudge {
  const { point } = compiled;
  const { window } = point;
  const measure = measurer(point.measure);
  // Amounts may be below zero: of lines outside the point they would hide those within it.
  const onlyGrows = point.measure !== 'amount' && point.measure !== 'paid';
  return (lines, scene) => {
    if (onlyGrows && cannotExceed(point, lines, measure)) return [];
    const members: Member[] = [];
    for (const line of lines) {
      if (!mayFire(compiled, line)) continue;
      const member = memberOf(compiled, line, scene);
      if (member === null) continue;
      const priced = point.measure !== 'paid' || line.inscp_fen !== null;
      members.push(priced ? member : { row: line, sure: false });
    }
    if (members.length === 0 || cannotExceed(point, rowsOf(members), measure)) return [];
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
function cannotExceed(point: LimitPoint, lines: readonly Line[], measure: Measure): boolean {
  return !point.per_stay_day && measure.total(lines) <= point.max;
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
    if (isOutside(window, row)) continue;
    const key = keyOf(window, row);
    if (key !== null) push(placed, key, member);
    const wide = coarseKeyOf(window, row);
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
