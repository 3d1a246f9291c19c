/** Types about intervals and boxes that cannot both be true: overlap, reuse. */
import type { Sale, Visit } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';
import { lineAnchor, type Hit } from '../hit.ts';
import { all, any, compare } from '../kleene.ts';
import type { OverlapPoint, ReusePoint } from '../model.ts';
import { compareVisits } from '../order.ts';
import type { Kleene } from '../predicate.ts';
import { groupBy, sameVisit } from '../scene.ts';
import { isInpatient } from '../window.ts';
import { bare, hit, visitDraft } from './draft.ts';
import { inForce, membersOf, standing, type Matter } from './membership.ts';

export function judgeOverlap(matter: Matter<OverlapPoint>): Hit[] {
  return matter.point.kind === 'after-death' ? afterDeath(matter) : concurrent(matter);
}

/** The later of two stays, or a visit that is no stay, within another stay by more than a day at its ends. */
function concurrent(matter: Matter<OverlapPoint>): Hit[] {
  const { point, scene } = matter;
  return membersOf(matter, scene.world.visits).flatMap(({ row, sure }) => {
    const kind = point.kind === 'stays' ? isInpatient(row) : isElsewhere(row);
    const clashes = scene.world.visits
      .filter((other) => other.psn_no === row.psn_no && !sameVisit(other, row))
      .filter((other) => point.kind !== 'stays' || compareVisits(other, row) < 0)
      .map((other) => ({ visit: other, met: all([isInpatient(other), shares(point, row, other)]) }))
      .filter(({ met }) => met !== false);
    const outcome = all([sure || null, kind, any(clashes.map(({ met }) => met))]);
    const others = clashes.filter(({ met }) => outcome === null || met === true).map(({ visit }) => visit);
    const draft = visitDraft(row, scene.linesOf(row));
    return hit(matter, outcome, { ...draft, visits: [row, ...others] });
  });
}

function isElsewhere(visit: Visit): Kleene {
  return visit.care_type === null ? null : visit.care_type !== 'inpatient';
}

/** A shared day at an end is a transfer, not an overlap. */
function shares(point: OverlapPoint, row: Visit, stay: Visit): Kleene {
  const inside = all([compare(stay.day, '<', row.day), compare(row.day, '<', stay.end_day)]);
  if (point.kind === 'visit-in-stay') return inside;
  return all([compare(row.day, '<', stay.end_day), compare(stay.day, '<', row.end_day)]);
}

/** No death day means alive, not unknown. */
function afterDeath(matter: Matter<OverlapPoint>): Hit[] {
  const { scene } = matter;
  return membersOf(matter, scene.world.visits).flatMap(({ row, sure }) => {
    const death = row.death_day;
    if (death === null) return [];
    const lines = scene.linesOf(row).filter((line) => line.day > death);
    return hit(matter, all([sure || null, row.day > death || lines.length > 0]), visitDraft(row, lines));
  });
}

/** A line whose box was sold before, on another visit; split boxes may repeat. */
export function judgeReuse(matter: Matter<ReusePoint>): Hit[] {
  const { point, scene } = matter;
  const sales = scene.world.sales.filter((sale) => sale.trdn_flag !== 1);
  const earlierOf = (sale: Sale) =>
    sales.filter(
      (other) =>
        other.drug_trac_codg === sale.drug_trac_codg && !sameSale(other, sale) && compareSales(other, sale) < 0,
    );
  const codesOnLine = groupBy(sales, lineOfSale);
  return scene.world.lines.flatMap((line) => {
    const codes = codesOnLine.get(`${line.fixmedins_code}|${line.line_id}`) ?? [];
    if (codes.length === 0 || !inForce(point, line)) return [];
    const repeats = codes
      .map((sale) => ({ sale, earlier: earlierOf(sale).map((other) => ({ other, met: bothWhole(sale, other) })) }))
      .filter(({ earlier }) => earlier.length > 0);
    const sold = repeats.map(({ earlier }) => any(earlier.map(({ met }) => met)));
    const outcome = all([standing(matter, line), any(sold)]);
    const counted = outcome === true ? sold.filter((value) => value === true).length : sold.length;
    const before = repeats.flatMap(({ earlier }) =>
      earlier.filter(({ met }) => outcome === null || met === true).map(({ other }) => lineOfSale(other)),
    );
    const related = scene.world.lines.filter((other) => before.includes(`${other.fixmedins_code}|${other.line_id}`));
    return hit(matter, outcome, {
      ...bare,
      anchor: lineAnchor(line),
      charges: [{ line, num: counted }],
      den: codes.length,
      related: related.filter((other) => other !== line),
    });
  });
}

function bothWhole(a: Sale, b: Sale): Kleene {
  return all([compare(a.trdn_flag, '=', 0), compare(b.trdn_flag, '=', 0)]);
}

/** The same bill uploaded again, or one box on two lines of one visit. */
function sameSale(a: Sale, b: Sale): boolean {
  return a.fixmedins_code === b.fixmedins_code && a.mdtrt_id === b.mdtrt_id && a.psn_no === b.psn_no;
}

function compareSales(a: Sale, b: Sale): number {
  return (
    a.day - b.day ||
    (a.second ?? -1) - (b.second ?? -1) ||
    compareCodePoints(a.fixmedins_code, b.fixmedins_code) ||
    compareCodePoints(a.mdtrt_id ?? '', b.mdtrt_id ?? '') ||
    compareCodePoints(a.line_id ?? '', b.line_id ?? '')
  );
}

function lineOfSale(sale: Sale): string {
  return `${sale.fixmedins_code}|${sale.line_id ?? ''}`;
}
