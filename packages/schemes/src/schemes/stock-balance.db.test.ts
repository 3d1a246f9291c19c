/** Golden cases of the national classes 43 and 48: violation, clean, boundary, cannot decide. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { civilDate } from '@shouhu/codes';
import { rowsOf } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import { findSchemes } from '../find-schemes.ts';
import type { Hit, Look, Scheme } from '../shape/scheme.ts';
import { drugBalance, materialBalance } from './stock-balance.ts';

let connection: DuckDBConnection;
before(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});
after(() => connection.closeSync());

const day = (month: number, date: number): number => civilDate(2026, month, date) ?? assert.fail('no day');

/** Units sold in a month at 10 yuan each. */
interface Billed {
  readonly month: number;
  readonly units: number;
  /** Of them in parts of a box. */
  readonly split?: number;
  readonly item?: string;
}
interface Moved {
  readonly type: string;
  readonly day: number;
  readonly units: number;
  readonly item?: string;
}

async function gapsOf(
  one: Scheme,
  item: string,
  billed: readonly Billed[],
  moved: readonly Moved[],
): Promise<readonly Hit[]> {
  const sold = billed.map(
    (row) =>
      `('H1', '${row.item ?? item}', ${day(row.month, 1)}, '示例', ${row.units * 10_000}::BIGINT, ${row.units * 1000}::BIGINT, ${(row.split ?? 0) * 10_000}::BIGINT, ${(row.split ?? 0) * 1000}::BIGINT)`,
  );
  const stock = moved.map(
    (row) => `('H1', '${row.item ?? item}', '${row.type}', ${row.units * 10_000}::BIGINT, ${row.day})`,
  );
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE a_item AS FROM (VALUES ${sold.join(', ')}) a(fixmedins_code, item, month_day, item_name, cnt, inscp_fen, split_cnt, split_fen);
    CREATE OR REPLACE TEMP TABLE stock AS FROM (VALUES ${['(NULL, NULL, NULL, 0::BIGINT, 0)', ...stock].join(', ')}) s(fixmedins_code, med_list_codg, inv_type, cnt, biz_time)
      WHERE fixmedins_code IS NOT NULL`);
  const look: Look = {
    rows: async (sql) => rowsOf(connection, sql),
    run: async (sql) => void (await connection.run(sql)),
    group: async () => {},
    lines: '',
    table: (name) => name,
    first_day: day(1, 1),
    last_day: day(12, 31),
    value: Object.fromEntries(Object.entries(one.parameters).map(([name, { value }]) => [name, value])),
  };
  return one.find(look);
}

const opening = (units: number): Moved => ({ type: '3501', day: day(1, 1), units });
const bought = (month: number, date: number, units: number): Moved => ({ type: '3503', day: day(month, date), units });

for (const [one, item] of [
  [drugBalance, 'XA01AAL000A001010100001'],
  [materialBalance, 'C0101011000000000000'],
] as const) {
  const gaps = async (billed: readonly Billed[], moved: readonly Moved[]): Promise<readonly Hit[]> =>
    gapsOf(one, item, billed, moved);

  test(`${one.id}: violation, billed beyond opening and purchases, valued by what was billed`, async () => {
    const [hit, ...more] = await gaps([{ month: 1, units: 200 }], [opening(50), bought(1, 10, 50)]);
    assert.equal(more.length, 0);
    assert.equal(hit?.amount_fen, 100_000);
    assert.deepEqual(
      [hit?.evidence['billed'], hit?.evidence['available'], hit?.evidence['gap']],
      ['200', '100', '100'],
    );
  });

  test(`${one.id}: violation, what went back to the supplier cannot be sold`, async () => {
    const returned: Moved = { type: '3504', day: day(1, 20), units: 60 };
    assert.equal((await gaps([{ month: 1, units: 100 }], [opening(100), returned])).length, 1);
  });

  test(`${one.id}: violation, bought after it had been sold for months; the worst month counts`, async () => {
    const [hit] = await gaps([{ month: 1, units: 100 }], [opening(10), bought(6, 1, 200)]);
    assert.equal(hit?.amount_fen, 90_000);
  });

  test(`${one.id}: clean, stock covers what was billed`, async () => {
    assert.deepEqual(
      await gaps(
        [
          { month: 1, units: 100 },
          { month: 2, units: 100 },
        ],
        [opening(100), bought(2, 10, 100)],
      ),
      [],
    );
  });

  test(`${one.id}: clean, boxes sold in parts are counted in other units`, async () => {
    assert.deepEqual(await gaps([{ month: 1, units: 400, split: 300 }], [opening(100)]), []);
    assert.equal((await gaps([{ month: 1, units: 400, split: 200 }], [opening(100)])).length, 1);
  });

  test(`${one.id}: boundary, a gap of just the tolerance is clean, above it is not`, async () => {
    assert.deepEqual(await gaps([{ month: 1, units: 1000 }], [opening(950)]), []);
    assert.equal((await gaps([{ month: 1, units: 1000 }], [opening(949)])).length, 1);
  });

  test(`${one.id}: boundary, purchases entered on the last day of grace count, a day later they do not`, async () => {
    assert.deepEqual(await gaps([{ month: 1, units: 100 }], [opening(0), bought(2, 15, 100)]), []);
    assert.equal((await gaps([{ month: 1, units: 100 }], [opening(0), bought(2, 16, 100)])).length, 1);
  });

  test(`${one.id}: boundary, the least amount`, async () => {
    assert.equal((await gaps([{ month: 1, units: 20 }], [opening(0)])).length, 1);
    assert.deepEqual(await gaps([{ month: 1, units: 19 }], [opening(0)]), []);
  });

  test(`${one.id}: cannot decide where stock knows too few of the items sold`, async () => {
    const kinds = ['1', '2', '3', '4', '5'].map((end) => `${item.slice(0, -1)}${end}`);
    const billed = kinds.map((kind) => ({ month: 1, units: 100, item: kind }));
    const known = (count: number): Moved[] => kinds.slice(0, count).map((kind) => ({ ...opening(10), item: kind }));
    assert.equal((await gaps(billed, known(3))).length, 5);
    assert.deepEqual(await gaps(billed, known(2)), []);
  });

  test(`${one.id}: cannot decide without the table: not run, and named`, async () => {
    const lake: Lake = {
      path: '',
      manifest: { format: 2, generation: 1, tables: {}, imports: [], sealed: [], reports: [], key_check: null },
    };
    const { found, not_run } = await findSchemes(connection, lake, {
      schemes: [one],
      settings: new Map(),
      rules: new Set(),
      first_day: day(1, 1),
      last_day: day(12, 31),
    });
    assert.deepEqual(found, []);
    assert.deepEqual(not_run, [{ scheme: one.id, scheme_name: one.name, absent: ['stock'] }]);
  });
}
