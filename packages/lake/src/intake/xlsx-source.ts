import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { civilDay, formatCivilTime } from '@shouhu/codes';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { streamXlsxRows } from 'hucre/xlsx';
import { numberedSource } from './csv-source.ts';
import { NumberedCopy } from './numbered-copy.ts';
import type { Source } from './source-file.ts';

// hucre reads XLSX here: MIT, no dependencies, streams rows (100,000 rows of ten columns in 180 MB), and decodes dates by
// the cell's number format. exceljs streams too but is hardly maintained and brings 190 packages; read-excel-file
// holds the whole sheet in memory.

type Cell = Awaited<ReturnType<ReturnType<typeof streamXlsxRows>['next']>>['value'] extends infer Row
  ? Row extends { values: readonly (infer Value)[] }
    ? Value
    : never
  : never;

/**
 * Copies the first sheet of a workbook into a numbered copy; its first row that is not empty is the header.
 * A line is the number of the sheet's row.
 * @param isDate whether a column (in lower case) holds dates, where a bare number is a day's serial
 * @throws ShouhuError when it is no workbook or has no row
 */
export async function copyXlsx(
  file: string,
  name: string,
  path: string,
  isDate: (column: string) => boolean,
): Promise<Source> {
  let names: string[] = [];
  let dates: boolean[] = [];
  let copy: NumberedCopy | undefined;
  try {
    for await (const { index, values } of rowsOf(file, name)) {
      const cells = values.map((value, at) => cellText(value, dates[at] ?? false));
      if (cells.every((cell) => cell === null)) continue;
      if (copy === undefined) {
        names = cells.map((cell) => (cell ?? '').trim().toLowerCase());
        dates = names.map(isDate);
        copy = await NumberedCopy.create(path, ',', names.length);
      } else {
        takeRow(copy, index + 1, cells, names.length);
        await copy.flush();
      }
    }
  } finally {
    await copy?.close();
  }
  if (copy === undefined) throw shouhuError('SH-I009', { path: name }, { file: name });
  return numberedSource(path, ',', names);
}

async function* rowsOf(file: string, name: string): ReturnType<typeof streamXlsxRows> {
  try {
    yield* streamXlsxRows(Readable.toWeb(createReadStream(file)));
  } catch (error) {
    const known = fromSystemError(error, name, 'read');
    throw known ?? shouhuError('SH-I011', { path: name, format: 'XLSX' }, { file: name }, error);
  }
}

function takeRow(copy: NumberedCopy, line: number, cells: readonly (string | null)[], columns: number): void {
  const further = cells.slice(columns).some((cell) => cell !== null);
  if (further) copy.fault(line, { code: 'SH-R020', found: cells.length }, JSON.stringify(cells));
  else
    copy.row(
      line,
      Array.from({ length: columns }, (_, at) => cells[at] ?? null),
    );
}

/** A spreadsheet keeps 15 significant digits; what stands beyond them is noise of its arithmetic. */
const DIGITS = 15;
const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet's serials, which believe in 29 February 1900. */
const SERIAL_ZERO_MS = Date.UTC(1899, 11, 30);
const LEAST_SERIAL = 61;
const GREATEST_SERIAL = 73_415;

function cellText(value: Cell, isDate: boolean): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Date) return dateText(value.getTime());
  if (typeof value !== 'number') return value.replaceAll('\0', '');
  if (isDate && value >= LEAST_SERIAL && value <= GREATEST_SERIAL) return dateText(SERIAL_ZERO_MS + value * DAY_MS);
  return String(Number(value.toPrecision(DIGITS)));
}

/** Midnight is a date without a clock, as a spreadsheet cannot tell them apart (docs/semantics.md 7: never midnight). */
function dateText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const day = civilDay(Math.floor(seconds / 86_400));
  const second = seconds - day * 86_400;
  return formatCivilTime({ day, second: second === 0 ? null : second });
}
