/** The reference interpreter: slow, obvious and right; the oracle for the other evaluators. */
import type { World } from '@shouhu/claims';
import { build } from '../build.ts';
import type { Judgement } from '../finding.ts';
import type { Hit } from '../hit.ts';
import type { Point, Rule, Ruleset } from '../model.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { amountsOf } from './amount.ts';
import { judgeLimit } from './limit.ts';
import type { Matter } from './membership.ts';
import { judgeOverlap, judgeReuse } from './overlap.ts';
import { judgeNeeds, judgeSpacing, judgeTogether } from './pairs.ts';
import { judgePrice, judgeRecord, judgeRestrict, judgeStay, judgeUnpayable } from './single.ts';

/** Judges every row of a world by every rule. */
export function judgeByReference(ruleset: Ruleset, world: World): Judgement {
  const scene = sceneOf(world);
  const hits = ruleset.rules.flatMap((rule) => rule.points.flatMap((point) => judgePoint(rule, point, scene)));
  return build(hits, scene, amountsOf);
}

function judgePoint(rule: Rule, point: Point, scene: Scene): Hit[] {
  const matter = <P extends Point>(own: P): Matter<P> => ({ rule, point: own, scene });
  switch (point.type) {
    case 'restrict':
      return judgeRestrict(matter(point));
    case 'unpayable':
      return judgeUnpayable(matter(point));
    case 'price':
      return judgePrice(matter(point));
    case 'together':
      return judgeTogether(matter(point));
    case 'limit':
      return judgeLimit(matter(point));
    case 'spacing':
      return judgeSpacing(matter(point));
    case 'needs':
      return judgeNeeds(matter(point));
    case 'record':
      return judgeRecord(matter(point));
    case 'stay':
      return judgeStay(matter(point));
    case 'overlap':
      return judgeOverlap(matter(point));
    case 'reuse':
      return judgeReuse(matter(point));
  }
}
