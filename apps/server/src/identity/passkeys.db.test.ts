import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { ADMIN, MINUTE, PASSWORD, platform } from './identity.fixture.ts';
import type { Browser } from './identity.fixture.ts';
import { newDevice } from './passkey.fixture.ts';
import type { Device } from './passkey.fixture.ts';

const BASE = 'http://localhost:8080';

async function enrol(browser: Browser, device: Device): Promise<string> {
  const { code, body } = await browser.post('/passkey/begin-enrolment', { password: PASSWORD });
  if (code !== 'ok') return code;
  return (await browser.post('/passkey/enrol', { name: '办公室电脑', response: device.enrol(body) })).code;
}

async function signIn(browser: Browser, device: Device, said: Parameters<Device['signIn']>[1] = {}): Promise<string> {
  const { body } = await browser.post('/passkey/begin');
  return (await browser.post('/passkey/sign-in', { response: device.signIn(body, said) })).code;
}

/** A head, who needs two factors, with a passkey. */
async function enrolled(context: TestContext) {
  const shouhu = await platform(context, BASE, ['head']);
  const id = await shouhu.add('chief', { duties: ['head'] });
  const device = newDevice(BASE);
  const own = shouhu.browser();
  assert.equal((await own.signIn('chief')).code, 'ok');
  assert.equal(await enrol(own, device), 'ok');
  return { ...shouhu, id, device, own };
}

describe('passkeys', () => {
  test('one enrolled after the password signs in by itself, as two factors, and stands in the log', async (context) => {
    const { identity, browser, device, own, id, log, db } = await enrolled(context);
    assert.equal((await identity.callerOf(own.headers()))?.pending, 'totp', 'the password alone is one factor');
    const other = browser();
    assert.equal(await signIn(other, device, { counter: 1 }), 'ok');
    const caller = await identity.callerOf(other.headers());
    assert.deepEqual([caller?.id, caller?.pending, caller?.duties], [id, undefined, ['head']]);
    const rows = await db.selectFrom('user_passkey').selectAll().execute();
    assert.deepEqual([rows.length, rows[0]?.counter, rows[0]?.name], [1, 1, '办公室电脑']);
    assert.deepEqual((await log()).slice(1), [
      `sign-in ${id}`,
      `passkey.begun ${id}`,
      `passkey.enrolled ${id}`,
      `sign-in ${id}`,
    ]);
  });

  test('an answer is taken once, by the browser that asked, within five minutes', async (context) => {
    const { browser, device, wait } = await enrolled(context);
    const other = browser();
    const { body } = await other.post('/passkey/begin');
    const cookies = new Map(other.cookies);
    const response = device.signIn(body, { counter: 1 });
    assert.equal((await browser().post('/passkey/sign-in', { response })).code, 'SH-A019');
    assert.equal((await other.post('/passkey/sign-in', { response })).code, 'ok');
    const replay = browser();
    for (const [name, value] of cookies) replay.cookies.set(name, value);
    assert.equal((await replay.post('/passkey/sign-in', { response })).code, 'SH-A019');
    const late = browser();
    const asked = await late.post('/passkey/begin');
    wait(6 * MINUTE);
    const answer = device.signIn(asked.body, { counter: 2 });
    assert.equal((await late.post('/passkey/sign-in', { response: answer })).code, 'SH-A019');
  });

  test('another origin, another key, a person not verified, a copy that counts behind: refused, counted and locked out', async (context) => {
    const { browser, device, id, log } = await enrolled(context);
    const other = browser();
    assert.equal(await signIn(other, device, { counter: 5 }), 'ok');
    for (const said of [{ origin: 'https://evil.example' }, { verified: false }, { counter: 5 }])
      assert.equal(await signIn(browser(), device, { counter: 9, ...said }), 'SH-A018', JSON.stringify(said));
    assert.equal(await signIn(browser(), newDevice(BASE)), 'SH-A018', 'of nobody');
    assert.equal(await signIn(browser(), device, { counter: 9, verified: false }), 'SH-A018');
    assert.equal(await signIn(browser(), device, { counter: 9, verified: false }), 'SH-A018');
    assert.equal(await signIn(browser(), device, { counter: 9 }), 'SH-A002');
    assert.equal((await browser().signIn('chief')).code, 'SH-A002', 'one count for passwords and passkeys');
    assert.deepEqual((await log()).slice(-2), [`sign-in.failed ${id}`, `lockout ${id}`]);
  });

  test('an enrolment takes the password, the own challenge and a verified person', async (context) => {
    const { browser, own, db, add } = await enrolled(context);
    assert.equal((await own.post('/passkey/begin-enrolment', { password: 'not my password' })).code, 'SH-A004');
    assert.equal((await browser().post('/passkey/begin-enrolment', { password: PASSWORD })).code, 'SH-H001');
    const device = newDevice(BASE);
    const asked = await own.post('/passkey/begin');
    const wrong = { name: 'x', response: device.enrol(asked.body) };
    assert.equal((await own.post('/passkey/enrol', wrong)).code, 'SH-A019', 'a challenge for signing in');
    for (const said of [{ origin: 'https://evil.example' }, { verified: false }]) {
      const { body } = await own.post('/passkey/begin-enrolment', { password: PASSWORD });
      assert.equal(
        (await own.post('/passkey/enrol', { name: 'x', response: device.enrol(body, said) })).code,
        'SH-A018',
      );
    }
    await add('newcomer', { must_change: true });
    const newcomer = browser();
    await newcomer.signIn('newcomer');
    assert.equal(await enrol(newcomer, device), 'SH-A014', 'whoever made the first password enrols nothing');
    assert.equal((await db.selectFrom('user_passkey').select('passkey_id').execute()).length, 1);
  });

  test('removed it opens nothing more; of somebody else it cannot be removed; a disabled account stays shut', async (context) => {
    const { browser, own, device, db, add, identity, id } = await enrolled(context);
    const { passkey_id } = await db.selectFrom('user_passkey').select('passkey_id').executeTakeFirstOrThrow();
    await add('stranger');
    const stranger = browser();
    await stranger.signIn('stranger');
    await stranger.post('/passkey/remove', { id: passkey_id, password: PASSWORD });
    const used = browser();
    assert.equal(await signIn(used, device, { counter: 1 }), 'ok');
    await identity.disableUser({ caller: ADMIN, at: new Date() }, id);
    assert.equal(await identity.callerOf(used.headers()), null);
    assert.equal(await signIn(browser(), device, { counter: 2 }), 'SH-A003');
    await db.updateTable('user_account').set({ disabled_at: null }).where('id', '=', id).execute();
    await own.signIn('chief');
    assert.equal((await own.post('/passkey/remove', { id: passkey_id, password: PASSWORD })).code, 'ok');
    assert.equal(await signIn(browser(), device, { counter: 3 }), 'SH-A018');
  });
});
