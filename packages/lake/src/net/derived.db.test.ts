import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { careOf, hospRank } from '@shouhu/codes';
import { openEngine, rowsOf } from '../store/engine.ts';
import { agreed, careTypeOf, emergencyOf, hospRankOf } from './derived.ts';

test('the database derives care type, emergency and rank as the code sets do', async () => {
  const engine = await openEngine({ spill: join(tmpdir(), 'shouhu-derived') });
  const connection = await engine.connect();
  const values = [
    '11',
    '13',
    '1301',
    '21',
    '24',
    '2401',
    '9901',
    '9921',
    '9902',
    '41',
    '53',
    '3101',
    '99',
    '',
    '1',
    '三级甲等',
    ' 06',
    '3',
    '12',
  ];
  for (const value of values) {
    const [row] = await rowsOf<Record<string, unknown>>(
      connection,
      `SELECT ${careTypeOf('v')} AS care, ${emergencyOf('v')} AS emergency, ${hospRankOf('v')} AS rank FROM (SELECT '${value}' AS v)`,
    );
    const care = careOf(value);
    assert.equal(row?.['care'], care?.care_type ?? null, value);
    assert.equal(row?.['emergency'], care === undefined ? null : Number(care.emergency), value);
    assert.equal(row?.['rank'], hospRank(value) ?? null, value);
  }
  engine.closeSync();
});

test('sources that agree give their value, contradicting ones none', async () => {
  const engine = await openEngine({ spill: join(tmpdir(), 'shouhu-derived') });
  const connection = await engine.connect();
  const of = async (...values: string[]): Promise<unknown> =>
    (await rowsOf<{ v: unknown }>(connection, `SELECT ${agreed(values)} AS v`))[0]?.v;
  assert.equal(await of('1', 'NULL', '1'), 1);
  assert.equal(await of('NULL', 'NULL', '2'), 2);
  assert.equal(await of('1', 'NULL', '2'), null);
  assert.equal(await of('NULL', 'NULL'), null);
  engine.closeSync();
});
