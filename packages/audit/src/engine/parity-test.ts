/** For tests: judges a world by the statements and by the reference, which must agree to the byte. */
import assert from 'node:assert/strict';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { World } from '@shouhu/claims';
import { judgeByReference } from '@shouhu/rules';
import type { Judgement, Ruleset } from '@shouhu/rules';
import { judgeBySql } from './judge.ts';
import { loadWorld } from './load-world.ts';

const instance = await DuckDBInstance.create(':memory:');

export async function connect(): Promise<DuckDBConnection> {
  return instance.connect();
}

/** Asserts that both evaluators agree, and returns what they say. */
export async function agree(connection: DuckDBConnection, rules: Ruleset, world: World): Promise<Judgement> {
  await loadWorld(connection, world);
  const { judgement } = await judgeBySql(connection, rules, { first_day: world.first_day });
  const expected = judgeByReference(rules, world);
  assert.equal(JSON.stringify(judgement, null, 1), JSON.stringify(expected, null, 1));
  return expected;
}

/** Counts of findings and undecided rows, for short assertions. */
export function counts({ findings, undecided }: Judgement): readonly [findings: number, undecided: number] {
  return [findings.length, undecided.length];
}
