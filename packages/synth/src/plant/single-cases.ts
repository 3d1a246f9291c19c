/** The boundaries of each class that one line decides. */
import type { PointRow } from '@shouhu/rulebook';
import { civilDate } from '@shouhu/codes';
import { birthday } from '../county/people.ts';
import { NEWBORN_DAYS, WORKING_YEARS } from '../knowledge/setting.ts';
import { isFactOf } from '../knowledge/fact.ts';
import type { FactKind, FactOf } from '../knowledge/fact.ts';
import { diagnosisOf, termsOf } from '../knowledge/demands.ts';
import type { LabelKind } from '../labels.ts';
import type { Institution } from '../model.ts';
import type { Case } from './cases.ts';
import type { Field } from './field.ts';
import { diagnosisOutside } from './profile.ts';
import { defused, kept, violation } from './single.ts';
import type { Ask, Asking } from './single.ts';

type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

/** An asking for points of one kind of fact. */
function asking<K extends FactKind>(
  kind: K,
  ask: (
    fact: FactOf<K>,
    at: { field: Field; point: PointRow; day: number; random: Parameters<Asking>[3] },
  ) => Ask | undefined,
): Asking {
  return (field, point, day, random) => {
    const { fact } = point;
    return isFactOf(fact, kind) ? ask(fact, { field, point, day, random }) : undefined;
  };
}

/** The common ways in which a breach stands for nothing; the last only for classes of payment policy. */
function defusals(ask: Asking, policy: boolean): Case[] {
  const common = (['refunded', 'corrected', 'withdrawn', 'settlement-reversed', 'unsettled'] as const).map((how) =>
    defused(how, ask),
  );
  return policy ? [defused('paid-by-the-person', ask), ...common] : common;
}

const other = (gend: '1' | '2'): '1' | '2' => (gend === '1' ? '2' : '1');
const asWished: Asking = () => ({ wish: {} });

/** Cases by the kind of fact; `policy` adds those of payment policy. */
export const singleCases: ReadonlyMap<FactKind, (policy: boolean) => Cases> = new Map([
  ['sex', sexCases],
  ['age', ageCases],
  ['insurance', insuranceCases],
  ['care', careCases],
  ['level', levelCases],
  ['not-internet', internetCases],
  ['indication', indicationCases],
]);

/** Cases of herbs that are never payable. */
export function neverPayableCases(): Cases {
  return {
    violation: [violation('in-a-compound', asWished), violation('part-refund', asWished, true)],
    'look-alike': defusals(asWished, true),
  };
}

function sexCases(policy: boolean): Cases {
  const wrong = asking('sex', (fact) => ({ wish: { gend: other(fact.gend) } }));
  return {
    violation: [violation('other-sex', wrong), violation('part-refund', wrong, true)],
    'look-alike': [
      kept('right-sex', asWished),
      kept(
        'sex-unstated',
        asking('sex', () => ({ wish: { gend: '9' } })),
      ),
      kept(
        'sex-unclear',
        asking('sex', (fact) => ({
          wish: { gend: other(fact.gend), diagnoses: [{ code: 'Q99.900', name: '染色体异常' }] },
        })),
      ),
      ...defusals(wrong, policy),
    ],
  };
}

function ageCases(policy: boolean): Cases {
  const born = (brdy: number | undefined, day?: number): Ask | undefined =>
    brdy === undefined ? undefined : { wish: { brdy }, ...(day === undefined ? {} : { day }) };
  const tooOld = asking('age', (fact, { day }) => born(firstTooOld(fact, day)));
  const young = asking('age', ({ from }, { day }) =>
    from?.unit === 'year' ? born(birthday(day + 1, from.value)) : undefined,
  );
  return {
    violation: [
      violation('first-day-too-old', tooOld),
      violation('last-day-too-young', young),
      violation(
        'long-too-old',
        asking('age', ({ to }, { day }) => (to === null ? undefined : born(birthday(day, 70)))),
      ),
      violation(
        'born-on-29-february',
        asking('age', (fact, { field }) => leapDay(fact, field, 'too-old')),
      ),
      violation('part-refund', tooOld, true),
    ],
    'look-alike': [
      kept(
        'last-day-young-enough',
        asking('age', (fact, { day }) => born(lastInside(fact, day))),
      ),
      kept(
        'first-day-old-enough',
        asking('age', ({ from }, { day }) => (from?.unit === 'year' ? born(birthday(day, from.value)) : undefined)),
      ),
      kept(
        'last-day-before-18',
        asking('age', ({ to }, { day }) => (to === 'child' ? born(birthday(day + 1, 18)) : undefined)),
      ),
      kept(
        'born-on-29-february',
        asking('age', (fact, { field }) => leapDay(fact, field, 'inside')),
      ),
      ...defusals(tooOld, policy),
    ],
  };
}

/** Years from which an age is surely outside, of ranges that end with a year. */
function endYears({ to }: FactOf<'age'>): number | undefined {
  if (to === 'child') return 18;
  if (to === 'infant') return 1;
  if (to === 'toddler') return 3;
  if (to === 'working') return WORKING_YEARS;
  return to !== null && typeof to !== 'string' && to.unit === 'year' ? to.value + 1 : undefined;
}

/** Birth of who is too old from this very day on. */
function firstTooOld(fact: FactOf<'age'>, day: number): number | undefined {
  if (fact.to === 'newborn') return day - NEWBORN_DAYS - 1;
  const years = endYears(fact);
  return years === undefined ? undefined : birthday(day, years);
}

/** Birth of who is young enough for the last day. */
function lastInside(fact: FactOf<'age'>, day: number): number | undefined {
  if (fact.to === 'newborn') return day - NEWBORN_DAYS;
  const years = fact.to === 'child' ? 14 : endYears(fact);
  return years === undefined ? undefined : birthday(day + 1, years);
}

/** Who was born on 29 February turns a year older on 1 March of 2026: still inside the day before. */
function leapDay({ to }: FactOf<'age'>, field: Field, side: 'too-old' | 'inside'): Ask | undefined {
  const { firstDay, lastDay } = field.parts.period;
  const day = side === 'too-old' ? civilDate(2026, 3, 1) : civilDate(2026, 2, 28);
  const brdy = civilDate(side === 'too-old' ? 2008 : 2012, 2, 29);
  if (to !== 'child' || day === undefined || brdy === undefined || day < firstDay || day > lastDay) return undefined;
  return { day, wish: { brdy } };
}

function insuranceCases(policy: boolean): Cases {
  const ordinary = (med_type: string): Asking => asking('insurance', () => ({ wish: { insutype: '310', med_type } }));
  return {
    violation: [
      violation('clinic', ordinary('11')),
      violation('ward', ordinary('21')),
      violation('part-refund', ordinary('11'), true),
    ],
    'look-alike': [
      kept('right-insurance', asWished),
      kept(
        'maternity-visit',
        asking('insurance', ({ only }) =>
          only === 'maternity' ? { wish: { insutype: '390', med_type: '52', gend: '2' } } : undefined,
        ),
      ),
      ...defusals(ordinary('11'), policy),
    ],
  };
}

function careCases(policy: boolean): Cases {
  const at = (med_type: string): Asking => asking('care', () => ({ wish: { med_type, inpatient: false } }));
  const drugstore = asking('care', (_, { field, random }) => ({
    wish: { institution: random.pick(field.parts.places.pharmacies), inpatient: false },
  }));
  return {
    violation: [
      violation('clinic', at('11')),
      violation('emergency', at('13')),
      violation('pharmacy', drugstore),
      violation('part-refund', at('11'), true),
    ],
    'look-alike': [
      kept('ward', at('21')),
      kept('ward-from-emergency', at('24')),
      kept('emergency', at('13')),
      ...defusals(at('11'), policy),
    ],
  };
}

function levelCases(policy: boolean): Cases {
  const ofRank = (rank: (least: number) => number): Asking =>
    asking('level', ({ least }, { field, random }) => {
      const fitting = field.parts.places.all.filter((place) => isClinic(place) && place.rank === rank(least));
      return fitting.length === 0 ? undefined : { wish: { institution: random.pick(fitting) } };
    });
  const below = ofRank((least) => least - 1);
  return {
    violation: [
      violation('one-grade-below', below),
      violation(
        'no-grade',
        ofRank(() => 0),
      ),
      violation('part-refund', below, true),
    ],
    'look-alike': [
      kept(
        'exactly-the-grade',
        ofRank((least) => least),
      ),
      kept(
        'a-grade-above',
        ofRank((least) => least + 1),
      ),
      ...defusals(below, policy),
    ],
  };
}

const isClinic = (place: Institution): boolean => place.fixmedins_type === '1' && !place.internet;

function internetCases(policy: boolean): Cases {
  const online: Asking = ({ parts }) => {
    const institution = parts.places.all.find((place) => place.internet);
    return institution === undefined ? undefined : { wish: { institution, med_type: '11' } };
  };
  return {
    violation: [violation('internet-hospital', online), violation('part-refund', online, true)],
    'look-alike': [kept('clinic', () => ({ wish: { med_type: '11' } })), ...defusals(online, policy)],
  };
}

function indicationCases(policy: boolean): Cases {
  const prefixes = (field: Field, point: PointRow): readonly string[] =>
    termsOf(point, 'indication', field.parts.facts).flatMap((term) => term.prefixes);
  const outside: Asking = (field, point, _, random) => {
    const diagnosis = diagnosisOutside(prefixes(field, point), random);
    return diagnosis === undefined ? undefined : { wish: { diagnoses: [diagnosis] } };
  };
  const beside: Asking = (field, point, _, random) => {
    const terms = termsOf(point, 'indication', field.parts.facts);
    const first = diagnosisOutside(prefixes(field, point), random);
    if (first === undefined || terms.length === 0) return undefined;
    return { wish: { diagnoses: [first, diagnosisOf(random.pick(terms), random.int(8))] } };
  };
  return {
    violation: [violation('other-diagnosis', outside), violation('part-refund', outside, true)],
    'look-alike': [
      kept('named-diagnosis', asWished),
      kept('second-diagnosis', beside),
      kept('no-diagnosis', () => ({ wish: { diagnoses: [], inpatient: false } })),
      ...defusals(outside, policy),
    ],
  };
}
