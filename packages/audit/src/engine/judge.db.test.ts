import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { codes, line, point, rule, ruleset, visit, world } from '@shouhu/testkit';
import { judgeBySql } from './judge.ts';
import { loadWorld } from './load-world.ts';

const connection = await (await DuckDBInstance.create(':memory:')).connect();

test('what an absent column leaves open is counted per rule, not listed', async () => {
  const rules = ruleset(
    rule([point.restrict({ require: { is: 'in', field: 'gend', set: codes('2') } })], { rule_code: 'R-gend' }),
    rule([point.restrict({ require: { is: 'compare', field: 'hosp_lv', op: '>=', value: 2 } })], { rule_code: 'R-lv' }),
  );
  const lines = [1, 2, 3].map((id) => line({ line_id: `L${id}`, gend: null, hosp_lv: id === 1 ? null : id }));
  const { first_day } = world();
  await loadWorld(connection, world({ lines }));
  const { judgement, unknown } = await judgeBySql(connection, rules, { first_day, absent: ['gend'] });
  assert.deepEqual(unknown, [{ rule_code: 'R-gend', rule_name: 'test restrict', reason: 'gend', lines: 3 }]);
  assert.deepEqual(
    judgement.undecided.map(({ rule_code, line_ids }) => [rule_code, ...line_ids]),
    [['R-lv', 'L1']],
  );
});

test('a world without rows and a ruleset without rules judge to nothing', async () => {
  const { first_day } = world();
  await loadWorld(connection, world());
  const everything = ruleset(
    rule([point.restrict({})]),
    rule([point.limit({})]),
    rule([point.reuse({})]),
    rule([point.overlap({})]),
  );
  for (const rules of [ruleset(), everything]) {
    const { judgement, unknown } = await judgeBySql(connection, rules, { first_day });
    assert.deepEqual({ ...judgement, unknown }, { findings: [], undecided: [], unknown: [] });
  }
});

test('each statement is announced and timed', async () => {
  const announced: string[] = [];
  const { timings } = await judgeBySql(connection, ruleset(rule([point.stay({})])), {
    first_day: 0,
    onStatement: (name) => announced.push(name),
  });
  assert.ok(announced.includes('stay'));
  assert.deepEqual(Object.keys(timings), announced);
});

test('a person with very many lines costs no more than their sorting', async () => {
  const lines = Array.from({ length: 6_000 }, (_, index) =>
    line({ line_id: `L${index}`, item: index % 2 === 0 ? 'A' : 'B', day: 20_000 + (index % 300), second: index }),
  );
  const rules = ruleset(
    rule([point.together({ window: 'days:30', allowed_with: codes('A') })]),
    rule([point.spacing({ min: 1 })]),
    rule([point.limit({ window: 'days:30', max: 400_000_000 })]),
    rule([point.needs({ window: 'days:30' })]),
  );
  await loadWorld(connection, world({ lines, visits: [visit()] }));
  const { judgement } = await judgeBySql(connection, rules, { first_day: 0 });
  assert.equal(judgement.findings.length, 2_850);
  assert.equal(judgement.undecided.length, 0);
});
