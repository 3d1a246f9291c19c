import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { MINUTE, PASSWORD, codeOf, platform } from './identity.fixture.ts';
import type { Answer, Browser, Platform } from './identity.fixture.ts';

interface Enrolled {
  readonly id: string;
  readonly own: Browser;
  readonly totpURI: unknown;
  readonly backupCodes: readonly string[];
}

/** A person with an authenticator, a minute ago. */
async function enrol({ add, browser, wait }: Platform): Promise<Enrolled> {
  const id = await add('zhangsan');
  const own = browser();
  await own.signIn('zhangsan');
  const { code, body } = await own.post('/two-factor/enable', { password: PASSWORD });
  assert.equal(code, 'ok');
  const { totpURI, backupCodes } = body;
  assert.equal((await own.post('/two-factor/verify-totp', { code: codeOf(totpURI) })).code, 'ok');
  assert.ok(Array.isArray(backupCodes));
  wait(MINUTE);
  return { id, own, totpURI, backupCodes: backupCodes.map(String) };
}

async function begin(browser: Browser): Promise<Browser> {
  const { code, body } = await browser.signIn('zhangsan');
  assert.deepEqual([code, body], ['ok', { twoFactorRedirect: true, twoFactorMethods: ['totp'] }]);
  return browser;
}

const send = (browser: Browser, code: string): Promise<Answer> => browser.post('/two-factor/verify-totp', { code });

test('who has an authenticator signs in by password and code, and by neither alone', async (context) => {
  const shouhu = await platform(context);
  const { browser, identity, log } = shouhu;
  const { id, own, totpURI } = await enrol(shouhu);
  assert.equal((await identity.callerOf(own.headers()))?.id, id);
  const one = await begin(browser());
  assert.equal(await identity.callerOf(one.headers()), null);
  assert.equal((await one.get('/list-sessions')).code, 'SH-H001');
  assert.equal((await send(one, codeOf(totpURI))).code, 'ok');
  assert.equal((await identity.callerOf(one.headers()))?.id, id);
  assert.equal((await send(browser(), codeOf(totpURI))).code, 'SH-A007');
  const entries = ['user.created admin', `sign-in ${id}`, `totp.begun ${id}`, `totp.enrolled ${id}`, `sign-in ${id}`];
  assert.deepEqual(await log(), entries);
});

test('an authenticator that was never proved is asked for nothing', async (context) => {
  const { add, browser, identity } = await platform(context);
  await add('zhangsan');
  const own = browser();
  await own.signIn('zhangsan');
  await own.post('/two-factor/enable', { password: PASSWORD });
  assert.equal((await send(own, '000000')).code, 'SH-A006');
  const one = browser();
  await one.signIn('zhangsan');
  assert.notEqual(await identity.callerOf(one.headers()), null);
});

test('a wrong code, and one that was used, are refused alike', async (context) => {
  const shouhu = await platform(context);
  const { browser, log, wait } = shouhu;
  const { id, totpURI } = await enrol(shouhu);
  const code = codeOf(totpURI);
  assert.equal((await send(await begin(browser()), code === '000000' ? '000001' : '000000')).code, 'SH-A006');
  assert.equal((await send(await begin(browser()), code)).code, 'ok');
  assert.equal((await send(await begin(browser()), code)).code, 'SH-A006');
  wait(MINUTE / 2);
  assert.equal((await send(await begin(browser()), code)).code, 'SH-A006');
  assert.equal((await send(await begin(browser()), codeOf(totpURI))).code, 'ok');
  wait(2 * MINUTE);
  assert.equal((await send(await begin(browser()), code)).code, 'SH-A006');
  const failed = (await log()).filter((entry) => entry === `sign-in.failed ${id}`);
  assert.equal(failed.length, 4);
});

test('of several who send the same code at once, one gets in', async (context) => {
  const shouhu = await platform(context);
  const { totpURI } = await enrol(shouhu);
  const browsers = [];
  for (let count = 0; count < 4; count += 1) browsers.push(await begin(shouhu.browser()));
  const answers = await Promise.all(browsers.map((one) => send(one, codeOf(totpURI))));
  assert.deepEqual(answers.map(({ code }) => code).toSorted(), ['SH-A006', 'SH-A006', 'SH-A006', 'ok']);
});

test('a code that was wrong because it came early is right in its time', async (context) => {
  const shouhu = await platform(context);
  const { browser, wait } = shouhu;
  const { totpURI } = await enrol(shouhu);
  wait(2 * MINUTE);
  const ahead = codeOf(totpURI);
  wait(-2 * MINUTE);
  assert.equal((await send(await begin(browser()), ahead)).code, 'SH-A006');
  wait(2 * MINUTE);
  assert.equal((await send(await begin(browser()), ahead)).code, 'ok');
});

test('a backup code opens once', async (context) => {
  const shouhu = await platform(context);
  const { browser, identity } = shouhu;
  const { id, own, backupCodes } = await enrol(shouhu);
  assert.equal(backupCodes.length, 10);
  const [code, next] = backupCodes;
  const one = await begin(browser());
  assert.equal((await one.post('/two-factor/verify-backup-code', { code })).code, 'ok');
  assert.equal((await identity.callerOf(one.headers()))?.id, id);
  const again = await begin(browser());
  assert.equal((await again.post('/two-factor/verify-backup-code', { code })).code, 'SH-A006');
  const made = await own.post('/two-factor/generate-backup-codes', { password: PASSWORD });
  assert.equal(made.code, 'ok');
  assert.equal((await again.post('/two-factor/verify-backup-code', { code: next })).code, 'SH-A006');
});

test('no device is trusted: the code is asked for every time', async (context) => {
  const shouhu = await platform(context);
  const { totpURI } = await enrol(shouhu);
  const one = await begin(shouhu.browser());
  const trusting = await one.post('/two-factor/verify-totp', { code: codeOf(totpURI), trustDevice: true });
  assert.equal(trusting.code, 'SH-H005');
  assert.equal((await send(one, codeOf(totpURI))).code, 'ok');
  await begin(one);
});

test('the second step has ten minutes', async (context) => {
  const shouhu = await platform(context);
  const { totpURI } = await enrol(shouhu);
  const one = await begin(shouhu.browser());
  shouhu.wait(10 * MINUTE + 1);
  assert.equal((await send(one, codeOf(totpURI))).code, 'SH-A007');
});

test('secrets and backup codes do not stand in the database as they are', async (context) => {
  const shouhu = await platform(context);
  const { totpURI, backupCodes } = await enrol(shouhu);
  const { rows } = await sql<{
    text: string;
    secret: string;
  }>`SELECT user_totp::text AS text, secret FROM user_totp`.execute(shouhu.db);
  const [row] = rows;
  assert.ok(row !== undefined && row.secret.length > 64);
  const base32 = new URL(String(totpURI)).searchParams.get('secret') ?? '';
  for (const plain of [base32, ...backupCodes]) assert.ok(!row.text.includes(plain));
});

test('an authenticator is removed with the password, and only then another enrolled', async (context) => {
  const shouhu = await platform(context);
  const { log, browser, identity } = shouhu;
  const { id, own, totpURI } = await enrol(shouhu);
  assert.equal((await own.post('/two-factor/enable', { password: PASSWORD })).code, 'SH-A009');
  assert.equal((await send(own, codeOf(totpURI))).code, 'SH-A009');
  assert.equal((await own.post('/two-factor/disable', { password: PASSWORD })).code, 'ok');
  assert.equal((await log()).at(-1), `totp.removed ${id}`);
  const one = browser();
  await one.signIn('zhangsan');
  assert.notEqual(await identity.callerOf(one.headers()), null);
  assert.equal((await own.post('/two-factor/generate-backup-codes', { password: PASSWORD })).code, 'SH-A008');
});

test('of two sign-ins that wait in one browser, the code is for the one whose tries it counts as', async (context) => {
  const shouhu = await platform(context);
  const { totpURI } = await enrol(shouhu);
  await shouhu.add('thief');
  const thief = shouhu.browser();
  await thief.signIn('thief');
  const { body } = await thief.post('/two-factor/enable', { password: PASSWORD });
  assert.equal((await send(thief, codeOf(body['totpURI']))).code, 'ok');
  shouhu.wait(MINUTE);
  const [own, stolen] = [shouhu.browser(), await begin(shouhu.browser())];
  await own.signIn('thief');
  const cookieOf = (one: Browser): string => one.headers().get('cookie') ?? '';
  for (const cookie of [`${cookieOf(own)}; ${cookieOf(stolen)}`, `${cookieOf(stolen)}; ${cookieOf(own)}`]) {
    await shouhu.db.deleteFrom('proof_try').execute();
    for (let time = 0; time < 4; time += 1)
      await shouhu.browser().post('/two-factor/verify-totp', { code: '000000' }, { cookie });
    const tried = await shouhu.db.selectFrom('proof_try').select('subject').execute();
    assert.equal(tried.length, 4);
    const { code } = await shouhu.browser().post('/two-factor/verify-totp', { code: codeOf(totpURI) }, { cookie });
    const left = await shouhu.db.selectFrom('proof_try').select('subject').execute();
    assert.deepEqual([code, left.length], cookie.endsWith(cookieOf(stolen)) ? ['ok', 0] : ['SH-A006', 5]);
  }
});

test('an account that ends between password and code does not open', async (context) => {
  const shouhu = await platform(context);
  const { id, totpURI } = await enrol(shouhu);
  const one = await begin(shouhu.browser());
  await shouhu.db.updateTable('user_account').set({ disabled_at: new Date() }).where('id', '=', id).execute();
  assert.equal((await send(one, codeOf(totpURI))).code, 'SH-A003');
});
