/** Helpers of cases that several lines decide. */
import type { PointRow } from '@shouhu/rulebook';
import type { Demand } from '../knowledge/demands.ts';
import type { FeeLine, Visit } from '../model.ts';
import type { Random } from '../random.ts';
import type { Case } from './cases.ts';
import type { Field, Scenario } from './field.ts';
import { inscpOf } from './plot.ts';
import type { Wish } from './profile.ts';

export const UNIT = 10_000;

/** What a case of several lines shows: the lines a finding would charge, and for a violation the amount. */
export interface Shown {
  readonly lines: readonly FeeLine[];
  /** Absent: the in-scope amount of the lines; null: the published knowledge gives none. */
  readonly expected?: number | null;
  /** Absent: the scenario's own. */
  readonly visit?: Visit;
}

/** Room that a case needs around its day, and what it fixes. */
export interface Need {
  readonly before?: number;
  readonly after?: number | ((point: PointRow) => number);
  readonly wish?: (field: Field, point: PointRow, random: Random) => Wish;
  /** Points that must hold on the day besides the one planted. */
  readonly demands?: (field: Field, point: PointRow, random: Random) => readonly Demand[] | undefined;
}

export type Show = (field: Field, scenario: Scenario, point: PointRow, demands: readonly Demand[]) => Shown | undefined;

/** A case whose items keep every point that one line decides, so that only what is shown can be found. */
function staged(kind: 'violation' | 'look-alike', name: string, need: Need, show: Show): Case {
  return {
    name,
    plant: (field, point, random) => {
      const after = typeof need.after === 'function' ? need.after(point) : (need.after ?? 2);
      const day = field.dayFor(random, [point], need.before ?? 0, after);
      const demands = need.demands?.(field, point, random) ?? ownDemand(field, point, random);
      if (day === undefined || demands === undefined) return false;
      const scenario = field.scenario(demands, day, random, need.wish?.(field, point, random) ?? {});
      if (scenario === undefined) return false;
      const honest = demands.every((demand) => field.broken(demand, scenario, day).length === 0);
      const shown = honest ? show(field, scenario, point, demands) : undefined;
      if (shown === undefined) {
        field.drop(scenario.plot);
        return false;
      }
      const expected = shown.expected === undefined ? inscpOf(shown.lines) : shown.expected;
      scenario.plot.label(kind, {
        rule_code: point.class_code,
        case: name,
        visit: shown.visit ?? scenario.visit,
        lines: shown.lines,
        expected,
        points: [point.point_id],
      });
      return true;
    },
  };
}

export const violates = (name: string, need: Need, show: Show): Case => staged('violation', name, need, show);
export const resembles = (name: string, need: Need, show: Show): Case => staged('look-alike', name, need, show);

function ownDemand(field: Field, point: PointRow, random: Random): readonly Demand[] | undefined {
  const demand = field.parts.demands.get(random.pick(point.codes));
  return demand === undefined ? undefined : [demand];
}

/** The first of a list, for cases that know there is one. */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new RangeError('an empty list');
  return first;
}
