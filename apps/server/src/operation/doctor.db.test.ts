import assert from 'node:assert/strict';
import { appendFile, chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createKeyFile } from '@shouhu/vault';
import { filesOf, openLake } from '@shouhu/lake';
import { sql } from 'kysely';
import { doctor } from './doctor.ts';
import { makeLake, place, served } from './platform.fixture.ts';
import { reach } from './reach.ts';

test('a platform that is well has no fault, and each fault is told at its line with what to do', async (t) => {
  const at = await place(t);
  const { folder, keyFile } = at.options;
  const serving = await served(t, at.options);
  await makeLake(at);
  const options = { folder, keyFile, lake: at.lake };
  const faults = async (more: Partial<typeof options> = {}) => {
    const lines = await doctor({ ...options, ...more });
    for (const { level, remedy } of lines) assert.equal(remedy === undefined, level === 'ok');
    return lines.filter(({ level }) => level === 'fault').map(({ what }) => what.en);
  };
  // Beside the platform that serves.
  assert.deepEqual(await faults(), []);
  assert.equal((await doctor(options)).length, 15);
  await serving.close();
  assert.deepEqual(await faults(), []);

  const otherKey = join(at.root, 'other-key');
  await createKeyFile(otherKey, folder);
  assert.deepEqual(await faults({ keyFile: otherKey }), ['Keys and data', 'Log']);
  assert.deepEqual(await faults({ keyFile: join(at.root, 'no-key') }), ['Key file', 'Keys and data']);
  await chmod(keyFile, 0o644);
  assert.ok((await faults()).includes('Key file'));
  await chmod(keyFile, 0o600);
  await chmod(folder, 0o755);
  assert.deepEqual(await faults(), ['Folders']);
  await chmod(folder, 0o700);
  const [file] = filesOf((await openLake(at.lake)).manifest);
  await appendFile(join(at.lake, file?.path ?? ''), 'x');
  assert.deepEqual(await faults(), ['Lake']);
  await rm(at.lake, { recursive: true });
  assert.deepEqual(await faults(), ['Lake']);
  await makeLake(at, '03');

  const { db, close } = await reach(options);
  await sql`ALTER TABLE log_entry DISABLE TRIGGER never_changed`.execute(db);
  await sql`DELETE FROM log_entry WHERE seq = (SELECT max(seq) FROM log_entry)`.execute(db);
  await sql`INSERT INTO ledger_account (account, balance_fen, postings) VALUES ('odd', 5, 0)`.execute(db);
  await sql`INSERT INTO stored_file VALUES (gen_random_uuid(), 'matter:x', 't', 'v1.x', repeat('a', 64), repeat('b', 64), 1, 'pdf', NULL, '429000', false, 'x', now())`.execute(
    db,
  );
  await close();
  assert.deepEqual(await faults(), ['Log', 'Ledger', 'Stored files']);
  const heads = await readdir(`${folder}-heads`);
  assert.ok(heads.length > 0);
  await rm(join(folder, 'postgres'), { recursive: true });
  assert.deepEqual(await faults(), ['Database']);
});
