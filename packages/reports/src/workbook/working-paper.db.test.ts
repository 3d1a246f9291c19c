import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readXlsx, type Workbook } from 'hucre/xlsx';
import { HOSTILE, RING } from '../fixture/lines.fixture.ts';
import { fixtureRun } from '../fixture/run.fixture.ts';
import { openRun } from '../run/open-run.ts';
import { personsOf } from '../run/persons-of.ts';
import { withTables } from '../run/tables.ts';
import { columnLetters } from './xlsx/text.ts';
import { writeWorkingPaper } from './working-paper.ts';

let run: Awaited<ReturnType<typeof fixtureRun>>;
let book: Workbook;
let bytes: Buffer;

async function paper(name: string, most_rows?: number): Promise<Buffer> {
  const opened = await openRun(run.out);
  const path = join(run.out, name);
  await withTables(opened, async (connection) => {
    const persons = await personsOf(connection, opened, { revealed: false });
    await writeWorkingPaper(connection, opened, persons, path, most_rows);
  });
  return readFile(path);
}

before(async () => {
  run = await fixtureRun();
  bytes = await paper('a.xlsx');
  book = await readXlsx(bytes);
});
after(async () => run.remove());

/** Formulas of a sheet by cell, such as R3. */
function formulas(sheet: string): Readonly<Record<string, string>> {
  const cells = book.sheets.find(({ name }) => name === sheet)?.cells ?? new Map();
  return Object.fromEntries(
    [...cells].flatMap(([place, { formula }]) => {
      const [row = 0, column = 0] = place.split(',').map(Number);
      return formula === undefined ? [] : [[`${columnLetters(column)}${row + 1}`, formula]];
    }),
  );
}

function rows(sheet: string): readonly Readonly<Record<string, unknown>>[] {
  const found = book.sheets.find(({ name }) => name === sheet);
  assert.ok(found, `${sheet} in ${book.sheets.map(({ name }) => name).join()}`);
  const [head = [], ...body] = found.rows;
  return body.map((row) => Object.fromEntries(head.map((title, at) => [String(title), row[at]])));
}

describe('the working paper', () => {
  test('has a cover, a summary, leads, a sheet per rule and per scheme, and what is left', () => {
    assert.deepEqual(
      book.sheets.map(({ name }) => name),
      [
        '封面',
        '汇总',
        '线索',
        '药品区分性别使用',
        '医疗服务项目限定频次 按日',
        '单价高于限价',
        '药品追溯码重复销售',
        '出院而无诊断',
        '虚假住院团伙',
        '无法判断',
        '已豁免',
      ],
    );
  });

  test('recomputes the amount of every finding where one formula gives it', () => {
    const limit = rows('医疗服务项目限定频次 按日');
    assert.deepEqual(
      limit.map((row) => row['本行认定（元）']),
      [33.33, 33.34, 33.34],
    );
    assert.deepEqual([limit[0]?.['计量值'], limit[0]?.['上限']], [3, 2]);
    assert.deepEqual(
      limit.map((row) => row['疑点认定（元）']),
      [100.01, null, null],
    );
    assert.deepEqual([rows('单价高于限价')[0]?.['计量值'], rows('单价高于限价')[0]?.['疑点重算（元）']], [125, 20]);
    const [boxes, odd] = rows('药品追溯码重复销售');
    assert.equal(boxes?.['疑点重算（元）'], 44.44);
    assert.deepEqual([odd?.['疑点重算（元）'], odd?.['疑点认定（元）']], [null, 12.34]);
    assert.deepEqual(
      [rows('出院而无诊断')[0]?.['疑点认定（元）'], rows('出院而无诊断')[0]?.['未计金额的原因']],
      [null, 'no line'],
    );
  });

  test('writes the formulas that an auditor follows', () => {
    const limit = formulas('医疗服务项目限定频次 按日');
    assert.deepEqual(
      ['R2', 'S2', 'U2', 'W2', 'R4', 'U4'].map((cell) => limit[cell]),
      ['(P2-Q2)/P2', 'O2*R2', 'ROUND(SUM(S2:S4),2)', 'U2-V2', '(P4-Q4)/P4', undefined],
    );
    assert.equal(formulas('药品追溯码重复销售')['R2'], 'P2/L2');
    const summary = formulas('汇总');
    assert.equal(summary['G4'], "SUM('医疗服务项目限定频次 按日'!V:V)");
    assert.equal(summary['G8'], 'SUM(G3:G7)');
    // What stands beside no formula is text, whatever it looks like.
    for (const cell of Object.keys(formulas('药品区分性别使用'))) assert.match(cell, /^[SUW]/);
  });

  test('shows a person by one code everywhere, and the number nowhere', () => {
    const text = JSON.stringify(book);
    for (const psn_no of RING) assert.ok(!text.includes(psn_no), psn_no);
    const [first] = rows('单价高于限价');
    assert.match(String(first?.['说明']), /参保人 P0001·0001 的单价高于限价/);
    assert.equal(rows('虚假住院团伙')[0]?.['参保人'], first?.['参保人']);
  });

  test('keeps texts that look like formulas as texts', () => {
    const sheet = rows('药品区分性别使用');
    assert.deepEqual(
      sheet.map((row) => row['项目名称']),
      ['=HYPERLINK("http://x")', HOSTILE],
    );
  });

  test('the summary adds up the sheets by formulas', () => {
    const summary = book.sheets.find(({ name }) => name === '汇总')?.rows ?? [];
    const [ring, total] = ['虚假住院团伙', '合计'].map((word) => summary.find((row) => row.includes(word)));
    assert.deepEqual(ring?.slice(5, 8), [2500, 2500, 0]);
    assert.equal(total?.[5], 376.79);
    assert.equal(total?.[6], 376.79);
  });

  test('is readable by its owner only and the same bytes again', async () => {
    assert.equal((await stat(join(run.out, 'a.xlsx'))).mode & 0o777, 0o600);
    assert.ok(bytes.equals(await paper('b.xlsx')));
  });

  test('goes on in a further sheet where one is full, without tearing a finding', async () => {
    const small = await readXlsx(await paper('small.xlsx', 4));
    const sizes = new Map(small.sheets.map((sheet) => [sheet.name, sheet.rows.length]));
    assert.equal(sizes.get('医疗服务项目限定频次 按日'), 4);
    assert.deepEqual([sizes.get('虚假住院团伙'), sizes.get('虚假住院团伙 (2)')], [4, 3]);
    const tight = await readXlsx(await paper('tight.xlsx', 2));
    assert.deepEqual(
      tight.sheets.filter(({ name }) => name.startsWith('线索')).map(({ name }) => name),
      ['线索', '线索 (2)', '线索 (3)'],
    );
  });
});
