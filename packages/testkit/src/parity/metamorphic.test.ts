import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeByReference } from '@shouhu/rules';
import { makeFamily } from './make-family.ts';
import { Dice } from './dice.ts';
import { brokenRelations, type Judge } from './metamorphic.ts';

/** What a judge breaks over some generated cases. */
function brokenBy(judge: Judge): Set<string> {
  const broken = new Set<string>();
  for (let number = 0; number < 30; number += 1) {
    const { cases } = makeFamily(5, number, 6);
    for (const [at, one] of cases.entries()) {
      const stranger = cases[(at + 1) % cases.length] ?? one;
      for (const relation of brokenRelations(judge, one, stranger, new Dice(number, at))) broken.add(relation);
    }
  }
  return broken;
}

describe('relations that hold whatever a rule means', () => {
  test('the reference keeps them all', () => {
    assert.deepEqual([...brokenBy(judgeByReference)], []);
  });

  test('a judge that trusts the order of rows is caught', () => {
    const first: Judge = (ruleset, world) => judgeByReference(ruleset, { ...world, lines: world.lines.slice(0, 3) });
    assert.ok(brokenBy(first).has('order of rows'));
  });

  test('a judge that mixes persons is caught', () => {
    const merged: Judge = (ruleset, world) => {
      const psn_no = world.lines[0]?.psn_no ?? '';
      return judgeByReference(ruleset, { ...world, lines: world.lines.map((line) => ({ ...line, psn_no })) });
    };
    assert.ok(brokenBy(merged).has('split by persons'));
    assert.ok(brokenBy(merged).has('an unrelated person'));
  });

  test('a judge that knows a date is caught', () => {
    const dated: Judge = (ruleset, world) =>
      judgeByReference(ruleset, { ...world, lines: world.lines.filter(({ day }) => day < 30_000) });
    assert.ok(brokenBy(dated).has('28 years later'));
  });
});
