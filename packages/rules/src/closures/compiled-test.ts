/** Predicates compiled to closures: nothing is looked up by name when a row is judged. */
import { ageOf, numberOf, ofLineOnly, textOf } from '../evaluate.ts';
import type { CompareOp, Kleene, NumberField, Predicate, Row } from '../predicate.ts';
import { isTextField } from '../predicate.ts';
import { isLine, type Scene } from '../scene.ts';
import { shareOf } from '../visit-sums.ts';
import { compileSet } from './matcher.ts';

export type Test = (row: Row, scene: Scene) => Kleene;

const alwaysTrue: Test = () => true;

export function compileTest(predicate: Predicate): Test {
  switch (predicate.is) {
    case 'always':
      return alwaysTrue;
    case 'unknown':
      return () => null;
    case 'compare': {
      const read = number(predicate.field);
      const holds = comparison(predicate.op);
      const { value } = predicate;
      return (row, scene) => {
        const left = read(row, scene);
        return left === null ? null : holds(left, value);
      };
    }
    case 'compare-fields': {
      const left = number(predicate.left);
      const right = number(predicate.right);
      const holds = comparison(predicate.op);
      return (row, scene) => {
        const a = left(row, scene);
        const b = right(row, scene);
        return a === null || b === null ? null : holds(a, b);
      };
    }
    case 'in': {
      const { field } = predicate;
      const has = compileSet(predicate.set);
      if (ofLineOnly(field)) {
        return (row) => {
          const value = textOf(row, field);
          return value === null ? null : has(value);
        };
      }
      return (row) => {
        const value = row[field];
        return value === null ? null : has(value);
      };
    }
    case 'age': {
      const holds = comparison(predicate.op);
      const { unit, value } = predicate;
      return (row) => {
        const age = ageOf(row, unit);
        return age === null ? null : holds(age, value);
      };
    }
    case 'coded': {
      const has = compileSet(predicate.set);
      const { list } = predicate;
      return (row, scene) => scene.codesOf(row, list)?.some(has) ?? null;
    }
    case 'share':
      return share(predicate);
    case 'known': {
      const { field } = predicate;
      if (field === 'brdy') return (row) => row.brdy !== null;
      if (isTextField(field)) return (row) => textOf(row, field) !== null;
      const read = number(field);
      return (row, scene) => read(row, scene) !== null;
    }
    case 'and':
      return conjunction(predicate.parts.map(compileTest));
    case 'or':
      return disjunction(predicate.parts.map(compileTest));
    case 'not': {
      const test = compileTest(predicate.part);
      return (row, scene) => {
        const value = test(row, scene);
        return value === null ? null : !value;
      };
    }
  }
}

/** Rule scope and point scope in one test. */
export function bothHold(first: Test, second: Test): Test {
  if (first === alwaysTrue) return second;
  return second === alwaysTrue ? first : conjunction([first, second]);
}

function conjunction(tests: readonly Test[]): Test {
  return (row, scene) => {
    let outcome: Kleene = true;
    for (const test of tests) {
      const value = test(row, scene);
      if (value === false) return false;
      if (value === null) outcome = null;
    }
    return outcome;
  };
}

function disjunction(tests: readonly Test[]): Test {
  return (row, scene) => {
    let outcome: Kleene = false;
    for (const test of tests) {
      const value = test(row, scene);
      if (value === true) return true;
      if (value === null) outcome = null;
    }
    return outcome;
  };
}

function comparison(op: CompareOp): (left: number, right: number) => boolean {
  switch (op) {
    case '<':
      return (left, right) => left < right;
    case '<=':
      return (left, right) => left <= right;
    case '=':
      return (left, right) => left === right;
    case '!=':
      return (left, right) => left !== right;
    case '>=':
      return (left, right) => left >= right;
    case '>':
      return (left, right) => left > right;
  }
}

/** Reads a field without asking for its name again. */
function number(field: NumberField): (row: Row, scene: Scene) => number | null {
  switch (field) {
    case 'day':
    case 'emergency':
    case 'hosp_lv':
    case 'internet_hosp':
      return (row) => row[field];
    case 'cnt':
    case 'amount_fen':
    case 'inscp_fen':
    case 'pric':
    case 'pric_uplmt':
    case 'prd_days':
      return (row) => (isLine(row) ? row[field] : null);
    case 'begin_day':
      return (row, scene) => scene.visitOf(row)?.day ?? null;
    case 'end_day':
    case 'death_day':
    case 'diagnoses_known':
    case 'operations_known':
      return (row, scene) => scene.visitOf(row)?.[field] ?? null;
    case 'second':
    case 'upload_days':
    case 'stay_days':
    case 'stay_amount_fen':
    case 'stay_line_days':
      return (row, scene) => numberOf(row, field, scene);
  }
}

function share({ of, op, value }: Extract<Predicate, { is: 'share' }>): Test {
  const counts = compileSet(of);
  const holds = comparison(op);
  return (row, scene) => {
    const amounts = shareOf(scene.sumsOf(row), counts);
    return amounts === null ? null : holds(amounts.part * 10_000, value * amounts.total);
  };
}
