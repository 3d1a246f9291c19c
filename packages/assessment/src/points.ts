/**
 * Points of persons (支付资格管理): counted by natural year over all institutions on the person's code. Nine suspend, twelve end. The months of a
 * suspension and the points of each grade of responsibility are defaults (默认) within the ranges of the national guiding opinion.
 */
import { addDays, civilDate, dateParts } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';

/** Least and most points of one finding, by its nature. */
export const NATURES = {
  light: { zh: '较轻', en: 'Light', least: 1, most: 3 },
  heavier: { zh: '较重', en: 'Heavier', least: 4, most: 6 },
  serious: { zh: '严重', en: 'Serious', least: 7, most: 9 },
  fraud: { zh: '欺诈骗保', en: 'Fraud', least: 10, most: 12 },
} as const;
export type Nature = keyof typeof NATURES;

/** How far the person answers for it; each adds one point to the least. */
export const RESPONSIBILITIES = {
  general: { zh: '一般责任', en: 'General', more: 0 },
  important: { zh: '重要责任', en: 'Important', more: 1 },
  main: { zh: '主要责任', en: 'Main', more: 2 },
} as const;
export type Responsibility = keyof typeof RESPONSIBILITIES;

export function pointsFor(nature: Nature, responsibility: Responsibility): number {
  return NATURES[nature].least + RESPONSIBILITIES[responsibility].more;
}

export function rangeOf(nature: Nature): readonly [least: number, most: number] {
  return [NATURES[nature].least, NATURES[nature].most];
}

/** A decision on points that stands: what was taken back is not among them. */
export interface Finding {
  readonly on: CivilDate;
  readonly points: number;
}

export interface Qualification {
  readonly state: 'clear' | 'suspended' | 'ended';
  /** Counted so far in the natural year of the day. */
  readonly points: number;
  readonly since: CivilDate | null;
  /** Suspended: its last day. Ended: the last day on which nobody may be registered again. */
  readonly until: CivilDate | null;
}

const SUSPENDS = 9;
const ENDS = 12;
/** Months of suspension by the sum of the year: from one to six. 默认 */
const MONTHS: Readonly<Record<number, number>> = { 9: 2, 10: 4, 11: 6 };

interface Period {
  readonly kind: 'suspended' | 'ended';
  readonly from: CivilDate;
  readonly until: CivilDate;
}

/** Points of a natural year, up to and with a day. */
export function yearPoints(findings: readonly Finding[], day: CivilDate): number {
  const { year } = dateParts(day);
  return findings
    .filter(({ on }) => on <= day && dateParts(on).year === year)
    .reduce((sum, { points }) => sum + points, 0);
}

/**
 * Where a person stands on a day. A suspension ends by itself, or by restoring; what was ended comes back only by being registered again after the
 * barred time.
 * @param restored days on which the qualification was restored
 */
export function standingOf(
  findings: readonly Finding[],
  restored: readonly CivilDate[],
  day: CivilDate,
): Qualification {
  const points = yearPoints(findings, day);
  const running = periodsOf(findings.filter(({ on }) => on <= day)).filter((period) => !isOver(period, restored, day));
  const ended = running.filter(({ kind }) => kind === 'ended');
  const decisive = ended.length > 0 ? ended : running;
  if (decisive.length === 0) return { state: 'clear', points, since: null, until: null };
  return {
    state: ended.length > 0 ? 'ended' : 'suspended',
    points,
    since: decisive.reduce((least, { from }) => (from < least ? from : least), decisive[0]?.from ?? day),
    until: decisive.reduce((most, { until }) => (until > most ? until : most), decisive[0]?.until ?? day),
  };
}

function isOver({ kind, from, until }: Period, restored: readonly CivilDate[], day: CivilDate): boolean {
  if (kind === 'suspended') return day > until || restored.some((each) => each > from && each <= day);
  return restored.some((each) => each > until && each <= day);
}

/** Each day on which a finding takes the year's sum to nine or above begins a period. */
function periodsOf(findings: readonly Finding[]): Period[] {
  const days = [...new Set(findings.map(({ on }) => on))];
  return days.flatMap((from): Period[] => {
    const sum = yearPoints(findings, from);
    if (sum < SUSPENDS) return [];
    if (sum < ENDS) return [{ kind: 'suspended', from, until: lastOf(from, MONTHS[sum] ?? 6) }];
    const single = findings.some(({ on, points }) => on === from && points >= ENDS);
    return [{ kind: 'ended', from, until: lastOf(from, single ? 36 : 12) }];
  });
}

/** The last day of so many months that begin with a day: the one before the same day of the later month, or that month's last. */
function lastOf(from: CivilDate, months: number): CivilDate {
  const { year, month, day } = dateParts(from);
  const at = year * 12 + (month - 1) + months;
  const [laterYear, laterMonth] = [Math.floor(at / 12), (at % 12) + 1];
  for (let shorter = 0; shorter < 4; shorter += 1) {
    const found = civilDate(laterYear, laterMonth, day - shorter);
    if (found !== undefined) return shorter === 0 ? addDays(found, -1) : found;
  }
  throw new RangeError(`no month ${laterYear}-${laterMonth}`);
}
