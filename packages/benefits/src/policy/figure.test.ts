import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, pick } from './figure.ts';
import type { Facts, When } from './figure.ts';

const cases: [string, When, Facts, boolean][] = [
  ['an age from is met on the birthday', { age_from: 60 }, { age: 60 }, true],
  ['an age from is not met before', { age_from: 60 }, { age: 59 }, false],
  ['an age below is not met on the birthday', { age_below: 18 }, { age: 18 }, false],
  ['an age below is met before', { age_below: 18 }, { age: 17 }, true],
  ['an unknown age meets no bound', { age_below: 18 }, { age: undefined }, false],
  ['a stay from is met by itself', { stay_from: 2 }, { stay: 2 }, true],
  ['one identity of several is enough', { identity: ['A', 'B'] }, { identities: ['C', 'B'] }, true],
  ['a beginning of a code is enough where beginnings are named', { psn_type: ['12'] }, { psn_type: '1201' }, true],
  ['a whole code is needed where codes are named', { dise_codg: ['M03'] }, { dise_codg: 'M03900' }, false],
  ['what is not known fits no condition', { dise_codg: ['M03900'] }, { dise_codg: null }, false],
  ['all that is named must hold', { rank: [3], place: ['local'] }, { rank: 3, place: 'unfiled' }, false],
];
for (const [name, when, facts, expected] of cases) test(name, () => assert.equal(fits(when, facts), expected));

test('of rows that fit the first is taken', () => {
  const rows = [1, 2].map((value) => ({ value, when: { rank: [3] }, basis: 'unverified' }));
  assert.equal(pick([...rows, { value: 3, basis: 'unverified' }], { rank: 3 }).value, 1);
  assert.equal(pick([...rows, { value: 3, basis: 'unverified' }], { rank: 1 }).value, 3);
});
