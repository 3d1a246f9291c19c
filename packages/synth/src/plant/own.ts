/** Cases of what the data alone decides, without a published point: Shouhu's own rules and the record classes. */
import type { PointRow } from '@shouhu/rulebook';
import type { LabelKind } from '../labels.ts';
import type { Institution } from '../model.ts';
import type { Case } from './cases.ts';
import type { Field, Scenario } from './field.ts';
import { inscpOf, portion } from './plot.ts';
import { UNIT, only, resembles, violates } from './scene.ts';
import type { Need, Show, Shown } from './scene.ts';

type Cases = Readonly<Record<LabelKind, readonly Case[]>>;

const nothing = { demands: () => [] };
const ward: Need = { ...nothing, after: 9, wish: () => ({ inpatient: true }) };
const clinic: Need = { ...nothing, before: 6, after: 6, wish: () => ({ inpatient: false }) };

/** A rule without points as the one point that cases are planted for. */
export function ownPoint(class_code: string): PointRow {
  return {
    point_id: '',
    class_code,
    batch: '',
    row: 0,
    supersedes: null,
    root: '',
    item_name: '',
    fact: { kind: 'none' },
    confidence: 'high',
    state: 'executable',
    reason: '',
    review: '',
    codes: [],
    from: Number.MIN_SAFE_INTEGER,
    to: Number.MAX_SAFE_INTEGER,
  };
}

/** So that two stays near each other are no split one. */
const OTHER_DISEASE = [{ code: 'K35.900', name: '急性阑尾炎' }];

function elsewhere(field: Field, { visit }: Scenario): Institution {
  return only(
    field.parts.places.all.filter((place) => place !== visit.institution && place.rank >= 2 && place.bed_cnt > 0),
  );
}

/** A second stay that begins so many days after the first, which lasts two nights. */
function secondStay(daysLater: number, at: 'elsewhere' | 'here' = 'elsewhere'): Show {
  return (field, scenario) => {
    const { plot, profile, day, visit } = scenario;
    const { bed } = field.parts.own;
    field.use(scenario, bed, { day });
    const institution = at === 'here' ? visit.institution : elsewhere(field, scenario);
    const second = field.visit(plot, { ...profile, institution, diagnoses: OTHER_DISEASE }, day + daysLater, 4, 60_000);
    const lines = [0, 1].map((nth) => field.use({ ...scenario, visit: second }, bed, { day: day + daysLater + nth }));
    return { lines, visit: second };
  };
}

const stayCases: Cases = {
  violation: [
    violates('one-night-shared', ward, secondStay(1)),
    violates('same-day', ward, secondStay(0)),
    violates('same-institution', ward, secondStay(1, 'here')),
  ],
  'look-alike': [
    resembles('transfer-on-the-day', ward, secondStay(2)),
    resembles('readmission-on-the-day', ward, secondStay(2, 'here')),
    resembles('first-stay-withdrawn', ward, (field, scenario) => {
      const { plot, profile, day } = scenario;
      plot.visits.pop();
      const { institution, med_type, diagnoses } = profile;
      const parts = { institution, med_type, begin: day, end: day + 2, doctor: only(institution.doctors) };
      plot.visit({ ...parts, valid: false }).diagnoses.push(...diagnoses);
      const visit = field.visit(plot, profile, day + 1);
      return { lines: [field.use({ ...scenario, visit }, field.parts.own.bed, { day: day + 1 })], visit };
    }),
  ],
};

/** Another visit so many days after an admission of two nights. */
function visitAfterAdmission(daysLater: number, at: 'clinic' | 'pharmacy'): Show {
  return (field, scenario) => {
    const { plot, profile, day, visit } = scenario;
    field.use(scenario, field.parts.own.bed, { day });
    const institution =
      at === 'clinic'
        ? elsewhere(field, scenario)
        : only(field.parts.places.all.filter((place) => place.fixmedins_type === '2'));
    const med_type = at === 'clinic' ? '11' : '41';
    const other = field.visit(plot, { ...profile, institution, med_type }, day + daysLater);
    const line = field.use({ ...scenario, visit: other }, only(field.parts.own.western), { day: day + daysLater });
    return visit.end === null ? undefined : { lines: [line], visit: other };
  };
}

const inStayCases: Cases = {
  violation: [
    violates('clinic-within', ward, visitAfterAdmission(1, 'clinic')),
    violates('pharmacy-within', ward, visitAfterAdmission(1, 'pharmacy')),
  ],
  'look-alike': [
    resembles('on-the-day-of-admission', ward, visitAfterAdmission(0, 'clinic')),
    resembles('on-the-day-of-discharge', ward, visitAfterAdmission(2, 'clinic')),
    resembles('pharmacy-on-the-day-of-discharge', ward, visitAfterAdmission(2, 'pharmacy')),
  ],
};

const dying = (diesAfter: number, inpatient: boolean): Need => ({
  ...nothing,
  before: 2,
  after: 6,
  wish: () => ({ inpatient, diesAfter }),
});
const oneDrug: Show = (field, scenario) => ({ lines: [field.use(scenario, only(field.parts.own.western))] });

const deathCases: Cases = {
  violation: [
    violates('the-day-after', dying(-1, false), oneDrug),
    violates('charged-after-death', dying(1, true), (field, scenario) => {
      field.use(scenario, field.parts.own.bed, { day: scenario.day + 1 });
      return { lines: [field.use(scenario, field.parts.own.bed, { day: scenario.day + 2 })] };
    }),
  ],
  'look-alike': [
    resembles('on-the-day', dying(0, false), oneDrug),
    resembles('the-day-before', dying(1, false), oneDrug),
  ],
};

interface Boxes {
  readonly trdn?: boolean;
  /** Of how many boxes on the later line one was sold before. */
  readonly of?: number;
  readonly first?: 'reversed' | 'refunded';
  readonly by?: 'another-person';
  readonly later?: 'same-visit';
}

/** A box sold on the scenario's day that was sold some days before. */
function soldAgain({ trdn = false, of = 1, first, by, later }: Boxes): Show {
  return (field, scenario): Shown => {
    const { plot, profile, day } = scenario;
    const item = only(field.parts.own.western);
    const code = plot.ledger.box();
    const seller = by === undefined ? plot : field.plot(profile, day - 5);
    const earlier =
      later === 'same-visit'
        ? scenario.visit
        : field.visit(seller, { ...profile, institution: elsewhere(field, scenario) }, day - 5);
    const sold = field.use({ ...scenario, plot: seller, visit: earlier }, item, {
      day: earlier.begin,
      trace: [code],
      trdn,
    });
    if (first === 'reversed') seller.reverse(earlier);
    if (first === 'refunded') seller.refund(earlier, sold);
    const fresh = Array.from({ length: of - 1 }, () => plot.ledger.box());
    const line = field.use(scenario, item, { day, second: 39_600, cnt: of * UNIT, trace: [code, ...fresh], trdn });
    return { lines: [line], expected: portion(inscpOf([line]), 1, of) };
  };
}

const traceCases: Cases = {
  violation: [
    violates('same-person', clinic, soldAgain({})),
    violates('another-person', clinic, soldAgain({ by: 'another-person' })),
    violates('one-of-two-boxes', clinic, soldAgain({ of: 2, by: 'another-person' })),
    violates('one-of-three-boxes', clinic, soldAgain({ of: 3 })),
  ],
  'look-alike': [
    resembles('split-box', clinic, soldAgain({ trdn: true })),
    resembles('split-box-of-another-person', clinic, soldAgain({ trdn: true, by: 'another-person' })),
    resembles('settled-again-after-reversal', clinic, soldAgain({ first: 'reversed' })),
    resembles('sold-again-after-refund', clinic, soldAgain({ first: 'refunded', by: 'another-person' })),
    resembles('two-lines-of-one-visit', clinic, soldAgain({ later: 'same-visit' })),
  ],
};

/** A line priced so many ten-thousandths of a yuan above its cap. */
function priced(of: 'treatments' | 'western', above: number, refund = false): Show {
  return (field, scenario) => {
    const item = only(field.parts.own[of].filter(({ selfpay_prop }) => selfpay_prop < 10_000));
    const pric = item.pric_uplmt + above;
    const line = field.use(scenario, item, { pric, cnt: 3 * UNIT, hides_cap: true });
    if (refund) scenario.plot.refund(scenario.visit, line);
    return { lines: [line], expected: above > 0 ? portion(line.inscp, above, pric) : 0 };
  };
}

const priceCases = (of: 'treatments' | 'western'): Cases => ({
  violation: [
    violates('one-fen-above', clinic, priced(of, 100)),
    violates('ten-yuan-above', clinic, priced(of, 100_000)),
  ],
  'look-alike': [
    resembles('exactly-the-cap', clinic, priced(of, 0)),
    resembles('one-fen-below', clinic, priced(of, -100)),
    resembles('refunded', clinic, priced(of, 100, true)),
  ],
});

/** A charge so many days after the day of admission, in a stay of two nights. */
function chargedOn(daysAfter: number): Show {
  return (field, scenario) => {
    field.use(scenario, field.parts.own.bed, { day: scenario.day });
    return { lines: [field.use(scenario, field.parts.own.rounds, { day: scenario.day + daysAfter })] };
  };
}

const feeDateCases: Cases = {
  violation: [
    violates('day-before-admission', { ...ward, before: 2 }, chargedOn(-1)),
    violates('day-after-discharge', ward, chargedOn(3)),
  ],
  'look-alike': [resembles('day-of-admission', ward, chargedOn(0)), resembles('day-of-discharge', ward, chargedOn(2))],
};

function inScope(claims_more: number): Show {
  return (field, scenario) => ({ lines: [field.use(scenario, field.parts.own.consultation, { claims_more })] });
}

const inScopeCases: Cases = {
  violation: [violates('one-fen-more', clinic, inScope(1))],
  'look-alike': [resembles('exactly-the-amount', clinic, inScope(0))],
};

/** A discharge without any diagnosis. */
const undiagnosed = (inpatient: boolean): Need => ({ ...ward, wish: () => ({ inpatient, diagnoses: [] }) });
const oneBed: Show = (field, scenario) => {
  field.use(scenario, field.parts.own.bed);
  return { lines: [], expected: null };
};

const noDiagnosisCases: Cases = {
  violation: [violates('discharged', undiagnosed(true), oneBed)],
  'look-alike': [
    resembles('clinic', undiagnosed(false), oneBed),
    resembles('one-diagnosis', ward, oneBed),
    resembles('still-in-hospital', undiagnosed(true), (field, { plot, profile, day }) => {
      plot.visits.pop();
      const visit = plot.visit({
        institution: profile.institution,
        med_type: '21',
        begin: day,
        end: null,
        doctor: only(profile.institution.doctors),
      });
      plot.charge(visit, { item: field.parts.own.bed, day });
      visit.open.push(...visit.bills.splice(0, 1).flatMap((bill) => bill.lines));
      return { lines: [], visit };
    }),
  ],
};

/** A stay that ends so many days after it began, without any charge. */
function endsAfter(days: number): Show {
  return (field, { plot, profile, day }) => {
    plot.visits.pop();
    return { lines: [], expected: null, visit: field.visit(plot, profile, day, days) };
  };
}

const stayDatesCases: Cases = {
  violation: [violates('ends-the-day-before', { ...ward, before: 2 }, endsAfter(-1))],
  'look-alike': [
    resembles('ends-the-same-day', ward, endsAfter(0)),
    resembles('ends-the-next-day', ward, endsAfter(1)),
  ],
};

/** Cases of national classes that the data alone decides, by the number of the 2025 list. */
export const recordCases: ReadonlyMap<number, readonly Cases[]> = new Map([
  [14, [priceCases('treatments')]],
  [35, [stayDatesCases, noDiagnosisCases]],
  [36, [inScopeCases]],
  [42, [feeDateCases]],
]);

/** Cases by the code of Shouhu's own rule. */
export const ownCases: ReadonlyMap<string, Cases> = new Map([
  ['SH-STAYS', stayCases],
  ['SH-IN-STAY', inStayCases],
  ['SH-AFTER-DEATH', deathCases],
  ['SH-TRACE', traceCases],
  ['SH-PRICE', priceCases('western')],
]);
