import { formatCivilDate, civilDay } from '@shouhu/codes';
import type { LimitPoint } from '@shouhu/rules';
import { overlap } from '../validity.ts';
import type { Validity } from '../validity.ts';
import type { Entry } from './entry.ts';

/** Names rows that state one thing twice for the same days: repeated, overlapping, or with two different limits. */
export function refuseClashes(entries: readonly Entry[]): void {
  for (const same of Map.groupBy(entries, (entry) => entry.subject).values()) {
    forOverlaps(same, () => true, refuseClash);
  }
  for (const counted of Map.groupBy(entries.filter(isLimit), groupKey).values()) {
    const agreed = new Set(counted.map(limitOf)).size === 1;
    if (!agreed) forOverlaps(counted, contradict, refuseTwoLimits);
  }
}

function contradict(entry: Entry<LimitPoint>, earlier: Entry<LimitPoint>): boolean {
  return entry.subject !== earlier.subject && limitOf(entry) !== limitOf(earlier);
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

/** Tells each entry of the first earlier one that shares a day with it and clashes. */
function forOverlaps<E extends Entry>(
  entries: readonly E[],
  clashes: (entry: E, earlier: E) => boolean,
  tell: (entry: E, earlier: E) => void,
): void {
  entries.forEach((entry, at) => {
    const earlier = entries.find(
      (other, index) => index < at && overlap(entry.point, other.point) && clashes(entry, other),
    );
    if (earlier !== undefined) tell(entry, earlier);
  });
}

function shared(left: Validity, right: Validity): string {
  const from = civilDay(Math.max(left.from, right.from));
  const to = civilDay(Math.min(left.to, right.to));
  return `${formatCivilDate(from)} – ${formatCivilDate(to)}`;
}
