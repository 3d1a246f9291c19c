import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { groupsOf } from './groups.ts';
import type { Link } from './scheme.ts';

/** Everybody of a ring with everybody. */
function ring(...members: readonly string[]): Link[] {
  return members.flatMap((a, at) => members.slice(at + 1).map((b) => ({ a, b, weight: 3 })));
}

describe('groups of people who meet', () => {
  test('are connected, named in order, and at least as large as asked', () => {
    const groups = groupsOf([...ring('d', 'e', 'f', 'g'), ...ring('a', 'b')], 3);
    assert.deepEqual(
      groups.map(({ members, density }) => [members, density]),
      [[['d', 'e', 'f', 'g'], 1]],
    );
  });
  test('leave out chains of chance meetings where a core is asked for', () => {
    const chain: Link[] = [
      { a: 'm', b: 'n', weight: 2 },
      { a: 'n', b: 'o', weight: 2 },
      { a: 'o', b: 'p', weight: 2 },
    ];
    assert.deepEqual(groupsOf(chain, 4, 2), []);
    const tailed = groupsOf([...ring('a', 'b', 'c'), { a: 'c', b: 'm', weight: 2 }, ...chain], 3, 2);
    assert.deepEqual(
      tailed.map(({ members }) => members),
      [['a', 'b', 'c']],
    );
  });
  test('part two rings that share one member, and do so the same way in any order of links', () => {
    const names = (from: number, count: number): string[] =>
      Array.from({ length: count }, (_, at) => `p${`${from + at}`.padStart(3, '0')}`);
    const links = [...ring(...names(0, 30)), ...ring(...names(29, 30))];
    const groups = groupsOf(links, 5);
    assert.equal(groups.length, 2);
    assert.ok(groups.every(({ members }) => members.length >= 29 && members.length <= 30));
    assert.deepEqual(groupsOf(links.toReversed(), 5), groups);
  });
  test('of nobody are none', () => {
    assert.deepEqual(groupsOf([], 2, 2), []);
  });
});
