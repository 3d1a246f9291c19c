import type {
  LimitPoint,
  NeedsPoint,
  PointBase,
  PricePoint,
  SpacingPoint,
  TogetherPoint,
  UnpayablePoint,
} from '@shouhu/rules';
import type { Cells, NumberForm } from '../cells.ts';
import { NO_CODES, codeSetOf, kindOf, splitValues } from '../codes.ts';
import { amountForm, positiveForm, priceForm, quantityForm, ratioForm, wholeForm } from '../numbers.ts';

/** Reads a row of unpayable.csv. `alone` looks at the whole prescription, whatever is on it. */
export function readUnpayable(cells: Cells, base: PointBase): UnpayablePoint | undefined {
  const subject = cells.codes('subject_code');
  const when = cells.choice('when', ['always', 'alone']);
  if (subject === undefined || when === undefined) return undefined;
  return {
    ...base,
    type: 'unpayable',
    subject: subject.set,
    when,
    among: when === 'alone' ? codeSetOf(['*']) : NO_CODES,
  };
}

/** Reads a row of price.csv; a cap of the paid amount is counted over a window, so it becomes a limit. */
export function readPrice(cells: Cells, base: PointBase): PricePoint | LimitPoint | undefined {
  const measure = cells.choice('measure', ['unit_price', 'discount', 'paid']);
  const unit = cells.choice('unit', ['yuan', ''], 'yuan');
  if (measure === undefined || unit === undefined) return undefined;
  if (measure === 'unit_price') return readUnitPrice(cells, base);
  return measure === 'discount' ? readDiscount(cells, base) : readPaidCap(cells, base);
}

function readUnitPrice(cells: Cells, base: PointBase): PricePoint | undefined {
  const subject = cells.codes('subject_code');
  const max = cells.text('max') === '' ? null : cells.number('max', priceForm);
  if (subject === undefined || max === undefined) return undefined;
  const whole = { window: 'line', ratio: null, beside: NO_CODES } as const;
  return { ...base, type: 'price', subject: subject.set, measure: 'unit_price', max, ...whole };
}

function readDiscount(cells: Cells, base: PointBase): PricePoint | undefined {
  const subject = cells.codes('subject_code');
  const beside = cells.optionalCodes('with_code');
  const window = cells.window();
  const ratio = cells.number('ratio', ratioForm);
  if (subject === undefined || beside === undefined || window === undefined || ratio === undefined) return undefined;
  return {
    ...base,
    type: 'price',
    subject: subject.set,
    measure: 'discount',
    max: null,
    window,
    ratio,
    beside: beside.set,
  };
}

function readPaidCap(cells: Cells, base: PointBase): LimitPoint | undefined {
  const subject = cells.codes('subject_code');
  const window = cells.window();
  const max = cells.number('max', amountForm);
  const across = cells.across();
  if (subject === undefined || window === undefined || max === undefined || across === undefined) return undefined;
  const group = groupName(cells);
  return {
    ...base,
    type: 'limit',
    subject: subject.set,
    group,
    measure: 'paid',
    window,
    across,
    max,
    per_stay_day: false,
  };
}

/** Reads a row of together.csv. */
export function readTogether(cells: Cells, base: PointBase): TogetherPoint | undefined {
  const a = cells.codes('code_a');
  const b = cells.codes('code_b');
  const window = cells.window();
  const pays = cells.choice('pays', ['a', 'b'], 'b');
  const allowed = cells.optionalCodes('allowed_with');
  const across = cells.across();
  if (a === undefined || b === undefined || window === undefined || pays === undefined) return undefined;
  if (allowed === undefined || across === undefined) return undefined;
  return { ...base, type: 'together', a: a.set, b: b.set, window, across, pays, allowed_with: allowed.set };
}

const LIMIT_MEASURES = ['cnt', 'amount', 'days', 'kinds', 'visits', 'weight'] as const;
type WrittenMeasure = (typeof LIMIT_MEASURES)[number];

const LIMIT_UNITS = {
  cnt: ['', 'per_stay_day'],
  amount: ['', 'yuan', 'per_stay_day'],
  days: [''],
  kinds: [''],
  visits: [''],
  weight: ['', 'g'],
} as const satisfies Record<WrittenMeasure, readonly string[]>;

const LIMIT_FORMS = {
  cnt: quantityForm,
  amount: amountForm,
  days: quantityForm,
  kinds: wholeForm,
  visits: wholeForm,
  weight: quantityForm,
} as const satisfies Record<WrittenMeasure, NumberForm>;

/** Reads a row of limit.csv. Weight is the quantity of what is sold by the gram. Visits need no subject. */
export function readLimit(cells: Cells, base: PointBase): LimitPoint | undefined {
  const measure = cells.choice('measure', LIMIT_MEASURES);
  const window = cells.window();
  const across = cells.across();
  if (measure === undefined) return undefined;
  const subject =
    measure === 'visits' && cells.text('subject_code') === '' ? { set: codeSetOf(['*']) } : cells.codes('subject_code');
  const unit = cells.choice<string>('unit', LIMIT_UNITS[measure]);
  const max = cells.number('max', LIMIT_FORMS[measure]);
  if (subject === undefined || window === undefined || across === undefined || unit === undefined) return undefined;
  if (max === undefined) return undefined;
  const per_stay_day = unit === 'per_stay_day';
  if (per_stay_day && window !== 'stay' && window !== 'visit') return cells.notAmong('window', window, 'stay, visit');
  const group = groupName(cells);
  const counted = measure === 'weight' ? 'cnt' : measure;
  return { ...base, type: 'limit', subject: subject.set, group, measure: counted, window, across, max, per_stay_day };
}

/** Reads a row of spacing.csv. */
export function readSpacing(cells: Cells, base: PointBase): SpacingPoint | undefined {
  const admissions = cells.text('subject_code') === 'admission';
  const subject = admissions ? null : cells.codes('subject_code')?.set;
  const other = cells.text('other_code') === '' ? null : cells.codes('other_code')?.set;
  const min = cells.number('min', positiveForm);
  const unit = cells.choice('unit', ['day', 'hour'], 'day');
  const across = cells.across();
  if (subject === undefined || other === undefined || min === undefined) return undefined;
  const same = cells.choice('same', ['', 'diagnosis']);
  if (unit === undefined || across === undefined || same === undefined) return undefined;
  const same_diagnosis = same === 'diagnosis';
  if (same_diagnosis && !admissions) return cells.notAmong('same', same, '');
  if (admissions && other !== null) return cells.notAmong('other_code', cells.text('other_code'), '');
  return { ...base, type: 'spacing', subject, group: groupName(cells), other, same_diagnosis, min, unit, across };
}

/** Reads a row of needs.csv; the kind of each needed code is told by its shape. */
export function readNeeds(cells: Cells, base: PointBase): NeedsPoint | undefined {
  const subject = cells.codes('subject_code');
  const needed = cells.codes('needs_code', ['item', 'diagnosis', 'operation']);
  const window = cells.window();
  const look_back_days = cells.number('look_back_days', wholeForm, 0);
  const across = cells.across();
  if (subject === undefined || needed === undefined || window === undefined) return undefined;
  if (look_back_days === undefined || across === undefined) return undefined;
  const written = splitValues(cells.text('needs_code'));
  const [items, diagnoses, operations] = (['item', 'diagnosis', 'operation'] as const).map((kind) =>
    codeSetOf(written.filter((code) => kindOf(code) === kind)),
  );
  if (items === undefined || diagnoses === undefined || operations === undefined) return undefined;
  return { ...base, type: 'needs', subject: subject.set, items, diagnoses, operations, window, look_back_days, across };
}

/** What is counted together: the named group, else the subject as written. */
function groupName(cells: Cells): string {
  return cells.text('group') || cells.text('subject_code') || 'visit';
}
