import type { CodeSet } from './code-set.ts';
import { feeSets } from './data/fee-sets.ts';
import { institutionSets } from './data/institution-sets.ts';
import { personSets } from './data/person-sets.ts';
import { settlementSets } from './data/settlement-sets.ts';
import { visitSets } from './data/visit-sets.ts';

/** The national code sets by the field that carries them. Provinces extend them, so an unknown value is a notice. */
export const codeSets = {
  ...personSets,
  ...visitSets,
  ...feeSets,
  ...settlementSets,
  ...institutionSets,
} as const satisfies Record<string, CodeSet>;

/** A field whose values come from a national code set. */
export type CodedField = keyof typeof codeSets;

export function isCodedField(field: string): field is CodedField {
  return Object.hasOwn(codeSets, field);
}

/** The Chinese name of a field's value, or undefined for a value outside the national set. */
export function codeName(field: CodedField, value: string): string | undefined {
  const values: Readonly<Record<string, string>> = codeSets[field].values;
  return Object.hasOwn(values, value) ? values[value] : undefined;
}
