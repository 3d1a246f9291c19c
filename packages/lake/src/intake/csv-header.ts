import { parse } from 'csv-parse/sync';
import { shouhuError } from '@shouhu/errors';
import { scanRecords } from './records.ts';

export type Delimiter = ',' | '\t';

/** The first record of a CSV file. */
export interface Header {
  readonly delimiter: Delimiter;
  /** Names in lower case, without blanks around them. */
  readonly names: readonly string[];
  /** The header stands on the first line and the database can skip it. */
  readonly onFirstLine: boolean;
}

/**
 * Reads the names of the columns; the delimiter is the one of comma and tab that parts more of them.
 * @throws ShouhuError when there is no record at all
 */
export async function readHeader(path: string, name: string): Promise<Header> {
  for await (const records of scanRecords(path, name, ','.charCodeAt(0))) {
    const [first] = records;
    if (first === undefined) continue;
    const text = first.bytes.toString('utf8').replace(/^\uFEFF/, '');
    const delimiter = count(text, '\t') > count(text, ',') ? '\t' : ',';
    const names = fieldsOf(text, delimiter).map((field) => field.trim().toLowerCase());
    return { delimiter, names, onFirstLine: first.line === 1 && !text.includes('\n') };
  }
  throw shouhuError('SH-I009', { path: name }, { file: name });
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** The fields of one record; quotes that are wrong stay as they are. */
export function fieldsOf(text: string, delimiter: Delimiter): string[] {
  const [fields = []] = parse(text, {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    ltrim: true,
    skip_empty_lines: true,
  });
  return fields;
}
