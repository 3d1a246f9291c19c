import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { seal } from '@shouhu/vault';
import { sql } from 'kysely';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import type { Caller } from '../rights/caller.ts';
import { takeEarlierPhones } from './earlier-phones.ts';
import { decide, proposePosts } from './changes.ts';
import { makeAccount, reset, setDisabled, signOutEverywhere } from './manage.ts';

const INSPECTOR = { duties: ['inspector'], regions: ['429000'], fixmedins_code: null };
const reason = '岗位调整';
const stated = () => ({ change_id: randomUUID(), reason });

async function add(on: Platform, username: string, more: object = {}): Promise<string> {
  const wanted = { id: randomUUID(), username, name: '王建国', phone: null, ...INSPECTOR, ...more };
  const { status, body } = await on.ask('admin', 'POST', '/api/accounts', wanted);
  assert.equal(status, 200, JSON.stringify(body));
  assert.match(String(body['password']), /^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  return wanted.id;
}

async function waiting(on: Platform, user_id: string): Promise<string> {
  const { body } = await on.ask('head', 'GET', '/api/account-changes');
  const found = Object.values(body).find(
    (one) => typeof one === 'object' && one !== null && 'user_id' in one && one.user_id === user_id,
  );
  assert.ok(typeof found === 'object' && found !== null && 'change_id' in found);
  return String(found.change_id);
}

const decideAs = async (on: Platform, who: PersonName, change_id: string, confirmed = true) =>
  on.ask(who, 'POST', `/api/account-changes/${change_id}/decision`, { confirmed });

const account = async (on: Platform, id: string) => (await on.ask('admin', 'GET', `/api/accounts/${id}`)).body;

describe('accounts', () => {
  test('duties count once a head has confirmed what an administrator proposed', async (t) => {
    const on = await platform(t);
    const id = await add(on, 'wangjianguo');
    assert.deepEqual((await account(on, id))['duties'], []);
    const change = await waiting(on, id);
    assert.equal((await decideAs(on, 'admin', change)).body['code'], 'SH-A017');
    assert.equal((await decideAs(on, 'abroad', change)).status, 404);
    assert.equal((await decideAs(on, 'head', change)).status, 200);
    assert.deepEqual((await account(on, id))['duties'], ['inspector']);
    assert.equal((await decideAs(on, 'head', change)).status, 200);
    assert.equal((await decideAs(on, 'head', change, false)).body['code'], 'SH-A016');

    const wanted = { change_id: randomUUID(), reason, ...INSPECTOR, duties: ['auditor'] };
    const propose = async (body: object) => on.ask('admin', 'POST', `/api/accounts/${id}/posts`, body);
    assert.equal((await propose(wanted)).status, 200);
    assert.equal((await propose(wanted)).status, 200);
    assert.equal((await propose({ ...wanted, reason: '另一个理由' })).body['code'], 'SH-H006');
    assert.equal((await propose({ ...wanted, change_id: randomUUID() })).body['code'], 'SH-A016');
    assert.equal((await decideAs(on, 'admin', wanted.change_id, false)).status, 200, 'taken back by its proposer');
    assert.deepEqual((await account(on, id))['duties'], ['inspector']);
    const actions = await on.db.selectFrom('log_entry').select('action').where('subject', '=', `user:${id}`).execute();
    assert.deepEqual(
      actions.map(({ action }) => action),
      [
        'account.posts.proposed',
        'user.created',
        'account.posts.confirmed',
        'account.posts.proposed',
        'account.posts.refused',
      ],
    );
  });

  test('a second administrator does not confirm duties, nobody confirms for themselves', async (t) => {
    const on = await platform(t);
    const id = await add(on, 'wangjianguo', { duties: ['head'] });
    const change_id = await waiting(on, id);
    const asking = (caller: Caller) => ({ caller, at: on.now() });
    const second = { ...PEOPLE.admin, id: 'admin2' };
    const confirm = { change_id, confirmed: true };
    await assert.rejects(decide(on.db, asking(second), confirm), { code: 'SH-H002' });
    const own: Caller = { ...PEOPLE.head, id };
    await assert.rejects(decide(on.db, asking(own), confirm), { code: 'SH-A013' });
    const admin: Caller = { ...PEOPLE.admin, id };
    const posts = { duties: ['auditor'] as const, regions: ['429000'], fixmedins_code: null };
    for (const work of [
      () => proposePosts(on.db, asking(admin), id, { change_id: randomUUID(), reason, ...posts }),
      () => setDisabled(on.db, asking(admin), id, { disabled: true, ...stated() }),
      () => signOutEverywhere(on.db, asking(admin), id, stated()),
      () => reset(on.db, asking(admin), id, { kind: 'totp', change_id: randomUUID(), reason }),
    ])
      await assert.rejects(work, { code: 'SH-A013' });
  });

  test('of a head or an administrator no one person sets password or authenticator anew', async (t) => {
    const on = await platform(t);
    const id = await add(on, 'newhead', { duties: ['head'] });
    await decideAs(on, 'head', await waiting(on, id));
    const hash = async () =>
      (await on.db.selectFrom('user_credential').select('password').where('user_id', '=', id).executeTakeFirstOrThrow())
        .password;
    const before = await hash();
    const asked = await on.ask('admin', 'POST', `/api/accounts/${id}/reset`, {
      kind: 'password',
      change_id: randomUUID(),
      reason: '忘记密码',
    });
    assert.deepEqual([asked.status, asked.body['password']], [200, null]);
    assert.equal(await hash(), before);
    const change = await waiting(on, id);
    assert.equal((await decideAs(on, 'admin', change)).body['code'], 'SH-A017');
    const done = await decideAs(on, 'head', change);
    assert.match(String(done.body['password']), /^[a-z2-9-]{23}$/);
    assert.notEqual(await hash(), before);

    const clerk = await add(on, 'clerk');
    const direct = await on.ask('admin', 'POST', `/api/accounts/${clerk}/reset`, {
      kind: 'password',
      change_id: randomUUID(),
      reason: '忘记密码',
    });
    assert.match(String(direct.body['password']), /^[a-z2-9-]{23}$/);
  });

  test('a head is shut out or signed out by a head’s confirmation alone, others by an administrator', async (t) => {
    const on = await platform(t);
    const id = await add(on, 'newhead', { duties: ['head'] });
    await decideAs(on, 'head', await waiting(on, id));
    await on.db
      .insertInto('user_session')
      .values({
        token: 'x',
        user_id: id,
        ip_address: null,
        user_agent: null,
        created_at: on.now(),
        updated_at: on.now(),
        expires_at: new Date(on.now().getTime() + 3_600_000),
      })
      .execute();
    const act = async (what: string, body: object) => on.ask('admin', 'POST', `/api/accounts/${id}/${what}`, body);
    const end = stated();
    assert.equal((await act('sessions/end', end)).status, 200);
    assert.equal((await act('sessions/end', end)).status, 200, 'a repeat');
    assert.equal((await act('state', { disabled: true, ...stated() })).body['code'], 'SH-A016');
    assert.equal((await account(on, id))['sessions'], 1);
    const second = { caller: { ...PEOPLE.admin, id: 'admin2' }, at: on.now() };
    await assert.rejects(decide(on.db, second, { change_id: end.change_id, confirmed: true }), { code: 'SH-H002' });
    assert.equal((await decideAs(on, 'head', end.change_id)).status, 200);
    assert.equal((await account(on, id))['sessions'], 0);
    for (const disabled of [true, false]) {
      const wanted = { disabled, ...stated() };
      assert.equal((await act('state', wanted)).status, 200);
      assert.equal((await account(on, id))['disabled'], !disabled, 'not yet');
      assert.equal((await decideAs(on, 'head', wanted.change_id)).status, 200);
      assert.equal((await account(on, id))['disabled'], disabled);
    }
    const clerk = await add(on, 'clerk');
    await on.ask('admin', 'POST', `/api/accounts/${clerk}/state`, { disabled: true, ...stated() });
    assert.equal((await account(on, clerk))['disabled'], true);
  });

  test('telephones kept with accounts before are taken over once, and what a person said since stands', async (t) => {
    const on = await platform(t);
    const [one, other] = [await add(on, 'one'), await add(on, 'other', { phone: '13900000002' })];
    await sql`ALTER TABLE user_account ADD COLUMN phone text, ADD COLUMN phone_index text`.execute(on.db);
    for (const id of [one, other]) {
      const sealed = seal(on.ring, '13900000001', { table: 'user_account', column: 'phone', row: id });
      await sql`UPDATE user_account SET phone = ${sealed} WHERE id = ${id}`.execute(on.db);
    }
    const take = async () => takeEarlierPhones(on, { caller: PEOPLE.admin, at: on.now() });
    await take();
    await take();
    const phoneOf = async (id: string) =>
      (await on.ask('admin', 'POST', `/api/accounts/${id}/phone`, { ground: 'other', words: '核对电话' })).body[
        'phone'
      ];
    assert.deepEqual([await phoneOf(one), await phoneOf(other)], ['13900000001', '13900000002']);
    const found = await on.ask('admin', 'GET', '/api/accounts?text=13900000001');
    assert.deepEqual(Object.keys(found.body), ['0']);
  });

  test('a repeat makes no second account; places elsewhere and posts that do not go together are refused', async (t) => {
    const on = await platform(t);
    const wanted = { id: randomUUID(), username: 'WangJianguo', name: '王建国', phone: null, ...INSPECTOR };
    const make = async (more: object) => on.ask('admin', 'POST', '/api/accounts', { ...wanted, ...more });
    assert.notEqual((await make({})).body['password'], null);
    assert.deepEqual((await make({})).body, { id: wanted.id, password: null });
    assert.equal((await make({ username: 'other' })).body['code'], 'SH-H006');
    const fresh = () => ({ id: randomUUID(), username: `u${randomUUID().slice(0, 8)}` });
    assert.equal((await make({ ...fresh(), username: 'wangjianguo' })).body['code'], 'SH-A012');
    const refused = async (more: object) => (await make({ ...fresh(), ...more })).body['code'];
    assert.equal(await refused({ regions: ['110000'] }), 'SH-H003');
    assert.equal(await refused({ regions: [] }), 'SH-H005');
    assert.equal(await refused({ duties: ['institution'], regions: [], fixmedins_code: 'H11010100001' }), 'SH-H003');
    assert.equal(await refused({ duties: ['institution'] }), 'SH-H005');
    assert.equal(await refused({ duties: ['inspector'], fixmedins_code: 'H42900000001' }), 'SH-H005');
    assert.equal(await refused({ duties: ['administrator', 'head'] }), 'SH-H005');
    assert.equal(await refused({ duties: ['owner'] }), 'SH-H005');
    const office = { duties: ['institution'], regions: [], fixmedins_code: 'H42900000001' };
    assert.equal((await make({ ...fresh(), ...office })).status, 200);
    const list = async (query: string) => Object.values((await on.ask('admin', 'GET', `/api/accounts?${query}`)).body);
    assert.equal((await list('fixmedins_code=H42900000001')).length, 1);
    assert.equal((await list('text=JIANGUO')).length, 1);
    assert.equal((await list('text=%25')).length, 0);
    assert.equal((await list('state=disabled')).length, 0);
    assert.equal((await list('after_username=wangjianguo')).length, 0);
  });

  test('telephones lie sealed, are found whole, masked, and shown for a purpose', async (t) => {
    const on = await platform(t);
    const id = await add(on, 'wangjianguo', { phone: '13900000001' });
    const { rows } = await sql<{ text: string }>`SELECT contact::text AS text FROM contact`.execute(on.db);
    assert.equal(rows.length, 1);
    assert.doesNotMatch(JSON.stringify(rows), /13900000001/);
    const found = await on.ask('admin', 'GET', '/api/accounts?text=139-0000-0001');
    assert.match(JSON.stringify(found.body), /"phone":"13\*\*\*01"/);
    const shown = await on.ask('admin', 'POST', `/api/accounts/${id}/phone`, { ground: 'other', words: '通知到岗' });
    assert.equal(shown.body['phone'], '13900000001');
    const last = await on.db.selectFrom('log_entry').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();
    assert.deepEqual([last?.action, last?.purpose, last?.detail], ['account.phone', '其他：通知到岗', '']);
  });

  test('of two who make the same account at once one is told so', async (t) => {
    const on = await platform(t);
    const make = async () =>
      makeAccount(
        on,
        { caller: PEOPLE.admin, at: on.now() },
        {
          id: randomUUID(),
          username: 'twice',
          name: '王建国',
          phone: null,
          duties: ['inspector'],
          regions: ['429000'],
          fixmedins_code: null,
        },
      );
    const ends = await Promise.allSettled([make(), make()]);
    assert.deepEqual(ends.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  });
});
