import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readRow, sqlColumns, tables } from '@shouhu/claims';
import * as fc from 'fast-check';
import { Intake } from './intake.fixture.ts';
import type { Files } from './intake.fixture.ts';

let intake: Intake;
before(async () => {
  intake = await Intake.open();
});
after(() => intake.close());

type Texts = Readonly<Record<string, string>>;

const TABLE = tables.setl_list_oprn_d;
const NAMES = TABLE.fields.map((field) => field.name);
const COLUMNS = sqlColumns(TABLE).map((column) => column.name);

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.constantFrom(
    '1',
    '0',
    '2025-01-02',
    '2025-01-02 03:04:05',
    '20250102030405',
    '2999-01-01',
    ' x ',
    '甲'.repeat(31),
  ),
  fc.string({ unit: fc.constantFrom('a', '甲', ',', '"', '\n', '\t', ' ', ';', '1'), maxLength: 8 }),
);
const row: fc.Arbitrary<Texts> = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, name === 'mdtrt_id' ? fc.stringMatching(/^[a-z]{1,3}$/) : cell])),
);

/** A CSV file of rows in one of the ways that exports write it. */
function csv(rows: readonly Texts[], names: readonly string[], delimiter: string, end: string): string {
  const quoted = (one: string): string => (/^[\w甲-]*$/.test(one) ? one : `"${one.replaceAll('"', '""')}"`);
  const lines = [names.map((name) => name.toUpperCase()), ...rows.map((one) => names.map((name) => one[name] ?? ''))];
  return lines.map((cells) => cells.map(quoted).join(delimiter) + end).join('');
}

interface Written {
  readonly rows: readonly Texts[];
  readonly files: Files;
}

const written: fc.Arbitrary<Written> = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 12 }),
    names: fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
    delimiter: fc.constantFrom(',', '\t'),
    end: fc.constantFrom('\n', '\r\n'),
    form: fc.constantFrom('csv', 'gz', 'jsonl'),
  })
  .map(({ rows, names, delimiter, end, form }) => ({ rows, files: filesOf(form, rows, names, delimiter, end) }));

function filesOf(
  form: string,
  rows: readonly Texts[],
  names: readonly string[],
  delimiter: string,
  end: string,
): Files {
  const text = csv(rows, names, delimiter, end);
  if (form === 'csv') return { 'setl_list_oprn_d.csv': text };
  if (form === 'gz') return { 'setl_list_oprn_d.csv.gz': gzipSync(text) };
  return { 'setl_list_oprn_d.jsonl': rows.map((one) => JSON.stringify(one)).join('\n') };
}

function asSorted(rows: readonly unknown[]): unknown[] {
  return rows.map((one) => JSON.stringify(one)).toSorted();
}

describe('stage', () => {
  it('takes or refuses every row as the reader of single rows does, and loses none', async () => {
    await fc.assert(
      fc.asyncProperty(written, async ({ rows, files }) => {
        const staging = await intake.staged(files);
        const read = rows.map((one) => readRow(TABLE, one));
        const taken = read.flatMap((one) =>
          one.ok ? [Object.fromEntries(COLUMNS.map((name) => [name, one.row[name]]))] : [],
        );
        assert.deepEqual(asSorted(await intake.rows(staging, TABLE.name, COLUMNS.join(', '))), asSorted(taken));
        const faults = read.flatMap((one) => (one.ok ? [] : one.faults.map(({ field, code }) => [field, code])));
        assert.deepEqual(
          (await intake.rejects(staging)).map(({ field, code }) => [field, code]),
          faults,
        );
      }),
      { numRuns: 30 },
    );
  });
});
