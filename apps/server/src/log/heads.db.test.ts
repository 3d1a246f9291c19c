import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { append, createKeyRing, EMPTY } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { Schema } from '../store/schema.ts';
import { exportHead, keepHeads, readHeads } from './heads.ts';
import { note, verifyLog } from './log.ts';

interface Ending {
  after(work: () => Promise<void>): void;
}

async function logged(t: Ending) {
  const { db } = await platform(t);
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-heads-'));
  t.after(async () => rm(folder, { recursive: true }));
  const ring = createKeyRing();
  const write = async (entries: number): Promise<void> => {
    for (let each = 0; each < entries; each += 1) {
      await db.transaction().execute(async (trx) => {
        await note(trx, PEOPLE.admin, new Date('2026-03-02T02:00:00Z'), {
          action: 'x',
          subject: `s:${each}`,
          region: '',
        });
      });
    }
  };
  const verdict = async () => {
    const found = await verifyLog(db, { publicKey: ring.publicKey, heads: await readHeads(folder) });
    return found.ok ? 'ok' : `${found.seq} ${found.fault}`;
  };
  return { db, folder, ring, options: { db, ring, folder }, write, verdict };
}

/** Somebody who owns the database takes the guard off. */
async function unguarded(db: Kysely<Schema>, statement: string): Promise<void> {
  await sql`ALTER TABLE log_entry DISABLE TRIGGER never_changed`.execute(db);
  await sql.raw(statement).execute(db);
  await sql`ALTER TABLE log_entry ENABLE TRIGGER never_changed`.execute(db);
}

test('a head is exported once, signed, for its owner alone, and the log agrees with it', async (t) => {
  const { options, folder, write, verdict } = await logged(t);
  await write(4);
  assert.equal(await exportHead(options, '2026-03-02'), 'written');
  assert.equal(await exportHead(options, '2026-03-03'), 'nothing-new');
  await write(1);
  assert.equal(await exportHead(options, '2026-03-03'), 'written');
  assert.deepEqual((await readdir(folder)).toSorted(), ['2026-03-02-5.json', '2026-03-03-6.json']);
  assert.equal(await verdict(), 'ok');
});

test('one changed byte in the log or in a head, an end that was cut off and a chain made anew are told where they begin', async (t) => {
  const { db, options, folder, write, verdict } = await logged(t);
  await write(7);
  await exportHead(options, '2026-03-02');
  await unguarded(db, `UPDATE log_entry SET subject = 's:X' WHERE seq = 4`);
  assert.equal(await verdict(), '4 changed');
  await unguarded(db, `UPDATE log_entry SET subject = 's:2' WHERE seq = 4`);
  assert.equal(await verdict(), 'ok');

  await unguarded(db, 'DELETE FROM log_entry WHERE seq = 4');
  assert.equal(await verdict(), '4 gap');
  await unguarded(db, 'DELETE FROM log_entry WHERE seq >= 4');
  assert.equal(await verdict(), '4 truncated');
  assert.equal(await exportHead(options, '2026-03-03'), 'broken');
  // As many as before, each rightly chained: only what was exported tells.
  await write(5);
  assert.equal((await verifyLog(db)).ok, true);
  assert.equal(await verdict(), '8 rewritten');
  assert.equal(await exportHead(options, '2026-03-03'), 'broken');

  const path = join(folder, '2026-03-02-8.json');
  const head = await readFile(path, 'utf8');
  await writeFile(path, head.replace('"seq": 8', '"seq": 7'));
  assert.equal(await verdict(), '7 unsigned');
  await writeFile(path, head.slice(0, 60));
  await assert.rejects(readHeads(folder), { code: 'SH-O008', params: { path } });
});

test('the whole log made anew from its first entry shows against one head', async (t) => {
  const { db, options, write, verdict } = await logged(t);
  await write(3);
  await exportHead(options, '2026-03-02');
  const entries = await db.selectFrom('log_entry').selectAll().orderBy('seq').execute();
  let head = EMPTY;
  for (const entry of entries) {
    const altered = { ...entry, actor: entry.seq === 2 ? 'nobody' : entry.actor };
    head = append(head, altered);
    await unguarded(
      db,
      `UPDATE log_entry SET actor = '${altered.actor}', digest = '${head.digest}' WHERE seq = ${entry.seq}`,
    );
  }
  assert.equal((await verifyLog(db)).ok, true);
  assert.equal(await verdict(), '4 rewritten');
});

test('heads are kept at the start, when a day ends and at the stop; a log that was cut is not signed any more', async (t) => {
  const { db, options, folder, write } = await logged(t);
  t.mock.timers.enable({ apis: ['setInterval'] });
  let now = new Date('2026-03-02T15:59:30Z');
  const warned: string[] = [];
  const keeper = await keepHeads({ ...options, now: () => now, warn: (line) => void warned.push(line) });
  await write(1);
  now = new Date('2026-03-02T16:00:10Z');
  t.mock.timers.tick(60_000);
  while ((await readdir(folder)).filter((name) => name.endsWith('.json')).length < 2) await sql`SELECT 1`.execute(db);
  await write(1);
  await keeper.stop();
  assert.deepEqual((await readdir(folder)).toSorted(), ['2026-03-02-1.json', '2026-03-02-2.json', '2026-03-03-3.json']);
  assert.equal(keeper.holds(), true);
  await unguarded(db, 'DELETE FROM log_entry WHERE seq = 3');
  const again = await keepHeads({ ...options, now: () => now, warn: (line) => void warned.push(line) });
  assert.equal(again.holds(), false);
  assert.match(warned.join(), /broken/);
  await again.stop();
  assert.equal((await readdir(folder)).length, 3);
});
