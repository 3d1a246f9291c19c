import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makePrivateKey, publicKeyOf } from '@shouhu/vault';
import { platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { connect } from './gateway.fixture.ts';
import { GATEWAY, gatewayOf } from './options.ts';

const CARD = { data: { mdtrt_cert_type: '02', mdtrt_cert_no: '990001198001010011' } };
const keys = '/api/institutions/H42900000001/keys';

describe('the door as staff see it', () => {
  test('keys are added and revoked, once each, by an administrator, and the log says so', async (t) => {
    const on = await platform(t);
    const key = { key_id: randomUUID(), public_key: publicKeyOf(makePrivateKey()), note: '首把' };
    for (let twice = 0; twice < 2; twice += 1) assert.equal((await on.ask('admin', 'POST', keys, key)).status, 200);
    const bad = [
      { ...key, key_id: randomUUID() },
      { ...key, public_key: publicKeyOf(makePrivateKey()) },
      { ...key, key_id: randomUUID(), public_key: `04${'0'.repeat(128)}` },
      { ...key, key_id: randomUUID(), public_key: publicKeyOf(makePrivateKey()), body_key: 'x' },
    ];
    for (const each of bad) assert.equal((await on.ask('admin', 'POST', keys, each)).body['code'], 'SH-T021');
    const revoke = `${keys}/${key.key_id}/revoke`;
    for (let twice = 0; twice < 2; twice += 1)
      assert.equal((await on.ask('admin', 'POST', revoke, { reason: '更换' })).status, 200);
    const elsewhere = `/api/institutions/H42900000002/keys/${key.key_id}/revoke`;
    assert.equal((await on.ask('admin', 'POST', elsewhere, { reason: '更换' })).status, 404);
    const log = await on.db.selectFrom('log_entry').select('detail').where('action', '=', 'gateway.key').execute();
    assert.deepEqual(
      log.map(({ detail }) => detail.split(' ')[0]),
      ['added', 'revoked'],
    );
  });

  test('connections and messages are listed within reach, without a value of anybody', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const { ask, sender, key_id } = await connect(on);
    await ask('1101', CARD);
    await ask('1101', { data: { ...CARD.data, mdtrt_cert_no: '0' } });
    await ask('1101', CARD, { at: new Date('2026-03-01T00:00:00Z') });
    const list = async (who: 'admin' | 'clinic' | 'otherClinic' | 'abroad', url: string) => {
      const { app } = on;
      const response = await app.inject({
        method: 'GET',
        url: `/api/gateway/${url}`,
        headers: { 'x-test-person': who },
      });
      assert.doesNotMatch(response.body, /测试甲|99000119/);
      const rows: Record<string, unknown>[] = response.json();
      return rows;
    };
    assert.deepEqual(await list('admin', 'connections'), [
      {
        fixmedins_code: 'H42900000001',
        fixmedins_name: '测试县人民医院',
        keys: 1,
        last_at: '2026-03-02T02:00:00.000Z',
        done: 1,
        refused: 1,
        unsigned: 0,
        p95_ms: 0,
        turned_away: 1,
        turned_away_code: 'SH-T013',
      },
      {
        fixmedins_code: 'H42900000002',
        fixmedins_name: '测试县中医院',
        keys: 0,
        last_at: null,
        done: 0,
        refused: 0,
        unsigned: 0,
        p95_ms: null,
        turned_away: 0,
        turned_away_code: null,
      },
    ]);
    const codesOf = async (url: string) => (await list('admin', url)).map((row) => row['fixmedins_code']);
    assert.deepEqual(await codesOf('connections?state=silent'), ['H42900000002']);
    assert.deepEqual(await codesOf('connections?state=refused'), ['H42900000001']);
    assert.deepEqual(await codesOf(`connections?search=${encodeURIComponent('中医')}`), ['H42900000002']);
    assert.deepEqual(
      (await list('clinic', 'messages')).map(({ infno, outcome, code, signed }) => [infno, outcome, code, signed]),
      [
        ['1101', 'refused', 'SH-F002', true],
        ['1101', 'done', null, true],
      ],
    );
    const counts = async (who: 'admin' | 'otherClinic' | 'abroad', query: string) =>
      (await list(who, `messages?${query}`)).length;
    assert.deepEqual(
      [
        await counts('otherClinic', ''),
        await counts('abroad', ''),
        await counts('admin', 'outcome=refused'),
        await counts('admin', 'code=SH-F002&infno=1101'),
        await counts('admin', 'slower_ms=0'),
        await counts('admin', `fixmedins_code=${sender.fixmedins_code}&limit=1`),
        await counts('admin', 'fixmedins_code=H42900000002'),
      ],
      [0, 0, 1, 1, 0, 1, 0],
    );
    await on.ask('admin', 'POST', `${keys}/${key_id}/revoke`, { reason: '停用' });
    assert.equal((await list('admin', 'connections'))[0]?.['keys'], 0);
  });

  test('one connection tells refusals by code with their remedy, one message its size and outcome, neither a value', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const { ask, build, post, sender } = await connect(on);
    const sent = build('1101', CARD);
    await post(sent);
    const unknown = build('1101', { data: { ...CARD.data, mdtrt_cert_no: '0' } });
    await post(unknown);
    await ask('1101', CARD, { at: new Date('2026-03-01T00:00:00Z') });
    const { body: seen } = await on.ask('clinic', 'GET', '/api/gateway/connections/H42900000001');
    assert.deepEqual([seen['done'], seen['refused'], seen['p50_ms'], seen['p99_ms']], [1, 1, 0, 0]);
    assert.deepEqual(seen['transactions'], [{ infno: '1101', done: 1, refused: 1, voided: 0, p50_ms: 0, p99_ms: 0 }]);
    assert.ok(Array.isArray(seen['refusals']));
    const refusals: readonly { code: string; by: string; count: number; said: { zh: string; fix_zh: string } }[] =
      seen['refusals'];
    assert.deepEqual(
      refusals.map(({ code, by, count, said }) => [code, by, count, said.zh]),
      [
        ['SH-F002', 'transaction', 1, '没有找到该就诊凭证对应的参保人'],
        ['SH-T013', 'door', 1, 'inf_time … 与平台时间 … 相差超过 … 分钟'],
      ],
    );
    const { body: flow } = await on.ask('clinic', 'GET', '/api/gateway/flow?infno=1101');
    assert.ok(Array.isArray(flow['minutes']));
    assert.deepEqual(flow['minutes'].at(-1), { at: '2026-03-02T02:00:00.000Z', done: 1, refused: 1 });
    assert.equal(flow['minutes'].length, 60);
    assert.partialDeepStrictEqual(flow, { p50_ms: 0, p95_ms: 0, refusals: [{ code: 'SH-F002', count: 1 }] });
    const { body: silent } = await on.ask('otherClinic', 'GET', '/api/gateway/flow');
    assert.partialDeepStrictEqual(silent, { p50_ms: null, p95_ms: null, refusals: [] });
    const one = await on.ask('admin', 'GET', `/api/gateway/messages/${sent.msgid}`);
    const { opter, bytes, said, setl_id, outcome, signed } = one.body;
    const size = Buffer.byteLength(sent.text);
    const tail = publicKeyOf(sender.privateKey ?? '').slice(-8);
    assert.deepEqual(one.body['key'], { note: '测试', tail });
    assert.deepEqual([opter, bytes, said, setl_id, outcome, signed], ['001', size, null, null, 'done', true]);
    const refused = await on.ask('admin', 'GET', `/api/gateway/messages/${unknown.msgid}`);
    assert.match(JSON.stringify(refused.body['said']), /核对凭证类型和编号/);
    assert.doesNotMatch(JSON.stringify([one.body, refused.body]), /测试甲|99000119/);
    assert.equal((await on.ask('otherClinic', 'GET', `/api/gateway/messages/${sent.msgid}`)).status, 404);
    assert.equal((await on.ask('otherClinic', 'GET', '/api/gateway/connections/H42900000001')).status, 404);
  });

  test('figures count messages by transaction and outcome', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const { ask, post, build } = await connect(on);
    const message = build('1101', CARD);
    await post(message);
    await post(message);
    await ask('8888', {});
    const { body } = await on.app.inject({ method: 'GET', url: '/metrics' });
    assert.match(body, /shouhu_gateway_messages_total\{infno="1101",outcome="done"\} 1/);
    assert.match(body, /shouhu_gateway_messages_total\{infno="1101",outcome="repeat"\} 1/);
    assert.match(body, /shouhu_gateway_messages_total\{infno="unknown",outcome="turned-away"\} 1/);
    assert.match(body, /shouhu_request_seconds_count\{method="POST",route="\/fsi\/api\/:infno",status="200"\} 3/);
  });

  test('unsigned messages cannot be switched on but for a demo on its own machine', async (t) => {
    const root = await mkdtemp(join(tmpdir(), 'shouhu-demo-'));
    t.after(async () => rm(root, { recursive: true }));
    const folder = join(root, 'platform');
    const unsigned = { unsigned: true };
    assert.throws(() => gatewayOf(unsigned, { folder, isLocal: true }), { code: 'SH-T024' });
    await writeFile(join(root, '.shouhu-demo'), '');
    assert.throws(() => gatewayOf(unsigned, { folder, isLocal: false }), { code: 'SH-T024' });
    assert.deepEqual(gatewayOf(unsigned, { folder, isLocal: true }), { ...GATEWAY, unsigned: true });
    assert.deepEqual(gatewayOf(undefined, { folder, isLocal: false }), GATEWAY);
  });
});
