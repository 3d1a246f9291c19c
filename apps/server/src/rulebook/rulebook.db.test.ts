import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { worksOf } from '../jobs/works.ts';
import { county, fillLake } from '../tasks/county.fixture.ts';

const { folder: claims } = county(60);
after(() => rm(claims, { recursive: true }));

const HEADER = 'rule,subject_code,measure,window,max,verdict';
/** Every item at most once a day: finds a lot. */
const limit = (max: string): string => `${HEADER}\n每日一次,*,cnt,day,${max},suspicion\n`;

type Answer = Awaited<ReturnType<Platform['ask']>>;

async function begin(on: Platform, who: PersonName, files: object): Promise<string> {
  const draft_id = randomUUID();
  const { status, body } = await on.ask(who, 'POST', '/api/rulebook/drafts', {
    draft_id,
    title: '每日一次',
    reason: '试',
    files,
  });
  assert.equal(status, 200, JSON.stringify(body));
  return draft_id;
}

async function step(
  on: Platform,
  who: PersonName,
  draft_id: string,
  action: string,
  more: object = {},
): Promise<Answer> {
  const { body } = await on.ask(who, 'GET', `/api/rulebook/drafts/${draft_id}`);
  const door = ['publish', 'reject'].includes(action) ? 'decide' : 'steps';
  const wanted = { request_id: randomUUID(), seen: body['version'], action, ...more };
  return on.ask(who, 'POST', `/api/rulebook/drafts/${draft_id}/${door}`, wanted);
}

async function ended(on: Platform, path: string): Promise<Record<string, unknown>> {
  let body: Record<string, unknown> = {};
  for (let tries = 0; tries < 3_000; tries += 1) {
    ({ body } = await on.ask('admin', 'GET', path));
    if (body['state'] !== 'queued' && body['state'] !== 'running') return body;
    await setTimeout(100);
  }
  throw new Error(`${path} never ended: ${JSON.stringify(body)}`);
}

async function plan(on: Platform, who: PersonName, draft_id: string, more: object = {}): Promise<string> {
  const task_id = randomUUID();
  const asked = await on.ask(who, 'POST', '/api/rulebook/plans', { task_id, draft_id, ...more });
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  const done = await ended(on, `/api/rulebook/plans/${task_id}`);
  assert.equal(done['state'], 'done', JSON.stringify(done));
  return task_id;
}

async function run(on: Platform): Promise<string> {
  const task_id = randomUUID();
  assert.equal((await on.ask('cashier', 'POST', '/api/runs', { task_id })).status, 200);
  const done = await ended(on, `/api/runs/${task_id}`);
  assert.equal(done['state'], 'done', JSON.stringify(done));
  return task_id;
}

async function lastSnapshot({ db }: Platform): Promise<string> {
  const query = db.selectFrom('run').select('snapshot').orderBy('run_id', 'desc').limit(1);
  return (await query.executeTakeFirstOrThrow()).snapshot;
}

/** A platform with a lake, and a worker. */
async function withLake(t: Parameters<typeof platform>[0]): Promise<Platform> {
  const on = await platform(t);
  await fillLake(on.services, claims);
  await on.services.jobs.work(worksOf(on.services));
  return on;
}

describe('rules', () => {
  test('a change is drafted, planned, proposed, published by somebody else; audits carry it; one request returns', async (t) => {
    const on = await withLake(t);
    const draft_id = await begin(on, 'cashier', { 'limit.csv': limit('一') });
    const path = `/api/rulebook/drafts/${draft_id}`;
    const checked = await on.ask('cashier', 'POST', '/api/rulebook/check', { files: { 'limit.csv': limit('一') } });
    assert.partialDeepStrictEqual(checked.body['faults'], [{ file: 'limit.csv', line: 2, column: 'max' }]);
    const early = await on.ask('cashier', 'POST', '/api/rulebook/plans', { task_id: randomUUID(), draft_id });
    assert.equal(early.body['code'], 'SH-C094');

    const save = {
      request_id: randomUUID(),
      seen: 1,
      title: '每日一次',
      reason: '试',
      files: { 'limit.csv': limit('1') },
    };
    assert.equal((await on.ask('officer1', 'POST', `${path}/save`, { ...save, seen: 0 })).body['code'], 'SH-H004');
    assert.equal((await on.ask('officer1', 'POST', `${path}/save`, save)).status, 200);
    assert.equal((await on.ask('officer1', 'POST', `${path}/save`, save)).body['version'], 2);
    assert.equal((await step(on, 'cashier', draft_id, 'propose')).body['code'], 'SH-C002');

    const backtest = await plan(on, 'cashier', draft_id, { as_of: '2026-12-31' });
    assert.equal((await on.ask('cashier', 'GET', path)).body['state'], 'drafting');
    on.on('2026-03-03');
    const task_id = await plan(on, 'cashier', draft_id);
    const planned = await on.ask('cashier', 'GET', path);
    assert.deepEqual([planned.body['state'], planned.body['authors']], ['planned', ['cashier', 'officer1']]);
    const result = await on.ask('head', 'GET', `/api/rulebook/plans/${task_id}/result`);
    const { comparison } = result.body;
    assert.ok(
      typeof comparison === 'object' && comparison !== null && 'appear' in comparison && 'before' in comparison,
    );
    assert.ok(Number(comparison.appear) > 0);
    const listed = await on.ask('head', 'GET', `${path}/plans`);
    assert.partialDeepStrictEqual(Object.values(listed.body), [
      { task_id, counts: true },
      { task_id: backtest, counts: false },
    ]);

    assert.equal((await step(on, 'cashier', draft_id, 'propose')).status, 200);
    assert.equal((await step(on, 'cashier', draft_id, 'startShadow')).body['state'], 'shadow');
    on.on('2026-03-04');
    const beside = await run(on);
    const { before } = comparison;
    assert.ok(typeof before === 'object' && before !== null && 'snapshot' in before);
    const national = before.snapshot;
    assert.equal(await lastSnapshot(on), national);
    const shadow = Object.values((await on.ask('head', 'GET', `${path}/plans`)).body).find(
      (row) => typeof row === 'object' && row !== null && 'purpose' in row && row.purpose === 'shadow',
    );
    assert.ok(typeof shadow === 'object' && shadow !== null && 'task_id' in shadow, beside);
    assert.partialDeepStrictEqual((await ended(on, `/api/rulebook/plans/${String(shadow.task_id)}`))['result'], {
      appear: comparison.appear,
    });

    assert.equal((await step(on, 'cashier', draft_id, 'publish')).status, 403);
    const published = await step(on, 'head', draft_id, 'publish');
    assert.equal(published.body['state'], 'published', JSON.stringify(published.body));
    const version = await on.ask('cashier', 'GET', '/api/rulebook/versions/1');
    assert.partialDeepStrictEqual(version.body, {
      written_by: ['cashier', 'officer1'],
      approved_by: 'head',
      replaces: 0,
    });
    on.on('2026-03-05');
    await run(on);
    const snapshot = await lastSnapshot(on);
    assert.equal(snapshot, version.body['snapshot']);
    assert.notEqual(snapshot, national);

    const back = { request_id: randomUUID(), seen: 1, reason: '误报过多' };
    const door = '/api/rulebook/versions/0/return';
    assert.equal((await on.ask('cashier', 'POST', door, back)).status, 403);
    assert.equal((await on.ask('head', 'POST', door, { ...back, seen: 0 })).body['code'], 'SH-H004');
    assert.equal((await on.ask('head', 'POST', door, back)).body['version'], 0);
    assert.equal((await on.ask('head', 'POST', door, back)).body['seq'], 2);
    const again = { request_id: randomUUID(), seen: 2, reason: '恢复' };
    assert.equal((await on.ask('head', 'POST', '/api/rulebook/versions/1/return', again)).body['version'], 1);
    const entries = await on.db
      .selectFrom('log_entry')
      .select('detail')
      .where('action', '=', 'rulebook.publish')
      .execute();
    assert.deepEqual(
      entries.map(({ detail }) => detail),
      ['publish', 'return 0', 'return 1'],
    );
  });

  test('a plan that was overtaken by a change counts for nothing', async (t) => {
    const on = await withLake(t);
    const draft_id = await begin(on, 'cashier', { 'limit.csv': limit('5') });
    const task_id = randomUUID();
    assert.equal((await on.ask('cashier', 'POST', '/api/rulebook/plans', { task_id, draft_id })).status, 200);
    const save = {
      request_id: randomUUID(),
      seen: 1,
      title: '每日一次',
      reason: '',
      files: { 'limit.csv': limit('6') },
    };
    assert.equal((await on.ask('cashier', 'POST', `/api/rulebook/drafts/${draft_id}/save`, save)).status, 200);
    await ended(on, `/api/rulebook/plans/${task_id}`);
    assert.equal((await step(on, 'cashier', draft_id, 'propose')).body['code'], 'SH-C002');
    await plan(on, 'cashier', draft_id);
    assert.equal((await step(on, 'cashier', draft_id, 'propose')).status, 200);
    // Meanwhile other rules are published: what the plan said would change no longer would.
    const other = await begin(on, 'officer1', { 'limit.csv': limit('7') });
    await plan(on, 'officer1', other);
    await step(on, 'officer1', other, 'propose');
    assert.equal((await step(on, 'head', other, 'publish')).status, 200);
    assert.equal((await step(on, 'head', draft_id, 'publish')).body['code'], 'SH-C091');
    await plan(on, 'cashier', draft_id);
    assert.equal((await step(on, 'head', draft_id, 'publish')).status, 200);
  });

  test('what was published is changed by nobody, nor is who wrote and who approved', async (t) => {
    const on = await platform(t);
    const draft_id = await begin(on, 'head', { 'limit.csv': limit('5') });
    for (const table of ['rule_version', 'rule_draft_revision', 'rule_deed', 'rule_in_force', 'rule_plan']) {
      for (const change of [sql`DELETE FROM ${sql.table(table)}`, sql`TRUNCATE ${sql.table(table)} CASCADE`])
        await assert.rejects(change.execute(on.db), /is written once/, table);
    }
    const own = {
      draft_id,
      admdvs: '429000',
      title: '',
      reason: '',
      files: '{}',
      digest: '',
      snapshot: '',
      replaces: 0,
    };
    const approved = { written_by: '["head"]', approved_by: 'head', published_at: on.now() };
    const insert = on.db.insertInto('rule_version').values({ version: 1, ...own, ...approved });
    await assert.rejects(insert.execute(), /rule_version_check/);
  });

  test('no table outside those of local knowledge is taken, and none that a path could name', async (t) => {
    const on = await platform(t);
    for (const name of ['../x.csv', 'other.csv', '/etc/passwd']) {
      const answer = await on.ask('cashier', 'POST', '/api/rulebook/check', { files: { [name]: 'a' } });
      assert.equal(answer.body['code'], 'SH-H005', name);
    }
  });

  test('the 88 classes, each with its sheet', async (t) => {
    const on = await platform(t);
    const classes = Object.values((await on.ask('officer1', 'GET', '/api/rulebook/classes')).body);
    assert.equal(classes.length, 88);
    for (const row of classes) {
      assert.ok(typeof row === 'object' && row !== null && 'code' in row && 'defaults' in row && 'points' in row);
      const { status, body } = await on.ask(
        'officer1',
        'GET',
        `/api/rulebook/classes/${encodeURIComponent(String(row.code))}`,
      );
      assert.equal(status, 200, JSON.stringify(body));
      assert.ok(Array.isArray(body['basis']));
    }
  });
});
