/** Whether a planted person's visits would be suspected for something that they were not planted for. */
import type { HerbPair } from '@shouhu/rulebook';
import { canHave, clash, herbsClash, mayUse } from '../knowledge/propriety.ts';
import type { FeeLine, Person, Visit } from '../model.ts';
import { isInpatient } from '../write/tables.ts';
import type { Plot } from './plot.ts';

const LONGEST_SUPPLY = 840_000;
const MOST_KINDS = 5;
const SOON = 10;
/** Treated in courses or in stages: two stays of one disease are no split stay. */
const IN_COURSES =
  /^(C|D0|D3[7-9]|D4|D5[5-9]|D6[0-8]|Z|O|P|N1[7-9]|N2[0-3]|I69|I2[0-5]|G8|T2|T3|H2[5-8]|H33|H40|M1[67]|K8[03])/;

export function isImproper({ person, visits }: Plot, herbs: readonly HerbPair[]): boolean {
  const valid = visits.filter((visit) => visit.valid);
  return valid.some((visit) => misfits(person, visit, herbs)) || splits(valid);
}

function misfits(person: Person, visit: Visit, herbs: readonly HerbPair[]): boolean {
  const lines = visit.bills.flatMap((bill) => bill.lines).filter(({ cnt }) => cnt > 0);
  const { diagnoses, med_type, begin } = visit;
  if (diagnoses.some(({ code }) => !canHave(person, begin, code))) return true;
  if (lines.some(({ item, doctor, day }) => !mayUse(item.code, { person, doctor, med_type, day, diagnoses })))
    return true;
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
