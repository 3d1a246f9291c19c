/** For tests by hand: one world judged by the statements and by the reference, which must say the same to the byte. */
import assert from 'node:assert/strict';
import { judgeBySql, loadWorld } from '@shouhu/audit/engine';
import type { World } from '@shouhu/claims';
import { judgeByReference } from '@shouhu/rules';
import type { Judgement, Ruleset } from '@shouhu/rules';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Asserts that both evaluators agree, and returns what they say. */
export async function agree(connection: DuckDBConnection, ruleset: Ruleset, world: World): Promise<Judgement> {
  await loadWorld(connection, world);
  const { judgement } = await judgeBySql(connection, ruleset, { first_day: world.first_day });
  const expected = judgeByReference(ruleset, world);
  assert.equal(JSON.stringify(judgement, null, 1), JSON.stringify(expected, null, 1));
  return expected;
}
