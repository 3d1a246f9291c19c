import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { documentKind, documentNames } from '@shouhu/procedure';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import { nameBureau } from './bureau.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { verifyLog } from '../log/log.ts';
import { open } from '@shouhu/vault';
import { z } from 'zod';
import { ON_THE_SPOT, WHOLE_CASE, WHOLE_REVIEW, walked } from './case.fixture.ts';
import { contentAt } from './make-document.ts';
import type { PaperFile } from './paper-file.ts';
import { pdfOf } from './render/pdf.ts';

async function paperFile(on: Platform, who: PersonName, matter_id: string): Promise<PaperFile> {
  const response = await on.app.inject({
    method: 'GET',
    url: `/api/matters/${matter_id}/paper-file`,
    headers: { 'x-test-person': who },
  });
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

async function make(on: Platform, who: PersonName, matter_id: string, kind: string, seq: number, more: object = {}) {
  const body = { document_id: randomUUID(), kind, seq, ...more };
  return on.ask(who, 'POST', `/api/matters/${matter_id}/documents`, body);
}

async function download(on: Platform, who: PersonName, url: string) {
  return on.app.inject({
    method: 'GET',
    url: `${url}?purpose=${encodeURIComponent('归档')}`,
    headers: { 'x-test-person': who },
  });
}

const seqOf = (action: string): number => WHOLE_CASE.findIndex(([, , each]) => each === action) + 1;

describe('documents', () => {
  test('every document of a case, of a review and of a penalty on the spot is made of what was done, with the days that the law sets', async (t) => {
    const on = await platform(t);
    const matters = [
      [await walked(on, 'penalty', WHOLE_CASE), 'officer1'],
      [await walked(on, 'review', WHOLE_REVIEW), 'first'],
      [await walked(on, 'summary-penalty', ON_THE_SPOT), 'officer1'],
    ] as const;
    const kinds = new Set<string>();
    for (const [matter_id, who] of matters) {
      const { offers } = await paperFile(on, who, matter_id);
      for (const { kind, seq } of offers) {
        const { status, body } = await make(on, who, matter_id, kind, seq);
        assert.equal(status, 200, `${kind}: ${JSON.stringify(body)}`);
        kinds.add(kind);
      }
      const { documents } = await paperFile(on, who, matter_id);
      for (const { document_id, kind, seq, pages, digest } of documents) {
        const pdf = await download(on, who, `/api/files/${document_id}`);
        assert.match(pdf.rawPayload.subarray(0, 8).toString(), /^%PDF-1/);
        const docx = await download(on, who, `/api/documents/${document_id}/docx`);
        assert.equal(docx.statusCode, 200);
        assert.ok(pages >= 1 && digest.length === 64);
        const folder = process.env['SHOUHU_DOCUMENTS'];
        if (folder !== undefined) {
          await writeFile(`${folder}/${kind}-${seq}.pdf`, pdf.rawPayload);
          await writeFile(`${folder}/${kind}-${seq}.docx`, docx.rawPayload);
        }
      }
      const cover = await download(on, who, `/api/matters/${matter_id}/cover`);
      assert.equal(cover.statusCode, 200);
      const folder = process.env['SHOUHU_DOCUMENTS'];
      if (folder !== undefined) await writeFile(`${folder}/cover-${who}.pdf`, cover.rawPayload);
    }
    const notice = await on.db
      .selectFrom('document')
      .selectAll()
      .where('kind', '=', 'penalty-notice')
      .executeTakeFirstOrThrow();
    const said = open(on.ring, notice.content, contentAt(notice.document_id));
    // Five working days from 7 April 2026 on; the articles in words.
    for (const part of ['2026年4月14日', '《中华人民共和国行政处罚法》第六十四条', '人民币贰万元整'])
      assert.ok(said.includes(part), part);
    const expected = documentNames.filter((name) =>
      ['penalty', 'review', 'summary-penalty'].includes(documentKind(name).procedure),
    );
    assert.deepEqual([...kinds].toSorted(), expected.toSorted());
    assert.equal((await verifyLog(on.db)).ok, true);
  });

  test('a document is made once; a further revision keeps the number and supersedes it, and the file shows both', async (t) => {
    const on = await platform(t);
    const matter_id = await walked(on, 'penalty', WHOLE_CASE.slice(0, seqOf('notify')));
    const seq = seqOf('notify');
    const first = await make(on, 'officer1', matter_id, 'penalty-notice', seq);
    const again = await make(on, 'officer1', matter_id, 'penalty-notice', seq);
    assert.deepEqual(again.body['documents'], first.body['documents']);
    const changed = { fields: { provision: '《医疗保障基金使用监督管理条例》第四十条第（三）项' } };
    assert.equal((await make(on, 'officer1', matter_id, 'penalty-notice', seq, changed)).status, 200);
    const { documents } = await paperFile(on, 'officer1', matter_id);
    assert.deepEqual(
      documents.map(({ number, revision, superseded, page_from }) => [number, revision, superseded, page_from]),
      [
        ['医保罚告〔2026〕1号', 1, true, null],
        ['医保罚告〔2026〕1号', 2, false, 1],
      ],
    );
    // Made anew of the same content, the PDF has the same bytes.
    const [one] = await on.db.selectFrom('document').selectAll().where('revision', '=', 1).execute();
    assert.ok(one !== undefined);
    const { pdf } = await pdfOf(JSON.parse(open(on.ring, one.content, contentAt(one.document_id))));
    assert.equal(createHash('sm3').update(pdf).digest('hex'), documents[0]?.digest);
  });

  test('numbers have no gaps and are never given twice, whoever is at it at once and whatever fails', async (t) => {
    const on = await platform(t);
    const upTo = WHOLE_CASE.slice(0, 2);
    const matters = [
      await walked(on, 'penalty', upTo),
      await walked(on, 'penalty', upTo),
      await walked(on, 'penalty', upTo),
    ];
    const failed = await make(on, 'officer1', matters[0] ?? '', 'filing-approval', 1);
    assert.equal(failed.body['code'], 'SH-E007');
    await rm(join(on.folder, 'files'), { recursive: true, force: true });
    await writeFile(join(on.folder, 'files'), 'no folder');
    assert.ok((await make(on, 'officer1', matters[0] ?? '', 'filing-approval', 2)).status >= 400);
    await rm(join(on.folder, 'files'));
    await Promise.all(matters.map(async (id) => make(on, 'officer1', id, 'filing-approval', 2)));
    const made = await on.db.selectFrom('document').select('number').execute();
    assert.deepEqual(
      new Set(made.map(({ number }) => number)),
      new Set([1, 2, 3].map((serial) => `医保立〔2026〕${serial}号`)),
    );
    on.on('2027-01-04');
    const next = await walked(on, 'penalty', [
      ['2027-01-04', 'officer1', 'receive', { source: '举报' }],
      ['2027-01-05', 'head', 'file', { ...upTo[1]?.[3] }],
    ]);
    await make(on, 'officer1', next, 'filing-approval', 2);
    const last = await on.db
      .selectFrom('document')
      .select('number')
      .where('matter_id', '=', next)
      .executeTakeFirstOrThrow();
    assert.equal(last.number, '医保立〔2027〕1号');
  });

  test('of a joint step no document is made before the other officer confirmed it under an own sign-in', async (t) => {
    const on = await platform(t);
    const matter_id = await walked(on, 'penalty', WHOLE_CASE.slice(0, 2));
    on.on('2026-03-12');
    const facts = { place: '住院部', record: '床位空置' };
    const step = { request_id: randomUUID(), seen: 2, action: 'inspect', facts, with: ['officer2'] };
    assert.equal((await on.ask('officer1', 'POST', `/api/matters/${matter_id}/steps`, step)).status, 200);
    const early = await make(on, 'officer1', matter_id, 'inspection-record', 3);
    assert.deepEqual([early.status, early.body['code']], [422, 'SH-E008']);
    const url = `/api/matters/${matter_id}/deeds/3/signature`;
    assert.equal((await on.ask('officer1', 'POST', url)).body['code'], 'SH-E010');
    const wanted = await on.db.selectFrom('notice').select('person').where('template', '=', 'deed.confirm').execute();
    assert.deepEqual(wanted, [{ person: 'officer2' }]);
    const awaited = async (): Promise<unknown> => {
      const { body } = await on.ask('officer1', 'GET', `/api/matters/${matter_id}`);
      return z
        .array(z.object({ confirmed: z.array(z.string()), awaited: z.array(z.string()) }))
        .parse(body['deeds'])[2];
    };
    assert.deepEqual(await awaited(), { confirmed: [], awaited: ['officer2'] });
    assert.equal((await on.ask('head', 'POST', url)).body['code'], 'SH-E010');
    assert.deepEqual((await paperFile(on, 'officer1', matter_id)).offers.find(({ seq }) => seq === 3)?.unconfirmed, [
      'officer2',
    ]);
    for (let time = 0; time < 2; time += 1) assert.equal((await on.ask('officer2', 'POST', url)).status, 200);
    assert.deepEqual(await awaited(), { confirmed: ['officer2'], awaited: [] });
    assert.equal((await make(on, 'officer1', matter_id, 'inspection-record', 3)).status, 200);
    await assert.rejects(on.db.deleteFrom('co_signature').execute(), /written once/);
  });

  test('the institution sees a document when it was delivered, and says that it has it', async (t) => {
    const on = await platform(t);
    const matter_id = await walked(on, 'penalty', WHOLE_CASE.slice(0, seqOf('notify')));
    for (const [kind, action] of [
      ['penalty-notice', 'notify'],
      ['investigation-report', 'report'],
    ] as const)
      await make(on, 'officer1', matter_id, kind, seqOf(action));
    const { documents } = await paperFile(on, 'officer1', matter_id);
    const idOf = (kind: string): string => documents.find((each) => each.kind === kind)?.document_id ?? '';
    const notice = idOf('penalty-notice');
    assert.equal((await download(on, 'clinic', `/api/files/${notice}`)).statusCode, 404);
    const delivery = { way: '电子送达', on: '2026-04-07', receiver: '医保办赵某' };
    const deliver = async (who: PersonName, id: string, body: object = delivery) =>
      on.ask(who, 'POST', `/api/documents/${id}/delivery`, body);
    assert.equal((await deliver('officer1', idOf('investigation-report'))).body['code'], 'SH-E011');
    assert.equal((await deliver('officer1', notice, { ...delivery, on: '2026-04-06' })).body['code'], 'SH-H005');
    assert.equal((await deliver('officer1', notice)).status, 200);
    assert.equal((await deliver('officer1', notice)).status, 200);
    assert.equal((await deliver('officer1', notice, { ...delivery, way: '直接送达' })).body['code'], 'SH-H006');
    assert.equal((await download(on, 'clinic', `/api/files/${notice}`)).statusCode, 200);
    assert.equal((await download(on, 'clinic', `/api/documents/${notice}/docx`)).statusCode, 404);
    assert.equal((await download(on, 'otherClinic', `/api/files/${notice}`)).statusCode, 404);
    assert.equal((await on.ask('otherClinic', 'POST', `/api/documents/${notice}/receipt`)).status, 404);
    assert.equal((await on.ask('clinic', 'POST', `/api/documents/${notice}/receipt`)).status, 200);
    const row = (await paperFile(on, 'officer1', matter_id)).documents.find(
      ({ document_id }) => document_id === notice,
    );
    assert.deepEqual([row?.delivered?.way, row?.received_at !== null], ['电子送达', true]);
    const sealed = await on.db.selectFrom('document_delivery').select('receiver').executeTakeFirstOrThrow();
    assert.match(sealed.receiver, /^v1\./);
  });

  test('names of a bureau stand on its documents from then on, and nothing of another region is changed', async (t) => {
    const on = await platform(t);
    const bureau = {
      admdvs: '429000',
      name: '测试县医疗保障局',
      abbreviation: '测医保',
      address: '测试县人民路1号',
      telephone: '0700-0000000',
      reconsideration: '测试县人民政府',
      court: '测试县人民法院',
      refund_account: '财政专户 0001',
      fine_account: '代收银行 0002',
    };
    assert.equal((await on.ask('abroad', 'POST', '/api/bureau', bureau)).status, 404);
    assert.equal((await on.ask('officer1', 'POST', '/api/bureau', bureau)).status, 403);
    assert.equal((await on.ask('head', 'POST', '/api/bureau', bureau)).status, 200);
    const installed = { caller: PEOPLE.admin, at: on.now() };
    await nameBureau(on.db, installed, { ...bureau, name: '安装时的名称' });
    assert.equal((await on.ask('officer1', 'GET', '/api/bureau')).body['name'], '测试县医疗保障局');
    const matter_id = await walked(on, 'penalty', WHOLE_CASE.slice(0, 2));
    await make(on, 'officer1', matter_id, 'filing-approval', 2);
    assert.equal((await paperFile(on, 'officer1', matter_id)).documents[0]?.number, '测医保立〔2026〕1号');
  });
});
