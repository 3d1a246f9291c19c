import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openDatabase, transaction } from '@shouhu/database';
import { testDatabase } from '@shouhu/database/testing';
import { sql } from 'kysely';
import { takeBytes } from '../../files/blobs.ts';
import type { Taken } from '../../files/blobs.ts';
import { bring, openedMatter } from '../../files/routes.fixture.ts';
import { recordFile } from '../../files/stored-files.ts';
import { PEOPLE, platform } from '../../http/app.fixture.ts';
import type { Platform } from '../../http/app.fixture.ts';
import { verifyLog } from '../../log/log.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { migrations } from '../../store/migrations.ts';
import type { Schema } from '../../store/schema.ts';
import { leftovers } from './leftovers.ts';
import { sweepLeftovers } from './sweep-leftovers.ts';

/** Started by itself as `child`, this file sweeps. */
if (process.argv[2] === 'child') {
  const [url = '', folder = ''] = process.argv.slice(3);
  const { db } = await openDatabase<Schema>({ url });
  await sweepLeftovers({ db, folder, now: () => new Date() });
  process.exit(0);
}

const pdf = (): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_000)]);
const bytesAt = (folder: string, digest: string): string => join(folder, 'files', digest.slice(0, 2), digest);

async function taken(on: Platform, bytes: Buffer): Promise<Taken> {
  const pieces = async function* (): AsyncGenerator<Buffer> {
    yield bytes;
  };
  return takeBytes(on, pieces(), 'a.pdf', { most: 10_000, types: ['pdf'] });
}

/** As a store leaves it whose transaction failed. */
async function orphan(on: Platform, bytes = pdf()): Promise<string> {
  const { kept, lay } = await taken(on, bytes);
  await lay();
  return kept.digest;
}

const days = (on: Platform, count: number): Date => new Date(on.now().getTime() - count * 86_400_000);

describe('what is left over', () => {
  test('bytes without a row go after a day, and nothing else; the log has each', async (t) => {
    const on = await platform(t);
    const subject = `matter:${await openedMatter(on, 'officer1', 'penalty')}`;
    const { digest: kept } = (await bring(on, 'officer1', subject, 'a.pdf', pdf())).body;
    const [old, young] = [await orphan(on), await orphan(on)];
    const cutOff = join(on.folder, 'files', 'incoming', 'cut-off');
    await writeFile(cutOff, 'half');
    for (const path of [bytesAt(on.folder, String(kept)), bytesAt(on.folder, old), cutOff])
      await utimes(path, days(on, 2), days(on, 2));
    await utimes(bytesAt(on.folder, young), days(on, 0.9), days(on, 0.9));
    const found = await leftovers(on, on.now());
    assert.deepEqual(
      found.map((each) => each.subject),
      ['upload:cut-off', `file:${old}`],
    );
    await sweepLeftovers(on.services);
    assert.deepEqual(
      [String(kept), young, old].map((digest) => existsSync(bytesAt(on.folder, digest))),
      [true, true, false],
    );
    assert.equal(existsSync(cutOff), false);
    const noted = await on.db.selectFrom('log_entry').selectAll().where('action', '=', 'leftover.removed').execute();
    assert.deepEqual(
      noted.map((entry) => [entry.actor, entry.subject, entry.detail]),
      found.map((each) => ['installation', each.subject, `1 ${each.bytes}`]),
    );
    assert.equal((await verifyLog(on.db)).ok, true);
    assert.deepEqual(await leftovers(on, on.now()), []);
  });

  test('the bytes of a file that is just being stored stay, though they lay there without a row for days', async (t) => {
    const on = await platform(t);
    const bytes = pdf();
    const digest = await orphan(on, bytes);
    await utimes(bytesAt(on.folder, digest), days(on, 9), days(on, 9));
    const again = await taken(on, bytes);
    const place = { admdvs: '429000', fixmedins_code: 'H42900000001' };
    const file = { file_id: randomUUID(), subject: `matter:${randomUUID()}`, title: '材料', name: 'a.pdf', place };
    let sweep: Promise<void> | undefined;
    await transaction(on.db, 'read committed', async (trx) => {
      await recordFile(trx, on, { caller: PEOPLE.officer1, at: on.now() }, { ...file, taken: again });
      // Laid a while ago, so that only the row can save it.
      await utimes(bytesAt(on.folder, digest), days(on, 9), days(on, 9));
      sweep = sweepLeftovers(on.services);
      for (let tries = 0; ; tries += 1) {
        const { rows } = await sql`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(on.db);
        if (rows.length > 0) break;
        assert.ok(tries < 500, 'the sweep never came to it');
        await setTimeout(10);
      }
    });
    await sweep;
    assert.ok(existsSync(bytesAt(on.folder, digest)));
    assert.deepEqual(await leftovers(on, on.now()), []);
  });

  test('killed in between it is gone on with, and what has a row stays', async (t) => {
    const { db, url } = await testDatabase<Schema>(t, migrations);
    const folder = await mkdtemp(join(tmpdir(), 'shouhu-sweep-'));
    t.after(async () => rm(folder, { recursive: true }));
    const digests = Array.from({ length: 300 }, () => randomBytes(32).toString('hex'));
    const aged = new Date(Date.now() - 2 * 86_400_000);
    for (const digest of digests) {
      await mkdir(join(folder, 'files', digest.slice(0, 2)), { recursive: true });
      await writeFile(bytesAt(folder, digest), 'x');
      await utimes(bytesAt(folder, digest), aged, aged);
    }
    const [kept = ''] = digests.toSorted().slice(-1);
    await sql`INSERT INTO stored_file VALUES (gen_random_uuid(), 'matter:x', 't', 'v1.x', ${kept}, repeat('b', 64), 1, 'pdf', NULL, '429000', false, 'x', now())`.execute(
      db,
    );
    const there = (): number => digests.filter((digest) => existsSync(bytesAt(folder, digest))).length;
    const child = spawn(process.execPath, [import.meta.filename, 'child', url, folder], { stdio: 'inherit' });
    const ended = once(child, 'close');
    while (there() === digests.length) await setTimeout(1);
    child.kill('SIGKILL');
    await ended;
    const left = there();
    assert.ok(left > 1 && left < digests.length, `${left}`);
    await sweepLeftovers({ db, folder, now: () => new Date() });
    assert.deepEqual([there(), existsSync(bytesAt(folder, kept))], [1, true]);
    const noted = await db.selectFrom('log_entry').select('subject').where('action', '=', 'leftover.removed').execute();
    assert.deepEqual(
      new Set(noted.map((entry) => entry.subject)),
      new Set(digests.filter((digest) => digest !== kept).map((digest) => `file:${digest}`)),
    );
    assert.equal((await verifyLog(db)).ok, true);
  });

  test('a run keeps its documents; whole are the latest of its days, those of a month, those at work', async (t) => {
    const on = await platform(t);
    const runs: Record<string, string> = {};
    const run = async (
      name: string,
      state: string | null,
      ended: number,
      from: string | null = null,
    ): Promise<void> => {
      const task_id = (runs[name] = randomUUID());
      const path = `${runFolder(on.folder, task_id)}${state === 'running' ? '.part' : ''}`;
      await mkdir(join(path, 'parts'), { recursive: true });
      for (const file of ['findings.jsonl', 'report.html', 'working-paper.xlsx', 'summary.json', 'parts/1.parquet'])
        await writeFile(join(path, file), 'x');
      await utimes(path, days(on, ended), days(on, ended));
      if (state === null) return;
      await sql`INSERT INTO task (task_id, kind, asked_by, asked_at, admdvs, input, state, stage, step, done, ended_at) VALUES (${task_id}, 'run', ${JSON.stringify(PEOPLE.cashier)},
        now(), '429000', ${JSON.stringify({ from, to: from, whole: false })}, ${state}, '', '', 0, ${state === 'running' ? null : days(on, ended)})`.execute(
        on.db,
      );
    };
    await run('old', 'done', 90);
    await run('month', 'done', 20);
    await run('latest', 'done', 10);
    await run('ofOtherDays', 'done', 90, '2026-01-01');
    await run('failed', 'failed', 2);
    await run('atWork', 'running', 2);
    await run('unknown', null, 2);
    await run('unknownYoung', null, 0.5);
    await sweepLeftovers(on.services);
    const left = new Map<string, string[]>();
    for (const [name, task_id] of Object.entries(runs))
      for (const path of [runFolder(on.folder, task_id), `${runFolder(on.folder, task_id)}.part`])
        if (existsSync(path)) left.set(name, (await readdir(path)).toSorted());
    const whole = ['findings.jsonl', 'parts', 'report.html', 'summary.json', 'working-paper.xlsx'];
    assert.deepEqual(Object.fromEntries(left), {
      old: ['report.html', 'summary.json', 'working-paper.xlsx'],
      month: whole,
      latest: whole,
      ofOtherDays: whole,
      atWork: whole,
      unknownYoung: whole,
    });
    assert.deepEqual(await leftovers(on, on.now()), []);
  });
});
