import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codes, line, point, rule, ruleset, visit, world } from '../world.ts';
import { renamed, type Case } from './case.ts';
import { shrink } from './shrink.ts';

const ids = { psn_no: 'r1.2.P1', fixmedins_code: 'r1.2.H1', mdtrt_id: 'r1.2.V1' };
const given: Case = {
  prefix: 'r1.2.',
  ruleset: ruleset(
    rule([point.reuse({})], { rule_code: 'r1.R0' }),
    rule(
      [point.unpayable({ subject: codes('r1.A') }), point.unpayable({ subject: codes('r1.B'), retroactive: true })],
      {
        rule_code: 'r1.R1',
        scope: { is: 'not', part: { is: 'unknown', name: 'allergy' } },
      },
    ),
  ),
  world: world({
    lines: [
      line({ ...ids, line_id: 'r1.2.L1', item: 'r1.A' }),
      line({ ...ids, line_id: 'r1.2.L2', item: 'r1.B' }),
      line({ ...ids, psn_no: 'r1.2.P2', line_id: 'r1.2.L3', item: 'r1.B' }),
    ],
    visits: [visit(ids)],
  }),
};

describe('shrink', () => {
  const speaksOfB = (one: Case) =>
    one.world.lines.some(({ item }) => item === 'r1.B') &&
    one.ruleset.rules.some(({ rule_type }) => rule_type === 'unpayable');
  const failing = async (variants: readonly Case[]) => variants.map(speaksOfB);

  test('leaves one rule, one point and one bare line', async () => {
    const small = await shrink(given, failing);
    assert.equal(small.ruleset.rules.length, 1);
    const [only] = small.ruleset.rules;
    assert.equal(only?.points.length, 1);
    assert.deepEqual(only?.scope, { is: 'always' });
    assert.equal(small.world.lines.length, 1);
    assert.equal(small.world.lines[0]?.item, 'r1.B');
    assert.equal(small.world.lines[0]?.gend, null);
    assert.deepEqual(small.world.visits, []);
  });

  test('gives the case back when nothing smaller fails', async () => {
    assert.equal(await shrink(given, async (variants) => variants.map(() => false)), given);
  });

  test('stops after its steps', async () => {
    let steps = 0;
    await shrink(given, async (variants) => ((steps += 1), failing(variants)), 2);
    assert.equal(steps, 2);
  });
});

test('a renamed case is the same under another prefix', () => {
  const other = renamed(given, 'x9.');
  assert.equal(other.prefix, 'x9.2.');
  assert.equal(other.world.lines[0]?.psn_no, 'x9.2.P1');
  assert.equal(other.world.lines[0]?.item, 'x9.A');
  assert.deepEqual(renamed(other, 'r1.'), given);
});
