/** Persons in what a run says of a lead: where they stand, and the texts without them. */
import type { Lead } from '@shouhu/audit';
import { readInstitutionCode } from '@shouhu/codes';

/** What a run says of a lead, but for its rank, which other leads change. */
export type Content = Omit<Lead, 'rank'>;

/** Numbers of persons: ends of links, which may be institutions too. */
export function personsOf({ schemes, fixmedins_codes }: Content): string[] {
  const ends = new Set(schemes.flatMap(({ links }) => links.flatMap(({ a, b }) => [a, b])));
  return [...ends].filter((end) => !fixmedins_codes.includes(end) && readInstitutionCode(end) === undefined);
}

/** Any value with the numbers of these persons cut down to their last four digits, wherever they stand in it. */
export function masked<Value>(value: Value, persons: readonly string[]): Value {
  let text = JSON.stringify(value);
  // Longer numbers first: one may hold another.
  for (const person of persons.toSorted((a, b) => b.length - a.length))
    text = text.replaceAll(person, `***${person.slice(-4)}`);
  return JSON.parse(text);
}
