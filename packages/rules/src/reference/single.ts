/** Types that look at one row, or at one row beside its prescription: restrict, unpayable, price, record, stay. */
import { isEmpty, includes } from '../code-set.ts';
import { evaluate } from '../evaluate.ts';
import { recordAnchor, whole, type Hit } from '../hit.ts';
import { all, any, compare, not } from '../kleene.ts';
import type { PricePoint, RecordPoint, RestrictPoint, StayPoint, UnpayablePoint } from '../model.ts';
import { compareLines } from '../order.ts';
import type { Kleene } from '../predicate.ts';
import { groupBy, visitKey } from '../scene.ts';
import { isInpatient, meets } from '../window.ts';
import type { Line, Visit } from '@shouhu/claims';
import { bare, hit, lineDraft, visitDraft } from './draft.ts';
import { membersOf, otherLines, standing, subjectLines, type Matter, type Member } from './membership.ts';

export function judgeRestrict(matter: Matter<RestrictPoint>): Hit[] {
  const { point, scene } = matter;
  const broken = (row: Line | Visit, sure: boolean) => all([sure || null, not(evaluate(point.require, row, scene))]);
  if (point.subject_kind === 'item') {
    return subjectLines(matter, point.subject).flatMap(({ row, sure }) =>
      hit(matter, broken(row, sure), lineDraft(row)),
    );
  }
  const list = point.subject_kind;
  return membersOf(matter, scene.world.visits).flatMap(({ row, sure }) => {
    const codes = new Set((scene.codesOf(row, list) ?? []).filter((code) => includes(point.subject, code)));
    return [...codes].flatMap((code) => {
      const draft = visitDraft(row);
      return hit(matter, broken(row, sure), { ...draft, anchor: `${draft.anchor}|${code}` });
    });
  });
}

export function judgeUnpayable(matter: Matter<UnpayablePoint>): Hit[] {
  return subjectLines(matter, matter.point.subject).flatMap(({ row, sure }) => {
    const alone = matter.point.when === 'always' ? true : isAlone(matter, row);
    return hit(matter, all([sure || null, alone]), lineDraft(row));
  });
}

/** No item of the prescription within `among` lies outside the subjects of the rule's `alone` points in force. */
function isAlone({ rule, point, scene }: Matter<UnpayablePoint>, line: Line): Kleene {
  const subjects = rule.points.filter(
    (other) => other.type === 'unpayable' && other.when === 'alone' && other.from <= line.day && line.day <= other.to,
  );
  const outsiders = scene
    .linesOf(line)
    .filter(
      (other) =>
        includes(point.among, other.item) &&
        !subjects.some((subject) => subject.type === 'unpayable' && includes(subject.subject, other.item)),
    );
  return not(any(outsiders.map((other) => meets('prescription', 'institution', line, other))));
}

export function judgePrice(matter: Matter<PricePoint>): Hit[] {
  return matter.point.measure === 'unit_price' ? unitPrice(matter) : discount(matter);
}

function unitPrice(matter: Matter<PricePoint>): Hit[] {
  return subjectLines(matter, matter.point.subject).flatMap(({ row, sure }) => {
    const max = matter.point.max ?? row.pric_uplmt;
    const outcome = all([sure || null, compare(row.pric, '>', max)]);
    const pric = row.pric ?? 0;
    const charges = [{ line: row, num: outcome === true ? pric - (max ?? 0) : 1 }];
    const den = outcome === true ? pric : 1;
    return hit(matter, outcome, { ...lineDraft(row), charges, den, measured: { total: pric, max } });
  });
}

/** The dearest line of the subject in the window is the first operation; every other item beside another is a later one. */
function discount(matter: Matter<PricePoint>): Hit[] {
  const { point } = matter;
  const subjects = subjectLines(matter, point.subject);
  const partners = isEmpty(point.beside) ? subjects : otherLines(matter, point.beside);
  return subjects.flatMap(({ row, sure }) => {
    const near = partners.map((partner) => ({
      line: partner.row,
      met:
        partner.row.item === row.item
          ? false
          : all([partner.sure || null, meets(point.window, 'institution', row, partner.row)]),
    }));
    const beside = any(near.map(({ met }) => met));
    const first = isEmpty(point.beside) ? isFirst(matter, row, subjects) : false;
    const allowed = allowedFen(point, row);
    const outcome = all([sure || null, beside, not(first), overcharged(point, row, allowed)]);
    const related = near.filter(({ met }) => (outcome === true ? met === true : met !== false)).map(({ line }) => line);
    const charges = [{ line: row, num: outcome === true && allowed !== null ? row.amount_fen - allowed : 1 }];
    return hit(matter, outcome, {
      ...lineDraft(row),
      charges,
      den: outcome === true && allowed !== null ? row.amount_fen : 1,
      related,
      amount_reason: point.ratio === null ? 'ratio' : null,
    });
  });
}

function isFirst({ point }: Matter<PricePoint>, line: Line, subjects: readonly Member[]): Kleene {
  const dearer = subjects.filter(
    ({ row }) =>
      row !== line &&
      (row.amount_fen > line.amount_fen || (row.amount_fen === line.amount_fen && compareLines(row, line) < 0)),
  );
  return not(any(dearer.map(({ row, sure }) => all([sure || null, meets(point.window, 'institution', line, row)]))));
}

/** What the ratio allows: full price × started units × ratio, in fen. */
function allowedFen(point: PricePoint, line: Line): number | null {
  const full = line.pric_uplmt ?? line.pric;
  if (point.ratio === null || full === null) return null;
  const product = BigInt(full) * BigInt(Math.ceil(line.cnt / 10_000)) * BigInt(point.ratio);
  return Number((product + 50_000_000n) / 100_000_000n);
}

/** Without a ratio, any visible discount satisfies: a part quantity, a price below the cap, an amount below price × quantity. */
function overcharged(point: PricePoint, line: Line, allowed: number | null): Kleene {
  if (point.ratio !== null) return compare(line.amount_fen, '>', allowed);
  const full = line.pric === null ? null : BigInt(line.pric) * BigInt(line.cnt);
  return not(
    any([
      line.cnt % 10_000 !== 0,
      compare(line.pric, '<', line.pric_uplmt),
      full === null ? null : BigInt(line.amount_fen) < (full + 50_000_000n) / 100_000_000n,
    ]),
  );
}

export function judgeRecord(matter: Matter<RecordPoint>): Hit[] {
  const { point, scene } = matter;
  if (point.on === 'visit') {
    return membersOf(matter, scene.world.visits).flatMap(({ row, sure }) =>
      hit(matter, all([sure || null, evaluate(point.fault, row, scene)]), {
        ...visitDraft(row),
        anchor: recordAnchor(row, point),
      }),
    );
  }
  const faulty = scene.world.lines
    .filter((line) => point.from <= line.day && line.day <= point.to)
    .map((line) => ({ line, fault: all([standing(matter, line), evaluate(point.fault, line, scene)]) }))
    .filter(({ fault }) => fault !== false);
  return [...groupBy(faulty, ({ line }) => `${line.psn_no}|${visitKey(line)}`).values()].flatMap((rows) => {
    const sure = rows.filter(({ fault }) => fault === true);
    const lines = (sure.length > 0 ? sure : rows).map(({ line }) => line);
    const first = lines[0];
    if (first === undefined) return [];
    return hit(matter, sure.length > 0 || null, { ...bare, anchor: recordAnchor(first, point), ...whole(lines) });
  });
}

export function judgeStay(matter: Matter<StayPoint>): Hit[] {
  const { point, scene } = matter;
  return membersOf(matter, scene.world.visits).flatMap(({ row, sure }) =>
    hit(
      matter,
      all([sure || null, isInpatient(row), evaluate(point.fault, row, scene)]),
      visitDraft(row, scene.linesOf(row)),
    ),
  );
}
