import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pastedRows } from './pasted.ts';

const known = new Set(['H1', 'P1']);

test('a table from a spreadsheet and comma separated values become the same results', () => {
  const tabs = '编码\t检查\t处理\t发现\t措施\t金额\nH1\t2026-03-02\t2026/03-16\t重复收费\t约谈、暂停医保服务\t1,234.50';
  const { rows, faults } = pastedRows(tabs, known);
  assert.deepEqual(faults, []);
  const row = { inspected_on: '2026-03-02', decided_on: '2026-03-16', findings: '重复收费', terms: {} };
  assert.deepEqual(rows, [{ ...row, fixmedins_code: 'H1', measures: ['talk', 'suspend'], recovered_fen: 123_450 }]);
  const commas = 'H1,2026-03-02,2026-03-16,重复收费,"约谈,暂停医保支付","1,234.50"\r\nP1,2026-03-02,2026-03-16,无,,';
  assert.deepEqual(pastedRows(commas, known).rows, [
    ...rows,
    { ...row, findings: '无', fixmedins_code: 'P1', measures: [], recovered_fen: 0 },
  ]);
});

test('what is wrong is told by its line', () => {
  const text = [
    'H1\t2026-03-02\t2026-03-16\t重复收费\t约谈\t0',
    'H1\t2026-03-02\t2026-03-16\t重复收费\t约谈\t0',
    'H9\t2026-03-02\t2026-03-16\t重复收费\t约谈\t0',
    'P1\t2026-02-30\t2026-03-16\t重复收费\t约谈\t0',
    'P1\t2026-03-02\t2026-03-16\t重复收费\t罚站\t0',
    'P1\t2026-03-02\t2026-03-16\t重复收费\t约谈\t1.234',
    'P1\t2026-03-02\t2026-03-16\t\t约谈\t1',
    'P1\t2026-03-02',
  ].join('\n');
  const { rows, faults } = pastedRows(text, known);
  assert.equal(rows.length, 1);
  assert.deepEqual(
    faults.map(({ line, fault }) => [line, fault]),
    [
      [2, 'twice'],
      [3, 'code'],
      [4, 'day'],
      [5, 'measure'],
      [6, 'amount'],
      [7, 'findings'],
      [8, 'columns'],
    ],
  );
});
