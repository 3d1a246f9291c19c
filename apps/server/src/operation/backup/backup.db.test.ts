import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { createKeyFile } from '@shouhu/vault';
import { testDatabase } from '@shouhu/database/testing';
import { verifyLake } from '@shouhu/lake';
import { sql } from 'kysely';
import { accountOf, freePort, makeLake, place, served, signedIn } from '../platform.fixture.ts';
import { reach } from '../reach.ts';
import { verifyPlatformLog } from '../verify-log.ts';
import { backup } from './backup.ts';
import { MANIFEST } from './format.ts';
import { openArchive, verifyArchive } from './read-archive.ts';
import { restore } from './restore.ts';
import { writeArchive } from './write-archive.ts';

test('a platform that serves is backed up while it is written to, and restored elsewhere it is the same', async (t) => {
  const at = await place(t);
  const { root, options, lake } = at;
  const first = await served(t, options);
  const { folder, keyFile } = options;
  await mkdir(join(folder, 'files', 'ab'), { recursive: true });
  await writeFile(join(folder, 'files', 'ab', 'cd'), 'stored bytes');
  await mkdir(join(folder, 'files', 'incoming'), { recursive: true });
  await writeFile(join(folder, 'files', 'incoming', 'half'), 'half');
  await makeLake(at);
  const inspector = accountOf(first, 'inspector');
  const cookie = await signedIn(first.url, inspector);
  const open = async (fixmedins_code: string, lead_id: string, url = first.url) =>
    fetch(`${url}/api/matters`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ matter_id: randomUUID(), procedure: 'penalty', lead_id, fixmedins_code }),
    });
  assert.equal((await open('H42900000001', 'L1')).status, 200);
  // A job that nobody has taken: its queue is no table of ours.
  const waiting = await reach({ folder });
  await sql`INSERT INTO pgboss.job (name, data, start_after) VALUES ('clocks.warn', '{"kept": 1}', now() + interval '1 day')`.execute(
    waiting.db,
  );
  await waiting.close();
  const out = join(root, 'backup.zip');
  const [manifest] = await Promise.all([
    backup({ folder, keyFile, lake, out }),
    ...Array.from({ length: 40 }, async () => fetch(`${first.url}/api/leads`, { headers: { cookie } })),
    open('H42900000001', 'L2'),
  ]);
  assert.deepEqual(
    manifest.jobs.filter(({ name }) => name === 'clocks.warn'),
    [{ name: 'clocks.warn', data: { kept: 1 } }],
  );
  assert.equal((await stat(out)).mode & 0o777, 0o600);
  assert.deepEqual(
    manifest.files.map(({ path }) => path),
    ['files/ab/cd'],
  );
  assert.equal((await open('H42900000001', 'L2')).status, 409);
  // The lake goes on, and so does the copy of its earlier state.
  await makeLake(at, '02');

  const elsewhere = { folder: join(root, 'elsewhere', 'data'), lake: join(root, 'elsewhere', 'lake') };
  await mkdir(join(root, 'elsewhere'));
  const restored = await restore({ file: out, keyFile, ...elsewhere });
  assert.ok(restored.log_entries > 0 && restored.tables === manifest.tables.length);
  assert.equal(await readFile(join(elsewhere.folder, 'files/ab/cd'), 'utf8'), 'stored bytes');
  assert.equal((await verifyLake(elsewhere.lake)).manifest.generation, 1);
  assert.ok(!existsSync(`${elsewhere.folder}.restoring`));

  const queued = await reach({ folder: elsewhere.folder });
  const { rows: jobs } = await sql`SELECT data FROM pgboss.job WHERE name = 'clocks.warn'`.execute(queued.db);
  assert.deepEqual(jobs, [{ data: { kept: 1 } }]);
  await queued.close();
  const second = await served(t, { ...options, folder: elsewhere.folder, port: await freePort() });
  const again = await signedIn(second.url, inspector);
  const matters = await fetch(`${second.url}/api/matters`, { headers: { cookie: again } });
  assert.match(await matters.text(), /H42900000001/);
  const { db, close } = await reach({ folder: elsewhere.folder });
  await assert.rejects(sql`DELETE FROM log_entry`.execute(db), /written once/);
  const actions = await db.selectFrom('log_entry').select('action').where('action', '=', 'platform.restored').execute();
  assert.equal(actions.length, 1);
  await close();
  assert.equal((await verifyPlatformLog({ folder: elsewhere.folder, keyFile })).ok, true);

  // The same into a PostgreSQL of the bureau's own, and back out of it.
  const own = await testDatabase<unknown>(t, {});
  const third = { folder: join(root, 'third'), databaseUrl: own.url, keyFile };
  await restore({ ...third, file: out });
  assert.equal((await verifyLake(join(third.folder, 'lake'))).manifest.generation, 1);
  const more = await backup({ ...third, out: join(root, 'own.zip') });
  assert.deepEqual(
    more.tables.filter(({ name }) => name !== 'log_entry'),
    manifest.tables.filter(({ name }) => name !== 'log_entry'),
  );
  await assert.rejects(restore({ ...third, folder: join(root, 'fourth'), file: out }), { code: 'SH-O002' });
});

test('what is broken, newer, of other keys or would overwrite is refused before anything is written', async (t) => {
  const { root, options } = await place(t);
  const { folder, keyFile } = options;
  const serving = await served(t, options);
  await serving.close();
  const file = join(root, 'backup.zip');
  await backup({ folder, keyFile, out: file });
  await assert.rejects(backup({ folder, keyFile, out: file }), { code: 'SH-O002' });
  await assert.rejects(backup({ folder, keyFile, out: join(folder, 'in.zip') }), { code: 'SH-O006' });
  await assert.rejects(backup({ folder: join(root, 'nothing'), keyFile, out: join(root, 'x') }), { code: 'SH-O001' });
  const otherKey = join(root, 'other-key');
  await createKeyFile(otherKey, folder);
  await assert.rejects(backup({ folder, keyFile: otherKey, out: join(root, 'x') }), { code: 'SH-V010' });
  assert.ok(!existsSync(join(root, 'x')) && !existsSync(join(root, 'x.tmp')));

  const target = join(root, 'target');
  const refused = async (changed: string, code: string, more: { folder?: string; keyFile?: string } = {}) => {
    await assert.rejects(restore({ folder: target, keyFile, file: changed, ...more }), { code });
    assert.ok(!existsSync(target) && !existsSync(`${target}.restoring`));
  };
  await refused(join(root, 'gone.zip'), 'SH-I001');
  await refused(file, 'SH-V010', { keyFile: otherKey });
  await refused(file, 'SH-O002', { folder });
  const content = await readFile(file);
  const changed = join(root, 'changed.zip');
  await copyFile(file, changed);
  await truncate(changed, content.length - 100);
  await refused(changed, 'SH-O003');
  await writeFile(changed, 'no backup');
  await refused(changed, 'SH-O003');

  const { manifest, close } = await openArchive(file);
  close();
  const rewritten = async (made: object): Promise<string> => {
    const path = join(root, `${randomUUID()}.zip`);
    const text = JSON.stringify({ ...manifest, ...made });
    await writeArchive(path, async ({ add }) => add(MANIFEST, Readable.from([text]), true));
    return path;
  };
  await refused(await rewritten({ format: 2 }), 'SH-O004');
  await refused(await rewritten({ migrations: [...manifest.migrations, '999-newer'] }), 'SH-O004');
  await refused(await rewritten({ tables: 'none' }), 'SH-O003');
  await refused(await rewritten({}), 'SH-O003');

  // A byte anywhere: either it is noticed, or it stands where nothing is read, such as the time of a member.
  for (let each = 0; each < 60; each += 1) {
    const bytes = Buffer.from(content);
    const spot = Math.floor((each / 60) * bytes.length);
    bytes[spot] = (bytes[spot] ?? 0) ^ 0x55;
    await writeFile(changed, bytes);
    const whole = async () => {
      const archive = await openArchive(changed);
      await verifyArchive(archive).finally(archive.close);
      return archive.manifest;
    };
    await whole().then(
      (found) => assert.deepEqual(found, manifest, String(spot)),
      (error: unknown) => assert.match(String(error), /SH-O003/, String(spot)),
    );
  }
});

test('a backup whose records do not hold together is not put in place', async (t) => {
  const { root, options } = await place(t);
  const { folder, keyFile } = options;
  await (await served(t, options)).close();
  const { db, close } = await reach({ folder });
  await sql`ALTER TABLE log_entry DISABLE TRIGGER never_changed`.execute(db);
  await sql`UPDATE log_entry SET subject = 'lead:L9' WHERE seq = 1`.execute(db);
  await close();
  const file = join(root, 'backup.zip');
  await backup({ folder, keyFile, out: file });
  const target = join(root, 'target');
  await assert.rejects(restore({ folder: target, keyFile, file }), { code: 'SH-O005', message: /log 1 changed/ });
  assert.ok(!existsSync(target) && !existsSync(`${target}.restoring`));
});
