/** Points that judge a line by itself: restrict on items, unpayable, unit price. */
import type { Line } from '@shouhu/claims';
import { lineAnchor, whole, type Hit } from '../hit.ts';
import type { PricePoint, RestrictPoint, UnpayablePoint } from '../model.ts';
import type { Scene } from '../scene.ts';
import type { AloneSubjects } from './alone.ts';
import { compileTest } from './compiled-test.ts';
import { hitOf, mayFire, standingOf, type Compiled } from './compiled.ts';

/** Judges one selected line; the hit or null. */
export type LineJudge = (line: Line, scene: Scene) => Hit | null;

export function restrictJudge(compiled: Compiled<RestrictPoint>): LineJudge {
  const holds = compileTest(compiled.point.require);
  return (line, scene) => {
    if (!mayFire(compiled, line)) return null;
    const standing = standingOf(compiled, line, scene);
    if (standing === false) return null;
    const kept = holds(line, scene);
    return kept === true ? null : lineHit(compiled, line, standing === true && kept === false);
  };
}

function lineHit(compiled: Compiled, line: Line, decided: boolean): Hit {
  return hitOf(compiled, decided, { anchor: lineAnchor(line), ...whole([line]) });
}

export function unpayableJudge(compiled: Compiled<UnpayablePoint>, subjects: AloneSubjects): LineJudge {
  const { point } = compiled;
  const isUnpayable = point.when === 'always' ? () => true : subjects.test(point.among);
  return (line, scene) => {
    if (!mayFire(compiled, line)) return null;
    const standing = standingOf(compiled, line, scene);
    if (standing === false) return null;
    const unpayable = isUnpayable(line, scene);
    return unpayable === false ? null : lineHit(compiled, line, standing === true && unpayable === true);
  };
}

export function unitPriceJudge(compiled: Compiled<PricePoint>): LineJudge {
  const { point } = compiled;
  return (line, scene) => {
    const max = point.max ?? line.pric_uplmt;
    const { pric } = line;
    if (pric !== null && max !== null && pric <= max) return null;
    if (!mayFire(compiled, line)) return null;
    const standing = standingOf(compiled, line, scene);
    if (standing === false) return null;
    const decided = standing === true && pric !== null && max !== null;
    return hitOf(compiled, decided, {
      anchor: lineAnchor(line),
      charges: [{ line, num: decided ? pric - max : 1 }],
      den: decided ? pric : 1,
      measured: { total: pric ?? 0, max },
    });
  };
}
