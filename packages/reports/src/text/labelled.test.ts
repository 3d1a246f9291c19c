import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelledFinding } from './labelled.ts';

test('totals and maxima stand in the unit of what was measured', () => {
  const shown = (evidence: Readonly<Record<string, unknown>>): string[] =>
    labelledFinding(evidence).map(({ zh, text }) => `${zh} ${text}`);
  assert.deepEqual(shown({ max: 20_000, measure: 'cnt', total: 35_000 }), ['上限 2', '计量 数量', '合计 3.5']);
  assert.deepEqual(shown({ max: 70_000, measure: 'days', total: 140_000 }), ['上限 7', '计量 天数', '合计 14']);
  assert.deepEqual(shown({ max: 20_000, measure: 'amount', total: 20_050 }), [
    '上限 200.00',
    '计量 金额（元）',
    '合计 200.50',
  ]);
  assert.deepEqual(shown({ max: 20_000, measure: 'paid', total: 20_050 }).at(-1), '合计 200.50');
  assert.deepEqual(shown({ max: 12_500_000, measure: 'unit_price', total: 15_000_000 }).at(-1), '合计 15.00');
  assert.deepEqual(shown({ max: 2, measure: 'visits', total: 3 }), ['上限 2', '计量 就诊次数', '合计 3']);
  const [, measure] = labelledFinding({ max: 2, measure: 'kinds', total: 3 });
  assert.deepEqual(measure, { zh: '计量', en: 'Measured', text: '品种数', text_en: 'kinds' });
});

test('values that no measure speaks of, and those kept before it did, stay as they are', () => {
  const [max, total] = labelledFinding({ max: 20_000, total: 30_000 });
  assert.deepEqual([max?.text, total?.text], ['20000', '30000']);
});
