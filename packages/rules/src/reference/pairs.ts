/** Types that look at two rows of a person: together, spacing, needs. */
import type { Line, Visit } from '@shouhu/claims';
import { categoryOf, includes, isEmpty } from '../code-set.ts';
import { visitAnchor, type Hit } from '../hit.ts';
import { all, any, compare, not } from '../kleene.ts';
import type { NeedsPoint, SpacingPoint, TogetherPoint } from '../model.ts';
import { compareEnds } from '../named.ts';
import { compareLines, compareVisits } from '../order.ts';
import type { Kleene } from '../predicate.ts';
import type { Scene } from '../scene.ts';
import { distance, HOUR_SECONDS, isInpatient, meets } from '../window.ts';
import { hit, lineDraft, visitDraft } from './draft.ts';
import { membersOf, otherLines, subjectLines, type Matter, type Member } from './membership.ts';

/** Charges every line of the paid side that meets the other side where nothing allowed stands beside it. */
export function judgeTogether(matter: Matter<TogetherPoint>): Hit[] {
  const { point, scene } = matter;
  const sides = { a: otherLines(matter, point.a), b: otherLines(matter, point.b) };
  const allowed = scene.world.lines.filter((line) => includes(point.allowed_with, line.item));
  const chargeable = point.pays === 'cheaper' ? [...sides.a, ...sides.b] : sides[point.pays];
  return chargeable.flatMap(({ row, sure }) => {
    if (matter.rule.rule_class === 'policy' && row.inscp_fen === 0) return [];
    const isA = includes(point.a, row.item);
    const others = (isA ? sides.b : sides.a)
      .filter((other) => other.row !== row)
      .map((other) => ({
        line: other.row,
        met: all([other.sure || null, meets(point.window, point.across, row, other.row)]),
      }))
      .filter(({ met }) => met !== false);
    const lifted = any(allowed.map((line) => meets(point.window, point.across, row, line)));
    const cheaper = point.pays === 'cheaper' ? isCheaper(row, isA, others) : true;
    const outcome = all([sure || null, any(others.map(({ met }) => met)), not(lifted), cheaper]);
    const related = others.filter(({ met }) => outcome === null || met === true).map(({ line }) => line);
    return hit(matter, outcome, { ...lineDraft(row), related });
  });
}

/** Of a pair published in both directions the cheaper line pays, ties b; judged against each line it meets. */
function isCheaper(line: Line, isA: boolean, others: readonly { line: Line; met: Kleene }[]): Kleene {
  return any(
    others.map(({ line: other, met }) =>
      all([met, isA ? line.amount_fen < other.amount_fen : line.amount_fen <= other.amount_fen]),
    ),
  );
}

export function judgeSpacing(matter: Matter<SpacingPoint>): Hit[] {
  return matter.point.subject === null ? admissionSpacing(matter) : useSpacing(matter);
}

function useSpacing(matter: Matter<SpacingPoint>): Hit[] {
  const { point } = matter;
  const uses = point.subject === null ? [] : subjectLines(matter, point.subject);
  const earlier = otherLines(matter, point.other ?? point.subject ?? { codes: [], prefixes: [] });
  return uses.flatMap(({ row, sure }) => {
    const near = earlier
      .filter((other) => other.row !== row)
      .map((other) => ({ line: other.row, close: all([other.sure || null, tooClose(point, row, other.row)]) }))
      .filter(({ close }) => close !== false);
    const outcome = all([sure || null, any(near.map(({ close }) => close))]);
    const related = latest(near.filter(({ close }) => outcome === null || close === true).map(({ line }) => line));
    return hit(matter, outcome, { ...lineDraft(row), related });
  });
}

/**
 * Whether `earlier` came before `use` by less than the minimum. Hours need both clocks: a use without one is itself
 * undecided when another use is possibly too close, and stands against no other.
 */
function tooClose(point: SpacingPoint, use: Line, earlier: Line): Kleene {
  if (use.psn_no !== earlier.psn_no) return false;
  if (point.across === 'institution' && use.fixmedins_code !== earlier.fixmedins_code) return false;
  if (point.unit === 'day') return compareLines(earlier, use) < 0 && use.day - earlier.day < point.min;
  const { nearest } = distance(use, earlier);
  const close = nearest < point.min * HOUR_SECONDS;
  if (use.second !== null) return earlier.second !== null && compareLines(earlier, use) < 0 && close;
  return close && (earlier.second !== null || compareLines(earlier, use) < 0) ? null : false;
}

function latest(lines: readonly Line[]): Line[] {
  return lines.toSorted(compareLines).slice(-1);
}

/** Admissions of a person: days between a discharge and the next admission; of several too close the last to end is named. */
function admissionSpacing(matter: Matter<SpacingPoint>): Hit[] {
  const { point, scene } = matter;
  const stays: Member<Visit>[] = membersOf(matter, scene.world.visits)
    .map(({ row, sure }) => ({ row, standing: all([sure || null, isInpatient(row)]) }))
    .filter(({ standing: value }) => value !== false)
    .map(({ row, standing: value }) => ({ row, sure: value === true }));
  return stays.flatMap(({ row, sure }) => {
    const near = stays
      .filter(
        ({ row: other }) =>
          compareVisits(other, row) < 0 &&
          other.psn_no === row.psn_no &&
          (point.across === 'all' || other.fixmedins_code === row.fixmedins_code),
      )
      .map(({ row: other, sure: otherSure }) => {
        const gap = other.end_day === null ? null : row.day - other.end_day;
        const limit = point.unit === 'day' ? point.min : Math.ceil(point.min / 24);
        const alike = point.same_diagnosis ? sharesCategory(scene, row, other) : true;
        return { visit: other, close: all([otherSure || null, compare(gap, '<', limit), alike]) };
      })
      .filter(({ close }) => close !== false);
    const outcome = all([sure || null, any(near.map(({ close }) => close))]);
    const before = near
      .filter(({ close }) => outcome === null || close === true)
      .map(({ visit }) => visit)
      .toSorted(compareEnds)
      .slice(0, 1);
    const draft = visitDraft(row, scene.linesOf(row));
    return hit(matter, outcome, { ...draft, visits: [row, ...before], anchor: visitAnchor(row) });
  });
}

/** Whether two stays have a diagnosis of one category in common; unknown where a list is. */
function sharesCategory(scene: Scene, a: Visit, b: Visit): Kleene {
  const left = scene.codesOf(a, 'diagnosis');
  const right = scene.codesOf(b, 'diagnosis');
  if (left === null || right === null) return null;
  const categories = new Set(left.map(categoryOf));
  return right.some((code) => categories.has(categoryOf(code)));
}

export function judgeNeeds(matter: Matter<NeedsPoint>): Hit[] {
  const { point, scene } = matter;
  const providers = scene.world.lines.filter((line) => includes(point.items, line.item));
  return subjectLines(matter, point.subject).flatMap(({ row, sure }) => {
    const beside = providers
      .filter((other) => other !== row)
      .map((other) => any([meets(point.window, point.across, row, other), standsBefore(point, row, other)]));
    const early = !isEmpty(point.items) && row.day - point.look_back_days < scene.world.first_day;
    const provided = any([
      ...beside,
      listed(matter, row, 'diagnosis'),
      listed(matter, row, 'operation'),
      point.look_back_days > 0 && early ? null : false,
    ]);
    return hit(matter, all([sure || null, not(provided)]), lineDraft(row));
  });
}

function standsBefore(point: NeedsPoint, use: Line, other: Line): boolean {
  const days = use.day - other.day;
  return (
    use.psn_no === other.psn_no &&
    (point.across === 'all' || use.fixmedins_code === other.fixmedins_code) &&
    point.look_back_days > 0 &&
    days >= 0 &&
    days <= point.look_back_days
  );
}

function listed({ point, scene }: Matter<NeedsPoint>, row: Line, list: 'diagnosis' | 'operation'): Kleene {
  const set = list === 'diagnosis' ? point.diagnoses : point.operations;
  if (isEmpty(set)) return false;
  const codes = scene.codesOf(row, list);
  return codes === null ? null : codes.some((code) => includes(set, code));
}
