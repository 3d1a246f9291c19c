/** Cases that one line decides: sex, age, insurance, care, level, internet, indication, never-payable herbs. */
import type { PointRow } from '@shouhu/rulebook';
import { older, withdrawn } from '../honest/blemish.ts';
import type { Demand } from '../knowledge/demands.ts';
import type { FeeLine } from '../model.ts';
import type { Random } from '../random.ts';
import type { Case } from './cases.ts';
import type { Field, Scenario } from './field.ts';
import { inscpOf } from './plot.ts';
import type { Wish } from './profile.ts';

const UNIT = 10_000;

/** What a case asks for: on which day, and what it fixes; undefined when it does not apply to the point. */
export interface Ask {
  readonly day?: number;
  readonly wish: Wish;
}
export type Asking = (field: Field, point: PointRow, day: number, random: Random) => Ask | undefined;

/** How a line that breaks a point comes to stand for nothing. */
type Defused = 'refunded' | 'settlement-reversed' | 'withdrawn' | 'corrected' | 'paid-by-the-person' | 'unsettled';

/** A line that breaks the point; refunded in part, the rest counts. */
export function violation(name: string, ask: Asking, partRefund = false): Case {
  return {
    name,
    plant: (field, point, random) => {
      const made = build(field, point, random, ask);
      if (made === undefined) return false;
      const { scenario, demand, day } = made;
      const classes = field.broken(demand, scenario, day);
      const tooMany = partRefund && demand.perDay !== null && demand.perDay < 2;
      if (tooMany || !classes.includes(point.class_code)) return abandon(field, scenario);
      const line = field.use(scenario, demand.item, { day, cnt: partRefund ? 3 * UNIT : UNIT });
      const lines = partRefund ? [line, scenario.plot.refund(scenario.visit, line, UNIT)] : [line];
      for (const rule_code of classes) {
        const points = rule_code === point.class_code ? [point.point_id] : [];
        scenario.plot.label('violation', {
          rule_code,
          case: name,
          visit: scenario.visit,
          lines: [line],
          expected: inscpOf(lines),
          points,
        });
      }
      return true;
    },
  };
}

/** A line that keeps the point, on its boundary. */
export function kept(name: string, ask: Asking): Case {
  return {
    name,
    plant: (field, point, random) => {
      const made = build(field, point, random, ask);
      if (made === undefined) return false;
      const { scenario, demand, day } = made;
      if (field.broken(demand, scenario, day).length > 0) return abandon(field, scenario);
      const line = field.use(scenario, demand.item, { day });
      return lookAlike(scenario, point, name, line);
    },
  };
}

/** A line that would break the point, had it not been taken back or left to the person. */
export function defused(how: Defused, ask: Asking): Case {
  return {
    name: how,
    plant: (field, point, random) => {
      const made = build(field, point, random, ask);
      if (made === undefined) return false;
      const { scenario, demand, day } = made;
      if (!field.broken(demand, scenario, day).includes(point.class_code)) return abandon(field, scenario);
      return lookAlike(scenario, point, how, defuse(field, scenario, demand, day, how));
    },
  };
}

function lookAlike({ plot, visit }: Scenario, point: PointRow, name: string, line: FeeLine): true {
  const what = { rule_code: point.class_code, case: name, visit, lines: [line], expected: null };
  plot.label('look-alike', { ...what, points: [point.point_id] });
  return true;
}

function build(
  field: Field,
  point: PointRow,
  random: Random,
  ask: Asking,
): { scenario: Scenario; demand: Demand; day: number } | undefined {
  const drawn = field.dayFor(random, [point], 0, 2);
  const demand = field.parts.demands.get(random.pick(point.codes));
  if (drawn === undefined || demand === undefined) return undefined;
  const asked = ask(field, point, drawn, random);
  if (asked === undefined) return undefined;
  const day = asked.day ?? drawn;
  const scenario = field.scenario([demand], day, random, asked.wish);
  return scenario === undefined ? undefined : { scenario, demand, day };
}

function abandon(field: Field, { plot }: Scenario): false {
  field.drop(plot);
  return false;
}

function defuse(field: Field, scenario: Scenario, demand: Demand, day: number, how: Defused): FeeLine {
  const { plot, visit } = scenario;
  const own = field.parts.own.consultation;
  switch (how) {
    case 'refunded': {
      const line = field.use(scenario, demand.item, { day, cnt: 2 * UNIT });
      plot.refund(visit, line);
      return line;
    }
    case 'settlement-reversed': {
      const line = field.use(scenario, demand.item, { day });
      plot.reverse(visit);
      return line;
    }
    case 'withdrawn': {
      const charged = plot.charge(visit, { item: own, day });
      const line = withdrawn(plot, { ...charged, item: demand.item, pric: demand.item.pric });
      visit.dropped.push({ line, setl_id: visit.bills[0]?.setl_id ?? '' });
      return line;
    }
    case 'corrected': {
      const line = plot.charge(visit, { item: own, day });
      const wrong = older(plot, { ...line, item: demand.item, pric: demand.item.pric });
      visit.dropped.push({ line: wrong, setl_id: visit.bills[0]?.setl_id ?? '' });
      return line;
    }
    case 'paid-by-the-person':
      return field.use(scenario, demand.item, { day, selfpay_prop: UNIT });
    case 'unsettled': {
      const line = field.use(scenario, demand.item, { day });
      const [bill] = visit.bills.splice(0, 1);
      visit.open.push(...(bill?.lines ?? []));
      return line;
    }
  }
}
