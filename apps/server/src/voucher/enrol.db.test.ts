import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { makePrivateKey, publicKeyOf } from '@shouhu/vault';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { sendMessages } from '../outbox/send-messages.ts';
import { freezeOwn } from '../wallet/freezes.ts';
import { beginEnrolment, confirmEnrolment, enrolAtWindow, enrolByFace, registerPhone } from './enrol.ts';
import { addTerminal } from './terminals.ts';
import {
  after,
  CARD,
  DEVICE,
  enrolled,
  HOSPITAL,
  OTHER,
  OTHER_CARD,
  OWNER,
  statementOf,
  TEN,
} from './voucher.fixture.ts';
import { displayToken } from './vouchers.ts';

type Ending = { after(work: () => Promise<void>): void };

async function withPhone(t: Ending): Promise<Platform> {
  const on = await platform(t);
  await takeIn(on);
  const asking = { caller: PEOPLE.first, at: TEN };
  for (let twice = 0; twice < 2; twice += 1)
    await registerPhone(on.services, asking, { ...CARD, phone: '13900001111' });
  return on;
}

/** What came to the phone, the latest last. */
async function texts(on: Platform): Promise<string[]> {
  await sendMessages(on.services);
  const folder = join(on.folder, 'spool');
  const found: { to: string; text: string; at: number }[] = [];
  for (const name of await readdir(folder)) found.push(JSON.parse(await readFile(join(folder, name), 'utf8')));
  assert.deepEqual([...new Set(found.map(({ to }) => to))], ['13900001111']);
  return found.map(({ text }) => /验证码 (\d{6})/.exec(text)?.[1] ?? assert.fail(text));
}

const wish = (challenge_id: string) => ({ challenge_id, device: DEVICE, place: '手机应用', admdvs: '429000' });
const own = { psn_no: OWNER, at: TEN };

describe('enrolment', () => {
  test('by a code on the registered phone: on the device that asked, once, in time, five tries', async (t) => {
    const on = await withPhone(t);
    const { services, db } = on;
    const challenge_id = randomUUID();
    for (let twice = 0; twice < 2; twice += 1) await beginEnrolment(services, own, wish(challenge_id));
    const [code = '', ...more] = await texts(on);
    assert.deepEqual(more, []);
    const voucher_id = randomUUID();
    const right = { challenge_id, code, voucher_id, device: DEVICE };
    const wrong = [
      async () => confirmEnrolment(services, own, { ...right, code: code === '000000' ? '000001' : '000000' }),
      async () => confirmEnrolment(services, own, { ...right, device: 'somebody-elses' }),
      async () => confirmEnrolment(services, { ...own, at: after(TEN, 300) }, right),
      async () => confirmEnrolment(services, { ...own, psn_no: OTHER }, right),
    ];
    for (const each of wrong) await assert.rejects(each(), { code: 'SH-W026' });
    for (let twice = 0; twice < 2; twice += 1) await confirmEnrolment(services, { ...own, at: after(TEN, 299) }, right);
    await assert.rejects(confirmEnrolment(services, own, { ...right, voucher_id: randomUUID() }), { code: 'SH-W026' });
    await assert.rejects(beginEnrolment(services, own, wish(randomUUID())), { code: 'SH-W027' });
    assert.match((await displayToken(services, own, DEVICE)).token, /^SHC1/);
    const [voucher] = await db.selectFrom('voucher').selectAll().execute();
    assert.deepEqual([voucher?.way, voucher?.place, voucher?.witness], ['phone', '手机应用', null]);
  });

  test('the right code after five wrong ones is wrong, and codes are sent five times a day', async (t) => {
    const on = await withPhone(t);
    const { services } = on;
    const challenge_id = randomUUID();
    await beginEnrolment(services, own, wish(challenge_id));
    const [code = ''] = await texts(on);
    const confirming = { challenge_id, code, voucher_id: randomUUID(), device: DEVICE };
    const wrong = { ...confirming, code: code === '000000' ? '000001' : '000000' };
    const five = await Promise.allSettled([1, 2, 3, 4, 5].map(async () => confirmEnrolment(services, own, wrong)));
    assert.ok(five.every(({ status }) => status === 'rejected'));
    await assert.rejects(confirmEnrolment(services, own, confirming), { code: 'SH-W026' });
    for (let nth = 1; nth < 5; nth += 1) await beginEnrolment(services, own, wish(randomUUID()));
    await assert.rejects(beginEnrolment(services, own, wish(randomUUID())), { code: 'SH-W031' });
    await beginEnrolment(services, { ...own, at: after(TEN, 86_401) }, wish(randomUUID()));
    const nobody = beginEnrolment(services, { psn_no: OTHER, at: TEN }, wish(randomUUID()));
    await assert.rejects(nobody, { code: 'SH-W028' });
    const dead = beginEnrolment(services, { psn_no: '4290000003', at: TEN }, wish(randomUUID()));
    await assert.rejects(dead, { code: 'SH-F004' });
    await assert.rejects(beginEnrolment(services, { psn_no: OTHER, at: TEN }, wish(challenge_id)), { code: 'SH-W028' });
  });

  test('at a window by the identity card that was read, with its witness; a re-issue ends the one before, a freeze it does not', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const { services, db } = on;
    const first = await enrolled(on);
    const asking = { caller: PEOPLE.first, at: TEN };
    const again = { ...CARD, voucher_id: first, device: DEVICE, place: '东门村', reissue: false };
    await enrolAtWindow(services, asking, again);
    const other = { ...again, voucher_id: randomUUID(), device: 'a-new-phone' };
    await assert.rejects(enrolAtWindow(services, asking, other), { code: 'SH-W027' });
    await assert.rejects(enrolAtWindow(services, asking, { ...again, ...OTHER_CARD }), { code: 'SH-W009' });
    await assert.rejects(enrolAtWindow(services, asking, { ...other, certno: '0' }), { code: 'SH-F002' });
    const freeze = { freeze_id: randomUUID(), what: 'voucher', reason: '手机丢失' } as const;
    await freezeOwn(services, own, freeze);
    for (let twice = 0; twice < 2; twice += 1) await enrolAtWindow(services, asking, { ...other, reissue: true });
    await assert.rejects(displayToken(services, own, 'a-new-phone'), { code: 'SH-W023' });
    const rows = await db.selectFrom('voucher').selectAll().orderBy('revoked_at').execute();
    assert.deepEqual(
      rows.map(({ voucher_id, revoked_by, witness }) => [voucher_id, revoked_by, witness]),
      [
        [first, 'first', 'first'],
        [other.voucher_id, null, 'first'],
      ],
    );
    const log = await db.selectFrom('log_entry').select('detail').where('action', '=', 'voucher.enrol').execute();
    assert.deepEqual(
      log.map(({ detail }) => detail.split(' ')[0]),
      ['enrolled', 're-issued'],
    );
  });

  test('two devices at the same moment: one person, one code', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const both = await Promise.allSettled([
      enrolled(on, { device: 'device-one' }),
      enrolled(on, { device: 'device-two' }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    for (const end of both) if (end.status === 'rejected') assert.equal(end.reason.code, 'SH-W027');
  });

  test('before a terminal, once for each face', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const { services, db } = on;
    const key = makePrivateKey();
    const terminal_id = randomUUID();
    const terminal = { terminal_id, public_key: publicKeyOf(key), note: '自助机' };
    await addTerminal(services, { caller: PEOPLE.admin, at: TEN }, HOSPITAL, terminal);
    const seen = { statement: statementOf(key, terminal_id, OWNER, TEN), fixmedins_code: HOSPITAL, at: TEN };
    await enrolByFace(services, seen, { voucher_id: randomUUID(), device: DEVICE });
    await assert.rejects(enrolByFace(services, seen, { voucher_id: randomUUID(), device: DEVICE }), {
      code: 'SH-W022',
    });
    const stranger = { ...seen, statement: statementOf(key, terminal_id, 'nobody', TEN) };
    await assert.rejects(enrolByFace(services, stranger, { voucher_id: randomUUID(), device: DEVICE }), {
      code: 'SH-F001',
    });
    const [voucher] = await db.selectFrom('voucher').selectAll().execute();
    assert.deepEqual([voucher?.way, voucher?.place, voucher?.witness], ['face', HOSPITAL, terminal_id]);
  });
});
