/** What an evaluator says of a case, held against the reference to the byte. */
import type { Judgement } from '@shouhu/rules';

/** Findings and undecided rows by id, in the reference's order, as they would be written. */
export function isSame(expected: Judgement, actual: Judgement): boolean {
  return JSON.stringify(expected) === JSON.stringify(actual);
}

/** What differs, in one line per finding: for people. */
export function differences(expected: Judgement, actual: Judgement): string[] {
  return (['findings', 'undecided'] as const).flatMap((list) => {
    const right = new Map(expected[list].map((entry) => [entry.finding_id, entry]));
    const left = new Map(actual[list].map((entry) => [entry.finding_id, entry]));
    const missing = [...right.values()].filter(({ finding_id }) => !left.has(finding_id));
    const surplus = [...left.values()].filter(({ finding_id }) => !right.has(finding_id));
    return [
      ...missing.map((entry) => `${list}: missing ${JSON.stringify(entry)}`),
      ...surplus.map((entry) => `${list}: surplus ${JSON.stringify(entry)}`),
      ...[...right].flatMap(([id, entry]) => {
        const other = left.get(id);
        return other === undefined ? [] : fieldDifferences(list, entry, other);
      }),
    ];
  });
}

function fieldDifferences(list: string, expected: object, actual: object): string[] {
  const right = new Map(Object.entries(expected));
  return Object.entries(actual).flatMap(([field, value]) => {
    const wanted = JSON.stringify(right.get(field));
    const given = JSON.stringify(value);
    return wanted === given ? [] : [`${list}: ${field} ${wanted} became ${given}`];
  });
}
