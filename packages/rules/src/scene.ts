/** What a row is read against: its visit, the visit's lists, the visit's lines. */
import type { Line, Visit, World } from '@shouhu/claims';
import type { Row } from './predicate.ts';

export interface Scene {
  readonly world: World;
  visitOf(row: Row): Visit | undefined;
  /** Codes of the visit's closed list, or null when the list is not known. */
  codesOf(row: Row, list: 'diagnosis' | 'operation'): readonly string[] | null;
  linesOf(row: Row): readonly Line[];
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
  const diagnoses = groupBy(world.diagnoses, (diagnosis) => diagnosis.mdtrt_id);
  const operations = groupBy(world.operations, (operation) => operation.mdtrt_id);
  return {
    world,
    visitOf: (row) => visits.get(visitKey(row)),
    codesOf: (row, list) => {
      const visit = visits.get(visitKey(row));
      const known = list === 'diagnosis' ? visit?.diagnoses_known : visit?.operations_known;
      if (known !== 1) return null;
      const events = (list === 'diagnosis' ? diagnoses : operations).get(row.mdtrt_id) ?? [];
      return events.map((event) => event.code);
    },
    linesOf: (row) => lines.get(visitKey(row)) ?? [],
  };
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
