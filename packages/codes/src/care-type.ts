/** How care was given, which knowledge limits by. */
export type CareType = 'outpatient' | 'inpatient' | 'pharmacy';

export interface Care {
  readonly care_type: CareType;
  readonly emergency: boolean;
}

/** A row of the shipped table: a `med_type`, or the beginning of the local codes below it. */
export interface CareRow extends Care {
  readonly med_type: string;
}

/**
 * `med_type` → care type (docs/semantics.md 9). Not listed, hence absent: 53 计划生育手术费 and 61 照护保险, which happen
 * both in and out of a ward, and the local 31xx. Sub-codes follow the national two digits; 99xx is local without one.
 */
export const careRows: readonly CareRow[] = [
  ...rows('outpatient', ['11', '12', '14', '15', '16', '19', '51', '81', '9901']),
  ...rows('outpatient', ['13'], true),
  ...rows('inpatient', ['21', '22', '23', '25', '26', '27', '28', '52', '9921']),
  ...rows('inpatient', ['24'], true),
  ...rows('pharmacy', ['41', '9929']),
];

function rows(care_type: CareType, med_types: readonly string[], emergency = false): CareRow[] {
  return med_types.map((med_type) => ({ med_type, care_type, emergency }));
}

const byMedType: ReadonlyMap<string, Care> = new Map(careRows.map((row) => [row.med_type, row]));
const LONGEST_MED_TYPE = 4;

/** How a `med_type` was cared for: its own row, else the longest row it begins with; undefined when unknown. */
export function careOf(med_type: string): Care | undefined {
  for (let length = Math.min(LONGEST_MED_TYPE, med_type.length); length >= 2; length -= 1) {
    const care = byMedType.get(med_type.slice(0, length));
    if (care !== undefined) return care;
  }
  return undefined;
}
