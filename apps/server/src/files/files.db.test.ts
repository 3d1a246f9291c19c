import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { verifyLog } from '../log/log.ts';
import { packed } from './archive.fixture.ts';
import { bring, openedMatter, uploadUrl } from './routes.fixture.ts';

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]);
const sm3 = (bytes: Buffer): string => createHash('sm3').update(bytes).digest('hex');

async function read(on: Platform, who: PersonName, file_id: unknown, purpose = '核对证据') {
  const url = `/api/files/${String(file_id)}?purpose=${encodeURIComponent(purpose)}`;
  return on.app.inject({ method: 'GET', url, headers: { 'x-test-person': who } });
}

async function caseOf(on: Platform): Promise<string> {
  return `matter:${await openedMatter(on, 'officer1', 'penalty')}`;
}

describe('files', () => {
  test('what was brought is read as it was, as an attachment, and the log says by whom and for what', async (t) => {
    const on = await platform(t);
    const subject = await caseOf(on);
    const { status, body } = await bring(on, 'officer1', subject, '张三的病历.pdf', PDF);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body['digest'], body['size'], body['type']], [sm3(PDF), PDF.length, 'pdf']);
    const answer = await read(on, 'officer2', body['file_id']);
    assert.equal(answer.statusCode, 200);
    assert.ok(answer.rawPayload.equals(PDF));
    assert.match(String(answer.headers['content-disposition']), /^attachment; filename\*=UTF-8''%E5%BC%A0.*\.pdf$/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    const seen = await on.db.selectFrom('log_entry').selectAll().where('action', '=', 'file.read').execute();
    assert.deepEqual(
      seen.map((entry) => [entry.actor, entry.purpose]),
      [['officer2', '核对证据']],
    );
    assert.equal((await verifyLog(on.db)).ok, true);
  });

  test('bytes and name are unreadable on the disk, and the same bytes lie there once', async (t) => {
    const on = await platform(t);
    const subject = await caseOf(on);
    const first = await bring(on, 'officer1', subject, '张三.pdf', PDF);
    const second = await bring(on, 'officer1', subject, '李四.pdf', PDF);
    assert.notEqual(first.body['file_id'], second.body['file_id']);
    const files = (await readdir(join(on.folder, 'files'), { recursive: true })).filter((name) => name.length > 60);
    assert.equal(files.length, 1);
    const onDisk = await readFile(join(on.folder, 'files', files[0] ?? ''));
    assert.equal(onDisk.includes(PDF.subarray(0, 9)), false);
    assert.equal((await stat(join(on.folder, 'files', files[0] ?? ''))).mode & 0o077, 0);
    const rows = await on.db.selectFrom('stored_file').select('name').execute();
    for (const { name } of rows) assert.match(name, /^v1\./);
  });

  test('the content decides what a file is, and what is dangerous or unknown is refused', async (t) => {
    const on = await platform(t);
    const subject = await caseOf(on);
    const word = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' };
    const cases: readonly (readonly [name: string, bytes: Buffer | string, expected: string])[] = [
      ['a.exe', '收费项目,金额\n床位费,40', 'txt'],
      ['a.csv', '收费项目,金额\n床位费,40', 'csv'],
      ['gbk.csv', Buffer.from([0xb4, 0xb2, 0xce, 0xbb, 0x2c, 0x34, 0x30]), 'csv'],
      ['a.pdf', Buffer.from('\u0089PNG\r\n\u001a\n....', 'latin1'), 'png'],
      ['a.jpg', Buffer.from('\u00ff\u00d8\u00ff\u00e0....', 'latin1'), 'jpeg'],
      ['a.mp4', Buffer.from('\0\0\0\u0020ftypisom....', 'latin1'), 'mp4'],
      ['a.heic', Buffer.from('\0\0\0\u0020ftypheic....', 'latin1'), 'heic'],
      ['a.docx', await packed(word), 'docx'],
      ['a.xlsx', await packed({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<w/>' }), 'xlsx'],
      ['macro.docx', await packed({ ...word, 'word/vbaProject.bin': 'x' }), 'SH-E003'],
      [
        'kind.docx',
        await packed({ ...word, '[Content_Types].xml': 'application/vnd.ms-word.document.macroEnabled.main+xml' }),
        'SH-E003',
      ],
      ['a.zip', await packed({ 'a.txt': 'x' }), 'SH-E002'],
      ['bomb.docx', await packed({ ...word, 'word/big.xml': Buffer.alloc(60_000_000) }), 'SH-E004'],
      ['cut.docx', (await packed(word)).subarray(0, 60), 'SH-E002'],
      ['a.pdf', Buffer.from('MZ\u0090\0\u0003', 'latin1'), 'SH-E002'],
      ['a.txt', '', 'SH-E006'],
    ];
    for (const [name, bytes, expected] of cases) {
      const { body } = await bring(on, 'officer1', subject, name, bytes);
      assert.equal(body['type'] ?? body['code'], expected, name);
    }
    assert.deepEqual(await readdir(join(on.folder, 'files', 'incoming')), []);
  });

  test('a name is never a path, and a wrong ending is put right', async (t) => {
    const on = await platform(t);
    const subject = await caseOf(on);
    const { body } = await bring(on, 'officer1', subject, '../../etc/passwd\u202efdp.exe', '一段文字');
    const name = String((await read(on, 'officer1', body['file_id'])).headers['content-disposition']);
    assert.equal(name, "attachment; filename*=UTF-8''.._.._etc_passwd_fdp.exe.txt");
  });

  test('who may read the matter reads its files; an institution only what it brought or was given', async (t) => {
    const on = await platform(t);
    const subject = await caseOf(on);
    const { body: file } = await bring(on, 'officer1', subject, '底稿.pdf', PDF);
    const statusFor = async (who: PersonName) => (await read(on, who, file['file_id'])).statusCode;
    for (const who of ['clinic', 'abroadOfficer', 'observer', 'admin', 'first'] as const)
      assert.ok([403, 404].includes(await statusFor(who)), who);
    assert.equal((await bring(on, 'clinic', subject, 'a.txt', '说明')).status, 403);
    await on.db
      .insertInto('file_given')
      .values({ file_id: String(file['file_id']), fixmedins_code: 'H42900000001', given_by: 'x', given_at: on.now() })
      .execute();
    assert.equal(await statusFor('clinic'), 200);
    assert.equal(await statusFor('otherClinic'), 404);
    const review = `matter:${await openedMatter(on, 'first', 'review')}`;
    await bring(on, 'first', review, '内部.txt', '内部意见');
    await bring(on, 'clinic', review, '申诉.txt', '申诉材料');
    const seen = async (who: PersonName) =>
      Object.keys((await on.ask(who, 'GET', `/api/files?subject=${review}`)).body).length;
    assert.deepEqual([await seen('first'), await seen('clinic')], [2, 1]);
  });

  test('a repeat stores nothing new, and an id stands for one file', async (t) => {
    const on = await platform(t);
    const subject = await caseOf(on);
    const id = randomUUID();
    const first = await bring(on, 'officer1', subject, 'a.txt', '同一份', id);
    assert.deepEqual(await bring(on, 'officer1', subject, 'a.txt', '同一份', id), first);
    assert.equal((await bring(on, 'officer1', subject, 'a.txt', '另一份', id)).body['code'], 'SH-H006');
    const noted = await on.db.selectFrom('log_entry').select('seq').where('action', '=', 'file.stored').execute();
    assert.equal(noted.length, 1);
  });

  test('altered bytes are not given out', async (t) => {
    const on = await platform(t);
    const subject = await caseOf(on);
    const [one, two] = [
      await bring(on, 'officer1', subject, 'a.pdf', PDF),
      await bring(on, 'officer1', subject, 'b.txt', '短'),
    ];
    const pathOf = (digest: unknown) => join(on.folder, 'files', String(digest).slice(0, 2), String(digest));
    const bytes = await readFile(pathOf(one.body['digest']));
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    await writeFile(pathOf(one.body['digest']), bytes);
    const codeFor = async (id: unknown) => (await read(on, 'officer1', id)).body.match(/SH-\w+/)?.[0];
    assert.equal(await codeFor(one.body['file_id']), 'SH-V008');
    // Another file's bytes in its place open, but have another digest.
    const other = await bring(on, 'officer1', subject, 'c.txt', '长');
    await writeFile(pathOf(two.body['digest']), await readFile(pathOf(other.body['digest'])));
    assert.equal(await codeFor(two.body['file_id']), 'SH-E005');
    await rm(pathOf(two.body['digest']));
    assert.equal(await codeFor(two.body['file_id']), 'SH-E005');
  });

  test('two gigabytes are refused while they come, with an answer', async (t) => {
    const on = await platform(t, { mostFileBytes: 1_000_000 });
    const subject = await caseOf(on);
    await on.app.listen({ host: '127.0.0.1', port: 0 });
    const address = on.app.server.address();
    assert.ok(typeof address === 'object' && address !== null);
    let sent = 0;
    const status = await new Promise((resolve, reject) => {
      const upload = request(
        `http://127.0.0.1:${address.port}${uploadUrl(subject, randomUUID())}`,
        { method: 'POST', headers: { 'x-test-person': 'officer1', 'content-type': 'video/mp4' } },
        (response) => resolve(response.statusCode),
      );
      upload.on('error', reject);
      const pieces = function* () {
        for (; sent < 2_147_483_648; sent += 65_536) yield Buffer.alloc(65_536, 65);
      };
      Readable.from(pieces()).pipe(upload);
      upload.on('response', () => upload.destroy());
    });
    assert.equal(status, 413);
    assert.ok(sent < 200_000_000, String(sent));
    assert.deepEqual(await readdir(join(on.folder, 'files', 'incoming')), []);
  });
});
