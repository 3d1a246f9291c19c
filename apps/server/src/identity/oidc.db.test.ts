import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { transaction } from '@shouhu/database';
import { giveFirstPassword } from '../accounts/resets.ts';
import { ADMIN, codeOf, MINUTE, PASSWORD, platform } from './identity.fixture.ts';
import type { Browser } from './identity.fixture.ts';
import type { ProviderOptions } from './provider.ts';
import { testProvider } from './provider.fixture.ts';

const BASE = 'http://127.0.0.1:8080';

/** A head, who needs two factors, known to the bureau's provider as number 1001 and linked. */
async function linked(context: TestContext, more: Partial<ProviderOptions> = {}) {
  const provider = await testProvider(context, BASE);
  const shouhu = await platform(context, BASE, ['head'], { ...provider.options, ...more });
  const id = await shouhu.add('chief', { duties: ['head'] });
  const own = shouhu.browser();
  assert.equal((await own.signIn('chief')).code, 'ok');
  const link = async (browser: Browser, subject: string): Promise<string> => {
    const { code, body } = await browser.post('/oidc/begin-link', { password: PASSWORD });
    if (code !== 'ok') return code;
    return (await browser.post('/oidc/link', { answer: await provider.answerOf(body['url'], subject) })).code;
  };
  const signIn = async (browser: Browser, subject = '1001') => {
    const { code, body } = await browser.post('/oidc/begin');
    if (code !== 'ok') return { code, body };
    return browser.post('/oidc/sign-in', { answer: await provider.answerOf(body['url'], subject) });
  };
  assert.equal(await link(own, '1001'), 'ok');
  return { ...shouhu, provider, id, own, link, signIn };
}

/** Enrols an authenticator. @returns its address */
async function enrol(browser: Browser): Promise<unknown> {
  const { body } = await browser.post('/two-factor/enable', { password: PASSWORD });
  assert.equal((await browser.post('/two-factor/verify-totp', { code: codeOf(body['totpURI']) })).code, 'ok');
  return body['totpURI'];
}

describe('the identity provider of the bureau', () => {
  test('a person linked after the password signs in by it, as one factor; its name for them is not kept in clear', async (context) => {
    const { identity, browser, id, signIn, log, db } = await linked(context);
    const other = browser();
    assert.deepEqual((await other.get('/oidc/offered')).body, { offered: true });
    assert.equal((await signIn(other)).code, 'ok');
    const caller = await identity.callerOf(other.headers());
    assert.deepEqual([caller?.id, caller?.pending, caller?.duties], [id, 'totp', []]);
    const rows = await db.selectFrom('user_link').selectAll().execute();
    assert.deepEqual([rows.length, rows[0]?.user_id, rows[0]?.used_at], [1, id, new Date()]);
    assert.doesNotMatch(JSON.stringify(rows), /"1001"/);
    assert.deepEqual((await log()).slice(1), [
      `sign-in ${id}`,
      `oidc.begun ${id}`,
      `oidc.linked ${id}`,
      `sign-in ${id}`,
    ]);
    const last = await db.selectFrom('log_entry').select('detail').orderBy('seq', 'desc').executeTakeFirst();
    assert.equal(last?.detail, 'oidc');
  });

  test('the code of an authenticator is asked for, and wrong ones lock this way too', async (context) => {
    const { identity, browser, own, signIn, wait } = await linked(context);
    const uri = await enrol(own);
    wait(MINUTE);
    const other = browser();
    const { code, body } = await signIn(other);
    assert.deepEqual([code, body['twoFactorRedirect']], ['ok', true]);
    assert.equal(await identity.callerOf(other.headers()), null);
    assert.equal((await other.post('/two-factor/verify-totp', { code: codeOf(uri) })).code, 'ok');
    assert.deepEqual((await identity.callerOf(other.headers()))?.duties, ['head']);
    for (let time = 0; time < 5; time += 1) {
      const one = browser();
      assert.equal((await signIn(one)).code, 'ok');
      assert.equal((await one.post('/two-factor/verify-totp', { code: '000000' })).code, 'SH-A006');
    }
    assert.equal((await signIn(browser())).code, 'SH-A002');
    assert.equal((await browser().signIn('chief')).code, 'SH-A002', 'one count for every way in');
  });

  test('it counts as two factors only where the bureau says which word of it does', async (context) => {
    const { identity, browser, own, provider, signIn } = await linked(context, { twoFactors: ['mfa', 'urn:level:2'] });
    await enrol(own);
    for (const said of [{}, { amr: ['pwd'] }, { acr: 'urn:level:1' }]) {
      provider.lie((claims) => Object.assign(claims, said));
      assert.equal((await signIn(browser())).body['twoFactorRedirect'], true, JSON.stringify(said));
    }
    for (const said of [{ amr: ['pwd', 'mfa'] }, { acr: 'urn:level:2' }]) {
      provider.lie((claims) => Object.assign(claims, said));
      const other = browser();
      assert.deepEqual((await signIn(other)).body, { status: true });
      assert.deepEqual((await identity.callerOf(other.headers()))?.duties, ['head']);
    }
  });

  test('an answer is taken once, for its own question, by the browser that asked, within five minutes', async (context) => {
    const { browser, own, provider, wait } = await linked(context);
    const other = browser();
    const { body } = await other.post('/oidc/begin');
    const cookies = new Map(other.cookies);
    const answer = await provider.answerOf(body['url'], '1001');
    assert.equal((await browser().post('/oidc/sign-in', { answer })).code, 'SH-A022', 'another browser');
    assert.equal((await other.post('/oidc/sign-in', { answer })).code, 'ok');
    const replay = browser();
    for (const [name, value] of cookies) replay.cookies.set(name, value);
    assert.equal((await replay.post('/oidc/sign-in', { answer })).code, 'SH-A022', 'again');

    const mixed = browser();
    const first = await mixed.post('/oidc/begin');
    const old = await provider.answerOf(first.body['url'], '1001');
    await mixed.post('/oidc/begin');
    assert.equal((await mixed.post('/oidc/sign-in', { answer: old })).code, 'SH-A021', 'the state of another question');
    await mixed.post('/oidc/begin');
    assert.equal((await mixed.post('/oidc/sign-in', { answer })).code, 'SH-A021', 'a code that was used');
    assert.equal((await mixed.post('/oidc/sign-in', { answer: '?error=access_denied' })).code, 'SH-A022');

    const late = browser();
    const asked = await late.post('/oidc/begin');
    const lateAnswer = await provider.answerOf(asked.body['url'], '1001');
    wait(5 * MINUTE);
    assert.equal((await late.post('/oidc/sign-in', { answer: lateAnswer })).code, 'SH-A022');

    const link = await own.post('/oidc/begin-link', { password: PASSWORD });
    const linkAnswer = await provider.answerOf(link.body['url'], '1001');
    assert.equal((await own.post('/oidc/sign-in', { answer: linkAnswer })).code, 'SH-A022', 'an answer for linking');
  });

  test('a token of another nonce, audience, issuer or key, or one that ran out, opens nothing and is logged', async (context) => {
    const { browser, provider, signIn, log, identity } = await linked(context);
    const lies: readonly (readonly [object, 'another'?])[] = [
      [{ nonce: 'of somebody else' }],
      [{ nonce: undefined }],
      [{ aud: 'another client' }],
      [{ iss: 'https://sso.example' }],
      [{ exp: 1_000_000_000 }],
      [{}, 'another'],
    ];
    const before = (await log()).length;
    for (const [said, key] of lies) {
      provider.lie((claims) => Object.assign(claims, said), key);
      const other = browser();
      assert.equal((await signIn(other)).code, 'SH-A021', JSON.stringify([said, key]));
      assert.equal(await identity.callerOf(other.headers()), null);
    }
    assert.deepEqual(
      (await log()).slice(before),
      Array.from(lies, () => 'sign-in.failed unknown'),
    );
  });

  test('nobody gets an account by it; a disabled one stays shut', async (context) => {
    const { browser, db, id, identity, log, signIn } = await linked(context);
    assert.equal((await signIn(browser(), '1002')).code, 'SH-A023');
    assert.equal((await log()).at(-1), 'sign-in.failed unknown');
    assert.equal((await db.selectFrom('user_account').select('id').execute()).length, 1);
    await identity.disableUser({ caller: ADMIN, at: new Date() }, id);
    const other = browser();
    assert.equal((await signIn(other)).code, 'SH-A003');
    assert.equal((await db.selectFrom('user_link').select('used_at').executeTakeFirst())?.used_at, null);
    assert.equal(await identity.callerOf(other.headers()), null);
  });

  test('while it is down, or does not know the platform, that is said, and the password opens', async (context) => {
    const { browser, provider, signIn, warned } = await linked(context);
    const other = browser();
    const { body } = await other.post('/oidc/begin');
    const answer = await provider.answerOf(body['url'], '1001');
    await provider.stop();
    assert.equal((await other.post('/oidc/sign-in', { answer })).code, 'SH-A025');
    assert.equal((await signIn(browser())).code, 'SH-A025');
    assert.equal((await browser().signIn('chief')).code, 'ok');
    assert.deepEqual(warned, ['OIDC provider: ECONNREFUSED', 'OIDC provider: ECONNREFUSED']);
    await provider.start();
    assert.equal((await signIn(browser())).code, 'ok');
  });

  test('a wrong secret of the platform is no fault of the person', async (context) => {
    const provider = await testProvider(context, BASE);
    const { browser, warned } = await platform(context, BASE, [], { ...provider.options, clientSecret: 'another' });
    const one = browser();
    const { body } = await one.post('/oidc/begin');
    const answer = await provider.answerOf(body['url'], '1001');
    assert.equal((await one.post('/oidc/sign-in', { answer })).code, 'SH-A025');
    assert.deepEqual(warned, ['OIDC provider: status 401, as for a wrong client id or secret']);
  });

  test('a link takes the password, a fresh proof at the provider, and an account there that is nobody else’s', async (context) => {
    const { add, browser, own, provider, link, db, id } = await linked(context);
    assert.equal((await own.post('/oidc/begin-link', { password: 'not my password' })).code, 'SH-A004');
    assert.equal((await browser().post('/oidc/begin-link', { password: PASSWORD })).code, 'SH-H001');
    await add('colleague');
    const colleague = browser();
    await colleague.signIn('colleague');
    assert.equal(await link(colleague, '1001'), 'SH-A024');
    provider.lie((claims) => Object.assign(claims, { auth_time: Number(claims['iat']) - 600 }));
    assert.equal(await link(colleague, '1002'), 'SH-A021', 'somebody who was signed in there already');
    provider.lie(() => undefined);
    await add('newcomer', { must_change: true });
    const newcomer = browser();
    await newcomer.signIn('newcomer');
    assert.equal(await link(newcomer, '1003'), 'SH-A014', 'whoever made the first password links nothing');
    assert.equal(await link(own, '1004'), 'ok', 'another one in its place');
    const rows = await db.selectFrom('user_link').select('user_id').execute();
    assert.deepEqual(rows, [{ user_id: id }]);
  });

  test('a link that its person removed, or that a new first password ended, opens nothing', async (context) => {
    const { browser, own, db, id, link, signIn } = await linked(context);
    assert.equal((await own.post('/oidc/unlink', { password: 'not my password' })).code, 'SH-A004');
    assert.equal((await own.post('/oidc/unlink', { password: PASSWORD })).code, 'ok');
    assert.equal((await signIn(browser())).code, 'SH-A023');
    assert.equal(await link(own, '1001'), 'ok');
    await transaction(db, 'read committed', (trx) => giveFirstPassword(trx, new Date(), id));
    assert.equal((await signIn(browser())).code, 'SH-A023');
  });

  test('without one nothing of it is offered', async (context) => {
    const { browser } = await platform(context);
    const one = browser();
    assert.deepEqual((await one.get('/oidc/offered')).body, { offered: false });
    assert.equal((await one.post('/oidc/begin')).code, 'SH-H007');
    assert.equal((await one.post('/oidc/sign-in', { answer: '?code=x' })).code, 'SH-H007');
  });
});
