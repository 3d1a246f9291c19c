/** Cases of two items that may not meet in a window. */
import type { PointRow } from '@shouhu/rulebook';
import type { Demand } from '../knowledge/demands.ts';
import { inForce } from '../knowledge/standing.ts';
import type { LabelKind } from '../labels.ts';
import type { FeeLine, Visit } from '../model.ts';
import type { Case } from './cases.ts';
import type { Field, Scenario } from './field.ts';
import { UNIT, resembles, violates } from './scene.ts';
import type { Need, Show } from './scene.ts';

type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

/** Both items of a pair: the one that stays first. */
function bothItems(field: Field, point: PointRow): readonly Demand[] | undefined {
  const demands = point.codes.slice(0, 2).flatMap((code) => field.parts.demands.get(code) ?? []);
  return demands.length === 2 && point.codes[0] !== point.codes[1] ? demands : undefined;
}

const PAIR: Need = { demands: bothItems, after: 4, wish: () => ({ inpatient: true }) };

/** A price just below the cap: a visible discount, so that two operations of one group are no finding. */
export function discounted({ item }: Demand): { pric: number } {
  return { pric: item.pric - 100 };
}

interface Placed {
  readonly stays: FeeLine;
  readonly risks: FeeLine;
  readonly visit: Visit;
}

/** Bills the pair, the second item `days` and `seconds` after the first, in the same visit or a new one. */
function place(
  field: Field,
  scenario: Scenario,
  [first, second]: readonly Demand[],
  at: { days?: number; second?: number; from?: number; newVisit?: boolean; ownPaid?: boolean },
): Placed | undefined {
  if (first === undefined || second === undefined) return undefined;
  const { plot, profile, day, visit } = scenario;
  const later = day + (at.days ?? 0);
  const stays = field.use(scenario, first.item, { day, second: at.from ?? 32_400, ...discounted(first) });
  const other = at.newVisit === true ? field.visit(plot, profile, later + 3) : visit;
  const risks = field.use({ ...scenario, visit: other }, second.item, {
    day: at.newVisit === true ? later + 3 : later,
    second: at.second ?? 32_700,
    ...discounted(second),
    ...(at.ownPaid === true ? { selfpay_prop: UNIT } : {}),
  });
  return { stays, risks, visit: other };
}

/** Whether the pair is published in both directions with the same window on the day: then the cheaper is at risk. */
function isMirrored(demand: Demand, point: PointRow): boolean {
  return demand.points.some(
    (other) =>
      other.fact.kind === 'pair' &&
      point.fact.kind === 'pair' &&
      other.fact.window === point.fact.window &&
      other.from === point.from &&
      other.codes[0] === point.codes[1] &&
      other.codes[1] === point.codes[0],
  );
}

/** Points that name both items on a day; a look-alike of one must not be a breach of another. */
function pointsOfPair([first, second]: readonly Demand[], day: number): PointRow[] {
  if (first === undefined || second === undefined) return [];
  return inForce(first, day).filter(
    (point) =>
      point.fact.kind === 'pair' && point.codes.includes(first.item.code) && point.codes.includes(second.item.code),
  );
}

const together: Show = (field, scenario, point, demands) => {
  const placed = place(field, scenario, demands, {});
  const [first] = demands;
  if (placed === undefined || first === undefined) return undefined;
  const cheaper = isMirrored(first, point) && placed.stays.amount < placed.risks.amount;
  const several =
    new Set(pointsOfPair(demands, scenario.day).map((other) => other.codes[1])).size > 1 && !isMirrored(first, point);
  return several ? undefined : { lines: [cheaper ? placed.stays : placed.risks] };
};

/** A look-alike in the windows it applies to, when no other point of the pair has another window. */
function apart(windows: readonly string[], at: Parameters<typeof place>[3]): Show {
  return (field, scenario, point, demands) => {
    const all = pointsOfPair(demands, scenario.day);
    const applies = all.every(({ fact }) => fact.kind === 'pair' && windows.includes(fact.window));
    const placed = applies && point.fact.kind === 'pair' ? place(field, scenario, demands, at) : undefined;
    return placed === undefined ? undefined : { lines: [placed.risks], visit: placed.visit };
  };
}

const ALL = ['hour', 'hours:6', 'day', 'visit'];

/** Cases of items that may not be charged together; the second of the published order is at risk. */
export const pairCases: Cases = {
  violation: [
    violates('together', PAIR, together),
    violates('end-of-the-hour', PAIR, (field, scenario, point, demands) => lastMoment(field, scenario, point, demands)),
  ],
  'look-alike': [
    resembles('next-day', PAIR, apart(['day', 'hour', 'hours:6'], { days: 1 })),
    resembles('midnight-between', PAIR, apart(['day', 'hour'], { days: 1, from: 86_399, second: 0 })),
    resembles('next-hour', PAIR, apart(['hour'], { from: 35_999, second: 36_000 })),
    resembles('exactly-six-hours', PAIR, apart(['hour', 'hours:6'], { from: 32_400, second: 54_000 })),
    resembles('next-visit', PAIR, apart(ALL, { newVisit: true })),
    resembles('other-institution', { ...PAIR, wish: () => ({ inpatient: false, med_type: '11' }) }, elsewhere),
    resembles('first-refunded', PAIR, (field, scenario, _, demands) => {
      const placed = place(field, scenario, demands, {});
      if (placed !== undefined) scenario.plot.refund(scenario.visit, placed.stays);
      return placed === undefined ? undefined : { lines: [placed.risks] };
    }),
    resembles('second-refunded', PAIR, (field, scenario, _, demands) => {
      const placed = place(field, scenario, demands, {});
      if (placed !== undefined) scenario.plot.refund(scenario.visit, placed.risks);
      return placed === undefined ? undefined : { lines: [placed.risks] };
    }),
    resembles('paid-by-the-person', PAIR, (field, scenario, point, demands) => {
      const [first] = demands;
      if (first === undefined || isMirrored(first, point) || pointsOfPair(demands, scenario.day).length > 1)
        return undefined;
      const placed = place(field, scenario, demands, { ownPaid: true });
      return placed === undefined ? undefined : { lines: [placed.risks] };
    }),
  ],
};

/** The second item on the same day at another institution: every window counts within one. */
function elsewhere(
  field: Field,
  scenario: Scenario,
  _: PointRow,
  [first, second]: readonly Demand[],
): ReturnType<Show> {
  const { plot, profile, day, visit } = scenario;
  const other = field.parts.places.all.find(
    ({ fixmedins_code, rank, bed_cnt }) =>
      fixmedins_code !== visit.institution.fixmedins_code && rank >= 2 && bed_cnt > 0,
  );
  if (first === undefined || second === undefined || other === undefined) return undefined;
  field.use(scenario, first.item, { second: 32_400, ...discounted(first) });
  const there = field.visit(plot, { ...profile, institution: other }, day);
  const line = field.use({ ...scenario, visit: there }, second.item, { second: 32_700, ...discounted(second) });
  return { lines: [line], visit: there };
}

/** The last moment at which both still meet: the same hour, a second before six hours, the end of the day, the visit's last day. */
function lastMoment(field: Field, scenario: Scenario, point: PointRow, demands: readonly Demand[]): ReturnType<Show> {
  const [first] = demands;
  if (first === undefined || point.fact.kind !== 'pair' || isMirrored(first, point)) return undefined;
  if (pointsOfPair(demands, scenario.day).length > 1) return undefined;
  const at = {
    hour: { from: 32_400, second: 35_999 },
    'hours:6': { from: 32_400, second: 53_999 },
    day: { from: 0, second: 86_399 },
    visit: { days: 2 },
  };
  const placed = place(field, scenario, demands, at[point.fact.window]);
  return placed === undefined ? undefined : { lines: [placed.risks] };
}
