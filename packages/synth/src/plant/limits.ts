/** Cases of quantities: so many a day, so many days of a course, so many doses in a span. */
import type { PointRow } from '@shouhu/rulebook';
import type { Demand } from '../knowledge/demands.ts';
import { inForce } from '../knowledge/standing.ts';
import type { LabelKind } from '../labels.ts';
import type { FeeLine } from '../model.ts';
import type { Case } from './cases.ts';
import type { Field, Scenario } from './field.ts';
import { inscpOf, portion } from './plot.ts';
import { UNIT, only, resembles, violates } from './scene.ts';
import type { Need, Show, Shown } from './scene.ts';

type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

const STAY: Need = { wish: () => ({ inpatient: true }) };

function mostOf({ fact }: PointRow): number {
  return fact.kind === 'per-day' || fact.kind === 'days' || fact.kind === 'span' ? fact.most : 0;
}

/** Lines of the point's item on the scenario's day with the given quantities. */
function sameDay(quantities: (most: number) => readonly number[]): Show {
  return (field, scenario, point, demands) => {
    const { item } = only(demands);
    const most = mostOf(point) * UNIT;
    const lines = quantities(most).map((cnt, at) =>
      field.use(scenario, item, { day: scenario.day, cnt, second: 32_400 + at * 7200 }),
    );
    const total = lines.reduce((sum, line) => sum + line.cnt, 0);
    return { lines, expected: total > most ? portion(inscpOf(lines), total - most, total) : 0 };
  };
}

/** Cases of a quantity per calendar day, person and institution. */
export const perDayCases: Cases = {
  violation: [
    violates(
      'one-more',
      STAY,
      sameDay((most) => [most + UNIT]),
    ),
    violates(
      'one-more-in-two-lines',
      STAY,
      sameDay((most) => [most, UNIT]),
    ),
    violates(
      'half-more',
      STAY,
      sameDay((most) => [most + UNIT / 2]),
    ),
    violates('still-one-more-after-refund', STAY, (field, scenario, point, demands) => {
      const most = mostOf(point) * UNIT;
      const line = field.use(scenario, only(demands).item, { cnt: most + 2 * UNIT });
      const refund = scenario.plot.refund(scenario.visit, line, UNIT);
      return { lines: [line], expected: portion(inscpOf([line, refund]), UNIT, most + UNIT) };
    }),
  ],
  'look-alike': [
    resembles(
      'exactly-the-limit',
      STAY,
      sameDay((most) => [most]),
    ),
    resembles(
      'limit-in-two-lines',
      STAY,
      sameDay((most) => [most / 2, most / 2]),
    ),
    resembles('refunded-down-to-the-limit', STAY, (field, scenario, point, demands) => {
      const line = field.use(scenario, only(demands).item, { cnt: (mostOf(point) + 1) * UNIT });
      scenario.plot.refund(scenario.visit, line, UNIT);
      return { lines: [line] };
    }),
    resembles('midnight-between', STAY, (field, scenario, point, demands) => {
      const cnt = mostOf(point) * UNIT;
      const { item } = only(demands);
      const late = field.use(scenario, item, { cnt, second: 86_399 });
      return { lines: [late, field.use(scenario, item, { cnt, day: scenario.day + 1, second: 0 })] };
    }),
    resembles('other-institution', { wish: () => ({ inpatient: false, med_type: '11' }) }, otherInstitution),
  ],
};

function otherInstitution(
  field: Field,
  scenario: Scenario,
  point: PointRow,
  demands: Parameters<Show>[3],
): Shown | undefined {
  const cnt = mostOf(point) * UNIT;
  const { item, least } = only(demands);
  const elsewhere = field.parts.places.all.find(
    (place) => place !== scenario.visit.institution && place.rank >= Math.max(least, 2) && place.bed_cnt > 0,
  );
  if (elsewhere === undefined) return undefined;
  const first = field.use(scenario, item, { cnt });
  const visit = field.visit(scenario.plot, { ...scenario.profile, institution: elsewhere }, scenario.day);
  return { lines: [first, field.use({ ...scenario, visit }, item, { cnt, second: 50_000 })] };
}

const MONTHS_OF_STAY = 100;

/** Cases of payable days: distinct days in a stay, days of supply in a year outside of stays. */
export const courseCases: Cases = {
  violation: [
    violates(
      'one-day-more-in-a-stay',
      stayNeed(1),
      daysOfStay((most) => most + 1),
    ),
    violates(
      'two-days-more-in-a-stay',
      stayNeed(2),
      daysOfStay((most) => most + 2),
    ),
    violates(
      'one-day-more-of-supply',
      outsideNeed(0),
      supply((most) => [most + 1]),
    ),
    violates(
      'one-day-more-in-two-visits',
      outsideNeed(3),
      supply((most) => [most - 1, 2]),
    ),
  ],
  'look-alike': [
    resembles(
      'exactly-the-days-in-a-stay',
      stayNeed(1),
      daysOfStay((most) => most),
    ),
    resembles('last-day-refunded', stayNeed(1), (field, scenario, point, demands) => {
      const spaced = only(demands).gap !== null;
      const shown = spaced ? undefined : daysOfStay((most) => most + 1)(field, scenario, point, demands);
      for (const line of shown?.lines ?? []) scenario.plot.refund(shown?.visit ?? scenario.visit, line);
      return shown;
    }),
    resembles('twice-on-the-last-day', stayNeed(1), (field, scenario, point, demands) => {
      const shown = daysOfStay((most) => most)(field, scenario, point, demands);
      if (shown === undefined) return undefined;
      const { visit = scenario.visit, lines } = shown;
      const day = scenario.day + mostOf(point) - 1;
      return {
        visit,
        lines: [...lines, field.use({ ...scenario, visit }, only(demands).item, { day, second: 61_200 })],
      };
    }),
    resembles(
      'exactly-the-days-of-supply',
      outsideNeed(0),
      supply((most) => [most]),
    ),
    resembles(
      'exactly-the-days-in-two-visits',
      outsideNeed(3),
      supply((most) => [most - 1, 1]),
    ),
  ],
};

function stayNeed(more: number): Need {
  return { after: (point) => mostOf(point) + more + 1, wish: () => ({ inpatient: true }) };
}

/** Outside of stays: one visit, and a second one some days later. */
function outsideNeed(after: number): Need {
  return { after, wish: () => ({ inpatient: false }) };
}

/** One use a day from the first day of the stay on; the lines are those of the days beyond the payable ones. */
function daysOfStay(daysFor: (most: number) => number): Show {
  return (field, scenario, point, demands) => {
    const most = mostOf(point);
    const days = daysFor(most);
    if (days > MONTHS_OF_STAY || limitsOf(demands, point) > 1) return undefined;
    const { plot, profile, day } = scenario;
    plot.visits.pop();
    const visit = field.visit(plot, profile, day, days + 1);
    const uses: FeeLine[] = [];
    const demand = only(demands);
    if (demand.gap !== null && days <= most) return undefined;
    for (let nth = 0; nth < days; nth += 1)
      uses.push(field.use({ ...scenario, visit }, demand.item, { day: day + nth }));
    if (demand.gap !== null) labelTooSoon({ ...scenario, visit }, demand, uses);
    return { lines: days > most ? uses.slice(most) : uses.slice(-1), visit };
  };
}

/** An item with a least gap as well: whoever uses it daily for so long breaks that at every use but the first. */
function labelTooSoon({ plot, visit, day }: Scenario, demand: Demand, uses: readonly FeeLine[]): void {
  for (const { class_code, point_id } of inForce(demand, day).filter(({ fact }) => fact.kind === 'gap')) {
    for (const line of uses.slice(1)) {
      const what = { rule_code: class_code, case: 'daily', visit, lines: [line], expected: line.inscp };
      plot.label('violation', { ...what, points: [point_id] });
    }
  }
}

/** Points that limit the item's days on the day, each of which would be a finding of its own. */
function limitsOf(demands: readonly { points: readonly PointRow[] }[], point: PointRow): number {
  const roots = demands.flatMap(({ points }) =>
    points
      .filter(({ fact, class_code }) => fact.kind === 'days' && class_code === point.class_code)
      .map(({ root }) => root),
  );
  return new Set(roots).size;
}

/** Visits two days apart with the given days of supply; what a visit adds above the payable days is charged in proportion. */
function supply(daysFor: (most: number) => readonly number[]): Show {
  return (field, scenario, point, demands) => {
    const most = mostOf(point);
    const { item } = only(demands);
    if (item.kind === 'service' || limitsOf(demands, point) > 1) return undefined;
    const { plot, profile, day } = scenario;
    let reached = 0;
    let charged: FeeLine | undefined;
    let expected = 0;
    let at = scenario.visit;
    for (const [nth, days] of daysFor(most).entries()) {
      if (nth > 0) at = field.visit(plot, profile, day + nth * 2);
      charged = field.use({ ...scenario, visit: at }, item, { day: day + nth * 2, prd_days: days * UNIT });
      reached += days;
      if (reached > most) expected = portion(charged.inscp, Math.min(days, reached - most), days);
    }
    return charged === undefined ? undefined : { lines: [charged], expected, visit: at };
  };
}

/** A regimen of one dose every `every` days for at most `most` days: one dose more than fit is too many. */
export const spanCases: Cases = {
  violation: [violates('a-dose-more-than-fit', { after: 40, wish: () => ({ inpatient: true }) }, doses(1))],
  'look-alike': [resembles('as-many-doses-as-fit', { after: 40, wish: () => ({ inpatient: true }) }, doses(0))],
};

function doses(more: number): Show {
  return (field, scenario, { fact }, demands) => {
    if (fact.kind !== 'span') return undefined;
    const fit = Math.floor(fact.most / fact.every) + 1;
    const { plot, profile, day } = scenario;
    plot.visits.pop();
    const visit = field.visit(plot, profile, day, fit + 2);
    const uses: FeeLine[] = [];
    for (let nth = 0; nth < fit + more; nth += 1)
      uses.push(field.use({ ...scenario, visit }, only(demands).item, { day: day + nth }));
    return { lines: uses.slice(-1), visit };
  };
}
