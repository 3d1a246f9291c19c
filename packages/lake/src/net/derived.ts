import { careRows, hospRanks } from '@shouhu/codes';
import { quote } from '../store/engine.ts';

/** SQL expressions for what docs/semantics.md 9 derives from codes; each is NULL where the code is unknown. */

/** Care type of a med_type: its own row of the shipped table, else the longest row it begins with. */
export function careTypeOf(medType: string): string {
  return byPrefix(medType, (row) => quote(row.care_type));
}

/** 1 or 0 for an emergency; NULL where the care type is unknown. */
export function emergencyOf(medType: string): string {
  return byPrefix(medType, (row) => (row.emergency ? '1' : '0'));
}

/** A constant map, not a list of IN: the planner makes a join of every longer list. */
function byPrefix(medType: string, valueOf: (row: (typeof careRows)[number]) => string): string {
  const lengths = [...new Set(careRows.map((row) => row.med_type.length))].toSorted((a, b) => b - a);
  const entries = careRows.map((row) => `${quote(row.med_type)}: ${valueOf(row)}`);
  return `coalesce(${lengths.map((length) => `MAP {${entries.join(', ')}}[left(${medType}, ${length})]`).join(', ')})`;
}

/** Rank 3 to 0 of a hosp_lv code or alias. */
export function hospRankOf(hospLv: string): string {
  const entries = [...hospRanks].map(([code, rank]) => `${quote(code)}: ${rank}`);
  return `MAP {${entries.join(', ')}}[trim(${hospLv})]`;
}

/** Kind of an institution: as the master says, else the first letter of its code (H medical, P pharmacy). */
export function fixmedinsTypeOf(given: string, code: string): string {
  return `coalesce(${given}, CASE left(${code}, 1) WHEN 'H' THEN '1' WHEN 'P' THEN '2' END)`;
}

/** One value of several sources that must agree: NULL when two of them contradict (docs/semantics.md 5). */
export function agreed(values: readonly string[]): string {
  return `CASE WHEN least(${values.join(', ')}) = greatest(${values.join(', ')}) THEN coalesce(${values.join(', ')}) END`;
}

/** Male or female; unknown and unstated are absent. */
export function knownGend(gend: string): string {
  return `CASE WHEN ${gend} IN ('1', '2') THEN ${gend} END`;
}
