/** Plants every class: all published points that can be executed in the county's period, and Shouhu's own rules. */
import type { PointRow } from '@shouhu/rulebook';
import type { FactKind } from '../knowledge/fact.ts';
import type { LabelKind } from '../labels.ts';
import { aloneCases } from './alone.ts';
import { plantCases } from './cases.ts';
import type { Amount, Case } from './cases.ts';
import { drugDefaultCases } from './default-drugs.ts';
import { recordDefaultCases } from './default-records.ts';
import { visitDefaultCases } from './default-visits.ts';
import type { Field } from './field.ts';
import { firstLineCases, gapCases } from './gaps.ts';
import { courseCases, perDayCases, spanCases } from './limits.ts';
import { ownCases, ownPoint, recordCases } from './own.ts';
import { operationCases } from './operations.ts';
import { pairCases } from './pairs.ts';
import { neverPayableCases, singleCases } from './single-cases.ts';

type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

/** Insured from which every point in force gets a violation of its own. */
const WHOLE_DISTRICT = 220_000;
const CASES_OF_A_CLASS = 20;
/** Classes and kinds of cases that share the people of a small county, with some reserve. */
const SHARES = 280;

/** Where lines are asked for, about one violation in a thousand lines: lines for one case of every class. */
const LINES_A_CASE = 40_000;

/** How many cases a county of a size holds. */
export function amountFor(insured: number, lines = 0): Amount {
  const everyPoint = insured >= WHOLE_DISTRICT;
  const usual = Math.max(everyPoint ? CASES_OF_A_CLASS * 3 : CASES_OF_A_CLASS, Math.floor(lines / LINES_A_CASE));
  return { cases: Math.max(1, Math.min(usual, Math.floor(insured / SHARES))), everyPoint };
}

/** Plants all classes into a field of a county of about so many fee lines; what was planted stands in its plots. */
export function plantAll(field: Field, lines?: number): void {
  const amount = amountFor(field.parts.insured, lines);
  for (const [rule_code, cases] of ownCases) plantCases(field, rule_code, [ownPoint(rule_code)], cases, amount);
  const { classes, points } = field.parts.facts;
  const { firstDay, lastDay } = field.parts.period;
  for (const row of classes) {
    for (const cases of [...(recordCases.get(row.seq) ?? []), ...defaultCases(row.seq)]) {
      plantCases(field, row.code, [ownPoint(row.code)], cases, amount);
    }
    const executable = points.filter(
      (point) =>
        point.class_code === row.code &&
        point.state !== 'not' &&
        point.codes.length > 0 &&
        point.from <= lastDay &&
        point.to >= firstDay,
    );
    for (const [family, members] of Map.groupBy(executable, familyOf)) {
      const cases = casesOf(family, row.rule_class === 'policy');
      if (cases !== undefined) plantCases(field, row.code, members, cases, amount);
    }
  }
}

/** Cases of a class that defaults judge. */
function defaultCases(seq: number): Cases[] {
  return [recordDefaultCases, visitDefaultCases, drugDefaultCases].flatMap((cases) => cases.get(seq) ?? []);
}

/** What cases a point needs: its kind of fact, herbs by when they are not payable. */
type Family = FactKind | 'always' | 'alone';

function familyOf({ fact }: PointRow): Family {
  return fact.kind === 'unpayable' ? fact.when : fact.kind;
}

const several: ReadonlyMap<Family, Cases> = new Map<Family, Cases>([
  ['always', neverPayableCases()],
  ['alone', aloneCases],
  ['per-day', perDayCases],
  ['days', courseCases],
  ['span', spanCases],
  ['gap', gapCases],
  ['first-line', firstLineCases],
  ['pair', pairCases],
  ['operations', operationCases],
]);

function casesOf(family: Family, policy: boolean): Cases | undefined {
  if (family === 'always' || family === 'alone') return several.get(family);
  return several.get(family) ?? singleCases.get(family)?.(policy);
}
