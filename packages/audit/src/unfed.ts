/** Points that would take the absence of a table or column for a fault, or judge nothing, are not run over a lake without it. */
import { absentFields, type Lake } from '@shouhu/lake';
import { neededByPoint } from '@shouhu/rulebook';
import type { Point, Rule } from '@shouhu/rules';

/** A rule of which some points are not run. */
export interface Unfed {
  readonly rule_code: string;
  readonly rule_name: string;
  readonly absent: readonly string[];
}

export function withoutUnfed(all: readonly Rule[], lake: Lake): { rules: Rule[]; unfed: Unfed[] } {
  const { tables, line } = absentFields(lake);
  const missing: ReadonlySet<string> = new Set([...tables, ...line]);
  const lacking = ({ point_ids }: Point): string[] =>
    point_ids.flatMap((id) => neededByPoint.get(id) ?? []).filter((name) => missing.has(name));
  const fed = all.map((rule) => ({ ...rule, points: rule.points.filter((point) => lacking(point).length === 0) }));
  return {
    rules: fed.filter((rule) => rule.points.length > 0),
    unfed: all.flatMap(({ rule_code, rule_name, points }) => {
      const absent = [...new Set(points.flatMap(lacking))].toSorted();
      return absent.length === 0 ? [] : [{ rule_code, rule_name, absent }];
    }),
  };
}
