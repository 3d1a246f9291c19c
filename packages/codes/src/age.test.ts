import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageAt, parseCivilDate } from './index.ts';
import type { AgeUnit } from './index.ts';

function age(birth: string, on: string, unit: AgeUnit): number | undefined {
  const [from, to] = [parseCivilDate(birth), parseCivilDate(on)];
  assert.ok(from.ok && to.ok);
  return ageAt(from.value, to.value, unit);
}

test('born on 29 February turns a year older on 1 March', () => {
  assert.equal(age('2020-02-29', '2021-02-28', 'year'), 0);
  assert.equal(age('2020-02-29', '2021-03-01', 'year'), 1);
  assert.equal(age('2020-02-29', '2024-02-28', 'year'), 3);
  assert.equal(age('2020-02-29', '2024-02-29', 'year'), 4);
});

test('a month is completed on its day, or on the first of the next where it is shorter', () => {
  assert.equal(age('2025-01-31', '2025-02-28', 'month'), 0);
  assert.equal(age('2025-01-31', '2025-03-01', 'month'), 1);
  assert.equal(age('2025-01-31', '2025-03-31', 'month'), 2);
});

test('a newborn is 28 days old on the 28th day after birth, and nobody is younger than born', () => {
  assert.equal(age('2025-01-01', '2025-01-29', 'day'), 28);
  assert.equal(age('2025-01-01', '2025-01-01', 'year'), 0);
  assert.equal(age('2025-01-02', '2025-01-01', 'day'), undefined);
});
