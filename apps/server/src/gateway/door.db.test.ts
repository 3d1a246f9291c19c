import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildMessage, codeOf, LIMITS, signMessage } from '@shouhu/interface';
import type { Received } from '@shouhu/interface';
import { makePrivateKey, makeTextKey } from '@shouhu/vault';
import { sql } from 'kysely';
import { platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { connect } from './gateway.fixture.ts';
import { GATEWAY } from './options.ts';

const CARD = { data: { mdtrt_cert_type: '02', mdtrt_cert_no: '990001198001010011' } };
const FILING = {
  data: {
    psn_no: '4290000001',
    insutype: '310',
    opsp_dise_code: 'M03900',
    opsp_dise_name: '高血压',
    begndate: '2026-03-01',
  },
};
const insuplc_admdvs = '429000';

const codes = (all: readonly Received[]): (string | null)[] => all.map(({ answer }) => codeOf(answer));

async function county(t: Parameters<typeof platform>[0], more: Parameters<typeof platform>[1] = {}): Promise<Platform> {
  const on = await platform(t, more);
  await takeIn(on);
  return on;
}

const messagesOf = async (on: Platform) =>
  (await on.db.selectFrom('gateway_message').select(['outcome', 'code']).orderBy('seq').execute()).map(
    ({ outcome, code }) => code ?? outcome,
  );

describe('the door', () => {
  test('a signed message of a known institution is answered as the interface says', async (t) => {
    const on = await county(t);
    const { ask, post, build } = await connect(on);
    const { status, answer } = await ask('1101', CARD);
    assert.equal(status, 200);
    const { inf_refmsgid, refmsg_time, respond_time, ...rest } = answer;
    assert.match(inf_refmsgid, /^42900020260302100000\d{10}$/);
    assert.deepEqual([refmsg_time, respond_time], ['20260302100000000', '20260302100000000']);
    assert.deepEqual(rest, {
      infcode: 0,
      err_msg: '',
      output: {
        baseinfo: {
          psn_no: '4290000001',
          psn_cert_type: '01',
          certno: '990001198001010011',
          psn_name: '测试甲',
          gend: '1',
          naty: '01',
          brdy: '1980-01-01',
          age: 46,
        },
        insuinfo: ['310', '510'].map((insutype) => ({
          balc: insutype === '310' ? 120.5 : 0,
          insutype,
          psn_type: '1101',
          psn_insu_stas: '1',
          psn_insu_date: '2020-01-01',
          paus_insu_date: null,
          cvlserv_flag: '0',
          insuplc_admdvs: '429000',
          emp_name: '测试单位',
        })),
        idetinfo: [],
      },
    });
    const plain = await post(build('1101', CARD), '/fsi/api');
    assert.equal(plain.answer.infcode, 0);
    const { rows } = await sql<{ text: string }>`SELECT to_jsonb(m)::text AS text FROM gateway_message m`.execute(
      on.db,
    );
    assert.equal(rows.length, 2);
    for (const { text } of rows) assert.doesNotMatch(text, /测试|99000119/);
  });

  test('a sender who is not known for sure is turned away, and nothing is kept but the number', async (t) => {
    const on = await county(t);
    const { ask, post, build, sender, key_id } = await connect(on);
    const other = await connect(on, 'H42900000002');
    const message = build('1101', CARD);
    const whole: Record<string, unknown> = JSON.parse(message.text);
    const send = async (more: object) => post({ infno: '1101', text: JSON.stringify({ ...whole, ...more }) });
    const signed = (more: object, privateKey = sender.privateKey ?? '') => {
      const text = JSON.stringify({ ...whole, ...more });
      return { cainfo: signMessage(privateKey, text), ...more };
    };
    const foreign = { fixmedins_code: 'H42900000009', msgid: String(whole['msgid']).replace('00001', '00009') };
    const answers = [
      await send({ cainfo: undefined }),
      await send({ cainfo: 'f'.repeat(128) }),
      await send({ opter: '002' }),
      await send(signed({}, makePrivateKey())),
      await send(signed({}, other.sender.privateKey)),
      await send(signed(foreign)),
      await send(signed({ mdtrtarea_admvs: '110000' })),
      await send(signed({ infno: '9999' })),
      await send(signed({ infno: '2001' })),
      await send(signed({ enctype: 'SM4' })),
      await send(signed({ input: 'AAAA' })),
      await send(signed({ inf_time: '2026-03-02 10:10:01' })),
      await send(signed({ inf_time: '2026-03-02 09:49:59' })),
      await post(message, '/fsi/api/2001'),
    ];
    const expected = 'T011 T012 T012 T012 T012 T009 T019 T008 T008 T017 T004 T013 T013 T008';
    assert.deepEqual(
      codes(answers),
      expected.split(' ').map((code) => `SH-${code}`),
    );
    for (const { status, answer } of answers) assert.deepEqual([status, answer.infcode, answer.output], [200, -1, {}]);
    assert.deepEqual(await messagesOf(on), []);
    const counted = await on.db.selectFrom('gateway_refusal').select(['code', 'count']).orderBy('code').execute();
    assert.deepEqual(
      counted.map(({ code, count }) => `${code} ${count}`),
      ['SH-T004 1', 'SH-T008 3', 'SH-T011 1', 'SH-T012 4', 'SH-T013 2', 'SH-T017 1', 'SH-T019 1'],
    );
    const keys = '/api/institutions/H42900000001/keys';
    assert.equal((await on.ask('admin', 'POST', `${keys}/${key_id}/revoke`, { reason: '泄露' })).status, 200);
    assert.deepEqual(codes([await ask('1101', CARD)]), ['SH-T010']);
  });

  test('clocks may differ by ten minutes', async (t) => {
    const on = await county(t);
    const { ask } = await connect(on);
    for (const seconds of [-600, 600])
      assert.equal((await ask('1101', CARD, { at: new Date(on.now().getTime() + seconds * 1_000) })).answer.infcode, 0);
  });

  test('what is no message, or too large a one', async (t) => {
    const limits = { ...LIMITS, characters: 2_000, bytes: 60_000 };
    const on = await county(t, { gateway: { ...GATEWAY, limits } });
    const { post, ask, build } = await connect(on);
    const none = await post({ infno: '1101', text: '{' });
    assert.deepEqual([none.status, codeOf(none.answer)], [400, 'SH-T001']);
    const deep = `{"data":${'['.repeat(25_000)}${']'.repeat(25_000)}}`;
    const nested = await post(
      { infno: '1101', text: build('1101', CARD).text.replace(JSON.stringify(CARD), deep) },
      '/fsi/api',
    );
    assert.deepEqual([nested.status, codeOf(nested.answer)], [400, 'SH-T001']);
    const padded = (length: number) => ({ data: { ...CARD.data, memo: 'x'.repeat(length) } });
    const room = 2_000 - JSON.stringify(padded(0)).length;
    assert.equal((await ask('1101', padded(room))).answer.infcode, 0);
    assert.deepEqual(codes([await ask('1101', padded(room + 1))]), ['SH-T007']);
    const long = await ask('1101', padded(30_000));
    assert.deepEqual([long.status, codeOf(long.answer)], [413, 'SH-T007']);
    const anywhere = await post(build('1101', padded(30_000)), '/fsi/api');
    assert.deepEqual([anywhere.status, codeOf(anywhere.answer)], [200, 'SH-T007']);
    const longest = await post(build('1101', padded(80_000)), '/fsi/api');
    assert.deepEqual([longest.status, codeOf(longest.answer)], [413, 'SH-T007']);
    assert.equal((await on.app.inject({ method: 'GET', url: '/fsi/api' })).statusCode, 404);
  });

  test('a repeat gets the first answer byte for byte, whenever it comes; another message under its msgid none', async (t) => {
    const on = await county(t);
    const { post, build, sender } = await connect(on);
    const message = build('2503', FILING, { insuplc_admdvs });
    const first = await post(message);
    assert.equal(first.answer.infcode, 0, first.answer.err_msg);
    const again = { ...JSON.parse(message.text), cainfo: signMessage(sender.privateKey ?? '', message.text) };
    assert.equal((await post({ infno: '2503', text: JSON.stringify(again, null, 1) })).text, first.text);
    on.on('2026-03-05');
    assert.equal((await post(message)).text, first.text);
    assert.equal((await on.db.selectFrom('filing').select('psn_no').execute()).length, 1);
    const other = buildMessage(sender, {
      infno: '2503',
      input: { data: { ...FILING.data, opsp_dise_code: 'M01600' } },
      at: new Date('2026-03-02T02:00:00Z'),
      serial: 1,
      insuplc_admdvs,
    });
    assert.equal(other.msgid, message.msgid);
    assert.deepEqual(codes([await post(other)]), ['SH-T014']);
    on.on('2026-03-02');
    assert.deepEqual(codes([await post(other)]), ['SH-T014']);
    assert.equal((await post(message)).text, first.text);
  });

  test('a refusal is an answer too, and stays when the reason has gone; what was written for it has not', async (t) => {
    const on = await county(t);
    const { post, build, ask } = await connect(on);
    const early = build('2503', { data: { ...FILING.data, insutype: '390' } }, { insuplc_admdvs });
    const refused = await post(early);
    assert.deepEqual(codes([refused]), ['SH-F008']);
    await on.db
      .insertInto('insurance')
      .values({
        psn_no: '4290000001',
        insutype: '390',
        psn_type: '1501',
        psn_insu_stas: '1',
        psn_insu_date: null,
        paus_insu_date: null,
        cvlserv_flag: '0',
        insuplc_admdvs: '429000',
        emp_name: null,
      })
      .execute();
    assert.equal((await post(early)).text, refused.text);
    const answers = [
      await ask('2503', FILING),
      await ask('2503', { data: { ...FILING.data, psn_no: '9' } }, { insuplc_admdvs }),
      await ask('2503', FILING, { insuplc_admdvs: '110000' }),
      await ask('2503', {}, { insuplc_admdvs }),
      await ask('2503', { data: { ...FILING.data, begndate: '2026-02-30' } }, { insuplc_admdvs }),
      await ask('2503', { data: { ...FILING.data, insutype: '999' } }, { insuplc_admdvs }),
      await ask('2503', { data: { ...FILING.data, opsp_dise_name: '长'.repeat(301) } }, { insuplc_admdvs }),
    ];
    assert.deepEqual(
      answers.map(({ answer }) => `${codeOf(answer)} ${/^\[.*?\] (\S+)/.exec(answer.err_msg)?.[1] ?? ''}`),
      [
        'SH-T018 input',
        'SH-F001 人员编号',
        'SH-F007 参保地医保区划',
        'SH-T002 input.data',
        'SH-T004 input.data.begndate',
        'SH-T004 input.data.insutype',
        'SH-T003 input.data.opsp_dise_name',
      ],
    );
    assert.equal((await messagesOf(on)).length, 8);
    assert.deepEqual(await on.db.selectFrom('filing').select('psn_no').execute(), []);
  });

  test('a fault of the platform is no answer: the same message is done when it comes again', async (t) => {
    const lines: string[] = [];
    const on = await county(t, { log: { write: (line) => lines.push(line) } });
    const { post, build } = await connect(on);
    const message = build('1101', CARD);
    await sql`ALTER TABLE insurance RENAME TO mislaid`.execute(on.db);
    const faulty = await post(message);
    assert.deepEqual([faulty.status, codeOf(faulty.answer)], [500, 'SH-T022']);
    assert.deepEqual(await messagesOf(on), []);
    assert.ok(lines.some((line) => line.includes('"fault"')));
    assert.doesNotMatch(lines.join(''), /测试甲|99000119/);
    await sql`ALTER TABLE mislaid RENAME TO insurance`.execute(on.db);
    assert.equal((await post(message)).answer.infcode, 0);
  });

  test('without an agreement nobody learns about persons', async (t) => {
    const on = await county(t);
    const { ask } = await connect(on, 'H42900000001', { agreement: false });
    assert.deepEqual(codes([await ask('1101', CARD), await ask('2503', FILING, { insuplc_admdvs })]), [
      'SH-T020',
      'SH-T020',
    ]);
  });

  test('bodies are encrypted where that was agreed, and only there', async (t) => {
    const on = await county(t);
    const bodyKey = makeTextKey();
    const { ask, post, build, sender } = await connect(on, 'H42900000001', { bodyKey });
    const message = build('1101', CARD);
    assert.doesNotMatch(message.text, /9900011980/);
    const { answer, text } = await post(message);
    assert.doesNotMatch(text, /测试甲/);
    assert.match(JSON.stringify(answer.output), /测试甲/);
    assert.equal((await post(message)).text, text);
    const plain = (more: object) => {
      const unsigned = { ...JSON.parse(build('1101', CARD).text), ...more };
      return {
        infno: '1101',
        text: JSON.stringify({ ...unsigned, cainfo: signMessage(sender.privateKey ?? '', JSON.stringify(unsigned)) }),
      };
    };
    assert.deepEqual(
      codes([
        await post(plain({ enctype: '', input: CARD })),
        await post(plain({ input: 'AAAA' })),
        await post(plain({ input: CARD })),
        await ask('1101', [1]),
      ]),
      ['SH-T017', 'SH-T017', 'SH-T017', 'SH-T017'],
    );
  });

  test('unsigned messages are taken from this machine alone, where that is set', async (t) => {
    const on = await county(t, { gateway: { ...GATEWAY, unsigned: true } });
    const { post, sender } = await connect(on);
    const unsigned = buildMessage(
      { ...sender, privateKey: undefined },
      { infno: '1101', input: CARD, at: on.now(), serial: 1 },
    );
    assert.equal((await post(unsigned)).answer.infcode, 0);
    const elsewhere = async (more: object) =>
      on.app.inject({ method: 'POST', url: '/fsi/api', payload: unsigned.text, ...more });
    for (const more of [{ remoteAddress: '10.0.0.9' }, { headers: { 'x-forwarded-for': '10.0.0.9' } }])
      assert.equal(codeOf((await elsewhere(more)).json()), 'SH-T011');
    const forged = { ...JSON.parse(unsigned.text), cainfo: 'f'.repeat(128) };
    assert.deepEqual(codes([await post({ infno: '1101', text: JSON.stringify(forged) })]), ['SH-T012']);
  });

  test('operators sign in and out; whose session is over is told so', async (t) => {
    const on = await county(t, { gateway: { ...GATEWAY, signIn: 'needed' } });
    const { ask } = await connect(on);
    const other = await connect(on, 'H42900000002');
    assert.deepEqual(codes([await ask('1101', CARD)]), ['SH-T015']);
    const signIn = async (who: typeof ask) => {
      const { answer } = await who('9001', { signIn: { opter_no: '001', mac: '00-00', ip: '10.0.0.2' } });
      const [sign_no = ''] = /[0-9a-f]{30}/.exec(JSON.stringify(answer.output)) ?? [];
      return sign_no;
    };
    const [sign_no, foreign] = [await signIn(ask), await signIn(other.ask)];
    assert.equal((await ask('1101', CARD, { sign_no })).answer.infcode, 0);
    assert.deepEqual(
      codes([await ask('1101', CARD, { sign_no: foreign }), await ask('1101', CARD, { sign_no: 'x' })]),
      ['SH-T016', 'SH-T016'],
    );
    const out = (number: string, opter_no = '001') => ({ signOut: { sign_no: number, opter_no } });
    assert.deepEqual(
      codes([await ask('9002', out(foreign), { sign_no }), await ask('9002', out(sign_no, '002'), { sign_no })]),
      ['SH-T016', 'SH-T016'],
    );
    assert.equal((await ask('9002', out(sign_no), { sign_no })).answer.infcode, 0);
    assert.deepEqual(codes([await ask('1101', CARD, { sign_no })]), ['SH-T016']);
    const later = await signIn(ask);
    on.on('2026-03-03');
    assert.deepEqual(codes([await ask('1101', CARD, { sign_no: later })]), ['SH-T016']);
  });
});
