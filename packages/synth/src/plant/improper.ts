/** Whether a planted person's visits would be suspected for something that they were not planted for. */
import type { HerbPair } from '@shouhu/rulebook';
import { ageFits, clash, herbsClash, oversteps, sexFits, suits } from '../knowledge/propriety.ts';
import type { FeeLine, Person, Visit } from '../model.ts';
import { isInpatient } from '../write/tables.ts';
import type { Plot } from './plot.ts';

const LONGEST_SUPPLY = 840_000;
const MOST_KINDS = 5;
const SOON = 10;
/** Treated in courses or in stages: two stays of one disease are no split stay. */
const IN_COURSES =
  /^(C|D0|D3[7-9]|D4|D5[5-9]|D6[0-8]|Z|O|P|N1[7-9]|N2[0-3]|I69|I2[0-5]|G8|T2|T3|H2[5-8]|H33|H40|M1[67]|K8[03])/;

export function isImproper(plot: Plot, herbs: readonly HerbPair[]): boolean {
  return isUnlabelled(plot, herbs) || byCatch(plot).length > 0;
}

/** What no by-catch can be told of: such a case is given up. */
export function isUnlabelled({ person, visits }: Plot, herbs: readonly HerbPair[]): boolean {
  const valid = visits.filter((visit) => visit.valid);
  return valid.some((visit) => misfits(person, visit, herbs)) || splits(valid);
}

/** Something besides the planted that a default rightly suspects. */
export interface ByCatch {
  /** Number of the 2025 list. */
  readonly seq: number;
  readonly visit: Visit;
  /** The line charged; null: the visit as a whole. */
  readonly line: FeeLine | null;
}

/** Diagnoses that do not fit the person (54, 55), and antibiotics of the special grade in the wrong hands (45). */
export function byCatch({ person, visits }: Plot): ByCatch[] {
  return visits
    .filter((visit) => visit.valid)
    .flatMap((visit): ByCatch[] => {
      const { med_type, begin } = visit;
      const codes = visit.diagnoses.map(({ code }) => code);
      const bySex = codes.some((code) => !sexFits(person, code));
      const byAge = codes.some((code) => !ageFits(person, begin, code));
      const lines = chargesOf(visit).filter(({ item, doctor }) => oversteps(item.code, { doctor, med_type }));
      return [
        ...(bySex ? [{ seq: 54, visit, line: null }] : []),
        ...(byAge ? [{ seq: 55, visit, line: null }] : []),
        ...lines.map((line) => ({ seq: 45, visit, line })),
      ];
    });
}

function chargesOf(visit: Visit): FeeLine[] {
  return visit.bills.flatMap((bill) => bill.lines).filter(({ cnt }) => cnt > 0);
}

function misfits(person: Person, visit: Visit, herbs: readonly HerbPair[]): boolean {
  const lines = chargesOf(visit);
  const { diagnoses, med_type } = visit;
  if (lines.some(({ item, day }) => !suits(item.code, { person, day, diagnoses }))) return true;
  const takenBack = visit.bills.some((bill) => bill.reverses !== null || bill.lines.some(({ cnt }) => cnt < 0));
  if (takenBack && lines.some(({ item, doctor }) => oversteps(item.code, { doctor, med_type }))) return true;
  if (!isInpatient(visit) && lines.some(({ prd_days, item }) => prd_days > LONGEST_SUPPLY && item.kind !== 'herb'))
    return true;
  const prescriptions = Map.groupBy(lines, ({ rxno }) => rxno);
  return [...prescriptions].some(([rxno, own]) => rxno !== '' && isBad(own, herbs));
}

function isBad(lines: readonly FeeLine[], herbs: readonly HerbPair[]): boolean {
  const drugs = new Set(lines.filter(({ item }) => /^[XZ]/.test(item.code)).map(({ item }) => item.code));
  if (drugs.size > MOST_KINDS) return true;
  return lines.some(({ item }, at) =>
    lines
      .slice(at + 1)
      .some((other) => clash(item.code, other.item.code) || herbsClash(herbs, item.name, other.item.name)),
  );
}

/** Two stays for one disease in one institution, the second soon after the first. */
function splits(visits: readonly Visit[]): boolean {
  const stays = visits.filter((visit) => isInpatient(visit) && visit.med_type === '21');
  const categories = (visit: Visit) => visit.diagnoses.map(({ code }) => code.slice(0, 3));
  const isCourse = (visit: Visit) => visit.diagnoses.some(({ code }) => IN_COURSES.test(code));
  return stays.some((visit, at) =>
    stays.some(
      (other, place) =>
        place !== at &&
        other.institution === visit.institution &&
        other.begin <= visit.begin &&
        visit.begin - (other.end ?? other.begin) < SOON &&
        !isCourse(visit) &&
        !isCourse(other) &&
        categories(visit).some((category) => categories(other).includes(category)),
    ),
  );
}
