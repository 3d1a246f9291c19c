/** `shouhu benefits explain` as a user sees it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from './run-cli.ts';

const docs = fileURLToPath(new URL('../../../docs', import.meta.url));

test('an example is explained step by step, each figure with its source', async () => {
  const ran = await runCli(['benefits', 'explain', 'benefits/3-two-stays.json'], docs);
  assert.equal(ran.status, 0, ran.stderr);
  assert.match(
    ran.stdout,
    /起付标准 1000\.00（本年第 1 次住院），已付 0\.00，本次起付 1000\.00 .*宜府办发〔2023〕51号（转录）/,
  );
  assert.match(ran.stdout, /统筹支付：5750\.33 × 0\.9 = 5175\.30 .*5,175\.30 元/);
  assert.match(ran.stdout, /总费用 6,000\.33 元，基金支付 5,175\.30 元，个人负担 825\.03 元/);
});

test('for machines, with another policy', async () => {
  const policy = fileURLToPath(new URL('../../../packages/benefits/src/data/yichang-2024.json', import.meta.url));
  const args = ['benefits', 'explain', 'benefits/8-pharmacy.json', '--policy', policy, '--json'];
  const ran = await runCli(args, docs);
  assert.equal(ran.status, 0, ran.stderr);
  const [calculation] = JSON.parse(ran.stdout);
  assert.equal(calculation.amounts.acct_mulaid_pay, 2_500);
  assert.equal(calculation.policy, 'yichang-2024');
});
