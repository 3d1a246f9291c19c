/** The rows of an uploaded file: CSV in UTF-8 or GB18030, or the first sheet of an XLSX; nothing in it is executed or believed. */
import { Readable } from 'node:stream';
import { civilDay, formatCivilDate } from '@shouhu/codes';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { streamXlsxRows } from 'hucre/xlsx';
import { inspectArchive } from '../../files/archive.ts';

export interface TableRow {
  /** Line of the text, or row of the sheet, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const ARCHIVE = 'PK\u0003\u0004';

/** @throws ShouhuError SH-E002 for what is no such file, SH-E003 for macros, SH-E004 for what swells, SH-E006 for nothing, SH-H049 for formulas */
export async function readTable(bytes: Buffer): Promise<TableRow[]> {
  if (bytes.length === 0) throw shouhuError('SH-E006', {});
  const isArchive = bytes.toString('latin1', 0, 4) === ARCHIVE;
  const rows = isArchive ? await rowsOfSheet(bytes) : rowsOfText(textOf(bytes));
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

async function rowsOfSheet(bytes: Buffer): Promise<TableRow[]> {
  const kept = {
    size: bytes.length,
    async *range(start: number, end: number) {
      yield bytes.subarray(start, end);
    },
    close: async () => undefined,
  };
  if ((await inspectArchive(kept, { formulas: 'refused' })) !== 'xlsx') throw shouhuError('SH-E002', {});
  const rows: TableRow[] = [];
  try {
    for await (const { index, values } of streamXlsxRows(Readable.toWeb(Readable.from([bytes]))))
      rows.push({ line: index + 1, cells: values.map(cellText) });
  } catch (error) {
    throw error instanceof ShouhuError ? error : shouhuError('SH-E002', {}, {}, error);
  }
  return rows;
}

function cellText(value: unknown): string {
  if (value instanceof Date) return formatCivilDate(civilDay(Math.floor(value.getTime() / 86_400_000)));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function textOf(bytes: Buffer): string {
  if (bytes.includes(0)) throw shouhuError('SH-E002', {});
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The other one may explain the bytes.
    }
  }
  throw shouhuError('SH-E002', {});
}

/** Comma-separated values (RFC 4180): quoted cells hold commas, quotes and line ends. */
function rowsOfText(text: string): TableRow[] {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let [line, begun] = [1, 1];
  let at = 0;
  for (const { 0: whole, 1: quoted, 2: plain = '', 3: end = '', index } of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r\n|\n|\r|$)/g,
  )) {
    // What no cell can be is not skipped.
    if (index !== at) throw shouhuError('SH-H051', { line });
    at += whole.length;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += quoted?.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === ',') continue;
    rows.push({ line: begun, cells });
    cells = [];
    line += 1;
    begun = line;
  }
  return rows;
}
