import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { sql } from 'kysely';
import { makeAuth } from './auth.ts';
import { ADMIN, MINUTE, PASSWORD, platform } from './identity.fixture.ts';
import { createIdentity } from './identity.ts';

test('a person signs in by user name, in upper or lower case, and is the caller with duties, regions and institution', async (context) => {
  const { add, browser, identity, log } = await platform(context);
  const id = await add('ZhangSan', { duties: ['institution'], regions: [], fixmedins_code: 'H42900400001' });
  for (const username of ['zhangsan', 'ZHANGSAN', 'ZhangSan']) {
    const one = browser();
    assert.equal(await identity.callerOf(one.headers()), null);
    assert.equal((await one.signIn(username)).code, 'ok');
    const caller = await identity.callerOf(one.headers());
    assert.ok(caller !== null);
    const { name, duties, regions, fixmedins_code } = caller;
    assert.deepEqual(
      { id: caller.id, name, duties, regions, fixmedins_code },
      { id, name: '张三', duties: ['institution'], regions: [], fixmedins_code: 'H42900400001' },
    );
  }
  assert.deepEqual(await log(), ['user.created admin', ...Array.from({ length: 3 }, () => `sign-in ${id}`)]);
});

test('a wrong password, a name nobody has and one nobody can have look the same, in words and in time', async (context) => {
  const { add, browser, log, db, wait } = await platform(context);
  const id = await add('zhangsan');
  const one = browser();
  const timeOf = async (username: string): Promise<number> => {
    wait(16 * MINUTE);
    const start = performance.now();
    assert.deepEqual(await one.signIn(username, 'not the password'), { code: 'SH-A001', body: {}, cookies: [] });
    return performance.now() - start;
  };
  const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[4] ?? 0;
  for (let time = 0; time < 9; time += 1) await timeOf('zhangsan');
  const times: { readonly known: number; readonly unknown: number }[] = [];
  // In turn, so that a busy machine slows both.
  for (let time = 0; time < 9; time += 1) {
    times.push({ known: await timeOf('zhangsan'), unknown: await timeOf('lisi') });
  }
  const [known, unknown] = [median(times.map((each) => each.known)), median(times.map((each) => each.unknown))];
  assert.ok(unknown > known * 0.5 && unknown < known * 2, `${known} ms and ${unknown} ms`);
  for (const username of ['', 'x', '张三', 'a b c', 'x'.repeat(200)]) {
    assert.equal((await one.signIn(username, 'not the password')).code, 'SH-A001', username);
  }
  const entries = await log();
  assert.equal(entries.filter((entry) => entry === `sign-in.failed ${id}`).length, 18);
  assert.equal(entries.filter((entry) => entry === 'sign-in.failed unknown').length, 14);
  const { rows } = await sql<{ text: string }>`SELECT string_agg(log_entry::text, ' ') AS text FROM log_entry`.execute(
    db,
  );
  assert.doesNotMatch(rows[0]?.text ?? '', /not the password|lisi|unrelated|a b c/);
});

test('nobody signs up: the address is not open, and the library would refuse too', async (context) => {
  const { browser, db } = await platform(context);
  const body = { email: 'x@example.com', name: 'x', password: PASSWORD, username: 'intruder' };
  for (const path of [
    '/sign-up/email',
    '/sign-in/email',
    '/is-username-available',
    '/sign-in/social',
    '/../auth/sign-up/email',
  ]) {
    assert.equal((await browser().post(path, body)).code, 'SH-H007', path);
  }
  const auth = makeAuth({ db, secret: randomBytes(32).toString('hex'), baseUrl: 'http://127.0.0.1:8080' });
  const response = await auth.handler(jsonRequest('/sign-up/email', body));
  assert.equal(response.status, 400);
  assert.deepEqual(await db.selectFrom('user_account').select('id').execute(), []);
});

test('nobody changes their own duties: the address is not open, and the library knows no such fields', async (context) => {
  const { add, browser, db, identity } = await platform(context);
  const id = await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  const wanted = {
    duties: ['head'],
    regions: ['420000'],
    fixmedins_code: 'H42900400001',
    disabled_at: null,
    username: 'other',
  };
  for (const path of ['/update-user', '/update-session', '/change-email', '/delete-user']) {
    assert.equal((await one.post(path, wanted)).code, 'SH-H007', path);
  }
  const secret = randomBytes(32).toString('hex');
  const auth = makeAuth({ db, secret, baseUrl: 'http://127.0.0.1:8080' });
  const signIn = await auth.handler(jsonRequest('/sign-in/username', { username: 'zhangsan', password: PASSWORD }));
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { duties, regions, fixmedins_code } = wanted;
  await auth.handler(jsonRequest('/update-user', { name: '李四', duties, regions, fixmedins_code }, { cookie }));
  const row = await db.selectFrom('user_account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  assert.deepEqual([row.name, row.duties, row.regions, row.fixmedins_code], ['李四', ['inspector'], ['429004'], null]);
  assert.deepEqual((await identity.callerOf(one.headers()))?.duties, ['inspector']);
});

test('other duties, and the end of an account, hold from the next request on', async (context) => {
  const { add, browser, identity, log } = await platform(context);
  const id = await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  const asking = { caller: ADMIN, at: new Date() };
  await identity.setDuties(asking, id, { duties: ['head', 'auditor'], regions: ['420000'], fixmedins_code: null });
  const caller = await identity.callerOf(one.headers());
  assert.deepEqual([caller?.duties, caller?.regions], [['head', 'auditor'], ['420000']]);
  await identity.disableUser(asking, id);
  await identity.disableUser(asking, id);
  assert.equal(await identity.callerOf(one.headers()), null);
  assert.deepEqual((await one.get('/get-session')).body, {});
  assert.equal((await one.get('/list-sessions')).code, 'SH-H001');
  assert.equal((await browser().signIn('zhangsan')).code, 'SH-A003');
  assert.equal((await browser().signIn('zhangsan', 'not the password')).code, 'SH-A001');
  const nobody = '00000000-0000-4000-8000-000000000000';
  await assert.rejects(identity.disableUser(asking, nobody), { code: 'SH-H003' });
  await assert.rejects(identity.setDuties(asking, nobody, { duties: [], regions: [], fixmedins_code: null }), {
    code: 'SH-H003',
  });
  assert.deepEqual(
    (await log()).filter((entry) => entry.endsWith(' admin')),
    ['user.created admin', 'user.duties admin', 'user.disabled admin', 'user.disabled admin'],
  );
});

test('a session that slipped in while its person was disabled is nobody', async (context) => {
  const { add, browser, db, identity } = await platform(context);
  const id = await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  await db.updateTable('user_account').set({ disabled_at: new Date() }).where('id', '=', id).execute();
  assert.equal(await identity.callerOf(one.headers()), null);
  assert.deepEqual(await db.selectFrom('user_session').select('id').execute(), []);
});

test('an account is made with a free name, a long password, and duties and places that there are', async (context) => {
  const { add } = await platform(context);
  await add('zhangsan');
  await assert.rejects(add('ZhangSan'), { code: 'SH-A012', params: { username: 'zhangsan' } });
  await assert.rejects(add('lisi', { password: 'eleven char' }), { code: 'SH-A005' });
  await assert.rejects(add('lisi', { password: 'x'.repeat(129) }), { code: 'SH-A005' });
  await assert.rejects(add('li si'), { code: 'SH-H005' });
  await assert.rejects(add('lisi', { name: ' ' }), { code: 'SH-H005' });
  await assert.rejects(add('lisi', { regions: ['4290'] }), { code: 'SH-H005' });
  await assert.rejects(add('lisi', { fixmedins_code: '429' }), { code: 'SH-H005' });
  await add('lisi', { password: 'twelve chars' });
});

test('another site can do nothing with the cookies of a browser, and no form can sign it in', async (context) => {
  const { add, browser, identity } = await platform(context);
  await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  assert.equal((await one.post('/sign-out', {}, { origin: 'https://evil.example' })).code, 'SH-A010');
  assert.equal((await one.post('/sign-out', {}, { origin: 'null' })).code, 'SH-A010');
  assert.notEqual(await identity.callerOf(one.headers()), null);
  const credentials = { username: 'zhangsan', password: PASSWORD };
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', '']) {
    const { code } = await browser().post('/sign-in/username', credentials, { 'content-type': type });
    assert.equal(code, 'SH-H005', type);
  }
});

test('only the fields of an address reach the library', async (context) => {
  const { add, browser } = await platform(context);
  await add('zhangsan');
  const more = [{ rememberMe: false }, { callbackURL: 'https://evil.example' }, { __proto__: null, id: 'x' }];
  for (const extra of more) {
    const { code } = await browser().post('/sign-in/username', { username: 'zhangsan', password: PASSWORD, ...extra });
    assert.equal(code, 'SH-H005');
  }
  for (const body of [undefined, [], { username: 'zhangsan' }, { username: 'zhang\0san', password: PASSWORD }]) {
    assert.equal((await browser().post('/sign-in/username', body)).code, 'SH-H005');
  }
});

test('cookies are for this site and no script; over https they are secure', async (context) => {
  const { add, browser } = await platform(context, 'https://shouhu.example');
  await add('zhangsan');
  const { cookies } = await browser().signIn('zhangsan');
  assert.equal(cookies.length, 1);
  assert.match(
    cookies[0] ?? '',
    /^__Secure-shouhu\.session_token=.*; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test('a cookie that was altered, invented or signed by another installation is nobody', async (context) => {
  const { add, browser, db, identity } = await platform(context);
  await add('zhangsan');
  const one = browser();
  await one.signIn('zhangsan');
  const [[name, value] = ['', '']] = one.cookies;
  const [token = '', signature = ''] = decodeURIComponent(value).split('.');
  const other = token.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a'));
  for (const forged of [
    token,
    `${token}.`,
    `${other}.${signature}`,
    `${token}.${signature.replace(/^./, '+')}`,
    '.',
    '',
  ]) {
    one.cookies.set(name, encodeURIComponent(forged));
    assert.equal(await identity.callerOf(one.headers()), null, forged);
    assert.equal((await one.get('/list-sessions')).code, 'SH-H001', forged);
  }
  one.cookies.set(name, value);
  assert.notEqual(await identity.callerOf(one.headers()), null);
  const elsewhere = createIdentity({ db, secret: randomBytes(32).toString('hex'), baseUrl: 'http://127.0.0.1:8080' });
  assert.equal(await elsewhere.callerOf(one.headers()), null);
});

test('one network address can send only so much, and what is not looked at does not count as wrong', async (context) => {
  const { add, browser, db, wait } = await platform(context);
  await add('zhangsan');
  const flood = browser(undefined, '203.0.113.7');
  const codes: string[] = [];
  for (let time = 0; time < 130; time += 1) codes.push((await flood.signIn(`-${time}`)).code);
  assert.deepEqual(new Set(codes.slice(0, 120)), new Set(['SH-A001']));
  assert.deepEqual(new Set(codes.slice(120)), new Set(['SH-A011']));
  assert.equal((await db.selectFrom('proof_try').select('try_id').execute()).length, 120);
  assert.equal((await browser(undefined, '203.0.113.8').signIn('zhangsan')).code, 'ok');
  const lying = await flood.post(
    '/sign-in/username',
    { username: 'zhangsan', password: PASSWORD },
    { 'x-shouhu-address': '203.0.113.9' },
  );
  assert.equal(lying.code, 'SH-A011');
  wait(MINUTE);
  assert.equal((await flood.signIn('zhangsan')).code, 'ok');
});

test('nothing is told to anybody over the network, even where the environment asks for it', async (context) => {
  const told: string[] = [];
  const server = createServer((request, response) => {
    told.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  process.env['BETTER_AUTH_TELEMETRY'] = '1';
  process.env['BETTER_AUTH_TELEMETRY_ENDPOINT'] = `http://127.0.0.1:${address.port}/telemetry`;
  context.after(() => delete process.env['BETTER_AUTH_TELEMETRY']);
  const { add, browser, db } = await platform(context);
  await add('zhangsan');
  assert.equal((await browser().signIn('zhangsan')).code, 'ok');
  const auth = makeAuth({ db, secret: randomBytes(32).toString('hex'), baseUrl: 'http://127.0.0.1:8080' });
  assert.equal(auth.options.telemetry.enabled, false);
  await (await auth.$context).publishTelemetry({ type: 'test', payload: {} });
  assert.deepEqual(told, []);
});

function jsonRequest(path: string, body: object, more: Record<string, string> = {}): Request {
  const headers = { origin: 'http://127.0.0.1:8080', 'content-type': 'application/json', ...more };
  return new Request(`http://127.0.0.1:8080/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
