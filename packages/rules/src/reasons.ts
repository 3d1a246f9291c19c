/** Why a hit could not be decided: the names of what is absent from the rows it rests on. */
import { ageOf, numberOf, textOf } from './evaluate.ts';
import type { Line } from '@shouhu/claims';
import { includes, isEmpty } from './code-set.ts';
import { predicatesOf } from './explain.ts';
import { readsOf, type Read } from './fields.ts';
import type { Hit } from './hit.ts';
import type { Point, Window } from './model.ts';
import { isTextField, type CodeSet, type Row } from './predicate.ts';
import { isLine, type Scene } from './scene.ts';

export function reasonsOf(hit: Hit, scene: Scene): string[] {
  const charged = hit.charges.map(({ line }) => line);
  const rows: Row[] = [...charged, ...hit.related, ...hit.visits];
  const reads = [hit.rule.scope, hit.point.scope, ...predicatesOf(hit.point)].flatMap(readsOf);
  const fromPredicates = rows.flatMap((row) => reads.flatMap((read) => absent(read, row, scene)));
  const fromType = rows.flatMap((row) => absentOfType(hit.point, row, scene));
  const early = charged.some((line) => reachesBack(hit.point, line.day, scene)) ? ['look_back'] : [];
  return [...fromPredicates, ...fromType, ...early];
}

function absent(read: Read, row: Row, scene: Scene): string[] {
  if ('unknown' in read) return [read.unknown];
  if ('share' in read) return sharesKnown(row, scene) ? [] : [read.share];
  if ('list' in read) return scene.codesOf(row, read.list) === null ? [read.list] : [];
  const { field } = read;
  if (field === 'brdy') return ageOf(row, 'day') === null ? ['brdy'] : [];
  if (field === 'upload_days') return isLine(row) && row.updt_day === null ? ['updt_time'] : [];
  return (isTextField(field) ? textOf(row, field) : numberOf(row, field, scene)) === null ? [field] : [];
}

function absentOfType(point: Point, row: Row, scene: Scene): string[] {
  const names = 'window' in point ? absentOfWindow(point.window, row) : [];
  switch (point.type) {
    case 'unpayable':
      return point.when === 'alone' && isLine(row) && someUnplaced(point.among, row, scene) ? ['rxno'] : [];
    case 'price':
      return isLine(row) ? [...names, ...(['pric', 'pric_uplmt'] as const).filter((field) => row[field] === null)] : [];
    case 'limit': {
      const stay = point.per_stay_day && numberOf(row, 'stay_days', scene) === null ? ['end_day'] : [];
      const paid = point.measure === 'paid' && isLine(row) && row.inscp_fen === null ? ['inscp_amt'] : [];
      return [...names, ...stay, ...paid];
    }
    case 'spacing':
      if (point.subject !== null) return point.unit === 'hour' ? absentClock(row) : [];
      return [
        ...absentOfStay(row, scene),
        ...(point.same_diagnosis && scene.codesOf(row, 'diagnosis') === null ? ['diagnosis'] : []),
      ];
    case 'needs': {
      const lists = (['diagnosis', 'operation'] as const).filter(
        (list) =>
          !isEmpty(list === 'diagnosis' ? point.diagnoses : point.operations) && scene.codesOf(row, list) === null,
      );
      return [...names, ...lists];
    }
    case 'overlap':
      return point.kind === 'after-death' ? [] : absentOfStay(row, scene);
    case 'stay':
      return row.care_type === null ? ['care_type'] : [];
    case 'reuse':
      return ['trdn_flag'];
    case 'restrict':
    case 'together':
    case 'record':
      return names;
  }
}

/** Whether every charge of a visit has its kind, so that shares of its amount are known. */
function sharesKnown(row: Row, scene: Scene): boolean {
  const { kinds } = scene.sumsOf(row);
  return kinds.size > 0 && !kinds.has(null);
}

/** Whether the line, or another that could stand on its prescription, has no prescription number. */
function someUnplaced(among: CodeSet, row: Line, scene: Scene): boolean {
  return row.rxno === null || [...scene.sumsOf(row).unplaced].some((item) => includes(among, item));
}

function absentOfStay(row: Row, scene: Scene): string[] {
  return [
    ...(row.care_type === null ? ['care_type'] : []),
    ...(numberOf(row, 'end_day', scene) === null ? ['end_day'] : []),
  ];
}

function absentOfWindow(window: Window, row: Row): string[] {
  if (window === 'prescription') return isLine(row) && row.rxno === null ? ['rxno'] : [];
  if (window === 'stay') return row.care_type === null ? ['care_type'] : [];
  return window.startsWith('hour') ? absentClock(row) : [];
}

/** A date without a clock is what fee_ocur_time lacks. */
function absentClock(row: Row): string[] {
  return isLine(row) && row.second === null ? ['fee_ocur_time'] : [];
}

function reachesBack(point: Point, day: number, scene: Scene): boolean {
  return (
    point.type === 'needs' &&
    point.look_back_days > 0 &&
    !isEmpty(point.items) &&
    day - point.look_back_days < scene.world.first_day
  );
}
