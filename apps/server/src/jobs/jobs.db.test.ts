import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { testDatabase } from '@shouhu/database/testing';
import { migrations } from '../store/migrations.ts';
import type { Schema } from '../store/schema.ts';
import { createJobs } from './jobs.ts';
import { nothing } from './jobs.fixture.ts';

/** Waits until something holds, or fails. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    assert.ok(tries < 1_200, 'it never came');
    await setTimeout(50);
  }
}

test('a job exists when its transaction does, is done once, and again when it failed', async (t) => {
  const { db } = await testDatabase<Schema>(t, migrations);
  const [api, worker] = [createJobs(db), createJobs(db)];
  const send = async (work?: () => never) =>
    db.transaction().execute(async (trx) => {
      await api.send(trx, 'clocks.warn', {});
      work?.();
    });
  const lost = send(() => {
    throw new Error('taken back');
  });
  try {
    await assert.rejects(lost, /taken back/);
    let [done, tries] = [0, 0];
    await worker.work({
      ...nothing,
      'clocks.warn': async () => {
        tries += 1;
        if (tries === 1) throw new Error('the first attempt fails');
        done += 1;
      },
    });
    await send();
    await until(() => done === 1);
    await setTimeout(1_500);
    assert.deepEqual([tries, done], [2, 1]);
  } finally {
    await Promise.all([api.stop(), worker.stop()]);
  }
});
