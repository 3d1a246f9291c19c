import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf, rowsOf } from './columns.ts';

const again = (rows: readonly object[]) => rowsOf(JSON.parse(JSON.stringify(columnsOf(rows))));

test('rows come back from columns as they were, their fields in the same order', () => {
  const shared = [
    { item: 'A', cnt: 1, dr: null, at: { day: 1, second: null } },
    { item: 'A', cnt: 2, dr: null, at: { day: 1, second: 60 } },
  ];
  assert.equal(JSON.stringify(again(shared)), JSON.stringify(shared));
  assert.deepEqual(again([]), []);
  assert.deepEqual(again([{ item: 'A' }]), [{ item: 'A' }]);
});

test('rows of several shapes, and what was kept as rows before, stay rows', () => {
  const mixed = [{ item: 'A' }, { item: 'B', cnt: 1 }, { cnt: 1, item: 'B' }];
  assert.deepEqual(again(mixed), mixed);
  assert.equal(rowsOf(mixed), mixed);
});
