import type { CodeSet, LimitPoint, TogetherPoint } from '@shouhu/rules';
import { stretches } from '../validity.ts';
import { codeSetOf, writtenOf } from './codes.ts';
import type { Entry } from './entry.ts';

/** Rows of one group count together: on each day their subjects are one set. */
export function joinCounted(entries: readonly Entry<LimitPoint>[]): Entry<LimitPoint>[] {
  const groups = Map.groupBy(entries, ({ head, point, cells }) => {
    const { group, measure, window, across, max, per_stay_day, verdict } = point;
    const care = cells.text('care_type');
    return JSON.stringify([head.rule_code, group, measure, window, across, max, per_stay_day, verdict, care]);
  });
  return [...groups.values()].flatMap(joinGroup);
}

function joinGroup(group: readonly Entry<LimitPoint>[]): Entry<LimitPoint>[] {
  const [first] = group;
  if (first === undefined) return [];
  return stretches(group.map(({ point }) => point)).map(({ days, valid }) => {
    const point_ids = valid.flatMap((point) => point.point_ids);
    const subject = union(valid.map((point) => point.subject));
    return { ...first, point: { ...first.point, ...days, point_ids, subject } };
  });
}

function union(sets: readonly CodeSet[]): CodeSet {
  return codeSetOf(sets.flatMap(writtenOf));
}

/**
 * A pair written in both directions, each time without saying who pays, names no side that stays: the cheaper is at
 * risk, once (docs/semantics.md 11).
 */
export function joinMirrored(entries: readonly Entry<TogetherPoint>[]): Entry<TogetherPoint>[] {
  const seen = new Map<string, Entry<TogetherPoint>>();
  for (const entry of entries) {
    const mirror = pairKey(entry, 'b', 'a');
    const earlier = entry.cells.text('pays') === '' ? seen.get(mirror) : undefined;
    if (earlier === undefined || earlier.cells.text('pays') !== '') seen.set(pairKey(entry, 'a', 'b'), entry);
    else {
      const point_ids = [...earlier.point.point_ids, ...entry.point.point_ids];
      seen.set(mirror, { ...earlier, point: { ...earlier.point, point_ids, pays: 'cheaper' } });
    }
  }
  return [...seen.values()];
}

function pairKey({ head, cells, point }: Entry<TogetherPoint>, first: 'a' | 'b', second: 'a' | 'b'): string {
  const { window, across, from, to, allowed_with } = point;
  const care = cells.text('care_type');
  const sides = [point[first], point[second]];
  return JSON.stringify([head.rule_code, ...sides, window, across, from, to, allowed_with, care, point.verdict]);
}
