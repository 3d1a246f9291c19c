/** Binds the fact of one national point to points of the rule model. */
import { QUANTITY_ONE } from '@shouhu/codes';
import type { CodeSet, LimitPoint, Point, PointBase, Predicate, Verdict, Window } from '@shouhu/rules';
import { withoutOwn } from './own-substance.ts';
import { ALWAYS, anyOf } from '../validity.ts';
import { NATIONAL_DEFAULTS } from './parameters.ts';
import {
  NO_CODES,
  ageWithin,
  careIs,
  codesOf,
  documented,
  isEmergency,
  isMaternity,
  isWorkInjury,
  prefixesOf,
  sexIs,
} from './predicates.ts';
import type { NationalFacts, PointRow, PointTerms } from './tables.ts';

/** Points of one fact; empty when it cannot be executed or only qualifies its siblings. */
export function bindPoint(row: PointRow, facts: NationalFacts): Point[] {
  const { fact } = row;
  if (row.state === 'not' || row.codes.length === 0) return [];
  const base = baseOf(row);
  const subject = codesOf(row.codes);
  switch (fact.kind) {
    case 'sex':
      return [restrict(base, subject, sexIs(fact.gend, !isDrugCode(row.codes[0] ?? '')))];
    case 'age':
      return [restrict(base, subject, ageWithin(fact.from, fact.to))];
    case 'insurance':
      return [restrict(base, subject, fact.only === 'injury' ? isWorkInjury : isMaternity)];
    case 'care':
      return [
        restrict(base, subject, anyOf(fact.only.map((care) => (care === 'emergency' ? isEmergency : careIs(care))))),
      ];
    case 'level':
      return [restrict(base, subject, levelIs(fact.least, fact.first))];
    case 'days':
      return courses(base, row, subject, fact.most);
    case 'span':
      return [spanOf(base, row, subject, fact.most, fact.every)];
    case 'per-day':
      return [limit(base, subject, row.root, 'cnt', 'day', fact.most)];
    case 'gap':
      return [
        {
          ...base,
          type: 'spacing',
          subject,
          group: row.root,
          other: null,
          same_diagnosis: false,
          min: fact.days,
          unit: 'day',
          across: 'all',
        },
      ];
    case 'pair':
      return pairOf(base, row.codes, fact.window);
    case 'unpayable':
      return [
        { ...base, type: 'unpayable', subject, when: fact.when, among: fact.when === 'alone' ? HERBS : NO_CODES },
      ];
    case 'not-internet':
      return [restrict(base, subject, { is: 'compare', field: 'internet_hosp', op: '=', value: 0 })];
    case 'first-line':
      return [firstLineOf(base, row, subject, facts)];
    case 'indication':
      return [restrict(base, subject, indicationOf(row, facts))];
    case 'operations':
    case 'sex-exempt':
    case 'none':
      return [];
  }
}

/** Drugs carry a letter first, service items digits only (docs/rulebook.md). */
const isDrugCode = (code: string): boolean => /^[A-Z]/.test(code);

const HERBS: CodeSet = prefixesOf(['T']);

function baseOf(row: PointRow): PointBase {
  return {
    point_ids: [row.point_id],
    name: row.item_name,
    from: row.from,
    to: row.to,
    scope: ALWAYS,
    verdict: verdictOf(row),
    retroactive: false,
  };
}

/** Less than certain mappings raise suspicion only. */
export function verdictOf(row: PointRow): Verdict | null {
  return row.confidence === 'high' ? null : 'suspicion';
}

function restrict(base: PointBase, subject: CodeSet, require: Predicate): Point {
  return { ...base, type: 'restrict', subject_kind: 'item', subject, require };
}

/** Where only the first prescription is bound, a lower institution may repeat it: not decidable from one line. */
function levelIs(least: number, first: boolean): Predicate {
  const level: Predicate = { is: 'compare', field: 'hosp_lv', op: '>=', value: least };
  return first ? anyOf([level, { is: 'unknown', name: 'first_prescription' }]) : level;
}

function limit(
  base: PointBase,
  subject: CodeSet,
  group: string,
  measure: LimitPoint['measure'],
  window: Window,
  most: number,
): LimitPoint {
  const max = most * QUANTITY_ONE;
  return { ...base, type: 'limit', subject, group, measure, window, across: 'institution', max, per_stay_day: false };
}

/** A course is counted per stay; outside of stays, where no notice says how it restarts, per calendar year. */
function courses(base: PointBase, row: PointRow, subject: CodeSet, most: number): Point[] {
  const inStay = { ...base, scope: careIs('inpatient') };
  const outside = { ...base, scope: anyOf([careIs('outpatient'), careIs('pharmacy')]) };
  return [
    limit(inStay, subject, `${row.root}:stay`, 'days', 'visit', most),
    limit(outside, subject, `${row.root}:year`, 'days', 'year', most),
  ];
}

/**
 * No window starts at the first use. One dose more than fit into the span at the regimen's own interval, within twice
 * the span, can only have been given by exceeding it: the best a claim shows, hence a suspicion.
 */
function spanOf(base: PointBase, row: PointRow, subject: CodeSet, most: number, every: number): Point {
  const doses = Math.floor(most / every) + 1;
  return { ...limit(base, subject, row.root, 'days', `days:${most * 2}`, doses), across: 'all' };
}

function pairOf(base: PointBase, codes: readonly string[], window: Window): Point[] {
  const [stays = '', risks = ''] = codes;
  const sides = { a: codesOf([stays]), b: codesOf([risks]) };
  return [{ ...base, ...sides, type: 'together', window, across: 'institution', pays: 'b', allowed_with: NO_CODES }];
}

function prefixesFor(terms: PointTerms | undefined, lexicon: NationalFacts['lexicons']['indication']): string[] {
  const found = (terms?.terms ?? []).flatMap((term) => lexicon.get(term)?.prefixes ?? []);
  return [...new Set(found)].toSorted();
}

function indicationOf(row: PointRow, facts: NationalFacts): Predicate {
  return documented(prefixesFor(facts.indications.get(row.point_id), facts.lexicons.indication));
}

function firstLineOf(base: PointBase, row: PointRow, subject: CodeSet, facts: NationalFacts): Point {
  const prefixes = prefixesFor(facts.firstLine.get(row.point_id), facts.lexicons['first-line']);
  return {
    ...base,
    type: 'needs',
    subject,
    items: prefixesOf(withoutOwn(prefixes, row.codes)),
    diagnoses: NO_CODES,
    operations: NO_CODES,
    window: 'visit',
    look_back_days: NATIONAL_DEFAULTS.look_back_days,
    across: 'all',
  };
}
