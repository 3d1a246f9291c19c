import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { sqlColumns } from './columns.ts';
import { readRow } from './read-row.ts';
import type { RawRow } from './read-row.ts';
import type { Table } from './table.ts';
import { readTableSql } from './table-sql.ts';
import { tables } from './tables.ts';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
before(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  connection = await instance.connect();
});
after(() => {
  connection.closeSync();
  instance.closeSync();
});

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What the statement makes of rows of texts: the row, or null where it must be refused. */
async function bySql(table: Table, rows: readonly RawRow[]): Promise<unknown[]> {
  const names = table.fields.map((field) => field.name);
  const values = rows.map((row, at) => [String(at), ...names.map((name) => cell(row[name]))].join(', '));
  const source = `(VALUES ${values.map((value) => `(${value})`).join(', ')}) AS given(ordinal, ${names.join(', ')})`;
  const texts = new Map(names.map((name) => [name, `${name}::VARCHAR`]));
  const statement = readTableSql(table, source, texts, [{ name: 'ordinal', sql: 'ordinal' }]);
  const result = await connection.runAndReadAll(`SELECT * FROM (${statement}) ORDER BY ordinal`);
  return result.getRowObjectsJson().map((read) => {
    const { ordinal, src_bad, ...row } = read;
    assert.notEqual(ordinal, undefined);
    return src_bad === true ? null : row;
  });
}

function cell(text: string | null | undefined): string {
  return text === null || text === undefined || text === '' ? 'NULL' : quoted(text);
}

/** The same by the reader of single rows, numbers as the database prints them. */
function byReader(table: Table, row: RawRow): unknown {
  const read = readRow(table, row);
  if (!read.ok) return null;
  const big = new Set(sqlColumns(table).flatMap(({ name, type }) => (type === 'BIGINT' ? [name] : [])));
  const cells = Object.entries(read.row).map(([name, value]) => [name, asPrinted(value, big.has(name))]);
  return Object.fromEntries(cells);
}

function asPrinted(value: string | number | null, big: boolean): string | number | null {
  return big && value !== null ? String(value) : value;
}

const wrong = [
  '',
  ' ',
  '\t',
  '-',
  'x',
  '1e3',
  '1_000',
  '0x10',
  '１２',
  '.',
  '--1',
  '1,5',
  'NaN',
  'infinity',
  ' 5',
  '\u00a05',
];
const numbers = [
  '0',
  '-0',
  '1',
  '01',
  '+7',
  '.5',
  '5.',
  '-3.20',
  '1.005',
  '1.0000',
  '0.12345',
  '12.123456',
  '12.1234567',
];
const large = [
  '1000000000',
  '1000000000.00',
  '1000000000.01',
  '-1000000000.01',
  '100000000',
  '100000000.000001',
  '99999999999999999999',
];
const clocks = [
  '',
  ' 00:00:00',
  'T23:59:59',
  ' 24:00:00',
  ' 10:60:00',
  '101112',
  ' 10:11:12.5',
  ' 10:11',
  'Z',
  ' 10:11:12+08',
];
const days = [
  '2025-01-02',
  '20250102',
  '2025-0102',
  '2025/01/02',
  '2025-1-2',
  '2025-02-29',
  '2024-02-29',
  '1989-12-31',
  '1990-01-01',
  '1899-12-31',
  '1900-01-01',
  '2099-12-31',
  '2100-01-01',
  '2999-12-31',
  '0000-01-01',
];

const anyText = fc
  .oneof(
    fc.constantFrom(...wrong, ...numbers, ...large),
    fc
      .tuple(fc.constantFrom('', ' '), fc.constantFrom(...days), fc.constantFrom(...clocks))
      .map((parts) => parts.join('')),
    fc
      .tuple(
        fc.constantFrom('', '-', '+', ' '),
        fc.nat({ max: 10 ** 9 }),
        fc.constantFrom('', '.'),
        fc.stringMatching(/^[0-9]{0,7}$/),
      )
      .map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      '甲'.repeat(6),
      '甲'.repeat(7),
      '甲\n',
      '\n甲',
      '\r\n',
      'a\r',
      ' 310 ',
      '\u{20000}'.repeat(30),
      'x'.repeat(51),
    ),
  )
  .filter((text) => !text.includes('\0'));

const valid: Readonly<Record<string, string>> = {
  code: '1',
  text: '名称',
  date: '2025-01-02',
  time: '2025-01-02 03:04:05',
  fen: '1.50',
  price: '2.5',
  quantity: '3',
  ratio: '0.1',
  count: '7',
  flag: '1',
};

/** A row that is sound but for some fields. */
function disturbed(table: Table): fc.Arbitrary<RawRow> {
  const sound = Object.fromEntries(table.fields.map((field) => [field.name, valid[field.kind] ?? '']));
  const change = fc.tuple(fc.constantFrom(...table.fields.map((field) => field.name)), anyText);
  return fc.array(change, { maxLength: 3 }).map((changes) => ({ ...sound, ...Object.fromEntries(changes) }));
}

describe('readTableSql', () => {
  for (const table of Object.values(tables)) {
    it(`reads ${table.name} as the reader of single rows does`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(disturbed(table), { minLength: 1, maxLength: 40 }), async (rows) => {
          assert.deepEqual(
            await bySql(table, rows),
            rows.map((row) => byReader(table, row)),
          );
        }),
        { numRuns: 10 },
      );
    });
  }

  it('refuses and accepts every odd text of every kind alike', async () => {
    const table = tables.fee_list_d;
    const sound = Object.fromEntries(table.fields.map((field) => [field.name, valid[field.kind] ?? '']));
    const dates = days.flatMap((day) => clocks.map((clock) => day + clock));
    const kinds = ['updt_time', 'inscp_amt', 'pric', 'cnt', 'selfpay_prop', 'trdn_flag', 'hilist_name'];
    const rows = kinds.flatMap((name) =>
      [...wrong, ...numbers, ...large, ...dates].map((text) => ({ ...sound, [name]: text })),
    );
    assert.deepEqual(
      await bySql(table, rows),
      rows.map((row) => byReader(table, row)),
    );
  });
});
