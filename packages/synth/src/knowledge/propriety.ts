/**
 * Care that no default of the rulebook may suspect, by the county's own arithmetic: diagnoses that fit the person, drugs
 * that fit age, diagnosis, doctor and each other. Honest bills keep to it, and a planted case may break nothing of it but
 * what it is planted for.
 */
import { ageAt, careOf, civilDay } from '@shouhu/codes';
import type { HerbPair } from '@shouhu/rulebook';
import type { Coded, Doctor, Person } from '../model.ts';

const MEN =
  /^(B26\.0|C6[0-3]|D07\.[456]|D17\.6|D29|D40|E29|E89\.5|F52\.4|I86\.1|L29\.1|N4|N5[01]|Q5[345]|R86|S31\.[23]|Z12\.5)/;
const WOMEN =
  /^(A34|B37\.3|C5[1-8]|C79\.6|D06|D07\.[0-3]|D2[5-8]|D39|E28|E89\.4|F52\.5|F53|I86\.3|L29\.2|L70\.5|M8[01]\.[01]|M83\.0|N7[0-7]|N8|N9[0-8]|N99\.[23]|O|P54\.6|Q5[0-2]|R87|S31\.4|S37\.[456]|T19\.[23]|T83\.3|Z01\.4|Z12\.4|Z30\.[135]|Z31\.[12]|Z3[2-79]|Z87\.5|Z97\.5)/;
/** Completed years, from (included) and to (excluded), of diagnoses that belong to a part of life. */
const AGES: readonly (readonly [codes: RegExp, from: number, to: number])[] = [
  [/^P/, 0, 14],
  [/^(Z38|R95)/, 0, 1],
  [/^(O|Z3[45679])/, 10, 60],
  [/^(E30\.1|Z00\.1)/, 0, 18],
  [/^(N40|N95)/, 30, 200],
  [/^(H25|M80\.0|M81\.0|F03|G30\.1)/, 40, 200],
  [/^R54/, 60, 200],
];

/** Whether a person of this sex and age can have the diagnosis. */
export function canHave(person: Pick<Person, 'gend' | 'brdy'>, day: number, code: string): boolean {
  return sexFits(person, code) && ageFits(person, day, code);
}

/** An unstated sex contradicts nothing. */
export function sexFits({ gend }: Pick<Person, 'gend'>, code: string): boolean {
  return !(gend === '2' && MEN.test(code)) && !(gend === '1' && WOMEN.test(code));
}

export function ageFits({ brdy }: Pick<Person, 'brdy'>, day: number, code: string): boolean {
  const age = ageAt(civilDay(brdy), civilDay(day), 'year') ?? 0;
  return AGES.every(([codes, from, to]) => !codes.test(code) || (age >= from && age < to));
}

/** Whether the drug fits the person, the doctor, the place and the diagnoses. */
export function mayUse(code: string, use: Use): boolean {
  return !oversteps(code, use) && suits(code, use);
}

/** For whom, by whom and where a drug is used. */
export interface Use {
  readonly person: Pick<Person, 'gend' | 'brdy'>;
  readonly doctor: Doctor;
  readonly med_type: string;
  readonly day: number;
  readonly diagnoses: readonly Coded[];
}

const SPECIAL = /^XJ01(DH|XA|XB|AAT|XXD|XXL)/;
const SENIOR: ReadonlySet<string> = new Set(['主任医师', '副主任医师']);
/** Drugs that children below so many years do not get. */
const NOT_BELOW: readonly (readonly [codes: RegExp, years: number])[] = [
  [/^XJ01MA/, 18],
  [/^XJ01AA/, 8],
  [/^XR05DAK/, 18],
  [/^XM01AXN/, 12],
  [/^XJ01EE/, 1],
];
const CONTRARY: readonly (readonly [drugs: RegExp, diagnoses: RegExp])[] = [
  [/^XA10BAE/, /^(N18\.[045]|Z49|Z99\.2|E87\.2)/],
  [/^XM01A[BCEH]/, /^(K2[567]\.[04]|K92\.[01])/],
  [/^XC07AA/, /^J4[56]/],
  [/^(XB01AAH|XB01AD)/, /^I6[012]/],
  [/^XJ01C/, /^Z88\.0/],
  [/^XG03C/, /^C50/],
  [/^(XD10BA|XD05BB|XL04AX|XL01BAJ|XC10AA|XC09|XJ01AA|XJ01MA|XG04CB)/, /^(O|Z3[3-6])/],
];

/** Whether an antibiotic of the special grade is prescribed by whom, or where, it may not be. */
export function oversteps(code: string, { doctor, med_type }: Pick<Use, 'doctor' | 'med_type'>): boolean {
  const care = careOf(med_type);
  if (!SPECIAL.test(code) || care?.emergency === true) return false;
  return !SENIOR.has(doctor.profttl) || (care?.care_type !== 'inpatient' && !code.startsWith('XJ01XXL'));
}

/** Whether the drug fits the person and the diagnoses. */
export function suits(code: string, { person, day, diagnoses }: Omit<Use, 'doctor' | 'med_type'>): boolean {
  const age = ageAt(civilDay(person.brdy), civilDay(day), 'year') ?? 0;
  if (NOT_BELOW.some(([drugs, years]) => age < years && drugs.test(code))) return false;
  return !CONTRARY.some(([drugs, against]) => drugs.test(code) && diagnoses.some((each) => against.test(each.code)));
}

/** Groups of which one substance, told by the letter after them, is enough. */
const ONE_OF = /^(XA02BC|XC10AA|XC09AA|XC09CA|XC08CA|XA10BH|XM01A)([A-Z])/;
const HARMFUL: readonly (readonly [RegExp, RegExp])[] = [
  [/^(XJ01FAK|XJ02ACY|XJ02ABT)/, /^XC10AA[XL]/],
  [/^XC01DA/, /^XG04BE/],
  [/^XC09[AB]/, /^XC09DXS/],
  [/^XN06AG/, /^XN06AB/],
  [/^XJ04ABL/, /^XJ02ACF/],
  [/^(XL01BAJ|XL04AXJ)/, /^XJ01EE/],
];

/** Whether two drugs do not belong on one prescription. */
export function clash(a: string, b: string): boolean {
  const [left, right] = [ONE_OF.exec(a), ONE_OF.exec(b)];
  if (left !== null && right !== null && left[1] === right[1] && left[2] !== right[2]) return true;
  return HARMFUL.some(([one, other]) => (one.test(a) && other.test(b)) || (one.test(b) && other.test(a)));
}

/** Whether two herbs do not belong on one prescription, by their names. */
export function herbsClash(pairs: readonly HerbPair[], a: string, b: string): boolean {
  return pairs.some((pair) => (pair.a.includes(a) && pair.b.includes(b)) || (pair.a.includes(b) && pair.b.includes(a)));
}
