/** From the account that an administrator made to the first thing its person may do. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { createKeyRing } from '@shouhu/vault';
import { changesOf, decide } from '../accounts/changes.ts';
import { makeAccount, reset, setDisabled } from '../accounts/manage.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Caller } from '../rights/caller.ts';
import { firstAccounts } from './first-accounts.ts';
import { ADMIN, codeOf, MINUTE, platform } from './identity.fixture.ts';

const HEAD: Caller = { ...ADMIN, id: 'chief', duties: ['head'] };
const OWN = 'a password of my own';

test('first password changed, duties confirmed, authenticator enrolled: then the duties count, and not before', async (context) => {
  const { db, identity, browser, wait, log } = await platform(context, 'http://127.0.0.1:8080', ['legal-reviewer']);
  const asking = (caller: Caller) => ({ caller, at: new Date() });
  const id = randomUUID();
  const posts = { duties: ['legal-reviewer'] as const, regions: ['429000'], fixmedins_code: null };
  const wanted = { id, username: 'zhaoyun', name: '赵云', phone: null, ...posts };
  const { password } = await makeAccount({ db, ring: createKeyRing() }, asking(ADMIN), wanted);
  assert.ok(password !== null);
  const [change] = await changesOf(db, { waiting: true });
  await decide(db, asking(HEAD), { change_id: change?.change_id ?? '', confirmed: true });

  const own = browser();
  const signedIn = await own.signIn('zhaoyun', password);
  assert.equal(signedIn.code, 'ok');
  const session = own.cookies.get('shouhu.session_token')?.split('.')[0] ?? '';
  assert.ok(session.length > 16);
  assert.ok(!JSON.stringify(signedIn.body).includes(session), 'the token stands in the cookie alone');
  const caller = async () => {
    const found = await identity.callerOf(own.headers());
    assert.ok(found !== null);
    return found;
  };
  assert.deepEqual([(await caller()).pending, (await caller()).duties], ['password', []]);
  assert.throws(() => scopeOf({ ...HEAD, pending: 'password' }, 'lead.read'), { code: 'SH-A014' });
  const change_password = (newPassword: string) =>
    own.post('/change-password', { currentPassword: password, newPassword });
  assert.equal((await change_password(password)).code, 'SH-A015');
  const changed = await change_password(OWN);
  assert.equal(changed.code, 'ok');
  assert.ok(!('token' in changed.body));
  assert.deepEqual([(await caller()).pending, (await caller()).duties], ['totp', []]);

  const { body } = await own.post('/two-factor/enable', { password: OWN });
  assert.equal((await own.post('/two-factor/verify-totp', { code: codeOf(body['totpURI']) })).code, 'ok');
  assert.deepEqual([(await caller()).pending, (await caller()).duties], [undefined, ['legal-reviewer']]);
  assert.equal(scopeOf(await caller(), 'case.read').reach, 'region');

  wait(MINUTE);
  await reset(db, asking(ADMIN), id, { kind: 'totp', change_id: randomUUID(), reason: '换手机' });
  assert.equal(await identity.callerOf(own.headers()), null, 'a reset ends sessions');
  assert.equal((await own.signIn('zhaoyun', OWN)).code, 'ok');
  assert.equal((await caller()).pending, 'totp');
  const again = await reset(db, asking(ADMIN), id, { kind: 'password', change_id: randomUUID(), reason: '忘记密码' });
  assert.equal((await own.signIn('zhaoyun', OWN)).code, 'SH-A001');
  assert.equal((await own.signIn('zhaoyun', again.password ?? '')).code, 'ok');
  assert.equal((await caller()).pending, 'password');
  await setDisabled(db, asking(ADMIN), id, { disabled: true, reason: '离岗', change_id: randomUUID() });
  assert.equal(await identity.callerOf(own.headers()), null);
  assert.equal((await own.signIn('zhaoyun', again.password ?? '')).code, 'SH-A003');
  await setDisabled(db, asking(ADMIN), id, { disabled: false, reason: '返岗', change_id: randomUUID() });
  assert.equal((await own.signIn('zhaoyun', again.password ?? '')).code, 'ok');
  assert.ok((await log()).includes('account.totp.reset admin'));
});

test('no answer about the own account holds the token of a session', async (context) => {
  const { add, browser } = await platform(context);
  await add('zhangsan');
  const own = browser();
  await own.signIn('zhangsan');
  const token = decodeURIComponent(own.cookies.get('shouhu.session_token') ?? '').split('.')[0] ?? '';
  assert.ok(token.length > 16);
  for (const path of ['/get-session', '/list-sessions'])
    assert.ok(!JSON.stringify((await own.get(path)).body).includes(token), path);
});

test('a first password opens for 72 hours; the first accounts of a platform that nobody got in to get another', async (context) => {
  const { db, identity, browser, wait, add } = await platform(context);
  const asking = () => ({ caller: ADMIN, at: new Date() });
  const first = await firstAccounts(db, identity, asking(), false);
  const passwordOf = (accounts: typeof first, username: string) =>
    accounts.find((one) => one.username === username)?.password ?? '';
  await add('late', { must_change: true });
  const own = browser();
  wait(71 * 60 * MINUTE);
  assert.equal((await browser().signIn('late')).code, 'ok');
  await own.signIn('administrator', passwordOf(first, 'administrator'));
  const changed = { currentPassword: passwordOf(first, 'administrator'), newPassword: OWN };
  assert.equal((await own.post('/change-password', changed)).code, 'ok');
  assert.deepEqual(await firstAccounts(db, identity, asking(), false), []);
  wait(2 * 60 * MINUTE);
  assert.equal((await browser().signIn('late')).code, 'SH-A020');
  assert.equal((await browser().signIn('late', 'another password')).code, 'SH-A001', 'said to who knows it alone');
  assert.equal((await browser().signIn('administrator', OWN)).code, 'ok', 'an own password stays');
  const again = await firstAccounts(db, identity, asking(), false);
  assert.deepEqual(
    again.map(({ username }) => username),
    ['head'],
  );
  assert.equal((await browser().signIn('head', passwordOf(first, 'head'))).code, 'SH-A001');
  assert.equal((await browser().signIn('head', passwordOf(again, 'head'))).code, 'ok');
});
