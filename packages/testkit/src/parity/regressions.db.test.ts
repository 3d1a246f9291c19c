import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { differences } from './compare.ts';
import { answersOf, expectedOf } from './minimal.ts';
import { regressions } from './regressions.ts';
import { SqlJudge } from './sql-judge.ts';

describe('stored disagreements stay mended', async () => {
  const sql = await SqlJudge.open();
  after(() => sql.close());
  for (const [name, one] of regressions()) {
    for (const evaluator of ['closures', 'sql'] as const) {
      test(`${name}: ${evaluator}`, async () => {
        const [answer] = await answersOf([one], evaluator, sql);
        assert.ok(answer);
        assert.deepEqual(differences(expectedOf(one), answer), []);
      });
    }
  }
});
