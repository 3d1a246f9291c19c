import { shouhuError } from '@shouhu/errors';
import { HucreError } from 'hucre';
import { readXls, readXlsx } from 'hucre/xlsx';

/** One sheet as text, cell by cell; empty cells are ''. */
export interface SheetText {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** An annex lists some thousand codes; a larger workbook is another file. */
const MOST_BYTES = 64 * 1024 * 1024;
const OLD_FORMAT = 0xd0;

/**
 * The sheets of an .xlsx or .xls workbook.
 * @param path only to name it in errors
 * @throws ShouhuError SH-K015 when the bytes are no such workbook
 */
export async function readWorkbook(bytes: Uint8Array, path: string): Promise<SheetText[]> {
  if (bytes.length > MOST_BYTES) throw shouhuError('SH-K033', { path, bytes: bytes.length, limit: MOST_BYTES });
  try {
    const workbook = bytes[0] === OLD_FORMAT ? await readXls(bytes) : await readXlsx(bytes);
    return workbook.sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => row.map(cellText)) }));
  } catch (error) {
    if (!(error instanceof HucreError)) throw error;
    throw shouhuError('SH-K015', { path, detail: error.message }, {}, error);
  }
}

function cellText(value: string | number | boolean | Date | null): string {
  if (value === null) return '';
  return (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)).trim();
}
