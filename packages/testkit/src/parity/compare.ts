/** What an evaluator says of a case, held against the reference to the byte. */
import type { Judgement } from '@shouhu/rules';
import type { Answer } from './case.ts';

export function isSame(expected: Answer, actual: Answer): boolean {
  return JSON.stringify(expected) === JSON.stringify(actual);
}

/** What differs, in one line per finding or field: for people. */
export function differences(expected: Answer, actual: Answer): string[] {
  if ('error' in expected) return [`reference: ${expected.error}`];
  if ('error' in actual) return [actual.error];
  const lists = (['findings', 'undecided'] as const).flatMap((list) => listDifferences(list, expected, actual));
  return lists.length > 0 || isSame(expected, actual) ? lists : ['the same findings in another order'];
}

function listDifferences(list: 'findings' | 'undecided', expected: Judgement, actual: Judgement): string[] {
  const wanted = new Map(expected[list].map((entry) => [entry.finding_id, entry]));
  const given = new Map(actual[list].map((entry) => [entry.finding_id, entry]));
  return [
    ...[...wanted.values()]
      .filter(({ finding_id }) => !given.has(finding_id))
      .map((entry) => `${list}: missing ${JSON.stringify(entry)}`),
    ...[...given.values()]
      .filter(({ finding_id }) => !wanted.has(finding_id))
      .map((entry) => `${list}: surplus ${JSON.stringify(entry)}`),
    ...[...wanted].flatMap(([id, entry]) => {
      const other = given.get(id);
      return other === undefined ? [] : fieldDifferences(list, entry, other);
    }),
  ];
}

function fieldDifferences(list: string, expected: object, actual: object): string[] {
  const wanted = new Map(Object.entries(expected));
  return Object.entries(actual).flatMap(([field, value]) => {
    const right = JSON.stringify(wanted.get(field));
    const given = JSON.stringify(value);
    return right === given ? [] : [`${list}: ${field} ${right} became ${given}`];
  });
}

/** Runs an evaluator; a breakdown is an answer too, and never "clean". */
export function attempt(judge: () => Judgement): Answer {
  try {
    return judge();
  } catch (error) {
    return { error: String(error) };
  }
}
