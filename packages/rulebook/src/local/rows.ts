import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode.ts';
import type { Problems } from './problems.ts';
import type { Table } from './tables.ts';

/** One row of a knowledge file: its cells by column name, trimmed; a column the file does not have is ''. */
export interface Row {
  readonly file: string;
  /** 1-based line of the file where the row ends. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a knowledge file. What is wrong with its form is named and the rows that can be read are returned. */
export function readRows(table: Table, bytes: Uint8Array, problems: Problems): Row[] {
  const { file } = table;
  const text = decodeText(bytes, file, problems);
  if (text === undefined) return [];
  const records = readRecords(file, text, problems);
  if (records === undefined) return [];
  const [header, ...rows] = records;
  if (header === undefined) {
    problems.refuse('SH-K022', { path: file, columns: columnNames(table) }, { file });
    return [];
  }
  const columns = readHeader(table, header, problems);
  if (columns === undefined) return [];
  return rows.flatMap((record) => {
    const cells = readCells(file, record, columns, problems);
    return cells === undefined ? [] : [{ file, line: record.line, cells }];
  });
}

function readRecords(file: string, text: string, problems: Problems): CsvRecord[] | undefined {
  const records: CsvRecord[] = [];
  const firstLine = text.split('\n').find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  try {
    parse(text, {
      delimiter: !firstLine.includes(',') && firstLine.includes('\t') ? '\t' : ',',
      record_delimiter: '\n',
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines }: { lines: number }) => {
        records.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = error['lines'];
    return problems.refuse(
      'SH-K020',
      { path: file, detail: error.code },
      typeof line === 'number' ? { file, line } : { file },
    );
  }
  return records;
}

function readHeader(table: Table, header: CsvRecord, problems: Problems): string[] | undefined {
  const place = { file: table.file, line: header.line };
  const columns = header.cells.map((name) => name.toLowerCase());
  const before = problems.errors.length;
  for (const { name, needed } of table.columns) {
    const times = columns.filter((each) => each === name).length;
    if (times > 1) problems.refuse('SH-K023', { column: name }, { ...place, field: name });
    if (times === 0 && needed) problems.refuse('SH-K003', { column: name }, { ...place, field: name });
  }
  for (const name of columns) {
    if (table.columns.every((column) => column.name !== name)) {
      problems.notice('SH-K004', { column: name, allowed: columnNames(table) }, { ...place, field: name });
    }
  }
  return problems.errors.length === before ? columns : undefined;
}

function readCells(
  file: string,
  { cells, line }: CsvRecord,
  columns: readonly string[],
  problems: Problems,
): ReadonlyMap<string, string> | undefined {
  if (cells.every((cell) => cell === '')) {
    problems.notice('SH-K031', {}, { file, line });
    return undefined;
  }
  const tooMany = cells.slice(columns.length).some((cell) => cell !== '');
  if (tooMany || cells.length < columns.length) {
    return problems.refuse('SH-K024', { count: cells.length, expected: columns.length }, { file, line });
  }
  return new Map(columns.map((name, at) => [name, cells[at] ?? '']));
}

function columnNames(table: Table): string {
  return table.columns.map((column) => column.name).join(', ');
}
