import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE, PASSWORD, platform } from './identity.fixture.ts';
import type { Answer, Browser } from './identity.fixture.ts';

const listOf = ({ body }: Answer): Readonly<Record<string, unknown>>[] => {
  assert.ok(Array.isArray(body['list']));
  return body['list'];
};

const isAlive = async (one: Browser): Promise<boolean> => (await one.get('/list-sessions')).code === 'ok';

test('a session that is used ends after twelve hours', async (context) => {
  const { add, browser, identity, wait } = await platform(context);
  await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  for (let time = 1; time < 36; time += 1) {
    wait(20 * MINUTE);
    assert.notEqual(await identity.callerOf(one.headers()), null, `${time * 20} min`);
  }
  wait(20 * MINUTE - 1);
  assert.notEqual(await identity.callerOf(one.headers()), null);
  wait(2);
  assert.equal(await identity.callerOf(one.headers()), null);
  assert.equal(await isAlive(one), false);
});

test('a session that nobody uses for half an hour ends, and leaves the list', async (context) => {
  const { add, browser, db, identity, wait } = await platform(context);
  await add('zhangsan');
  const [one, other] = [browser(), browser()];
  await one.signIn('zhangsan');
  await other.signIn('zhangsan');
  wait(29 * MINUTE);
  assert.notEqual(await identity.callerOf(one.headers()), null);
  wait(2 * MINUTE);
  assert.equal(listOf(await one.get('/list-sessions')).length, 1);
  assert.equal(await identity.callerOf(other.headers()), null);
  wait(31 * MINUTE);
  assert.equal(await isAlive(one), false);
  assert.deepEqual(await db.selectFrom('user_session').select('id').execute(), []);
});

test('a session outlasts a restart', async (context) => {
  const { add, browser, restart } = await platform(context);
  const id = await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  assert.equal((await restart().callerOf(one.headers()))?.id, id);
});

test('signing out ends the session, not only its cookie', async (context) => {
  const { add, browser, identity, log } = await platform(context);
  const id = await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  const kept = one.headers();
  assert.equal((await one.post('/sign-out')).code, 'ok');
  assert.equal(one.cookies.size, 0);
  assert.equal(await identity.callerOf(kept), null);
  assert.equal((await one.post('/sign-out')).code, 'ok');
  assert.deepEqual((await log()).slice(1), [`sign-in ${id}`, `sign-out ${id}`]);
});

test('people see their sessions and where they are from, and end their own only', async (context) => {
  const { add, browser, log } = await platform(context);
  const id = await add('zhangsan');
  await add('lisi');
  const [desk, phone, third] = [browser(undefined, '10.0.0.1'), browser(undefined, '10.0.0.2'), browser()];
  for (const one of [desk, phone, third]) await one.signIn('zhangsan');
  const foreign = browser();
  await foreign.signIn('lisi');
  const sessions = listOf(await desk.get('/list-sessions'));
  assert.equal(sessions.length, 3);
  const { id: session } = sessions.find(({ ipAddress }) => ipAddress === '10.0.0.2') ?? {};
  assert.equal((await foreign.post('/revoke-session', { id: session })).code, 'ok');
  assert.equal(await isAlive(phone), true);
  assert.equal((await desk.post('/revoke-session', { id: session })).code, 'ok');
  assert.equal(await isAlive(phone), false);
  assert.equal((await desk.post('/revoke-other-sessions')).code, 'ok');
  assert.deepEqual([await isAlive(desk), await isAlive(third), await isAlive(foreign)], [true, false, true]);
  assert.equal((await log()).filter((entry) => entry === `session.revoked ${id}`).length, 2);
});

test('a new password ends all other sessions and the old password', async (context) => {
  const { add, browser, identity, log } = await platform(context);
  const id = await add('zhangsan');
  const [one, other] = [browser(), browser()];
  await one.signIn('zhangsan');
  await other.signIn('zhangsan');
  const before = one.headers();
  const change = (newPassword: string) => one.post('/change-password', { currentPassword: PASSWORD, newPassword });
  assert.equal((await change('eleven char')).code, 'SH-A005');
  assert.equal((await change('a longer new password')).code, 'ok');
  assert.equal(await identity.callerOf(before), null);
  assert.equal(await isAlive(other), false);
  assert.equal(await isAlive(one), true);
  assert.equal((await browser().signIn('zhangsan')).code, 'SH-A001');
  assert.equal((await browser().signIn('zhangsan', 'a longer new password')).code, 'ok');
  assert.equal((await log()).filter((entry) => entry === `password.changed ${id}`).length, 1);
});
