/** Cases of time: too soon after the last use, and drugs that another one must have come before. */
import type { PointRow } from '@shouhu/rulebook';
import { termsOf } from '../knowledge/demands.ts';
import { providerOf } from '../knowledge/provider.ts';
import type { LabelKind } from '../labels.ts';
import type { FeeLine } from '../model.ts';
import type { Case } from './cases.ts';
import type { Field, Scenario } from './field.ts';
import { UNIT, only, resembles, violates } from './scene.ts';
import type { Show } from './scene.ts';

type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

const GAP = { after: 20, wish: () => ({ inpatient: false, med_type: '11' }) };

/** A use on the scenario's day and another some days later, perhaps elsewhere; the later one is charged. */
function twoUses(daysLater: (least: number) => number, how: { elsewhere?: boolean; refundFirst?: boolean } = {}): Show {
  return (field, scenario, point, demands) => {
    const { plot, profile, day, visit } = scenario;
    const later = day + daysLater(gapOf(point));
    const place =
      how.elsewhere === true
        ? field.parts.places.all.find((other) => other !== visit.institution && other.rank >= 2 && other.bed_cnt > 0)
        : visit.institution;
    if (place === undefined) return undefined;
    const { item } = only(demands);
    const first = field.use(scenario, item, { second: 32_400 });
    if (how.refundFirst === true) plot.refund(visit, first);
    const next = later === day ? visit : field.visit(plot, { ...profile, institution: place }, later);
    return { lines: [field.use({ ...scenario, visit: next }, item, { day: later, second: 39_600 })], visit: next };
  };
}

function gapOf({ fact }: PointRow): number {
  return fact.kind === 'gap' ? fact.days : 0;
}

/** Cases of a least number of days between two uses of a person, wherever they were. */
export const gapCases: Cases = {
  violation: [
    violates(
      'a-day-too-soon',
      GAP,
      twoUses((least) => least - 1),
    ),
    violates(
      'next-day-elsewhere',
      GAP,
      twoUses(() => 1, { elsewhere: true }),
    ),
    violates(
      'same-day',
      GAP,
      twoUses(() => 0),
    ),
  ],
  'look-alike': [
    resembles(
      'exactly-the-gap',
      GAP,
      twoUses((least) => least),
    ),
    resembles(
      'exactly-the-gap-elsewhere',
      GAP,
      twoUses((least) => least, { elsewhere: true }),
    ),
    resembles(
      'first-use-refunded',
      GAP,
      twoUses((least) => least - 1, { refundFirst: true }),
    ),
  ],
};

/** How far back a first-line drug may lie (docs/rulebook.md). */
const LOOK_BACK = 180;

/** The second-line drug on the day, the first-line one so many days before; none without a number. */
function afterFirstLine(daysBefore: number | null, refunded = false): Show {
  return (field, scenario, point, demands) => {
    const { plot, profile, day } = scenario;
    plot.visits.pop();
    plot.quiet = true;
    const unprepared = { ...profile, before: [] };
    if (daysBefore !== null && !provide(field, scenario, point, day - daysBefore, refunded)) return undefined;
    const visit = field.visit(plot, unprepared, day);
    const line: FeeLine = field.use({ ...scenario, visit }, only(demands).item, { day });
    return { lines: [line], visit };
  };
}

function provide(field: Field, scenario: Scenario, point: PointRow, day: number, refunded: boolean): boolean {
  const [term] = termsOf(point, 'first-line', field.parts.facts);
  const item = term === undefined ? undefined : providerOf(term, scenario.plot.person.index);
  if (item === undefined) return false;
  const { plot, profile } = scenario;
  const visit = field.visit(plot, { ...profile, before: [], med_type: '11' }, day);
  const line = field.use({ ...scenario, visit }, item, { day, cnt: UNIT });
  if (refunded) plot.refund(visit, line);
  return true;
}

/** Only terms with codes can be provided; a single root keeps one finding per line. */
const prepared = (before: number): { before: number } => ({ before });

/** Cases of second-line drugs. */
export const firstLineCases: Cases = {
  violation: [
    violates('nothing-before', prepared(LOOK_BACK), afterFirstLine(null)),
    violates('a-day-too-long-ago', prepared(LOOK_BACK + 1), afterFirstLine(LOOK_BACK + 1)),
    violates('first-line-refunded', prepared(LOOK_BACK), afterFirstLine(20, true)),
  ],
  'look-alike': [
    resembles('the-day-before', prepared(2), afterFirstLine(1)),
    resembles('first-day-of-the-look-back', prepared(LOOK_BACK), afterFirstLine(LOOK_BACK)),
    resembles('same-day', prepared(0), (field, scenario, _, demands) => ({
      lines: [field.use(scenario, only(demands).item, { day: scenario.day })],
    })),
  ],
};
