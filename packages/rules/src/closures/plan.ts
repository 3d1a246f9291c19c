/** The compiled form of a ruleset: judges by the place of their point, and the index that selects them. */
import type { Line } from '@shouhu/claims';
import type { Hit } from '../hit.ts';
import type { Point, Rule, Ruleset } from '../model.ts';
import type { Scene } from '../scene.ts';
import { AloneSubjects } from './alone.ts';
import { restrictJudge, unitPriceJudge, unpayableJudge, type LineJudge } from './by-line.ts';
import {
  admissionJudge,
  codedRestrictJudge,
  lineRecordJudge,
  overlapJudge,
  stayJudge,
  visitRecordJudge,
  type VisitJudge,
} from './by-visit.ts';
import { compilePoint } from './compiled.ts';
import { compileTest, type Test } from './compiled-test.ts';
import { discountJudge } from './discount.ts';
import { limitJudge } from './limit.ts';
import { limitReach } from './limit-reach.ts';
import type { Reach } from './limit-reach.ts';
import { needsJudge, togetherJudge, type PairJudge } from './pairs.ts';
import { reuseJudge } from './reuse.ts';
import { Selection } from './selection.ts';
import { spacingJudge } from './spacing.ts';

type BoxJudge = (lines: readonly Line[], scene: Scene) => Hit[];

export interface Plan {
  readonly selection: Selection;
  /** Sparse, by point: judges of single lines. */
  readonly lines: readonly (LineJudge | undefined)[];
  /** Sparse, by point: judges of the selected lines of both sides. */
  readonly groups: readonly (PairJudge | undefined)[];
  /** Sparse, by point: how far back the lines of a visit reach; undefined where every earlier line may matter. */
  readonly reaches: readonly (Reach | undefined)[];
  readonly visits: readonly VisitJudge[];
  readonly boxes: readonly BoxJudge[];
}

export function planOf(ruleset: Ruleset): Plan {
  const selection = new Selection();
  const lines: (LineJudge | undefined)[] = [];
  const groups: (PairJudge | undefined)[] = [];
  const reaches: (Reach | undefined)[] = [];
  const visits: VisitJudge[] = [];
  const boxes: BoxJudge[] = [];
  let index = 0;
  for (const rule of ruleset.rules) {
    const scope = compileTest(rule.scope);
    const alone = new AloneSubjects(rule);
    for (const point of rule.points) {
      place(rule, point, index, scope, alone);
      index += 1;
    }
  }
  return { selection, lines, groups, reaches, visits, boxes };

  function place(rule: Rule, point: Point, at: number, scope: Test, alone: AloneSubjects): void {
    lines[at] = undefined;
    groups[at] = undefined;
    reaches[at] = undefined;
    const compiled = <P extends Point>(own: P) => compilePoint(rule, own, at, scope);
    switch (point.type) {
      case 'restrict':
        if (point.subject_kind === 'item') {
          selection.add(point.subject, at, 'subject');
          lines[at] = restrictJudge(compiled(point));
        } else visits.push(codedRestrictJudge(compiled(point)));
        return;
      case 'unpayable':
        selection.add(point.subject, at, 'subject');
        lines[at] = unpayableJudge(compiled(point), alone);
        return;
      case 'price':
        selection.add(point.subject, at, 'subject');
        if (point.measure === 'unit_price') lines[at] = unitPriceJudge(compiled(point));
        else groups[at] = oneSided(discountJudge(compiled(point)));
        return;
      case 'together':
        selection.add(point.a, at, 'a');
        selection.add(point.b, at, 'b');
        groups[at] = togetherJudge(compiled(point));
        return;
      case 'limit':
        selection.add(point.subject, at, 'subject');
        groups[at] = oneSided(limitJudge(compiled(point)));
        reaches[at] = limitReach(compiled(point));
        return;
      case 'spacing':
        if (point.subject === null) visits.push(admissionJudge(compiled(point)));
        else {
          selection.add(point.subject, at, 'subject');
          groups[at] = oneSided(spacingJudge(compiled(point)));
        }
        return;
      case 'needs':
        selection.add(point.subject, at, 'subject');
        groups[at] = oneSided(needsJudge(compiled(point)));
        return;
      case 'record':
        visits.push(point.on === 'visit' ? visitRecordJudge(compiled(point)) : lineRecordJudge(compiled(point)));
        return;
      case 'stay':
        visits.push(stayJudge(compiled(point)));
        return;
      case 'overlap':
        visits.push(overlapJudge(compiled(point)));
        return;
      case 'reuse':
        boxes.push(reuseJudge(compiled(point)));
    }
  }
}

function oneSided(judge: (lines: readonly Line[], scene: Scene) => Hit[]): PairJudge {
  return (lines, _, scene) => judge(lines, scene);
}
