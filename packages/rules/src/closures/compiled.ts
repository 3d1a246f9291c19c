/** A rule's points, compiled once: what selects them and what they test. */
import type { Line } from '@shouhu/claims';
import type { Hit } from '../hit.ts';
import type { Point, Rule } from '../model.ts';
import type { Kleene, Row } from '../predicate.ts';
import type { Scene } from '../scene.ts';
import { bothHold, compileTest, type Test } from './compiled-test.ts';

export interface Compiled<P extends Point = Point> {
  readonly rule: Rule;
  readonly point: P;
  /** Place among all compiled points. */
  readonly index: number;
  readonly standing: Test;
  readonly policy: boolean;
}

export interface Member<R extends Row = Line> {
  readonly row: R;
  readonly sure: boolean;
}

export function compilePoint<P extends Point>(rule: Rule, point: P, index: number, ruleScope: Test): Compiled<P> {
  return {
    rule,
    point,
    index,
    standing: bothHold(ruleScope, compileTest(point.scope)),
    policy: rule.rule_class === 'policy',
  };
}

/** Standing of a row within validity and scopes; false outside. */
export function standingOf({ point, standing }: Compiled, row: Row, scene: Scene): Kleene {
  return point.from <= row.day && row.day <= point.to ? standing(row, scene) : false;
}

/** 政策类 rules leave a line alone whose in-scope amount is 0. */
export function mayFire({ policy }: Compiled, line: Line): boolean {
  return !policy || line.inscp_fen !== 0;
}

export function hitOf(
  { rule, point }: Compiled,
  decided: boolean,
  draft: Pick<Hit, 'anchor' | 'charges' | 'den'> & Partial<Hit>,
): Hit {
  return { rule, point, decided, related: [], visits: [], measured: null, amount_reason: null, ...draft };
}

export function memberOf<R extends Row>(compiled: Compiled, row: R, scene: Scene): Member<R> | null {
  const standing = standingOf(compiled, row, scene);
  return standing === false ? null : { row, sure: standing === true };
}
