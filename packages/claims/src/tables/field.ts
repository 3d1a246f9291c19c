import { BIRTH_DATES, SERVICE_DATES } from '@shouhu/codes';
import type { CodedField, DateRange } from '@shouhu/codes';

/** How a field is read, kept and shown; the doc comment of each maker below says which. */
export type FieldKind = 'code' | 'text' | 'date' | 'time' | 'fen' | 'price' | 'quantity' | 'ratio' | 'count' | 'flag';

/** One field of a national table: the only place that knows its name, meaning, type and bounds. */
export interface Field {
  /** National field name. */
  readonly name: string;
  /** Chinese name. */
  readonly zh: string;
  readonly kind: FieldKind;
  /** Most characters of a code or text. */
  readonly max?: number;
  /** A row without it is rejected. */
  readonly required?: true;
  /** Names that other editions of the interface give it; the first non-empty of name and aliases counts. */
  readonly aliases?: readonly string[];
  /** National code set; a value outside it is a notice. */
  readonly codes?: CodedField;
  /** Stands in the lake as a token only (docs/semantics.md 19). */
  readonly personal?: true;
  /** Days that a date or time may name, both included. */
  readonly days?: DateRange;
}

type Options = Pick<Field, 'required' | 'aliases' | 'codes' | 'personal'>;

/** A code or id: text of at most `max` characters, compared as it stands. */
export const code = (name: string, zh: string, max: number, options: Options = {}): Field => ({
  name,
  zh,
  kind: 'code',
  max,
  ...options,
});

/** A name or description of at most `max` characters. */
export const text = (name: string, zh: string, max: number, options: Options = {}): Field => ({
  name,
  zh,
  kind: 'text',
  max,
  ...options,
});

/** A day of service: INTEGER days since 1970-01-01; a clock beside it is dropped. */
export const date = (name: string, zh: string, options: Options = {}): Field => ({
  name,
  zh,
  kind: 'date',
  days: SERVICE_DATES,
  ...options,
});

/** A day of birth: as {@link date}, from 1900. */
export const birth = (name: string, zh: string): Field => ({ name, zh, kind: 'date', days: BIRTH_DATES });

/** A date with or without a clock: column `<name>` is the day, `<name>_s` the second of the day or NULL. */
export const time = (name: string, zh: string, options: Options = {}): Field => ({
  name,
  zh,
  kind: 'time',
  days: SERVICE_DATES,
  ...options,
});

/** Money: yuan with at most two decimals in, BIGINT fen kept. Negative in refunds. */
export const fen = (name: string, zh: string, options: Options = {}): Field => ({
  name,
  zh,
  kind: 'fen',
  ...options,
});

/** A unit price: yuan with at most six decimals in, BIGINT 1e-6 yuan kept, never negative. */
export const price = (name: string, zh: string): Field => ({ name, zh, kind: 'price' });

/** A quantity with at most four decimals: BIGINT 1e-4. Negative in refunds. */
export const quantity = (name: string, zh: string, options: Options = {}): Field => ({
  name,
  zh,
  kind: 'quantity',
  ...options,
});

/** A ratio from 0 to 1 with at most four decimals: INTEGER 1e-4. */
export const ratio = (name: string, zh: string): Field => ({ name, zh, kind: 'ratio' });

/** A whole number from 0: INTEGER. */
export const count = (name: string, zh: string): Field => ({ name, zh, kind: 'count' });

/** Yes or no, written 1 or 0: INTEGER 1 or 0. */
export const flag = (name: string, zh: string): Field => ({ name, zh, kind: 'flag' });
