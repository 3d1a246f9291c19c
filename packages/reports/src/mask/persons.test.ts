import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Persons } from './persons.ts';

const NUMBERS = ['4290000000005141', '4290000000015141', 'short1', '参保人甲'];

test('persons stay apart, and a number cannot be read from its code', () => {
  const persons = new Persons(NUMBERS, { revealed: false });
  const names = NUMBERS.map((psn_no) => persons.name(psn_no));
  assert.equal(new Set(names).size, NUMBERS.length);
  assert.deepEqual(names, ['P0001·5141', 'P0002·5141', 'P0003', 'P0004']);
});

test('numbers within texts are replaced, whatever stands beside them', () => {
  const persons = new Persons(NUMBERS, { revealed: false });
  assert.equal(persons.text('卡4290000000005141，short1（4290000000015141）'), '卡P0001·5141，P0003（P0002·5141）');
  assert.equal(persons.text('M42900000000051419 是就诊号'), 'M42900000000051419 是就诊号');
  assert.equal(persons.text('参保人甲 来过', ['参保人甲']), 'P0004 来过');
});

test('revealed, everything is as it was', () => {
  const persons = new Persons(NUMBERS, { revealed: true });
  assert.equal(persons.name('short1'), 'short1');
  assert.equal(persons.text('4290000000005141'), '4290000000005141');
});
