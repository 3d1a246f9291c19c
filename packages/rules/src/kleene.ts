/** Strong Kleene logic: null is "unknown" and only survives where it could change the outcome (docs/semantics.md 10). */
import type { CompareOp, Kleene } from './predicate.ts';

/** False wins, then unknown. */
export function all(values: Iterable<Kleene>): Kleene {
  let outcome: Kleene = true;
  for (const value of values) {
    if (value === false) return false;
    if (value === null) outcome = null;
  }
  return outcome;
}

/** True wins, then unknown. */
export function any(values: Iterable<Kleene>): Kleene {
  let outcome: Kleene = false;
  for (const value of values) {
    if (value === true) return true;
    if (value === null) outcome = null;
  }
  return outcome;
}

export function not(value: Kleene): Kleene {
  return value === null ? null : !value;
}

/** Compares two integers; unknown when either is absent. */
export function compare(left: number | null, op: CompareOp, right: number | null): Kleene {
  if (left === null || right === null) return null;
  switch (op) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '>=':
      return left >= right;
    case '>':
      return left > right;
  }
}
