/** Small worlds and rulesets for tests: every field has a plain default, a test names only what it is about. */
import type { Diagnosis, Line, Operation, Sale, Visit, World } from '@shouhu/claims';
import { civilDate } from '@shouhu/codes';
import { noCodes } from '@shouhu/rules';
import type { CodeSet, Point, Predicate, Rule, Ruleset } from '@shouhu/rules';

export const always: Predicate = Object.freeze({ is: 'always' });

/** A civil day by its date, e.g. `on(2025, 3, 1)`. */
export function on(year: number, month: number, day: number): number {
  const date = civilDate(year, month, day);
  if (date === undefined) throw new RangeError(`no such day: ${year}-${month}-${day}`);
  return date;
}

/** The day test rows happen on unless they say otherwise: Wednesday 5 March 2025. */
export const today = on(2025, 3, 5);

/** A code set; a code ending in `*` is a prefix. */
export function codes(...written: readonly string[]): CodeSet {
  return {
    codes: written.filter((code) => !code.endsWith('*')),
    prefixes: written.filter((code) => code.endsWith('*')).map((code) => code.slice(0, -1)),
  };
}

const attributes = {
  psn_no: 'P1',
  fixmedins_code: 'H1',
  mdtrt_id: 'V1',
  day: today,
  med_type: '21',
  care_type: 'inpatient',
  emergency: 0,
  insutype: '310',
  psn_type: '11',
  gend: '1',
  brdy: on(1980, 3, 5),
  hosp_lv: 3,
  fixmedins_type: '1',
  internet_hosp: 0,
  matn_type: null,
};

/** A fee line of 100.00 yuan for one piece of item A, at 10:00, on visit V1 of person P1 in hospital H1. */
export function line(values: Partial<Line> = {}): Line {
  return {
    ...attributes,
    line_id: 'L1',
    setl_id: 'S1',
    item: 'A',
    second: 36_000,
    cnt: 10_000,
    amount_fen: 10_000,
    inscp_fen: values.amount_fen ?? 10_000,
    pric: 100_000_000,
    pric_uplmt: null,
    rxno: 'R1',
    dept: 'A01',
    dr: 'D1',
    profttl: null,
    prd_days: null,
    med_chrgitm_type: '09',
    antibiotic_grade: null,
    updt_day: null,
    ...values,
  };
}

/** An inpatient visit of five days that began today at 08:00, with closed lists of diagnoses and operations. */
export function visit(values: Partial<Visit> = {}): Visit {
  return {
    ...attributes,
    begin_second: 28_800,
    end_day: (values.day ?? today) + 4,
    end_second: 36_000,
    dept: 'A01',
    dr: 'D1',
    profttl: null,
    death_day: null,
    diagnoses_known: 1,
    operations_known: 1,
    ...values,
  };
}

export function diagnosis(code: string, mdtrt_id = 'V1'): Diagnosis {
  return { mdtrt_id, code };
}

export function operation(code: string, mdtrt_id = 'V1'): Operation {
  return { mdtrt_id, code };
}

/** One box with trace code T1, sold whole on line L1. */
export function sale(values: Partial<Sale> = {}): Sale {
  return {
    drug_trac_codg: 'T1',
    psn_no: 'P1',
    fixmedins_code: 'H1',
    mdtrt_id: 'V1',
    line_id: 'L1',
    day: today,
    second: 36_000,
    trdn_flag: 0,
    ...values,
  };
}

/** A world with data since 2024. */
export function world(values: Partial<World> = {}): World {
  return { lines: [], visits: [], diagnoses: [], operations: [], sales: [], first_day: on(2024, 1, 1), ...values };
}

type Of<T extends Point['type']> = Extract<Point, { type: T }>;
type Own<T extends Point['type']> = Omit<Of<T>, 'type'>;
type Given<T extends Point['type']> = Partial<Own<T>>;

const base = {
  point_ids: ['K1'],
  from: on(2020, 1, 1),
  to: on(2099, 12, 31),
  scope: always,
  verdict: null,
  retroactive: false,
} as const;

/** A point builder per rule type, in force from 2020 to 2099, about item A (and B, where there are two sides). */
export const point = {
  restrict: (given: Given<'restrict'>): Of<'restrict'> => ({
    type: 'restrict',
    ...base,
    subject_kind: 'item',
    subject: codes('A'),
    require: always,
    ...given,
  }),
  unpayable: (given: Given<'unpayable'>): Of<'unpayable'> => ({
    type: 'unpayable',
    ...base,
    subject: codes('A'),
    when: 'always',
    among: noCodes,
    ...given,
  }),
  price: (given: Given<'price'>): Of<'price'> => ({
    type: 'price',
    ...base,
    subject: codes('A'),
    measure: 'unit_price',
    max: null,
    window: 'operation',
    ratio: null,
    beside: noCodes,
    ...given,
  }),
  together: (given: Given<'together'>): Of<'together'> => ({
    type: 'together',
    ...base,
    a: codes('A'),
    b: codes('B'),
    window: 'day',
    across: 'institution',
    pays: 'b',
    allowed_with: noCodes,
    ...given,
  }),
  limit: (given: Given<'limit'>): Of<'limit'> => ({
    type: 'limit',
    ...base,
    subject: codes('A'),
    group: 'A',
    measure: 'cnt',
    window: 'day',
    across: 'institution',
    max: 10_000,
    per_stay_day: false,
    ...given,
  }),
  spacing: (given: Given<'spacing'>): Of<'spacing'> => ({
    type: 'spacing',
    ...base,
    subject: codes('A'),
    group: 'A',
    other: null,
    same_diagnosis: false,
    min: 7,
    unit: 'day',
    across: 'institution',
    ...given,
  }),
  needs: (given: Given<'needs'>): Of<'needs'> => ({
    type: 'needs',
    ...base,
    subject: codes('A'),
    items: codes('B'),
    diagnoses: noCodes,
    operations: noCodes,
    window: 'visit',
    look_back_days: 0,
    across: 'institution',
    ...given,
  }),
  record: (given: Given<'record'>): Of<'record'> => ({ type: 'record', ...base, on: 'line', fault: always, ...given }),
  stay: (given: Given<'stay'>): Of<'stay'> => ({ type: 'stay', ...base, fault: always, ...given }),
  overlap: (given: Given<'overlap'>): Of<'overlap'> => ({ type: 'overlap', ...base, kind: 'stays', ...given }),
  reuse: (given: Given<'reuse'>): Of<'reuse'> => ({ type: 'reuse', ...base, ...given }),
};

/** A rule over points of one type (restrict when there are none). */
export function rule(points: readonly Point[], values: Partial<Omit<Rule, 'points' | 'rule_type'>> = {}): Rule {
  const rule_type = points[0]?.type ?? 'restrict';
  return {
    rule_code: `T-${rule_type}`,
    rule_name: `test ${rule_type}`,
    rule_type,
    rule_class: 'management',
    verdict: 'violation',
    stages: ['after'],
    scope: always,
    basis: ['条例 38'],
    message: '{rule_name} {item}',
    points,
    ...values,
  };
}

export function ruleset(...rules: readonly Rule[]): Ruleset {
  return { snapshot: 'test', rules };
}
