import { formatCivilDate, civilDay } from '@shouhu/codes';
import type { LimitPoint } from '@shouhu/rules';
import { overlap } from '../validity.ts';
import type { Validity } from '../validity.ts';
import type { Entry } from './entry.ts';

/** Names rows that state one thing twice for the same days: repeated, overlapping, or with two different limits. */
export function refuseClashes(entries: readonly Entry[]): void {
  for (const same of Map.groupBy(entries, (entry) => entry.subject).values()) {
    forOverlaps(same, refuseClash);
  }
  const limits = entries.filter((entry): entry is Entry<LimitPoint> => entry.point.type === 'limit');
  for (const counted of Map.groupBy(limits, groupKey).values()) {
    forOverlaps(counted, (entry, earlier) => {
      if (entry.subject !== earlier.subject && limitOf(entry) !== limitOf(earlier)) refuseTwoLimits(entry, earlier);
    });
  }
}

function refuseClash(entry: Entry, earlier: Entry): void {
  const other_line = earlier.cells.row.line;
  if (entry.point.point_ids[0] === earlier.point.point_ids[0]) {
    entry.cells.refuse('rule', 'SH-K013', { other_line });
  } else if (isLimit(entry) && isLimit(earlier) && limitOf(entry) !== limitOf(earlier)) {
    refuseTwoLimits(entry, earlier);
  } else {
    entry.cells.refuse('valid_from', 'SH-K011', { other_line, overlap: shared(entry.point, earlier.point) });
  }
}

function refuseTwoLimits(entry: Entry<LimitPoint>, earlier: Entry<LimitPoint>): void {
  const other_line = earlier.cells.row.line;
  entry.cells.refuse('max', 'SH-K012', { other_line, max: limitOf(entry), other_max: limitOf(earlier) });
}

function isLimit(entry: Entry): entry is Entry<LimitPoint> {
  return entry.point.type === 'limit';
}

function limitOf({ cells }: Entry<LimitPoint>): string {
  return [cells.text('max'), cells.text('unit')].filter((text) => text !== '').join(' ');
}

function groupKey({ head, cells, point }: Entry<LimitPoint>): string {
  const { group, measure, window, across } = point;
  return JSON.stringify([head.rule_code, group, measure, window, across, cells.text('care_type')]);
}

function forOverlaps<E extends Entry>(entries: readonly E[], each: (entry: E, earlier: E) => void): void {
  entries.forEach((entry, at) => {
    const earlier = entries.slice(0, at).find((other) => overlap(entry.point, other.point));
    if (earlier !== undefined) each(entry, earlier);
  });
}

function shared(left: Validity, right: Validity): string {
  const from = civilDay(Math.max(left.from, right.from));
  const to = civilDay(Math.min(left.to, right.to));
  return `${formatCivilDate(from)} – ${formatCivilDate(to)}`;
}
