import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Census } from './census.ts';

const FIRST = 20_454;
const census = new Census(3, 6000, FIRST);
const everybody = Array.from({ length: 6000 }, (_, index) => census.person(index));

test('a person is the same whoever was asked for before', () => {
  const other = new Census(3, 6000, FIRST);
  for (const index of [5999, 17, 0, 18, 4242, 16]) assert.deepEqual(other.person(index), everybody[index]);
});

test('two to four people share an address, and nobody else does', () => {
  const byAddress = Map.groupBy(everybody, ({ home }) => home.addr);
  const families = [...byAddress.values()].filter(([first]) => first?.home.kind === 'family');
  assert(families.every((people) => people.length <= 4));
  assert(families.length > 1700 && families.length < 2800);
  for (const people of families) {
    const [first, ...others] = people;
    for (const member of others)
      assert.deepEqual([member.home, member.index - (first?.index ?? 0) < 4], [first?.home, true]);
  }
});

test('nursing homes hold fifteen to forty old people at one address', () => {
  assert.equal(census.nursingHomes.length, 3);
  for (const { first, residents } of census.nursingHomes) {
    assert(residents >= 15 && residents <= 40);
    const people = everybody.slice(first, first + residents);
    assert.equal(new Set(people.map(({ home }) => home.addr)).size, 1);
    for (const { index, brdy } of people) assert(census.isResident(index) && FIRST - brdy > 67 * 365);
    assert(!census.isResident(first + residents));
  }
  assert.equal(new Census(3, 400, FIRST).nursingHomes.length, 0);
});

test('most telephones are one person’s own; employers differ in size', () => {
  const own = everybody.filter(({ index, phone }) => index === phone).length;
  assert(own > 4800 && own < 5800, `${own}`);
  const employed = everybody.flatMap(({ employer }) => (employer === null ? [] : [employer]));
  const sizes = [...Map.groupBy(employed, (employer) => employer).values()].map((people) => people.length);
  assert(Math.max(...sizes) > 60 && Math.min(...sizes) < 12);
});
