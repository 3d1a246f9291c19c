/** Points about visits: records, stays, overlaps, spacing of admissions, diagnoses and operations as subjects. */
import type { Line, Visit } from '@shouhu/claims';
import { categoryOf } from '../code-set.ts';
import { recordAnchor, visitAnchor, whole, type Hit } from '../hit.ts';
import type { OverlapPoint, RecordPoint, RestrictPoint, SpacingPoint, StayPoint } from '../model.ts';
import { compareEnds, TOLD_MOST } from '../named.ts';
import { compareVisits } from '../order.ts';
import type { Kleene } from '../predicate.ts';
import { sameVisit, visitKey, type Scene } from '../scene.ts';
import { compileTest } from './compiled-test.ts';
import { hitOf, standingOf, type Compiled } from './compiled.ts';
import { compileSet } from './matcher.ts';

/** Judges some visits of a world, and the lines on them. */
export type VisitJudge = (visits: readonly Visit[], scene: Scene, lines: readonly Line[]) => Hit[];

function visitHit(
  compiled: Compiled,
  decided: boolean,
  visit: Visit,
  lines: readonly Line[],
  others: readonly Visit[] = [],
) {
  return hitOf(compiled, decided, {
    anchor: visitAnchor(visit),
    ...whole(lines),
    visits: [visit, ...others],
    amount_reason: lines.length === 0 ? 'no line' : null,
  });
}

const inpatient = (visit: Visit): Kleene => (visit.care_type === null ? null : visit.care_type === 'inpatient');

/** One judgement per visit: the outcome, and the lines charged. */
function eachVisit(
  compiled: Compiled,
  outcomeOf: (visit: Visit, scene: Scene) => Kleene,
  linesOf: (visit: Visit, scene: Scene) => readonly Line[],
): VisitJudge {
  return (visits, scene) => {
    const hits: Hit[] = [];
    for (const visit of visits) {
      const standing = standingOf(compiled, visit, scene);
      if (standing === false) continue;
      const outcome = outcomeOf(visit, scene);
      if (outcome === false) continue;
      hits.push(visitHit(compiled, standing === true && outcome === true, visit, linesOf(visit, scene)));
    }
    return hits;
  };
}

export function visitRecordJudge(compiled: Compiled<RecordPoint>): VisitJudge {
  const judge = eachVisit(compiled, compileTest(compiled.point.fault), () => []);
  return (visits, scene, lines) =>
    judge(visits, scene, lines).map((hit) => {
      const [visit] = hit.visits;
      return visit === undefined ? hit : { ...hit, anchor: recordAnchor(visit, compiled.point) };
    });
}

export function lineRecordJudge(compiled: Compiled<RecordPoint>): VisitJudge {
  const fault = compileTest(compiled.point.fault);
  return (_, scene, lines) => {
    const visits = new Map<string, { sure: Line[]; possible: Line[] }>();
    for (const line of lines) {
      const faulty = fault(line, scene);
      if (faulty === false) continue;
      const standing = standingOf(compiled, line, scene);
      if (standing === false) continue;
      const key = `${line.psn_no}|${visitKey(line)}`;
      const rows = visits.get(key) ?? { sure: [], possible: [] };
      (standing === true && faulty === true ? rows.sure : rows.possible).push(line);
      visits.set(key, rows);
    }
    return [...visits.values()].flatMap(({ sure, possible }) => {
      const rows = sure.length > 0 ? sure : possible;
      const first = rows[0];
      return first === undefined
        ? []
        : [hitOf(compiled, sure.length > 0, { anchor: recordAnchor(first, compiled.point), ...whole(rows) })];
    });
  };
}

export function stayJudge(compiled: Compiled<StayPoint>): VisitJudge {
  const fault = compileTest(compiled.point.fault);
  return eachVisit(
    compiled,
    (visit, scene) => {
      const stays = inpatient(visit);
      if (stays === false) return false;
      const faulty = fault(visit, scene);
      return faulty === false ? false : stays === null ? null : faulty;
    },
    (visit, scene) => scene.linesOf(visit),
  );
}

export function codedRestrictJudge(compiled: Compiled<RestrictPoint>): VisitJudge {
  const { point } = compiled;
  const list = point.subject_kind === 'operation' ? 'operation' : 'diagnosis';
  const has = compileSet(point.subject);
  const holds = compileTest(point.require);
  return (visits, scene) => {
    const hits: Hit[] = [];
    for (const visit of visits) {
      const codes = scene.codesOf(visit, list)?.filter(has);
      if (codes === undefined || codes.length === 0) continue;
      const standing = standingOf(compiled, visit, scene);
      if (standing === false) continue;
      const kept = holds(visit, scene);
      if (kept === true) continue;
      const base = visitHit(compiled, standing === true && kept === false, visit, []);
      for (const code of new Set(codes)) hits.push({ ...base, anchor: `${base.anchor}|${code}` });
    }
    return hits;
  };
}

export function overlapJudge(compiled: Compiled<OverlapPoint>): VisitJudge {
  const { kind } = compiled.point;
  if (kind === 'after-death') {
    const after = (visit: Visit, scene: Scene) =>
      scene.linesOf(visit).filter((line) => visit.death_day !== null && line.day > visit.death_day);
    return eachVisit(
      compiled,
      (visit, scene) => visit.death_day !== null && (visit.day > visit.death_day || after(visit, scene).length > 0),
      after,
    );
  }
  return (visits, scene) => {
    const all = scene.world.visits;
    if (all.length < 2) return [];
    const persons = visits.length > 1 ? byPerson(all) : null;
    const hits: Hit[] = [];
    for (const visit of visits) {
      const own = persons?.get(visit.psn_no) ?? all.filter(({ psn_no }) => psn_no === visit.psn_no);
      if (own.length < 2) continue;
      const hit = clash(compiled, visit, own, scene);
      if (hit !== null) hits.push(hit);
    }
    return hits;
  };
}

function byPerson(visits: readonly Visit[]): Map<string, Visit[]> {
  const persons = new Map<string, Visit[]>();
  for (const visit of visits) {
    const own = persons.get(visit.psn_no);
    if (own) own.push(visit);
    else persons.set(visit.psn_no, [visit]);
  }
  return persons;
}

function clash(compiled: Compiled<OverlapPoint>, visit: Visit, own: readonly Visit[], scene: Scene): Hit | null {
  const stays = compiled.point.kind === 'stays';
  const isStay = inpatient(visit);
  const fits: Kleene = isStay === null ? null : isStay === stays;
  if (fits === false) return null;
  const standing = standingOf(compiled, visit, scene);
  if (standing === false) return null;
  const certain: Visit[] = [];
  const possible: Visit[] = [];
  for (const other of own) {
    if (sameVisit(other, visit) || (stays && compareVisits(other, visit) >= 0)) continue;
    const otherStay = inpatient(other);
    if (otherStay === false) continue;
    const shared = stays ? bothWays(visit, other) : inside(visit.day, other);
    if (shared === false) continue;
    keepLast(possible, other);
    if (shared === true && otherStay === true) keepLast(certain, other);
  }
  if (possible.length === 0) return null;
  const decided = standing === true && fits === true && certain.length > 0;
  return visitHit(compiled, decided, visit, scene.linesOf(visit), decided ? certain : possible);
}

/** Keeps of the visits those that are told: the last to end. */
function keepLast(visits: Visit[], visit: Visit): void {
  const after = visits.findLastIndex((other) => compareEnds(other, visit) < 0);
  if (after + 1 < TOLD_MOST) visits.splice(after + 1, 0, visit);
  if (visits.length > TOLD_MOST) visits.pop();
}

function bothWays(a: Visit, b: Visit): Kleene {
  const first: Kleene = b.end_day === null ? null : a.day < b.end_day;
  const second: Kleene = a.end_day === null ? null : b.day < a.end_day;
  if (first === false || second === false) return false;
  return first === null || second === null ? null : true;
}

function inside(day: number, stay: Visit): Kleene {
  if (day <= stay.day) return false;
  return stay.end_day === null ? null : day < stay.end_day;
}

/** Tells whether another stay has a diagnosis of one category in common with a stay. */
function comparer(visit: Visit, scene: Scene): (other: Visit) => Kleene {
  const own = scene.codesOf(visit, 'diagnosis');
  const categories = new Set(own?.map(categoryOf));
  return (other) => {
    const codes = scene.codesOf(other, 'diagnosis');
    return own === null || codes === null ? null : codes.some((code) => categories.has(categoryOf(code)));
  };
}

/** The one of two stays that ends later. */
function laterEnd(known: Visit | null, visit: Visit): Visit {
  return known === null || compareEnds(visit, known) < 0 ? visit : known;
}

export function admissionJudge(compiled: Compiled<SpacingPoint>): VisitJudge {
  const { point } = compiled;
  const limit = point.unit === 'day' ? point.min : Math.ceil(point.min / 24);
  return (visits, scene) => {
    const stays = scene.world.visits
      .filter((visit) => inpatient(visit) !== false)
      .map((visit) => ({ visit, standing: standingOf(compiled, visit, scene) }))
      .filter(({ standing }) => standing !== false)
      .map(({ visit, standing }) => ({ visit, sure: standing === true && inpatient(visit) === true }))
      .toSorted((a, b) => compareVisits(a.visit, b.visit));
    const asked = new Set(visits);
    const hits: Hit[] = [];
    stays.forEach(({ visit, sure }, index) => {
      if (!asked.has(visit)) return;
      const alikeTo = point.same_diagnosis ? comparer(visit, scene) : null;
      let certain: Visit | null = null;
      let possible: Visit | null = null;
      for (const before of stays.slice(0, index)) {
        if (before.visit.psn_no !== visit.psn_no) continue;
        if (point.across === 'institution' && before.visit.fixmedins_code !== visit.fixmedins_code) continue;
        const { end_day } = before.visit;
        if (end_day !== null && visit.day - end_day >= limit) continue;
        const alike = alikeTo === null ? true : alikeTo(before.visit);
        if (alike === false) continue;
        possible = laterEnd(possible, before.visit);
        if (end_day !== null && before.sure && alike === true) certain = laterEnd(certain, before.visit);
      }
      if (possible === null) return;
      const decided = sure && certain !== null;
      const other = decided && certain !== null ? certain : possible;
      hits.push(visitHit(compiled, decided, visit, scene.linesOf(visit), [other]));
    });
    return hits;
  };
}
