import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE, codeOf, platform } from './identity.fixture.ts';
import type { Browser } from './identity.fixture.ts';

const WRONG = 'not the password';

async function fail(browser: Browser, username: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    assert.equal((await browser.signIn(username, WRONG)).code, 'SH-A001');
  }
}

test('after five wrong passwords even the right one is refused, for fifteen minutes', async (context) => {
  const { add, browser, log, wait } = await platform(context);
  const id = await add('zhangsan');
  const one = browser();
  await fail(one, 'zhangsan', 5);
  assert.deepEqual(await one.signIn('ZhangSan'), { code: 'SH-A002', body: { minutes: 15 }, cookies: [] });
  wait(14.5 * MINUTE);
  assert.deepEqual((await one.signIn('zhangsan')).body, { minutes: 1 });
  wait(0.5 * MINUTE);
  assert.equal((await one.signIn('zhangsan')).code, 'ok');
  const failed = Array.from({ length: 5 }, () => `sign-in.failed ${id}`);
  assert.deepEqual(await log(), ['user.created admin', ...failed, `lockout ${id}`, `sign-in ${id}`]);
});

test('a lock outlasts a restart and holds from any address, for that name alone', async (context) => {
  const { add, browser, restart } = await platform(context);
  await add('zhangsan');
  await add('lisi');
  for (let time = 0; time < 5; time += 1) await fail(browser(), 'zhangsan', 1);
  const anew = restart();
  assert.equal((await browser(anew).signIn('zhangsan')).code, 'SH-A002');
  const same = browser(anew, '10.9.8.7');
  assert.equal((await same.signIn('zhangsan')).code, 'SH-A002');
  assert.equal((await same.signIn('lisi')).code, 'ok');
});

test('four wrong ones lock nothing; a right one begins anew, and so do fifteen minutes', async (context) => {
  const { add, browser, wait } = await platform(context);
  await add('zhangsan');
  const one = browser();
  await fail(one, 'zhangsan', 4);
  assert.equal((await one.signIn('zhangsan')).code, 'ok');
  await fail(one, 'zhangsan', 4);
  wait(15 * MINUTE + 1);
  await fail(one, 'zhangsan', 4);
  assert.equal((await one.signIn('zhangsan')).code, 'ok');
});

test('a name that nobody has is locked alike', async (context) => {
  const { browser, log, db } = await platform(context);
  const one = browser();
  await fail(one, 'nobody', 5);
  assert.deepEqual(await one.signIn('nobody', WRONG), { code: 'SH-A002', body: { minutes: 15 }, cookies: [] });
  assert.deepEqual(await log(), [...Array.from({ length: 5 }, () => 'sign-in.failed unknown'), 'lockout unknown']);
  const kept = await db.selectFrom('proof_try').select('subject').distinct().execute();
  assert.match(kept.map(({ subject }) => subject).join(), /^[0-9a-f]{64}$/);
});

test('of many at once no more than five are looked at', async (context) => {
  const { add, browser } = await platform(context);
  await add('zhangsan');
  const answers = await Promise.all(Array.from({ length: 20 }, () => browser().signIn('zhangsan', WRONG)));
  const codes = answers.map(({ code }) => code).toSorted();
  assert.deepEqual(codes, [
    ...Array.from({ length: 5 }, () => 'SH-A001'),
    ...Array.from({ length: 15 }, () => 'SH-A002'),
  ]);
});

test('who is signed in as somebody else gets no further tries', async (context) => {
  const { add, browser, log } = await platform(context);
  const id = await add('zhangsan');
  await add('lisi');
  const one = browser();
  await one.signIn('lisi');
  await fail(one, 'zhangsan', 5);
  assert.equal((await one.signIn('zhangsan')).code, 'SH-A002');
  assert.equal((await one.signIn('lisi')).code, 'ok');
  assert.equal((await log()).filter((entry) => entry === `sign-in.failed ${id}`).length, 5);
});

test('a wrong present password counts, whichever address of the own settings it is sent to', async (context) => {
  const { add, browser, log } = await platform(context);
  const id = await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  const bodies = { currentPassword: WRONG, newPassword: 'another long password' };
  assert.equal((await one.post('/change-password', bodies)).code, 'SH-A004');
  assert.equal((await one.post('/two-factor/enable', { password: WRONG })).code, 'SH-A004');
  assert.equal((await one.post('/two-factor/disable', { password: WRONG })).code, 'SH-A004');
  assert.equal((await one.post('/change-password', bodies)).code, 'SH-A004');
  assert.equal((await one.post('/change-password', bodies)).code, 'SH-A004');
  assert.equal((await one.post('/two-factor/enable', { password: WRONG })).code, 'SH-A002');
  assert.equal((await browser().signIn('zhangsan')).code, 'SH-A002');
  assert.equal((await one.get('/list-sessions')).code, 'ok');
  assert.deepEqual((await log()).slice(2), [
    `password.changed.failed ${id}`,
    `totp.begun.failed ${id}`,
    `totp.removed.failed ${id}`,
    `password.changed.failed ${id}`,
    `password.changed.failed ${id}`,
    `lockout ${id}`,
  ]);
});

test('wrong codes count with wrong passwords, and a right password in between forgives none', async (context) => {
  const { add, browser, wait } = await platform(context);
  await add('zhangsan');
  const own = browser();
  await own.signIn('zhangsan');
  const { body } = await own.post('/two-factor/enable', { password: 'four unrelated words' });
  assert.equal((await own.post('/two-factor/verify-totp', { code: codeOf(body['totpURI']) })).code, 'ok');
  wait(MINUTE);
  const thief = browser();
  const tryCode = async (code: string): Promise<string> => {
    assert.equal((await thief.signIn('zhangsan')).code, 'ok');
    return (await thief.post('/two-factor/verify-totp', { code })).code;
  };
  await fail(thief, 'zhangsan', 2);
  assert.equal(await tryCode('000000'), 'SH-A006');
  assert.equal(await tryCode('111111'), 'SH-A006');
  assert.equal((await thief.signIn('zhangsan')).code, 'ok');
  assert.equal((await thief.post('/two-factor/verify-backup-code', { code: 'aaaaa-bbbbb' })).code, 'SH-A006');
  assert.equal((await thief.post('/two-factor/verify-totp', { code: codeOf(body['totpURI']) })).code, 'SH-A002');
  assert.equal((await thief.signIn('zhangsan')).code, 'SH-A002');
});
