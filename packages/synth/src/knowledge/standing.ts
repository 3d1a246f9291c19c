/**
 * How a billed item stands to each point that names it, by the county's own arithmetic. The rules that audit it are
 * not asked: they are what the labels test.
 */
import { ageAt, careOf, civilDay } from '@shouhu/codes';
import type { NationalFacts, PointRow } from '@shouhu/rulebook';
import type { Coded } from '../model.ts';
import { termsOf } from './demands.ts';
import type { AgeRange, Demand } from './demands.ts';
import { CHILD, isMaternity, isOfAge } from './setting.ts';
import type { Setting } from './setting.ts';

/** `open`: nobody can say from the data. */
type Standing = 'kept' | 'broken' | 'open';

/** Conditions that leave the sex open, named below the annex of service items. */
const SEX_UNCLEAR = ['E34.5', 'Q56', 'Q96', 'Q97', 'Q98', 'Q99'];

/** A point that one line and its visit decide; points over several lines are `kept` here. */
function standingOf(point: PointRow, setting: Setting, diagnoses: readonly Coded[], facts: NationalFacts): Standing {
  const { fact } = point;
  const { person, institution, day } = setting;
  switch (fact.kind) {
    case 'sex': {
      const service = /^\d/.test(point.codes[0] ?? '');
      if (service && documents(diagnoses, SEX_UNCLEAR)) return 'kept';
      return person.gend === '9' ? 'open' : stands(person.gend === fact.gend);
    }
    case 'age':
      return ageStanding(fact, person.brdy, day);
    case 'insurance':
      return stands(fact.only === 'injury' ? setting.insutype === '410' : isMaternity(setting));
    case 'care': {
      const care = careOf(setting.med_type);
      if (care === undefined) return 'open';
      const emergency = care.emergency && fact.only.includes('emergency');
      return stands(emergency || (care.care_type === 'inpatient' && fact.only.includes('inpatient')));
    }
    case 'level':
      return institution.rank >= fact.least ? 'kept' : fact.first ? 'open' : 'broken';
    case 'not-internet':
      return stands(!institution.internet);
    case 'indication': {
      if (diagnoses.length === 0) return 'open';
      const prefixes = termsOf(point, 'indication', facts).flatMap((term) => term.prefixes);
      return stands(documents(diagnoses, prefixes));
    }
    case 'unpayable':
      return stands(fact.when !== 'always');
    case 'sex-exempt':
    case 'days':
    case 'span':
    case 'per-day':
    case 'gap':
    case 'pair':
    case 'operations':
    case 'first-line':
    case 'none':
      return 'kept';
  }
}

const stands = (kept: boolean): Standing => (kept ? 'kept' : 'broken');

/** Whether any diagnosis begins with any of the prefixes. */
export function documents(diagnoses: readonly Coded[], prefixes: readonly string[]): boolean {
  return diagnoses.some(({ code }) => prefixes.some((prefix) => code.startsWith(prefix)));
}

/** Between the narrowest and the widest bound of a child nobody can say. */
function ageStanding(range: AgeRange, brdy: number, day: number): Standing {
  if (isOfAge(range, brdy, day)) return 'kept';
  const years = ageAt(civilDay(brdy), civilDay(day), 'year') ?? 0;
  const oldEnough = range.from === null || isOfAge({ from: range.from, to: null }, brdy, day);
  return range.to === 'child' && oldEnough && years < CHILD.never ? 'open' : 'broken';
}

/** Points in force on a day, of those that can be executed at all. */
export function inForce(demand: Demand, day: number): PointRow[] {
  return demand.points.filter((point) => point.state !== 'not' && point.from <= day && day <= point.to);
}

/** Codes of the classes whose points a line surely breaks, each once. */
export function brokenClasses(
  demand: Demand,
  setting: Setting,
  diagnoses: readonly Coded[],
  facts: NationalFacts,
): string[] {
  const broken = inForce(demand, setting.day).filter(
    (point) => standingOf(point, setting, diagnoses, facts) === 'broken',
  );
  return [...new Set(broken.map((point) => point.class_code))];
}
