/** Conditions of national points as predicates. */
import type { CodeSet, Predicate } from '@shouhu/rules';
import { ALWAYS, allOf, anyOf } from '../validity.ts';
import type { AgeBound, AgeGroup } from './fact.ts';
import { NATIONAL_DEFAULTS } from './parameters.ts';

export const NO_CODES: CodeSet = { codes: [], prefixes: [] };

export const codesOf = (codes: readonly string[]): CodeSet => ({ codes, prefixes: [] });
export const prefixesOf = (prefixes: readonly string[]): CodeSet => ({ codes: [], prefixes });

export const careIs = (care: 'inpatient' | 'outpatient' | 'pharmacy'): Predicate => ({
  is: 'in',
  field: 'care_type',
  set: codesOf([care]),
});

export const isEmergency: Predicate = { is: 'compare', field: 'emergency', op: '=', value: 1 };

/** Chromosomal and other disorders of sex development, and intersex: the note below the sex annex names them. */
const SEX_UNCLEAR = ['E34.5', 'Q56', 'Q96', 'Q97', 'Q98', 'Q99'];

/**
 * Sex of the person, or a documented condition that makes it unclear. Only a diagnosis that is there exempts: a visit
 * without any is judged by the sex alone.
 */
export function sexIs(gend: string, exempt: boolean): Predicate {
  const sex: Predicate = { is: 'in', field: 'gend', set: codesOf([gend]) };
  const diagnosed: Predicate = { is: 'compare', field: 'diagnoses_known', op: '=', value: 1 };
  const unclear: Predicate = { is: 'coded', list: 'diagnosis', set: prefixesOf(SEX_UNCLEAR) };
  return exempt ? anyOf([sex, allOf([diagnosed, unclear])]) : sex;
}

/** 510 maternity insurance, a maternity category, or a maternity visit (51 antenatal, 52 delivery, 53 planned birth). */
export const isMaternity: Predicate = anyOf([
  { is: 'in', field: 'insutype', set: codesOf(['510']) },
  { is: 'known', field: 'matn_type' },
  { is: 'in', field: 'med_type', set: prefixesOf(['51', '52', '53']) },
]);

/** 410 work-injury insurance; an absent insurance is none (docs/semantics.md 5). */
export const isWorkInjury: Predicate = allOf([
  { is: 'known', field: 'insutype' },
  { is: 'in', field: 'insutype', set: codesOf(['410']) },
]);

/** Completed age within both ends, a group by its number. */
export function ageWithin(from: AgeBound | null, to: AgeBound | AgeGroup | null): Predicate {
  const lower: Predicate = from === null ? ALWAYS : { is: 'age', unit: from.unit, op: '>=', value: from.value };
  return allOf([lower, upperAge(to)]);
}

function upperAge(to: AgeBound | AgeGroup | null): Predicate {
  if (to === null) return ALWAYS;
  if (typeof to !== 'string') return { is: 'age', unit: to.unit, op: '<=', value: to.value };
  switch (to) {
    case 'child':
      return CHILD;
    case 'newborn':
      return { is: 'age', unit: 'day', op: '<=', value: NATIONAL_DEFAULTS.newborn_days };
    case 'infant':
      return { is: 'age', unit: 'month', op: '<', value: NATIONAL_DEFAULTS.infant_months };
    case 'toddler':
      return { is: 'age', unit: 'month', op: '<', value: NATIONAL_DEFAULTS.toddler_months };
    case 'working':
      return { is: 'age', unit: 'year', op: '<', value: NATIONAL_DEFAULTS.working_years };
  }
}

/** Under 14 a child, 18 and over none, between them not decidable (docs/semantics.md 8). */
const CHILD: Predicate = anyOf([
  { is: 'age', unit: 'year', op: '<', value: 14 },
  allOf([
    { is: 'age', unit: 'year', op: '<', value: 18 },
    { is: 'unknown', name: 'child_bound' },
  ]),
]);

/** Chemotherapy, after-care, history, metastasis and ill-defined tumours: they document any tumour, none of its own. */
const TUMOUR_UNSPECIFIC = prefixesOf(['C76', 'C77', 'C78', 'C79', 'C80', 'C97', 'Z08', 'Z51', 'Z54', 'Z85']);
/** Primary sites and the tumours of blood. */
const TUMOUR_PRIMARY = prefixesOf(
  'C0 C1 C2 C3 C4 C5 C6 C70 C71 C72 C73 C74 C75 C81 C82 C83 C84 C85 C86 C88 C9'.split(' '),
);

/**
 * Any diagnosis (letter first, ICD-10) or operation (digit first, ICD-9-CM-3) of the prefixes. A tumour is also
 * documented by the codes that name none, as long as no other primary is coded: chemotherapy visits often carry no more.
 */
export function documented(prefixes: readonly string[]): Predicate {
  const operations = prefixes.filter((prefix) => /^\d/.test(prefix));
  const diagnoses = prefixes.filter((prefix) => !/^\d/.test(prefix));
  const diagnosis = (set: CodeSet): Predicate => ({ is: 'coded', list: 'diagnosis', set });
  const parts: Predicate[] = diagnoses.length > 0 ? [diagnosis(prefixesOf(diagnoses))] : [];
  if (diagnoses.some((prefix) => /^C\d/.test(prefix))) {
    parts.push(allOf([diagnosis(TUMOUR_UNSPECIFIC), { is: 'not', part: diagnosis(TUMOUR_PRIMARY) }]));
  }
  if (operations.length > 0) parts.push({ is: 'coded', list: 'operation', set: prefixesOf(operations) });
  return anyOf(parts);
}
