import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line, point, rule, ruleset, world } from '@shouhu/testkit';
import { compileClosures } from './closures/index.ts';
import { hasNames, withNamedItems } from './names.ts';
import { judgeByReference } from './reference/index.ts';

const named = (...names: string[]) => ({ codes: [], prefixes: [], names });
const pair = ruleset(rule([point.together({ a: named('甘草', '炙甘草'), b: named('甘遂'), window: 'prescription' })]));
const lines = [line({ line_id: 'L1', item: 'T1' }), line({ line_id: 'L2', item: 'T2' })];

function charged(items: readonly { item: string; name: string }[]): string[] {
  const resolved = withNamedItems(pair, items);
  const judgement = judgeByReference(resolved, world({ lines }));
  assert.deepEqual(compileClosures(resolved).judge(world({ lines })), judgement);
  return judgement.findings.flatMap(({ line_ids }) => line_ids);
}

test('a name selects the codes that rows carry beside it, in any width, with or without a remark', () => {
  assert.equal(hasNames(pair), true);
  assert.deepEqual(charged([]), []);
  assert.deepEqual(charged([{ item: 'T1', name: '甘草' }]), []);
  assert.deepEqual(
    charged([
      { item: 'T1', name: ' 甘 草（饮片）' },
      { item: 'T2', name: '甘遂' },
    ]),
    ['L2'],
  );
  assert.deepEqual(
    charged([
      { item: 'T1', name: '甘草片' },
      { item: 'T2', name: '甘遂' },
    ]),
    [],
  );
});

test('a set of names that no row carries is not an empty set', () => {
  const provided = ruleset(rule([point.price({ measure: 'discount', beside: named('无此项目') })]));
  const both = [line({ line_id: 'L1', pric_uplmt: 100_000_000 }), line({ line_id: 'L2', item: 'A' })];
  const resolved = withNamedItems(provided, [{ item: 'A', name: '别的项目' }]);
  assert.deepEqual(judgeByReference(resolved, world({ lines: both })).findings, []);
  assert.deepEqual(compileClosures(resolved).judge(world({ lines: both })).findings, []);
});

test('a ruleset without names stays the same value', () => {
  const plain = ruleset(rule([point.limit({})]));
  assert.equal(withNamedItems(plain, [{ item: 'T1', name: '甘草' }]), plain);
});
