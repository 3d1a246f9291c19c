import type { CodeSet } from './predicate.ts';

export const noCodes: CodeSet = Object.freeze({ codes: Object.freeze([]), prefixes: Object.freeze([]) });

/** Whether a set was left empty; one of names that no row carries was not. */
export function isEmpty({ codes, prefixes, names = [] }: CodeSet): boolean {
  return codes.length === 0 && prefixes.length === 0 && names.length === 0;
}

/** Membership by code point: equal to a code, or starting with a prefix. */
export function includes(set: CodeSet, code: string): boolean {
  return set.codes.includes(code) || set.prefixes.some((prefix) => code.startsWith(prefix));
}

/** Category of a diagnosis: its first three characters. */
export function categoryOf(code: string): string {
  return Array.from(code).slice(0, 3).join('');
}
