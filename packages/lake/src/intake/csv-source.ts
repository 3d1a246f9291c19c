import { isUtf8 } from 'node:buffer';
import { quote } from '../store/engine.ts';
import type { Delimiter, Header } from './csv-header.ts';
import { LINE_LIMIT } from './line-limit.ts';
import { NumberedCopy } from './numbered-copy.ts';
import type { RowShapeFault } from './numbered-copy.ts';
import type { PlainText } from './plain-text.ts';
import { scanRecords } from './records.ts';
import type { RawRecord } from './records.ts';
import type { Source, SourceColumn } from './source-file.ts';

/** Texts that exports write where there is no value. */
const NULLS = `['', '\\N', 'NULL']`;

/** Columns of a source whose relation calls them c0, c1 … */
function positional(names: readonly string[]): SourceColumn[] {
  return names.map((name, at) => ({ name, sql: `c${at}` }));
}

function readCsv(path: string, delimiter: Delimiter, header: boolean, columns: readonly string[]): string {
  const types = columns.map((column) => `${quote(column)}: 'VARCHAR'`).join(', ');
  const options = [
    `auto_detect = false, header = ${header}, delim = ${quote(delimiter)}, quote = '"', escape = '"'`,
    `nullstr = ${NULLS}, allow_quoted_nulls = true, max_line_size = ${LINE_LIMIT + 200}, columns = {${types}}`,
  ];
  return `read_csv(${quote(path)}, ${options.join(', ')})`;
}

/** The file as the database reads it itself: fast, but it stops at the first row of a wrong shape. */
export function directSource(text: PlainText, { delimiter, names }: Header): Source {
  const columns = positional(names);
  const relation = readCsv(
    text.path,
    delimiter,
    true,
    columns.map(({ sql }) => sql),
  );
  return { relation, columns, line: null };
}

/** A numbered copy as a source. */
export function numberedSource(copy: string, delimiter: Delimiter, names: readonly string[]): Source {
  const columns = positional(names);
  const relation = readCsv(copy, delimiter, false, ['src_line', 'src_fault', ...columns.map(({ sql }) => sql)]);
  return { relation, columns, line: 'src_line::BIGINT' };
}

/** Copies a CSV file row by row, with lines, rows of a wrong shape marked. */
export async function copyCsv(text: PlainText, name: string, header: Header, path: string): Promise<void> {
  const { delimiter, names } = header;
  const copy = await NumberedCopy.create(path, delimiter, names.length);
  const separator = delimiter.charCodeAt(0);
  let isHeader = true;
  try {
    for await (const records of scanRecords(text.path, name, separator)) {
      for (const record of isHeader ? records.slice(1) : records) {
        const fault = shapeFault(record, names.length, text);
        if (fault === undefined) copy.record(record.line, withoutEmptyEnd(record, names.length));
        else copy.fault(record.line, fault, rawText(record.bytes));
      }
      if (records.length > 0) isHeader = false;
      await copy.flush();
    }
  } finally {
    await copy.close();
  }
}

const REPLACEMENT = Buffer.from('\uFFFD');

function shapeFault({ bytes, fields }: RawRecord, expected: number, text: PlainText): RowShapeFault | undefined {
  if (!text.sound) {
    if (bytes.includes(0)) return { code: 'SH-R017' };
    if (!isUtf8(bytes)) return { code: 'SH-R021' };
    if (text.encoding === 'gb18030' && bytes.includes(REPLACEMENT)) return { code: 'SH-R021' };
  }
  if (fields === 0) return { code: 'SH-R023' };
  if (fields < expected) return { code: 'SH-R019', found: fields };
  const emptyEnd = fields === expected + 1 && withoutEmptyEnd({ bytes, fields }, expected).length < bytes.length;
  return fields === expected || emptyEnd ? undefined : { code: 'SH-R020', found: fields };
}

/** Some exports end every row with a delimiter, which the database's reader forgives too. */
function withoutEmptyEnd({ bytes, fields }: Pick<RawRecord, 'bytes' | 'fields'>, expected: number): Buffer {
  const last = bytes[bytes.length - 1];
  const ends = fields === expected + 1 && (last === 0x2c || last === 0x09);
  return ends ? bytes.subarray(0, -1) : bytes;
}

/** The text of a row; bytes that are no UTF-8 stay recoverable as Latin-1. */
function rawText(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1').replaceAll('\0', '\\0');
}
