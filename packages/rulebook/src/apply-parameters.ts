import { compareCodePoints } from '@shouhu/codes';
import type { Point, Predicate, Rule } from '@shouhu/rules';
import type { Parameter } from './knowledge.ts';
import { withSetting } from './setting.ts';
import { ALWAYS, allOf, anyOf, overlap, slices } from './validity.ts';

/**
 * Sets the values of parameters on the points of their rules. A point is cut where a value begins or ends, and parted
 * by institution and rank where values differ; where several values fit, one set on the point itself beats one set on its
 * rule; then institution and rank beat institution, institution beats rank, and rank beats all. The parts of a point share no service and cover no more than it did.
 */
export function applyParameters(rules: readonly Rule[], parameters: readonly Parameter[]): Rule[] {
  const byRule = Map.groupBy(parameters, (parameter) => parameter.rule_code);
  return rules.map((rule) => {
    const own = byRule.get(rule.rule_code);
    return own === undefined ? rule : { ...rule, points: rule.points.flatMap((point) => partsOf(point, own)) };
  });
}

function partsOf(point: Point, parameters: readonly Parameter[]): Point[] {
  const touching = parameters.filter((parameter) => isAbout(parameter, point) && overlap(parameter, point));
  return slices(point, touching).flatMap((slice) => {
    const valid = touching.filter((parameter) => overlap(parameter, slice));
    return variants(valid).flatMap(({ scope, values }) => {
      const scoped: Point = { ...point, ...slice, scope: allOf([scope, point.scope]) };
      const set = values.reduce<Point | null>((each, value) => each && withSetting(each, value.setting), scoped);
      return set === null ? [] : [set];
    });
  });
}

function isAbout({ point_id }: Parameter, { point_ids }: Point): boolean {
  return point_id === null || point_ids.includes(point_id);
}

/** Services for which the same values hold. */
interface Variant {
  readonly scope: Predicate;
  readonly values: readonly Parameter[];
}

/** Every combination of a named or any other rank with the named or all other institutions. */
function variants(parameters: readonly Parameter[]): Variant[] {
  const ranks = distinct(parameters.map((parameter) => parameter.hosp_lv));
  const codes = distinct(parameters.map((parameter) => parameter.fixmedins_code));
  return [...ranks, null].flatMap((rank) => {
    const byValues = Map.groupBy([...codes, null], (code) => JSON.stringify(effective(parameters, code, rank)));
    return [...byValues.values()].map((group) => ({
      scope: allOf([institutionScope(group, codes), rankScope(rank, ranks)]),
      values: effective(parameters, group[0] ?? null, rank),
    }));
  });
}

/** The most specific value of each parameter for an institution and a rank, null being one without values of its own. */
function effective(parameters: readonly Parameter[], code: string | null, rank: number | null): Parameter[] {
  const fitting = parameters.filter(
    ({ fixmedins_code, hosp_lv }) =>
      (fixmedins_code === null || fixmedins_code === code) && (hosp_lv === null || hosp_lv === rank),
  );
  const byName = Map.groupBy(fitting, (parameter) => parameter.setting.name);
  return [...byName.values()].flatMap((each) => each.toSorted((a, b) => specificity(b) - specificity(a)).slice(0, 1));
}

function specificity({ point_id, fixmedins_code, hosp_lv }: Parameter): number {
  return (point_id === null ? 0 : 4) + (fixmedins_code === null ? 0 : 2) + (hosp_lv === null ? 0 : 1);
}

/** @param group institutions of one variant; null stands for all that are not named */
function institutionScope(group: readonly (string | null)[], named: readonly string[]): Predicate {
  const among = (codes: readonly string[]): Predicate => ({
    is: 'in',
    field: 'fixmedins_code',
    set: { codes, prefixes: [] },
  });
  const members = group.filter((code) => code !== null);
  if (!group.includes(null)) return among(members);
  const others = named.filter((code) => !members.includes(code));
  return others.length === 0 ? ALWAYS : { is: 'not', part: among(others) };
}

function rankScope(rank: number | null, named: readonly number[]): Predicate {
  const equals = (value: number): Predicate => ({ is: 'compare', field: 'hosp_lv', op: '=', value });
  if (rank !== null) return equals(rank);
  return named.length === 0 ? ALWAYS : { is: 'not', part: anyOf(named.map(equals)) };
}

function distinct<T extends string | number>(values: readonly (T | null)[]): T[] {
  const named = [...new Set(values)].filter((value) => value !== null);
  return named.toSorted((a, b) => compareCodePoints(String(a), String(b)));
}
