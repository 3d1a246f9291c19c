import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { worksOf } from '../jobs/works.ts';
import { uploadFolder } from '../imports/uploads.ts';
import { runTask } from './run-task.ts';
import { county } from './county.fixture.ts';

const { folder: claims, tables } = county();
after(() => rm(claims, { recursive: true }));

async function upload({ app }: Platform, who: PersonName, task_id: string, name: string, bytes: Buffer) {
  const response = await app.inject({
    method: 'POST',
    url: `/api/imports/${task_id}/files/${encodeURIComponent(name)}`,
    headers: { 'x-test-person': who, 'content-type': 'application/octet-stream' },
    payload: bytes,
  });
  return { status: response.statusCode, text: response.body };
}

async function uploadAll(on: Platform, task_id: string): Promise<void> {
  for (const name of tables) {
    const answer = await upload(on, 'admin', task_id, name, await readFile(join(claims, name)));
    assert.equal(answer.status, 200, answer.text);
  }
}

/** The task as it ended. */
async function ended(on: Platform, path: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await on.ask('admin', 'GET', path);
    if (body['state'] !== 'queued' && body['state'] !== 'running') return body;
    await setTimeout(100);
  }
  throw new Error(`${path} never ended`);
}

const notes = async ({ db }: Platform) =>
  (await db.selectFrom('log_entry').select(['action', 'purpose', 'actor']).orderBy('seq').execute()).map(
    ({ action, purpose, actor }) => [actor, action, purpose].join(' ').trim(),
  );

describe('tasks', () => {
  test('a county is uploaded, imported, audited; its leads are there, its documents go out for a purpose', async (t) => {
    const on = await platform(t);
    await on.services.jobs.work(worksOf(on.services));
    const [imported, ran] = [randomUUID(), randomUUID()];
    await uploadAll(on, imported);
    const wanted = { task_id: imported, from: { files: tables } };
    const started = await on.ask('admin', 'POST', '/api/imports', wanted);
    assert.deepEqual([started.status, started.body['state']], [200, 'queued'], JSON.stringify(started.body));
    const repeated = await on.ask('admin', 'POST', '/api/imports', wanted);
    assert.equal(repeated.status, 200, JSON.stringify(repeated.body));
    assert.equal((await on.ask('admin', 'POST', '/api/imports', { ...wanted, replace: true })).status, 409);
    const done = await ended(on, `/api/imports/${imported}`);
    assert.equal(done['state'], 'done', JSON.stringify(done));
    assert.partialDeepStrictEqual(done['result'], { changed: true, generation: 1, rejected: 0 });
    // Tidied after the task has ended, never before: a kill in between must find the uploads.
    const uploads = uploadFolder(on.folder, 'admin', imported);
    for (let tries = 0; existsSync(uploads) && tries < 600; tries += 1) await setTimeout(100);
    assert.ok(!existsSync(uploads));

    const asked = await on.ask('cashier', 'POST', '/api/runs', { task_id: ran });
    assert.equal(asked.status, 200, JSON.stringify(asked.body));
    const events = await on.app.inject({ url: `/api/runs/${ran}/events`, headers: { 'x-test-person': 'cashier' } });
    assert.match(events.body, /"stage":"judge"[^]*"state":"done"/);
    const result = await ended(on, `/api/runs/${ran}`);
    assert.equal(result['state'], 'done', JSON.stringify(result));
    const leads = await on.db.selectFrom('lead').select('lead_id').where('lead_id', 'not in', ['L1', 'L2']).execute();
    assert.partialDeepStrictEqual(result['result'], { leads: leads.length, added: leads.length });
    assert.ok(leads.length > 5);

    // As if the worker had died between recording the leads and ending the task.
    await on.db.updateTable('task').set({ state: 'running', result: null }).where('task_id', '=', ran).execute();
    await runTask(on.services, ran, new AbortController().signal);
    assert.deepEqual((await ended(on, `/api/runs/${ran}`))['result'], result['result']);
    const runs = await on.db.selectFrom('run').select('run_id').where('recorded_by', '=', 'cashier').execute();
    assert.equal(runs.length, 1);

    const report = async (who: PersonName, purpose: string) =>
      on.app.inject({ url: `/api/runs/${ran}/files/report?purpose=${purpose}`, headers: { 'x-test-person': who } });
    assert.deepEqual(
      [(await report('cashier', '')).statusCode, (await report('admin', 'audit')).statusCode],
      [400, 403],
    );
    const taken = await report('cashier', 'case-17');
    assert.deepEqual(
      [taken.statusCode, taken.headers['content-disposition']],
      [200, 'attachment; filename="report.html"'],
    );
    assert.match(taken.body, /医保基金智能监管稽核报告/);
    assert.equal((await notes(on)).at(-1), 'cashier task.download case-17');
    const paths = [`/runs/${ran}/events`, `/runs/${ran}/files/paper?purpose=why`, `/imports/${imported}/events`];
    for (const path of [...paths, `/imports/${imported}/rejects?purpose=why`]) {
      for (const who of ['abroad', 'clinic', 'observer'] as const) {
        const { statusCode } = await on.app.inject({ url: `/api${path}`, headers: { 'x-test-person': who } });
        assert.ok(statusCode === 403 || statusCode === 404, `${who} ${path} ${statusCode}`);
      }
      assert.equal((await on.app.inject({ url: `/api${path}` })).statusCode, 401);
    }
    const told = await on.db.selectFrom('notice').select(['person', 'template']).orderBy('told_at').execute();
    assert.deepEqual(told.map(({ person, template }) => `${person} ${template}`).toSorted(), [
      'admin import.done',
      'cashier run.done',
      'cashier run.done',
    ]);
  });

  test('what waits is cancelled at once, what runs is stopped, and the lake is as it was', async (t) => {
    const on = await platform(t);
    const [first, second] = [randomUUID(), randomUUID()];
    for (const task_id of [first, second]) {
      await uploadAll(on, task_id);
      assert.equal((await on.ask('admin', 'POST', '/api/imports', { task_id, from: { files: tables } })).status, 200);
    }
    const cancel = async (task_id: string) => on.ask('admin', 'POST', `/api/imports/${task_id}/cancel`);
    assert.equal((await cancel(second)).body['state'], 'cancelled');
    await on.services.jobs.work(worksOf(on.services));
    for (let state: unknown = 'queued'; state === 'queued'; await setTimeout(50))
      state = (await on.ask('admin', 'GET', `/api/imports/${first}`)).body['state'];
    await cancel(first);
    assert.equal((await ended(on, `/api/imports/${first}`))['state'], 'cancelled');
    assert.ok(!existsSync(join(on.services.claims.lake, 'manifest.json')));
    assert.equal((await cancel(first)).status, 200);
    assert.equal((await on.ask('head', 'POST', `/api/imports/${first}/cancel`)).status, 403);
    const started = (await notes(on)).filter((entry) => entry === 'admin import.start');
    assert.equal(started.length, 4);
  });

  test('an import that is refused says why, and tells who asked', async (t) => {
    const on = await platform(t);
    await on.services.jobs.work(worksOf(on.services));
    const task_id = randomUUID();
    const bytes = Buffer.from('mdtrt_id,psn_no\nM1,P1\n');
    assert.equal((await upload(on, 'admin', task_id, 'mdtrt_d.csv', bytes)).status, 200);
    await on.ask('admin', 'POST', '/api/imports', { task_id, from: { files: ['mdtrt_d.csv'] } });
    const failed = await ended(on, `/api/imports/${task_id}`);
    assert.equal(failed['state'], 'failed');
    assert.partialDeepStrictEqual(failed['refusal'], { code: 'SH-J015' });
    // The file by the name that its owner gave it, and a remedy that a screen has.
    assert.match(JSON.stringify(failed['refusal']), /文件 mdtrt_d\.csv 的表头/);
    assert.doesNotMatch(JSON.stringify(failed['refusal']), /uploads|--/);
    const [notice] = await on.db.selectFrom('notice').select(['person', 'template']).execute();
    assert.deepEqual(notice, { person: PEOPLE.admin.id, template: 'import.failed' });
  });
});
