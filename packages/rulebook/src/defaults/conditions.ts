/** Conditions that several defaults share. */
import type { CodeSet, CompareOp, NumberField, Predicate, TextField } from '@shouhu/rules';
import { anyOf, allOf } from '../validity.ts';
import { careIs, codesOf, isEmergency, prefixesOf } from '../national/predicates.ts';

/** Items are told apart by their codes alone: such a set goes with a scope that narrows it. */
export const EVERY_ITEM: CodeSet = prefixesOf(['']);

export const known = (field: NumberField | TextField): Predicate => ({ is: 'known', field });
export const not = (part: Predicate): Predicate => ({ is: 'not', part });
export const compare = (field: NumberField, op: CompareOp, value: number): Predicate => ({
  is: 'compare',
  field,
  op,
  value,
});
export const itemIn = (...prefixes: readonly string[]): Predicate => ({
  is: 'in',
  field: 'item',
  set: prefixesOf(prefixes),
});
export const valueIn = (field: TextField, ...codes: readonly string[]): Predicate => ({
  is: 'in',
  field,
  set: codesOf(codes),
});

/** A diagnosis (or operation) of the visit starts with one of the prefixes; written as one text. */
export const diagnosed = (prefixes: string): Predicate => coded('diagnosis', prefixes);
export const operated = (prefixes: string): Predicate => coded('operation', prefixes);
/** Any operation at all. */
export const anyOperation: Predicate = { is: 'coded', list: 'operation', set: prefixesOf(['']) };

function coded(list: 'diagnosis' | 'operation', prefixes: string): Predicate {
  return { is: 'coded', list, set: listed(prefixes) };
}

/** Prefixes from one text, parted by blanks; `A00-03` stands for A00, A01, A02, A03. */
export function listed(text: string): CodeSet {
  return prefixesOf(
    text
      .split(/\s+/)
      .filter((part) => part !== '')
      .flatMap(spread),
  );
}

function spread(part: string): string[] {
  const range = /^([A-Z]?)(\d+)-(\d+)$/.exec(part);
  if (range === null) return [part];
  const [, letter = '', from = '', to = ''] = range;
  const size = Number(to) - Number(from) + 1;
  return Array.from({ length: size }, (_, at) => `${letter}${`${Number(from) + at}`.padStart(from.length, '0')}`);
}

export const inStay = careIs('inpatient');
export const outsideStay = anyOf([careIs('outpatient'), careIs('pharmacy')]);
export const atClinic = careIs('outpatient');
/** A pharmacy knows no diagnoses. */
export const notAtPharmacy = not(careIs('pharmacy'));

/** Only what is listed exempts: a visit without a list is judged without it. */
export const documentedOnly = (diagnosis: Predicate): Predicate =>
  allOf([compare('diagnoses_known', '=', 1), diagnosis]);

/** Care that comes in courses or in a row by its nature: tumours, dialysis, births, transfusions, rehabilitation. */
const IN_COURSES =
  'C D00-09 D37-48 Z51 Z08 O P N17-19 Z49 Z99 D55-59 D60-64 D66-68 Z50 I69 G80-83 Z94 T20-32 Z47 Z48 Z38';
export const inCourses = diagnosed(IN_COURSES);
export const isCourse = anyOf([isEmergency, inCourses]);
export const isBirthVisit: Predicate = { is: 'in', field: 'med_type', set: prefixesOf(['52', '51']) };
