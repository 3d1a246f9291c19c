/** Evidence of a hit: the values that decided, readable without the data. */
import { civilDay, compareCodePoints, formatCivilDate } from '@shouhu/codes';
import { numberOf, textOf, ageOf } from './evaluate.ts';
import { readsOf } from './fields.ts';
import type { Evidence } from './finding.ts';
import { lineAnchor, type Hit } from './hit.ts';
import type { Point } from './model.ts';
import { NAMED_MOST } from './named.ts';
import { compareLines, compareVisits } from './order.ts';
import { isTextField, type NumberField, type Predicate, type Row } from './predicate.ts';
import { isLine, type Scene } from './scene.ts';

/** @param more whether the finding leaves lines or visits unnamed */
export function explain(hit: Hit, scene: Scene, more: boolean): Evidence {
  const row: Row | undefined = hit.visits[0] ?? hit.charges.map(({ line }) => line).toSorted(compareLines)[0];
  if (row === undefined) return {};
  const related = hit.related.toSorted(compareLines)[0];
  const values: [string, string | number | null | undefined][] = [
    ['item', isLine(row) ? row.item : null],
    ['name', hit.point.name],
    ['code', listedCode(hit)],
    ...predicatesOf(hit.point).flatMap((predicate) => valuesOf(predicate, row, scene)),
    ...measuredOf(hit),
    ['related_item', related?.item],
    ['related_date', related && dateText(related.day)],
    ['other_mdtrt_id', hit.visits.slice(1).toSorted(compareVisits)[0]?.mdtrt_id],
    ['death_day', hit.point.type === 'overlap' && hit.visits[0]?.death_day ? dateText(hit.visits[0].death_day) : null],
    ['window', 'window' in hit.point ? hit.point.window : null],
    ['named_most', more ? NAMED_MOST : null],
    ['repeated_codes', hit.point.type === 'reuse' ? hit.charges[0]?.num : null],
  ];
  const known = values.filter(
    (entry): entry is [string, string | number] => entry[1] !== null && entry[1] !== undefined,
  );
  return Object.fromEntries(known.toSorted(([a], [b]) => compareCodePoints(a, b)));
}

/** The diagnosis or operation that a point about those speaks of. */
function listedCode({ point, anchor }: Hit): string | null {
  if (point.type !== 'restrict' || point.subject_kind === 'item') return null;
  return anchor.split('|').at(-1) ?? null;
}

function measuredOf({ measured, anchor, point }: Hit): [string, string | number | null][] {
  if (measured === null) return [];
  const start = anchor.startsWith(lineAnchor({ line_id: '' })) ? null : (anchor.split('|').at(-1) ?? null);
  return [
    ['measure', 'measure' in point ? point.measure : null],
    ['total', measured.total],
    ['max', measured.max],
    ['window_start', start],
  ];
}

/** The conditions of a point whose values decide. */
export function predicatesOf(point: Point): Predicate[] {
  if (point.type === 'restrict') return [point.require];
  return point.type === 'record' || point.type === 'stay' ? [point.fault] : [];
}

function valuesOf(predicate: Predicate, row: Row, scene: Scene): [string, string | number | null][] {
  return readsOf(predicate).flatMap((read): [string, string | number | null][] => {
    if ('unknown' in read || 'share' in read) return [];
    if ('list' in read) return [[read.list, codesText(row, read.list, scene)]];
    if (read.field === 'brdy') return ageValues(row);
    const value = isTextField(read.field) ? textOf(row, read.field) : numberText(row, read.field, scene);
    return [[read.field, value]];
  });
}

/** Ages, not the birth date: a finding needs no more. */
function ageValues(row: Row): [string, number | null][] {
  return [
    ['age_year', ageOf(row, 'year')],
    ['age_day', ageOf(row, 'day')],
  ];
}

function codesText(row: Row, list: 'diagnosis' | 'operation', scene: Scene): string | null {
  const codes = scene.codesOf(row, list);
  return codes === null ? null : [...new Set(codes)].toSorted(compareCodePoints).slice(0, NAMED_MOST).join(' ');
}

function numberText(row: Row, field: NumberField, scene: Scene): string | number | null {
  const value = numberOf(row, field, scene);
  return value !== null && (field === 'day' || field.endsWith('_day')) ? dateText(value) : value;
}

function dateText(day: number): string {
  return formatCivilDate(civilDay(day));
}
