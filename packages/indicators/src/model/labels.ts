/** The table of confirmed cases: which institutions were found guilty, and which were checked and found in order. */
import { readFile } from 'node:fs/promises';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { CsvError, parse } from 'csv-parse/sync';

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads `fixmedins_code, confirmed (0 or 1), note` (UTF-8 or GB18030); other columns are ignored.
 * @returns confirmed by institution
 * @throws ShouhuError SH-P001 naming the first line that is wrong
 */
export async function readLabels(path: string): Promise<Map<string, boolean>> {
  const [header, ...rows] = recordsOf(path, await textOf(path));
  const columns = header?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const [code, confirmed] = [columns.indexOf('fixmedins_code'), columns.indexOf('confirmed')];
  if (code < 0 || confirmed < 0)
    throw wrong(path, 1, '缺少列 fixmedins_code 或 confirmed', 'no column fixmedins_code or confirmed');
  const labels = new Map<string, boolean>();
  for (const { line, cells } of rows) {
    const [name = '', value = ''] = [cells[code], cells[confirmed]];
    if (name === '') throw wrong(path, line, 'fixmedins_code 为空', 'fixmedins_code is empty');
    if (value !== '0' && value !== '1') {
      throw wrong(path, line, `confirmed 应为 0 或 1，而不是“${value}”`, `confirmed is 0 or 1, not "${value}"`);
    }
    const known = labels.get(name);
    if (known !== undefined && known !== (value === '1')) {
      throw wrong(path, line, `${name} 前后两行结论不同`, `${name} stands twice with different answers`);
    }
    labels.set(name, value === '1');
  }
  return labels;
}

function wrong(file: string, line: number, reason_zh: string, reason_en: string): Error {
  return shouhuError('SH-P001', { path: file, reason: `${reason_zh} / ${reason_en}` }, { file, line });
}

async function textOf(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    return decoded(bytes).replace(/\r\n?/g, '\n');
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

/** Spreadsheets write GB18030 unless told otherwise. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function recordsOf(path: string, text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  try {
    parse(text, {
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
    throw wrong(
      path,
      Number(error['lines'] ?? 1),
      '引号没有闭合，或不是逗号分隔的表',
      'a quote never ends, or it is no table with commas',
    );
  }
  return records;
}
