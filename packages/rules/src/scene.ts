/** What a row is read against: its visit, the visit's lists, the visit's lines. */
import type { Line, Visit, World } from '@shouhu/claims';
import type { Row } from './predicate.ts';
import { sumsOf, type VisitSums } from './visit-sums.ts';

export interface Scene {
  readonly world: World;
  visitOf(row: Row): Visit | undefined;
  /** Codes of the visit's closed list, or null when the list is not known. */
  codesOf(row: Row, list: 'diagnosis' | 'operation'): readonly string[] | null;
  linesOf(row: Row): readonly Line[];
  /** Sums over those lines. */
  sumsOf(row: Row): VisitSums;
}

export function isLine(row: Row): row is Line {
  return 'line_id' in row;
}

export function sameVisit(a: Row, b: Row): boolean {
  return a.mdtrt_id === b.mdtrt_id && a.fixmedins_code === b.fixmedins_code;
}

/** Key of a visit: national ids are unique within an institution only. */
export function visitKey(row: Row): string {
  return `${row.fixmedins_code}|${row.mdtrt_id}`;
}

/** Indexes a world once, by visit. */
export function sceneOf(world: World): Scene {
  const visits = new Map(world.visits.map((visit) => [visitKey(visit), visit]));
  const lines = groupBy(world.lines, visitKey);
  const diagnoses = codesByVisit(world.diagnoses);
  const operations = codesByVisit(world.operations);
  const sums = new Map<string, VisitSums>();
  const linesOf = (row: Row): readonly Line[] => lines.get(visitKey(row)) ?? [];
  return {
    world,
    visitOf: (row) => visits.get(visitKey(row)),
    codesOf: (row, list) => {
      const visit = visits.get(visitKey(row));
      const known = list === 'diagnosis' ? visit?.diagnoses_known : visit?.operations_known;
      if (known !== 1) return null;
      return (list === 'diagnosis' ? diagnoses : operations).get(row.mdtrt_id) ?? [];
    },
    linesOf,
    sumsOf: (row) => sums.getOrInsertComputed(visitKey(row), () => sumsOf(linesOf(row))),
  };
}

/** Codes of a list by visit. */
export function codesByVisit(events: readonly { mdtrt_id: string; code: string }[]): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  for (const { mdtrt_id, code } of events) {
    const own = codes.get(mdtrt_id);
    if (own) own.push(code);
    else codes.set(mdtrt_id, [code]);
  }
  return codes;
}

export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const at = key(item);
    const group = groups.get(at);
    if (group) group.push(item);
    else groups.set(at, [item]);
  }
  return groups;
}
