/** A worker that is killed in the middle: the task is done by another one, and nothing twice. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { samplePolicyOf } from '@shouhu/benefits';
import { openDatabase } from '@shouhu/database';
import { testDatabase } from '@shouhu/database/testing';
import { createKeyRing } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { claimsOf } from '../imports/claims.ts';
import { createJobs } from '../jobs/jobs.ts';
import { worksOf } from '../jobs/works.ts';
import { migrations } from '../store/migrations.ts';
import type { Schema } from '../store/schema.ts';
import { PEOPLE } from '../http/app.fixture.ts';
import { county } from './county.fixture.ts';
import type { TaskKind } from './schema.ts';
import { startTask } from './tasks.ts';

function servicesOf(db: Kysely<Schema>, folder: string, ring: KeyRing): Services {
  return {
    db,
    ring,
    folder,
    jobs: createJobs(db),
    channels: {},
    callerOf: async () => null,
    policyOf: samplePolicyOf,
    now: () => new Date(),
    claims: claimsOf(folder, `${folder}.key`, { inbox: join(folder, 'inbox'), memory: 512 }),
  };
}

/** Started by itself as `child`, this file is a worker. */
if (process.argv[2] === 'child') {
  const [url = '', folder = ''] = process.argv.slice(3);
  const { db } = await openDatabase<Schema>({ url });
  const services = servicesOf(db, folder, createKeyRing());
  await services.jobs.work(worksOf(services));
  await new Promise(() => undefined);
}

test('a worker killed while it imports: another one does it, once', async (t) => {
  const { db, url } = await testDatabase<Schema>(t, migrations);
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-kill-'));
  t.after(async () => rm(folder, { recursive: true }));
  t.after(async () => rm(`${folder}.key-lake`, { force: true }));
  const claims = county();
  await mkdir(join(folder, 'inbox', 'march'), { recursive: true });
  for (const name of claims.tables) await cp(join(claims.folder, name), join(folder, 'inbox', 'march', name));
  await rm(claims.folder, { recursive: true });
  const services = servicesOf(db, folder, createKeyRing());

  const stateOf = async (task_id: string) =>
    db.selectFrom('task').selectAll().where('task_id', '=', task_id).executeTakeFirstOrThrow();
  const until = async (task_id: string, holds: (task: Awaited<ReturnType<typeof stateOf>>) => boolean) => {
    for (let tries = 0; ; tries += 1) {
      const task = await stateOf(task_id);
      if (holds(task)) return task;
      assert.ok(tries < 2_500, JSON.stringify(task));
      await setTimeout(30);
    }
  };
  /** Starts a task, and kills the first worker that has come to a stage. */
  const killedIn = async (kind: TaskKind, input: object, stages: readonly string[]): Promise<string> => {
    const task_id = randomUUID();
    await startTask(services, { caller: PEOPLE.admin, at: new Date() }, { task_id, kind, input });
    const worker = spawn(process.execPath, [import.meta.filename, 'child', url, folder], { stdio: 'inherit' });
    await until(task_id, ({ stage }) => stages.includes(stage));
    worker.kill('SIGKILL');
    await new Promise((done) => worker.on('close', done));
    assert.equal((await stateOf(task_id)).state, 'running');
    return task_id;
  };

  const imported = await killedIn('import', { from: { folder: 'march' } }, ['read', 'merge', 'write', 'commit']);
  await services.jobs.work(worksOf(services));
  t.after(services.jobs.stop);
  const { state, result } = await until(imported, (task) => task.ended_at !== null);
  assert.equal(state, 'done');
  assert.partialDeepStrictEqual(result, { changed: true, generation: 1 });
  const told = await db.selectFrom('notice').select('template').execute();
  assert.deepEqual(told, [{ template: 'import.done' }]);
});
