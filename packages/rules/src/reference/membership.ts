/** Which rows a point speaks about. */
import type { Line } from '@shouhu/claims';
import { includes } from '../code-set.ts';
import { evaluate } from '../evaluate.ts';
import { all } from '../kleene.ts';
import type { Point, Rule } from '../model.ts';
import type { CodeSet, Kleene, Row } from '../predicate.ts';
import type { Scene } from '../scene.ts';

/** A rule's point with the world it is judged in. */
export interface Matter<P extends Point = Point> {
  readonly rule: Rule;
  readonly point: P;
  readonly scene: Scene;
}

/** A row with whether it stands within the scopes of rule and point: true or unknown. */
export interface Member<R extends Row = Line> {
  readonly row: R;
  readonly sure: boolean;
}

/** Whether a row lies in the scopes of the rule and the point. */
export function standing({ rule, point, scene }: Matter, row: Row): Kleene {
  return all([evaluate(rule.scope, row, scene), evaluate(point.scope, row, scene)]);
}

export function inForce(point: Point, row: Row): boolean {
  return point.from <= row.day && row.day <= point.to;
}

/** 政策类 rules do not fire on a line whose net in-scope amount is 0 (docs/semantics.md 12). */
function fires(rule: Rule, line: Line): boolean {
  return rule.rule_class !== 'policy' || line.inscp_fen !== 0;
}

/** Rows the point is in force for and that may lie in its scopes. */
export function membersOf<R extends Row>(matter: Matter, rows: readonly R[]): Member<R>[] {
  return rows
    .filter((row) => inForce(matter.point, row))
    .map((row) => ({ row, standing: standing(matter, row) }))
    .filter(({ standing: value }) => value !== false)
    .map(({ row, standing: value }) => ({ row, sure: value === true }));
}

/** Lines of a subject that the rule may fire on. */
export function subjectLines(matter: Matter, subject: CodeSet): Member[] {
  const lines = matter.scene.world.lines.filter((line) => includes(subject, line.item) && fires(matter.rule, line));
  return membersOf(matter, lines);
}

/** Lines of a subject, whatever their in-scope amount: the other side of a pair, an earlier use. */
export function otherLines(matter: Matter, subject: CodeSet): Member[] {
  return membersOf(
    matter,
    matter.scene.world.lines.filter((line) => includes(subject, line.item)),
  );
}
