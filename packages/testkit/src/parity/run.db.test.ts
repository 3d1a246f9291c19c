import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodes } from './coverage.ts';
import { runParity } from './run.ts';

test('the three evaluators say the same of generated cases, undecided rows and bytes included', async () => {
  const told: number[] = [];
  const report = await runParity({ cases: 1_400, seed: 20_250_301, onProgress: (done) => told.push(done) });
  assert.deepEqual(
    report.examples.map((example) => example.differences),
    [],
  );
  assert.equal(report.disagreements, 0);
  assert.equal(report.cases, 1_400);
  assert.equal(told.at(-1), 1_400);
  assert.ok(report.passed);
  assert.ok(report.findings > 2_000 && report.undecided > 1_000, 'cases must find something to compare');
  assert.deepEqual(Object.keys(report.per_node), [...nodes]);
  const unreached = nodes.filter((node) => report.per_node[node] === 0);
  assert.ok(unreached.length < nodes.length / 50, `unreached: ${unreached.join(', ')}`);
});

test('the same seed makes the same cases', async () => {
  const run = async () => runParity({ cases: 40, seed: 7, evaluators: ['closures'] });
  assert.deepEqual(await run(), await run());
});

test('what other processes judge is what this one judges', async () => {
  const options = { cases: 400, seed: 7, evaluators: ['closures'] } as const;
  assert.deepEqual(await runParity({ ...options, processes: 2 }), await runParity(options));
});
