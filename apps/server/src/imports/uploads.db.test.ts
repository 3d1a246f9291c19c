import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { packed } from '../files/archive.fixture.ts';
import { platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { sweepUploads, uploadFolder } from './uploads.ts';

const TYPES =
  '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>';
const WORKBOOK = { '[Content_Types].xml': TYPES, 'xl/workbook.xml': '<workbook/>' };
const MOST = 200_000;

async function codeOf({ app }: Platform, task_id: string, name: string, bytes: Buffer): Promise<string> {
  const response = await app.inject({
    method: 'POST',
    url: `/api/imports/${task_id}/files/${encodeURIComponent(name)}`,
    headers: { 'x-test-person': 'admin', 'content-type': 'application/octet-stream' },
    payload: bytes,
  });
  return response.statusCode === 200 ? 'ok' : response.json<{ code: string }>().code;
}

describe('uploads', () => {
  test('a file is what its name says, by its content; macros, bombs and paths are refused', async (t) => {
    const on = await platform(t, {}, { mostBytes: MOST });
    const task_id = randomUUID();
    const csv = Buffer.from('mdtrt_id,psn_no\nM1,张三\n');
    const gbk = Buffer.from([0xd5, 0xc5, 0xc8, 0xfd, 0x0a]);
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const cases: readonly (readonly [name: string, bytes: Buffer, code: string])[] = [
      ['mdtrt_d.csv', csv, 'ok'],
      ['mdtrt_d-2.csv', gbk, 'ok'],
      ['fee_list_d.csv.gz', gzipSync(csv), 'ok'],
      ['psn_info_b.xlsx', await packed(WORKBOOK), 'ok'],
      ['psn_info_b.xlsx', await packed({ ...WORKBOOK, 'xl/vbaProject.bin': 'x' }), 'SH-E003'],
      ['fee_list_d.csv', await packed({ ...WORKBOOK, 'xl/vbaProject.bin': 'x' }), 'SH-E003'],
      ['psn_info_b.xlsx', await packed({ 'a.csv': 'x' }), 'SH-J003'],
      ['psn_info_b.xlsx', csv, 'SH-J003'],
      ['fee_list_d.csv', await packed(WORKBOOK), 'SH-J003'],
      ['fee_list_d.csv', png, 'SH-J003'],
      ['fee_list_d.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'SH-J003'],
      ['setl_d.parquet', csv, 'SH-J003'],
      ['fee_list_d.csv.gz', gzipSync(Buffer.alloc(MOST * 20, 'a')), 'SH-J004'],
      ['fee_list_d.csv.gz', Buffer.from('1f8b08000000', 'hex'), 'SH-I013'],
      ['setl_d.csv', Buffer.alloc(MOST, 'a'), 'SH-J001'],
      ['wrong.csv', csv, 'SH-J013'],
      ['photo.jpg', png, 'SH-J013'],
      ['../setl_d.csv', csv, 'SH-J005'],
      ['.setl_d.csv', csv, 'SH-J005'],
      ['a\u0000.csv', csv, 'SH-J005'],
    ];
    for (const [name, bytes, code] of cases) assert.equal(await codeOf(on, task_id, name, bytes), code, name);
    const kept = await readdir(uploadFolder(on.folder, 'admin', task_id));
    assert.deepEqual(kept.toSorted(), ['fee_list_d.csv.gz', 'mdtrt_d-2.csv', 'mdtrt_d.csv', 'psn_info_b.xlsx']);
  });

  test('only what is named is imported, and only what the caller uploaded', async (t) => {
    const on = await platform(t);
    const task_id = randomUUID();
    for (const name of ['mdtrt_d.csv', 'setl_d.csv']) await codeOf(on, task_id, name, Buffer.from('a\n'));
    const start = async (files: string[], id = task_id) =>
      (await on.ask('admin', 'POST', '/api/imports', { task_id: id, from: { files } })).body['code'];
    assert.equal(await start([]), 'SH-J009');
    assert.equal(await start(['mdtrt_d.csv'], randomUUID()), 'SH-J009');
    assert.equal(await start(['mdtrt_d.csv']), undefined);
    assert.deepEqual(await readdir(uploadFolder(on.folder, 'admin', task_id)), ['mdtrt_d.csv']);
  });

  test('the inbox ends at its own walls', async (t) => {
    const on = await platform(t);
    const inbox = join(on.folder, 'inbox');
    const outside = await mkdtemp(join(tmpdir(), 'shouhu-outside-'));
    t.after(async () => rm(outside, { recursive: true }));
    await writeFile(join(outside, 'mdtrt_d.csv'), 'a\n');
    await mkdir(join(inbox, 'march'), { recursive: true });
    await mkdir(join(inbox, 'linked'));
    await mkdir(join(inbox, 'empty'));
    await mkdir(join(inbox, 'foreign'));
    await writeFile(join(inbox, 'foreign', 'list.csv'), 'a\n');
    await writeFile(join(inbox, 'march', 'mdtrt_d.csv'), 'a\n');
    await symlink(outside, join(inbox, 'away'));
    await symlink(join(outside, 'mdtrt_d.csv'), join(inbox, 'linked', 'mdtrt_d.csv'));
    const listed = await on.app.inject({ url: '/api/inbox', headers: { 'x-test-person': 'admin' } });
    assert.deepEqual(listed.json(), [
      { name: 'empty', files: 0, bytes: 0 },
      { name: 'foreign', files: 1, bytes: 2 },
      { name: 'march', files: 1, bytes: 2 },
    ]);
    for (const folder of ['away', 'linked', 'empty', 'none', '..', '../inbox', 'march/..', '/etc', '.'])
      assert.match(
        String(
          (await on.ask('admin', 'POST', '/api/imports', { task_id: randomUUID(), from: { folder } })).body['code'],
        ),
        /SH-J00[56]/,
        folder,
      );
    const foreign = { task_id: randomUUID(), from: { folder: 'foreign' } };
    assert.equal((await on.ask('admin', 'POST', '/api/imports', foreign)).body['code'], 'SH-J014');
    const march = { task_id: randomUUID(), from: { folder: 'march' } };
    assert.equal((await on.ask('admin', 'POST', '/api/imports', march)).status, 200);
  });

  test('uploads that nobody imported are removed after a day', async (t) => {
    const on = await platform(t);
    const [left, waiting] = [randomUUID(), randomUUID()];
    for (const task_id of [left, waiting]) await codeOf(on, task_id, 'mdtrt_d.csv', Buffer.from('a\n'));
    await on.ask('admin', 'POST', '/api/imports', { task_id: waiting, from: { files: ['mdtrt_d.csv'] } });
    for (const task_id of [left, waiting]) await utimes(uploadFolder(on.folder, 'admin', task_id), on.now(), on.now());
    await sweepUploads(on.services);
    assert.equal((await readdir(join(on.folder, 'uploads'))).length, 2);
    on.on('2026-03-04');
    await sweepUploads(on.services);
    const [kept = '', ...others] = await readdir(join(on.folder, 'uploads'));
    assert.deepEqual([kept.startsWith(waiting), others], [true, []]);
  });
});
