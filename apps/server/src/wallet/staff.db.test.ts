import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { Platform, PersonName } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { enrolled, instantOf, OTHER, OTHER_CARD, OWNER, present, shownBy, TEN } from '../voucher/voucher.fixture.ts';
import { relate } from './wallet.fixture.ts';
import { watchActivations } from '../voucher/alarms.ts';
import { listRules } from './rules.ts';
import { declareRelation } from './relations.ts';
import { accept, offer } from './transfers.ts';
import { openWallet } from './wallets.ts';

const purpose = { ground: 'verify', words: '核查举报' };

async function county(t: { after(work: () => Promise<void>): void }): Promise<Platform> {
  const on = await platform(t);
  await takeIn(on);
  for (const psn_no of [OWNER, OTHER]) await openWallet(on.db, { psn_no, at: TEN }, psn_no);
  return on;
}

const listOf = async ({ app }: Platform, who: PersonName, url: string): Promise<Record<string, unknown>[]> =>
  (await app.inject({ method: 'GET', url, headers: { 'x-test-person': who } })).json();

describe('wallets and e-vouchers as staff see them', () => {
  test('a person is read for a purpose that is in the log, masked', async (t) => {
    const on = await county(t);
    await relate(on.db, OWNER, OTHER, 'parent');
    const transfer_id = randomUUID();
    await offer(on.db, { psn_no: OWNER, at: TEN }, { transfer_id, receiver: OTHER, source: 'account', fen: 2_000 });
    await accept(on.db, { psn_no: OTHER, at: TEN }, transfer_id);
    await enrolled(on);
    await present(on, await shownBy(on, TEN), TEN);
    const { body, status } = await on.ask('cashier', 'POST', '/api/wallets/look', { psn_no: OWNER, purpose });
    assert.equal(status, 200);
    const text = JSON.stringify(body);
    assert.doesNotMatch(text, /4290000001|4290000002|测试甲|990001/);
    assert.equal(body['acct_balance_fen'], 10_050);
    for (const part of [
      '***0001',
      '***0002',
      '"fen":2000',
      '"state":"accepted"',
      '"way":"window"',
      '东门村',
      '"used":true',
    ])
      assert.ok(text.includes(part), part);
    const entries = await on.db.selectFrom('log_entry').selectAll().where('action', '=', 'wallet.read').execute();
    assert.deepEqual(
      entries.map(({ actor, purpose: said, region }) => [actor, said, region]),
      [['cashier', '核查线索：核查举报', '429000']],
    );
    assert.equal((await on.ask('cashier', 'POST', '/api/wallets/look', { psn_no: 'nobody', purpose })).status, 404);
    assert.equal((await on.ask('abroad', 'POST', '/api/wallets/look', { psn_no: OWNER, purpose })).status, 404);
  });

  test('what is frozen is listed within reach, and two persons release it', async (t) => {
    const on = await county(t);
    const freeze_id = randomUUID();
    const report = { freeze_id, psn_no: OWNER, what: 'money', reason: '来电称未就诊却有扣款' };
    for (let twice = 0; twice < 2; twice += 1)
      assert.equal((await on.ask('first', 'POST', '/api/wallets/freeze', report)).status, 200);
    const list = await listOf(on, 'head', '/api/wallets/freezes');
    assert.deepEqual(
      list.map((row) => [row['psn_no'], row['what'], row['release_by']]),
      [['***0001', 'money', null]],
    );
    assert.deepEqual(await listOf(on, 'abroad', '/api/wallets/freezes'), []);
    const release = async (who: PersonName) =>
      (await on.ask(who, 'POST', '/api/wallets/release', { freeze_id, reason: '已核实' })).body['state'];
    assert.deepEqual(
      [await release('second'), await release('second'), await release('head'), await release('second')],
      ['waiting', 'waiting', 'released', 'released'],
    );
    assert.deepEqual(await listOf(on, 'head', '/api/wallets/freezes'), []);
    const actions = await on.db
      .selectFrom('log_entry')
      .select(['action', 'detail'])
      .where('action', 'like', 'wallet.%')
      .execute();
    assert.deepEqual(
      actions.map(({ action, detail }) => `${action} ${detail.split(' ')[0]}`),
      ['wallet.freeze money', 'wallet.release proposed', 'wallet.release released'],
    );
    // What was reported lies sealed.
    const rows = await on.db.selectFrom('wallet_freeze').select('reason').execute();
    assert.match(rows[0]?.reason ?? '', /^v1\./);
    assert.equal(
      (await on.ask('head', 'POST', '/api/wallets/release', { freeze_id: randomUUID(), reason: '已核实' })).status,
      404,
    );
  });

  test('activations are counted by device, place and witness, within reach', async (t) => {
    const on = await county(t);
    await enrolled(on);
    await enrolled(on, OTHER_CARD);
    const counted = async (by: string, who: PersonName = 'head', days = 'from=2026-03-02&to=2026-03-02') =>
      (await listOf(on, who, `/api/vouchers/activations?by=${by}&${days}`)).map((row) => [row['of'], row['persons']]);
    assert.deepEqual(await counted('place'), [['东门村', 2]]);
    assert.deepEqual(await counted('witness'), [['first', 2]]);
    const [[device, persons] = []] = await counted('device');
    assert.deepEqual([/^[0-9a-f]{32}$/.test(String(device)), persons], [true, 2]);
    assert.deepEqual(await counted('place', 'head', 'from=2026-03-03&to=2026-03-03'), []);
    assert.deepEqual(await counted('place', 'abroad'), []);
    for (let twice = 0; twice < 2; twice += 1)
      assert.equal(
        (await on.ask('first', 'POST', '/api/vouchers/revoke', { psn_no: OTHER, reason: '误激活' })).status,
        200,
      );
    const [row] = await listOf(on, 'head', '/api/vouchers/activations?by=place&from=2026-03-02&to=2026-03-02');
    assert.equal(row?.['revoked'], 1);
  });

  test('many activations by one device are told to the supervisors, once in the period', async (t) => {
    const on = await county(t);
    const [account] = await on.db
      .insertInto('user_account')
      .values(
        ['429000', '110000'].map((region) => ({
          username: `auditor${region}`,
          email: region,
          name: '稽核员',
          duties: ['auditor' as const],
          regions: [region],
          fixmedins_code: null,
          disabled_at: null,
          created_at: TEN,
          updated_at: TEN,
        })),
      )
      .returning('id')
      .execute();
    const [rules] = await listRules(on.db, { caller: PEOPLE.head, at: TEN });
    assert.deepEqual(
      [rules?.alarm_days, rules?.alarm_device, rules?.alarm_place],
      [7, 6, 100],
      'as docs/defaults.md says',
    );
    const stricter = { ...rules, begndate: '2026-03-03', alarm_device: 2, source: '本县规定' };
    assert.equal((await on.ask('head', 'POST', '/api/wallets/rules', stricter)).status, 200);
    await enrolled(on);
    await enrolled(on, OTHER_CARD);
    const watch = async (day: string): Promise<number> => watchActivations(on.db, instantOf(`${day} 10:00:01`));
    assert.equal(await watch('2026-03-02'), 0, 'two are not yet enough');
    const both = await Promise.all([watch('2026-03-03'), watch('2026-03-03')]);
    assert.deepEqual([new Set(both), await watch('2026-03-08')], [new Set([0, 1]), 0]);
    const notices = await on.db.selectFrom('notice').select(['person', 'template', 'params']).execute();
    assert.deepEqual(
      notices.map(({ person, template, params }) => [person, template, params['persons'], params['place']]),
      [[account?.id, 'voucher.mass.device', 2, '东门村']],
    );
    await enrolled(on, { reissue: true });
    assert.equal(await watch('2026-03-11'), 0, 'what lies back is another period');
    const [alarm] = await listOf(on, 'cashier', '/api/vouchers/alarms');
    assert.deepEqual([alarm?.['persons'], alarm?.['threshold'], alarm?.['handled_by']], [2, 2, null]);
    assert.deepEqual(await listOf(on, 'abroad', '/api/vouchers/alarms'), []);
    on.on('2026-03-03');
    const counted = await listOf(on, 'head', '/api/vouchers/activations?by=device&from=2026-03-01&to=2026-03-03');
    assert.equal(counted[0]?.['stands_out'], true);
    const handle = async (who: PersonName, words: string) =>
      (await on.ask(who, 'POST', `/api/vouchers/alarms/${String(alarm?.['alarm_id'])}/handle`, { words })).status;
    assert.deepEqual([await handle('abroad', '已核实'), await handle('cashier', '已核实')], [404, 200]);
    assert.deepEqual([await handle('cashier', '已核实'), await handle('head', '另有原因')], [200, 409]);
  });

  test('a relation is registered at a window by its papers', async (t) => {
    const on = await county(t);
    const relation = {
      relation_id: randomUUID(),
      psn_no: OWNER,
      relative: OTHER,
      kind: 'parent',
      papers: '户口簿',
    } as const;
    // The one was declared before by the person, and waited for the other.
    await declareRelation(on.db, { psn_no: OWNER, at: TEN }, relation);
    for (let twice = 0; twice < 2; twice += 1)
      assert.equal((await on.ask('first', 'POST', '/api/wallets/relations', relation)).status, 200);
    const row = await on.db.selectFrom('wallet_relation').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([row.declared_by, row.confirmed_by], [OWNER, 'first']);
    const wanted = { transfer_id: randomUUID(), receiver: OTHER, source: 'account', fen: 100 } as const;
    await offer(on.db, { psn_no: OWNER, at: TEN }, wanted);
    const other = { ...relation, relation_id: randomUUID(), relative: 'nobody' };
    assert.equal((await on.ask('first', 'POST', '/api/wallets/relations', other)).body['code'], 'SH-F001');
  });
});
