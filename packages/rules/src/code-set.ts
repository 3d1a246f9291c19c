import type { CodeSet } from './predicate.ts';

export const noCodes: CodeSet = Object.freeze({ codes: Object.freeze([]), prefixes: Object.freeze([]) });

export function isEmpty(set: CodeSet): boolean {
  return set.codes.length === 0 && set.prefixes.length === 0;
}

/** Membership by code point: equal to a code, or starting with a prefix. */
export function includes(set: CodeSet, code: string): boolean {
  return set.codes.includes(code) || set.prefixes.some((prefix) => code.startsWith(prefix));
}

/** Category of a diagnosis: its first three characters. */
export function categoryOf(code: string): string {
  return Array.from(code).slice(0, 3).join('');
}
