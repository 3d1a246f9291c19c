import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate } from '@shouhu/database';
import { sql } from 'kysely';
import { leadOf, PEOPLE, platform, runOf } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { migrations } from '../store/migrations.ts';
import { recordTerminalRun } from './terminal-run.ts';

const STEP = '100-terminal-runs';

const listed = async (on: Platform): Promise<Record<string, unknown>[]> =>
  Object.values((await on.ask('head', 'GET', '/api/runs')).body).map((one) => ({ ...Object(one) }));

test('a run from a terminal stands among the runs with what is known of it', async (t) => {
  const on = await platform(t);
  const leads = [leadOf('L1', { expected_fen: 700 }), leadOf('L2', { expected_fen: 300 })];
  await recordTerminalRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf(leads));
  const [run, ...others] = await listed(on);
  assert.equal(others.length, 0);
  assert.deepEqual(
    [run?.['state'], run?.['input']],
    ['done', { terminal: true, from: '2026-01-01', to: '2026-12-31' }],
  );
  const { leads: count, expected_fen, lines, changed } = { ...Object(run?.['result']) };
  assert.deepEqual([count, expected_fen, lines, changed], [2, 1_000, 400, 2]);
  const file = await on.ask('head', 'GET', `/api/runs/${String(run?.['task_id'])}/files/report?purpose=aa`);
  assert.equal(file.status, 404);
});

test('runs that were recorded before they were listed are listed, once', async (t) => {
  const on = await platform(t);
  assert.deepEqual(await listed(on), []);
  const upToStep = Object.fromEntries(Object.entries(migrations).slice(0, Object.keys(migrations).indexOf(STEP) + 1));
  const again = async (): Promise<unknown> => {
    await sql`DELETE FROM schema_migration
      WHERE serial >= (SELECT serial FROM schema_migration WHERE name = ${STEP})`.execute(on.db);
    return migrate(on.db, upToStep);
  };
  assert.deepEqual([await again(), await again()], [[STEP], [STEP]]);
  const [run, ...others] = await listed(on);
  assert.equal(others.length, 0);
  const { leads, added, expected_fen } = { ...Object(run?.['result']) };
  assert.deepEqual([leads, added, expected_fen], [2, 2, undefined]);
});
