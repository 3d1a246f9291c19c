import {
  formatCivilDate,
  isWithin,
  parseCivilTime,
  parsePrice,
  parseQuantity,
  parseRatio,
  parseYuan,
} from '@shouhu/codes';
import type { CivilTime, DecimalFault, Parsed } from '@shouhu/codes';
import type { Params, RejectCode } from '@shouhu/errors';
import type { Field } from './field.ts';

/** Why the text of a field cannot be taken: a reason of the error catalogue with the values its text names. */
interface FieldFault {
  readonly code: RejectCode;
  readonly params: Params;
}

/** A field as read: absent, a value, or its fault. A time keeps its day and second. */
export type FieldValue =
  | { readonly state: 'absent' }
  | { readonly state: 'value'; readonly value: string | number | CivilTime }
  | { readonly state: 'fault'; readonly fault: FieldFault };

const ABSENT: FieldValue = { state: 'absent' };
const BLANKS_AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;
const OTHER_BLANK_AROUND = /^\s|\s$/u;
const WHOLE_NUMBER = /^\+?([0-9]{1,9})(?:\.0*)?$/;

/**
 * Reads the text of one field. The database's statement in field-sql.ts decides the same; this one says why.
 * Blanks around a value are no part of it; an empty value is absent, whether the field is required or not.
 */
export function readField(field: Field, text: string): FieldValue {
  const trimmed = text.replace(BLANKS_AROUND, '');
  if (trimmed === '') return ABSENT;
  if (field.kind === 'code' || field.kind === 'text') {
    return readText(field, hasBlankAtEdge(text) ? trimmed : text);
  }
  if (OTHER_BLANK_AROUND.test(trimmed)) return fault(NOT_READABLE[field.kind], field);
  return readNumber(field, field.kind, trimmed);
}

/** What makes the database look for blanks around a text: nearly all that files hold, and cheap to see. */
function hasBlankAtEdge(text: string): boolean {
  return text < '!' || text.endsWith(' ') || text.endsWith('\t');
}

function readText(field: Field, text: string): FieldValue {
  const limit = field.max ?? 0;
  return Array.from(text).length > limit ? fault('SH-R016', field, { limit }) : { state: 'value', value: text };
}

type NumberKind = Exclude<Field['kind'], 'code' | 'text'>;

const NOT_READABLE: Readonly<Record<NumberKind, RejectCode>> = {
  date: 'SH-R002',
  time: 'SH-R002',
  fen: 'SH-R004',
  price: 'SH-R010',
  quantity: 'SH-R007',
  ratio: 'SH-R014',
  count: 'SH-R015',
  flag: 'SH-R018',
};

function readNumber(field: Field, kind: NumberKind, text: string): FieldValue {
  switch (kind) {
    case 'fen':
      return decimal(field, parseYuan(text), ['SH-R004', 'SH-R005', 'SH-R006']);
    case 'price':
      return decimal(field, parsePrice(text), ['SH-R010', 'SH-R011', 'SH-R012']);
    case 'quantity':
      return decimal(field, parseQuantity(text), ['SH-R007', 'SH-R008', 'SH-R009']);
    case 'ratio':
      return decimal(field, parseRatio(text), ['SH-R014', 'SH-R014', 'SH-R014']);
    case 'count':
      return readCount(field, text);
    case 'flag':
      return text === '1' || text === '0' ? { state: 'value', value: Number(text) } : fault('SH-R018', field);
    case 'date':
    case 'time':
      return readDay(field, kind, text);
  }
}

/** The codes of a decimal's faults: no number, too many decimals, too large. */
type DecimalCodes = readonly [notANumber: RejectCode, decimals: RejectCode, tooLarge: RejectCode];

function decimal(field: Field, parsed: Parsed<number, DecimalFault | 'negative'>, codes: DecimalCodes): FieldValue {
  if (parsed.ok) return { state: 'value', value: parsed.value };
  switch (parsed.fault) {
    case 'negative':
      return fault('SH-R013', field);
    case 'too-many-decimals':
      return fault(codes[1], field);
    case 'too-large':
      return fault(codes[2], field);
    case 'empty':
    case 'not-a-number':
      return fault(codes[0], field);
  }
}

function readCount(field: Field, text: string): FieldValue {
  const digits = WHOLE_NUMBER.exec(text)?.[1];
  return digits === undefined ? fault('SH-R015', field) : { state: 'value', value: Number(digits) };
}

function readDay(field: Field, kind: 'date' | 'time', text: string): FieldValue {
  const parsed = parseCivilTime(text);
  if (!parsed.ok) return fault('SH-R002', field);
  if (field.days !== undefined && !isWithin(parsed.value.day, field.days)) {
    const { from, to } = field.days;
    return fault('SH-R003', field, { from: formatCivilDate(from), to: formatCivilDate(to) });
  }
  return { state: 'value', value: kind === 'date' ? parsed.value.day : parsed.value };
}

function fault(code: RejectCode, field: Field, params: Params = {}): FieldValue {
  return { state: 'fault', fault: { code, params: { field: field.name, ...params } } };
}
