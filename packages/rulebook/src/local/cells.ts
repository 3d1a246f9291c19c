import { formatCivilDate, parseCivilDate } from '@shouhu/codes';
import type { CivilDate, Parsed } from '@shouhu/codes';
import type { ErrorCode, ParamsOf, Place } from '@shouhu/errors';
import type { Across, Window } from '@shouhu/rules';
import { windowSchema } from '../schema.ts';
import { OPEN_FROM, OPEN_TO } from '../validity.ts';
import { codeSetOf, isName, isWritable, kindOf, splitValues } from './codes.ts';
import type { SubjectKind, WrittenCodes } from './codes.ts';
import type { Problems } from './problems.ts';
import type { Row } from './rows.ts';

const WINDOWS = 'line, prescription, operation, hour, hours:N, day, visit, stay, week, month, quarter, year, days:N';

/** An exact reader of @shouhu/codes, the unit that it reads, and the least value that makes sense. */
export interface NumberForm {
  readonly read: (text: string) => Parsed<number, string>;
  readonly unit: string;
  readonly least?: number;
}

/**
 * Reads the cells of one row into values. A reader names the problem and returns undefined, so that a row is read to
 * its end and all its faults are told at once; `sound` says whether there was none.
 */
export class Cells {
  readonly row: Row;
  readonly #problems: Problems;
  #sound = true;

  constructor(row: Row, problems: Problems) {
    this.row = row;
    this.#problems = problems;
  }

  get sound(): boolean {
    return this.#sound;
  }

  place(column: string): Place {
    return { file: this.row.file, line: this.row.line, field: column };
  }

  refuse<Code extends ErrorCode>(column: string, code: Code, params: ParamsOf<Code>): undefined {
    this.#sound = false;
    return this.#problems.refuse(code, params, this.place(column));
  }

  /** The cell's text, '' when empty or absent. */
  text(column: string): string {
    return this.row.cells.get(column) ?? '';
  }

  /** The cell's text, which must not be empty. */
  required(column: string): string | undefined {
    return this.text(column) === '' ? this.refuse(column, 'SH-K005', { column }) : this.text(column);
  }

  /** One of the allowed words; an empty cell is `empty` where that is given. */
  choice<T extends string>(column: string, allowed: readonly T[], empty?: T): T | undefined {
    const value = this.text(column);
    if (value === '' && empty !== undefined) return empty;
    return allowed.find((each) => each === value) ?? this.notAmong(column, value, allowed.join(', '));
  }

  notAmong(column: string, value: string, allowed: string): undefined {
    return this.refuse(column, 'SH-K006', { column, value, allowed });
  }

  /** A list of codes and prefixes of the kinds allowed, and names of items; an empty cell is a problem. */
  codes(column: string, allowed: readonly SubjectKind[] = ['item'], names = true): WrittenCodes | undefined {
    const written = splitValues(this.text(column));
    if (written.length === 0) return this.refuse(column, 'SH-K005', { column });
    const bad = written.find((code) => !isWritable(code) && !(names && isName(code)));
    if (bad !== undefined) return this.refuse(column, 'SH-K025', { column, value: bad });
    const kinds = new Set(written.map(kindOf));
    const wrong = written.find((code) => !allowed.includes(kindOf(code)));
    if (wrong !== undefined) {
      const params = { column, value: wrong, kind: kindOf(wrong), allowed: allowed.join(', ') };
      return this.refuse(column, 'SH-K026', params);
    }
    return { set: codeSetOf(written), kinds };
  }

  /** {@link codes}, where an empty cell is no code at all. */
  optionalCodes(column: string): WrittenCodes | undefined {
    if (this.text(column) === '') return { set: codeSetOf([]), kinds: new Set() };
    return this.codes(column);
  }

  /** A number; an empty cell is `empty` where that is given. */
  number(column: string, { read, unit, least = 0 }: NumberForm, empty?: number): number | undefined {
    const value = this.text(column);
    if (value === '' && empty !== undefined) return empty;
    const parsed = read(value);
    if (parsed.ok && parsed.value >= least) return parsed.value;
    return this.refuse(column, 'SH-K014', { column, value, unit });
  }

  window(): Window | undefined {
    const parsed = windowSchema.safeParse(this.text('window'));
    return parsed.success ? parsed.data : this.notAmong('window', this.text('window'), WINDOWS);
  }

  across(): Across | undefined {
    return this.choice('across', ['institution', 'all'], 'institution');
  }

  /** The inclusive days of the row; an empty cell is open. */
  validity(): { readonly from: CivilDate; readonly to: CivilDate } | undefined {
    const from = this.#date('valid_from', OPEN_FROM);
    const to = this.#date('valid_to', OPEN_TO);
    if (from === undefined || to === undefined) return undefined;
    if (from <= to) return { from, to };
    return this.refuse('valid_to', 'SH-K010', { valid_from: formatCivilDate(from), valid_to: formatCivilDate(to) });
  }

  #date(column: string, empty: CivilDate): CivilDate | undefined {
    const value = this.text(column);
    if (value === '') return empty;
    const parsed = parseCivilDate(value);
    return parsed.ok ? parsed.value : this.refuse(column, 'SH-K009', { column, value });
  }
}
