import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { parseCivilDate } from '@shouhu/codes';
import { take } from '../assessment/assessment.fixture.ts';
import { platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { paymentStatus } from './status.ts';

const DOCTOR = { code: 'D429000000123', name: '周明远' };

async function found(on: Platform, more: object = {}): Promise<{ matter_id: string; person_id: string }> {
  const matter_id = randomUUID();
  const wanted = {
    matter_id,
    fixmedins_code: 'H42900000001',
    parent_id: null,
    person: DOCTOR,
    nature: 'serious',
    responsibility: 'main',
    found_on: '2026-03-01',
    ...more,
  };
  const { status, body } = await on.ask('officer1', 'POST', '/api/points', wanted);
  assert.equal(status, 200, JSON.stringify(body));
  return { matter_id, person_id: String(body['person_id']) };
}

async function decided(on: Platform, points: number, more: object = {}) {
  const opened = await found(on, more);
  const { matter_id } = opened;
  const institution = 'fixmedins_code' in more ? 'otherClinic' : 'clinic';
  await take(on, 'officer1', matter_id, 0, 'notice', { points, reasons: '虚记诊疗项目' });
  await take(on, institution, matter_id, 1, 'state', { text: '认可' });
  await take(on, 'head', matter_id, 2, 'decide', { points, reason: '属实' });
  return opened;
}

async function statusOn(on: Platform, day: string) {
  const parsed = parseCivilDate(day);
  assert.ok(parsed.ok);
  return paymentStatus(on, DOCTOR.code.toLowerCase(), parsed.value);
}

describe('points', () => {
  test('points add up over institutions: nine suspend, and only emergency rescue is paid', async (t) => {
    const on = await platform(t);
    await decided(on, 5);
    assert.equal((await statusOn(on, '2026-03-02')).state, 'clear');
    const { matter_id, person_id } = await decided(on, 4, { fixmedins_code: 'H42900000002' });
    const now = await statusOn(on, '2026-03-02');
    assert.deepEqual([now.state, now.points], ['suspended', 9]);
    assert.deepEqual([now.settles({ emergency: false }), now.settles({ emergency: true })], [false, true]);
    const [deed] = await on.db
      .selectFrom('deed')
      .select('facts')
      .where('matter_id', '=', matter_id)
      .where('action', '=', 'decide')
      .execute();
    assert.equal(deed?.facts['year_points'], 9);
    // The first institution sees the number from elsewhere, and no more of it.
    const own = await on.ask('clinic', 'GET', `/api/points/persons/${person_id}?year=2026`);
    assert.deepEqual([own.body['points'], own.body['elsewhere'], own.body['findings']], [9, 4, 1]);
    assert.doesNotMatch(JSON.stringify(own.body), /H42900000002/);
  });

  test('an appeal takes points back, by somebody else than who decided', async (t) => {
    const on = await platform(t);
    const { matter_id } = await decided(on, 12, { nature: 'fraud' });
    const ended = await statusOn(on, '2026-03-02');
    assert.deepEqual([ended.state, ended.points], ['ended', 12]);
    await take(on, 'clinic', matter_id, 3, 'appeal', { text: '系他人冒用' });
    const step = { request_id: randomUUID(), seen: 4, action: 'takeBack', facts: { reason: '查实' } };
    assert.equal((await on.ask('head', 'POST', `/api/matters/${matter_id}/steps`, step)).body['code'], 'SH-C004');
    await take(on, 'legal', matter_id, 4, 'takeBack', { reason: '查实' });
    assert.deepEqual(
      [(await statusOn(on, '2026-03-02')).state, (await statusOn(on, '2026-03-02')).points],
      ['clear', 0],
    );
  });

  test('what is suspended is restored on another’s proposal, not on the same day and not when nothing is suspended', async (t) => {
    const on = await platform(t);
    const { matter_id } = await decided(on, 9);
    await take(on, 'cashier', matter_id, 3, 'askRestoring', { reason: '培训合格' });
    const restore = async (seen: number) =>
      on.ask('head', 'POST', `/api/matters/${matter_id}/steps`, {
        request_id: randomUUID(),
        seen,
        action: 'restore',
        facts: { reason: '培训合格' },
      });
    assert.equal((await restore(4)).body['code'], 'SH-C074');
    on.on('2026-03-20');
    assert.equal((await restore(4)).status, 200);
    assert.equal((await statusOn(on, '2026-03-19')).state, 'suspended');
    assert.equal((await statusOn(on, '2026-03-20')).state, 'clear');
  });

  test('two decisions at once about one person each count the other', async (t) => {
    const on = await platform(t);
    const places = ['H42900000001', 'H42900000002'] as const;
    const ready = await Promise.all(
      places.map(async (fixmedins_code) => {
        const { matter_id } = await found(on, { fixmedins_code });
        await take(on, 'officer1', matter_id, 0, 'notice', { points: 6, reasons: '虚记' });
        await take(on, fixmedins_code.endsWith('1') ? 'clinic' : 'otherClinic', matter_id, 1, 'state', {
          text: '认可',
        });
        return matter_id;
      }),
    );
    await Promise.all(ready.map(async (id) => take(on, 'head', id, 2, 'decide', { points: 6, reason: '属实' })));
    const deeds = await on.db.selectFrom('deed').select('facts').where('action', '=', 'decide').execute();
    assert.deepEqual(new Set(deeds.map(({ facts }) => facts['year_points'])), new Set([6, 12]));
    assert.equal((await statusOn(on, '2026-03-02')).state, 'ended');
  });

  test('name and code lie sealed, are found by the code, shown masked, and in clear for a purpose in the log', async (t) => {
    const on = await platform(t);
    const { person_id } = await decided(on, 3);
    const stored = await on.db.selectFrom('credit_person').selectAll().execute();
    const log = await on.db.selectFrom('log_entry').selectAll().execute();
    assert.doesNotMatch(JSON.stringify([stored, log]), /周明远|D429000000123/);
    const search = async (code: string) =>
      (
        await on.app.inject({
          method: 'POST',
          url: '/api/points/search',
          headers: { 'x-test-person': 'second' },
          payload: { year: 2026, code },
        })
      ).json();
    const [row] = await search(' d429000000123');
    assert.deepEqual([row.name_masked, row.code_masked, row.points], ['周＊', '***0123', 3]);
    assert.deepEqual(await search('D429000000124'), []);
    const purpose = { ground: 'appeal', words: '核对申诉人' };
    const reveal = async (who: 'clinic' | 'otherClinic' | 'second') =>
      on.ask(who, 'POST', `/api/points/persons/${person_id}/reveal`, purpose);
    assert.deepEqual((await reveal('clinic')).body, DOCTOR);
    assert.deepEqual([(await reveal('otherClinic')).status, (await reveal('second')).status], [404, 403]);
  });
});

describe('black list', () => {
  async function listed(on: Platform): Promise<{ matter_id: string; parent_id: string }> {
    const parent_id = randomUUID();
    const penalty = { matter_id: parent_id, procedure: 'penalty', lead_id: 'L1', fixmedins_code: 'H42900000001' };
    assert.equal((await on.ask('officer1', 'POST', '/api/matters', penalty)).status, 200);
    const matter_id = randomUUID();
    const wanted = {
      matter_id,
      parent_id,
      fixmedins_code: 'H42900000001',
      subject: 'insured',
      person: { code: '42900000099887', name: '钱小花' },
      grounds: '冒名就医',
    };
    assert.equal((await on.ask('officer1', 'POST', '/api/credit', wanted)).status, 200);
    assert.equal((await on.ask('officer1', 'POST', '/api/credit', wanted)).status, 200);
    const other = { ...wanted, grounds: '另一事由' };
    assert.equal((await on.ask('officer1', 'POST', '/api/credit', other)).body['code'], 'SH-H006');
    await take(on, 'officer1', matter_id, 0, 'notify', { reasons: '冒名就医' });
    await take(on, 'officer1', matter_id, 1, 'hear', { text: '无异议' });
    await take(on, 'head', matter_id, 2, 'list', { months: 12, reason: '冒名就医' });
    return { matter_id, parent_id };
  }
  const entries = async (on: Platform, who: string) =>
    (await on.app.inject({ url: '/api/credit', headers: { 'x-test-person': who } })).json();

  test('a person is listed for the months decided, on the ground of a case, and masked', async (t) => {
    const on = await platform(t);
    const { parent_id } = await listed(on);
    const [row] = await entries(on, 'legal');
    assert.deepEqual(
      [row.name, row.code, row.listed, row.from_day, row.until_day, row.parent_id],
      ['钱＊', '***9887', true, '2026-03-02', '2027-03-01', parent_id],
    );
    on.on('2027-03-02');
    assert.equal((await entries(on, 'legal'))[0].listed, false);
    assert.deepEqual(await entries(on, 'abroad'), []);
    assert.equal((await on.ask('clinic', 'GET', '/api/credit')).status, 403);
  });

  test('an objection that holds revokes it; restoring ends it the day before', async (t) => {
    const on = await platform(t);
    const first = await listed(on);
    on.on('2026-04-01');
    await take(on, 'cashier', first.matter_id, 3, 'object', { text: '身份被盗用' });
    await take(on, 'legal', first.matter_id, 4, 'revoke', { reason: '查实' });
    const [row] = await entries(on, 'head');
    assert.deepEqual([row.state, row.listed, row.until_day], ['revoked', false, '2026-03-31']);
  });
});
