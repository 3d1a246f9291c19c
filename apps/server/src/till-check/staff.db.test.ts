import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { codeOf } from '@shouhu/interface';
import { approveClearing } from '../clearing/approve.ts';
import { computeClearing } from '../clearing/compute.ts';
import { PEOPLE } from '../http/app.fixture.ts';
import { prune } from '../operation/retention/prune.ts';
import type { Bounds } from '../operation/retention/prune.ts';
import { charged, EMPLOYEE, HOSPITAL, line, registered, settling } from '../settlement/settlement.fixture.ts';
import { compareYesterday } from './compare-day.ts';
import { asking, checkedTill, monthly, order, remindersOf } from './till-check.fixture.ts';

describe('the real-time check as staff see it', () => {
  test('decisions are listed and explained, persons masked, and opened for a purpose', async (t) => {
    const { place, publish, check } = await checkedTill(t);
    const { on } = place;
    await publish(monthly(1));
    const [reminder] = remindersOf(await check(asking({ orders: [order('R1'), order('R2')] })));
    await check(asking({ psn_no: '4290000002' }), '3102');
    const warns = [{ warn_rslt_id: reminder?.['jr_id'], dspo_way: '1', dspo_way_rea: '测试甲病情需要' }];
    await check({ data: { warn_type: '1', warns } }, '3103');
    const listed = async (who: 'admin' | 'clinic' | 'otherClinic', query = '') => {
      const headers = { 'x-test-person': who };
      const response = await on.app.inject({ method: 'GET', url: `/api/till/decisions${query}`, headers });
      assert.equal(response.statusCode, 200, response.body);
      assert.ok(!response.body.includes(EMPLOYEE));
      const rows: Record<string, unknown>[] = response.json();
      return rows;
    };
    const rows = await listed('admin');
    assert.deepEqual(
      rows.map(({ infno, psn_tail }) => [infno, psn_tail]),
      [
        ['3102', '0002'],
        ['3101', '0001'],
      ],
    );
    assert.equal((await listed('clinic')).length, 2);
    assert.equal((await listed('otherClinic')).length, 0);
    assert.equal((await listed('admin', '?day=2026-03-02&limit=1')).length, 1);
    assert.equal((await listed('admin', '?day=2026-03-01')).length, 0);
    assert.equal((await listed('admin', `?before=${String(rows[0]?.['decision_id'])}`)).length, 1);
    assert.equal((await listed('admin', '?outcome=not-checked')).length, 0);
    assert.equal((await listed('admin', '?infno=3102')).length, 1);
    const exported = async (who: 'admin' | 'clinic' | 'otherClinic', query = '') => {
      const asked = `format=csv&ground=oversight&words=${encodeURIComponent('月度核对')}${query}`;
      const headers = { 'x-test-person': who };
      const response = await on.app.inject({ method: 'GET', url: `/api/till/decisions/export?${asked}`, headers });
      assert.equal(response.statusCode, 200, response.body);
      return response.body.trimEnd().split('\r\n').slice(1);
    };
    assert.equal((await exported('otherClinic')).length, 0);
    assert.equal((await exported('clinic')).length, 2);
    const [during, ...none] = await exported('admin', '&infno=3102&day=2026-03-02');
    assert.deepEqual(none, []);
    assert.match(
      during ?? '',
      /^2026-03-02 \d\d:\d\d:\d\d,H42900000001,测试县人民医院,事中 3102,未见问题,[^,]+,0002,0,0,/,
    );
    const url = `/api/till/decisions/${String(rows[1]?.['decision_id'])}`;
    const { body } = await on.ask('officer1', 'GET', url);
    assert.ok(!JSON.stringify(body).includes(EMPLOYEE) && !JSON.stringify(body).includes('病情需要'));
    assert.equal(body['replays'], true);
    assert.partialDeepStrictEqual(body['reminders'], [{ rule_name: '月限量', amount_fen: 10_000, dspo_way: '1' }]);
    const evidence = [{ zh: '项目编码' }, { zh: '上限', text: '1' }, { en: 'Total', text: '2' }];
    assert.partialDeepStrictEqual(body['reminders'], [{ evidence, rx_ids: ['R1', 'R2'] }]);
    assert.partialDeepStrictEqual(body['visit'], {
      adm_date: '2026-03-02 09:00:00',
      diagnoses: ['I10.x00'],
      orders: [{ rx_id: 'R1', cnt: 10_000, pric: 100_000_000, sum_fen: 10_000 }, { rx_id: 'R2' }],
    });
    assert.deepEqual(body['compared'], { settlements: [], days: [], differences: [] });
    const again = await on.ask('clinic', 'GET', `${url}/replay`);
    assert.partialDeepStrictEqual(again.body, { same: true, given: again.body['again'], differences: [] });
    const purpose = { ground: 'verify', words: '核对提醒' };
    assert.equal((await on.ask('clinic', 'POST', `${url}/person`, purpose)).status, 403);
    const person = await on.ask('officer1', 'POST', `${url}/person`, purpose);
    assert.deepEqual(person.body, {
      psn_no: EMPLOYEE,
      reasons: [{ jr_id: reminder?.['jr_id'], reason: '测试甲病情需要' }],
    });
    const log = await on.db.selectFrom('log_entry').selectAll().where('action', '=', 'person.reveal').execute();
    assert.deepEqual(
      log.map(({ subject, purpose: why }) => [subject, why]),
      [[`check:${String(rows[1]?.['decision_id'])}`, '核查线索：核对提醒']],
    );
    const headers = { 'x-test-person': 'admin' };
    const figures = await on.app.inject({
      method: 'GET',
      url: '/api/till/figures?from=2026-03-02&to=2026-03-02',
      headers,
    });
    assert.partialDeepStrictEqual(figures.json(), [{ checked: 2, not_checked: 0, answered: 1, accepted: 0 }]);
  });

  test('the night compares the day before, and once more takes its place', async (t) => {
    const { place, publish } = await checkedTill(t);
    const { on } = place;
    await publish(monthly(1));
    const visit = await registered(place);
    await place.send('2207', settling(visit, await charged(place, visit, [line('1', { cnt: 2 })])));
    on.on('2026-03-03');
    for (let twice = 0; twice < 2; twice += 1)
      assert.partialDeepStrictEqual(await compareYesterday(on.services), {
        day: '2026-03-02',
        visits: 1,
        never_checked: 1,
      });
    const seen = async (who: string, query = '') => {
      const headers = { 'x-test-person': who };
      const url = `/api/till/differences?day=2026-03-02${query}`;
      return (await on.app.inject({ method: 'GET', url, headers })).json<Record<string, unknown>[]>();
    };
    const rows = await seen('officer1', '&cause=never-checked');
    assert.ok(rows.some(({ change, day_fen }) => change === 'appeared' && day_fen === 10_000));
    assert.deepEqual(await seen('officer1', '&cause=unexplained'), []);
    assert.deepEqual(await seen('abroad'), []);
    assert.ok(rows.every(({ rule_name, setl_id }) => rule_name !== null && setl_id !== null));
    assert.equal((await seen('officer1', `&after_mdtrt_id=${visit.mdtrt_id}&after_jr_id=~`)).length, 0);
    const days = async (who: string) => {
      const headers = { 'x-test-person': who };
      return (
        await on.app.inject({ method: 'GET', url: '/api/till/days?from=2026-03-01&to=2026-03-31', headers })
      ).json();
    };
    const causes = [{ cause: 'never-checked', count: rows.length }];
    assert.partialDeepStrictEqual(await days('officer1'), [{ day: '2026-03-02', visits: 1, causes }]);
    assert.partialDeepStrictEqual(await days('abroad'), [{ day: '2026-03-02', visits: 0, causes: [] }]);
  });
});

test('what is old goes in batches, but for what a settlement, an open visit or an open matter needs; a msgid stays used', async (t) => {
  const { place, clinic, publish, check } = await checkedTill(t);
  const { on } = place;
  await publish(monthly(1));
  const [reminder] = remindersOf(await check(asking({ orders: [order('R1'), order('R2')] })));
  const warns = [{ warn_rslt_id: reminder?.['jr_id'], dspo_way: '2' }];
  await check({ data: { warn_type: '1', warns } }, '3103');
  // Under numbers that no message of the clinic has.
  const numbered = (serial: string) => ({ msgid: `${HOSPITAL}20260302000000${serial}` });
  const visit = await registered(place, undefined, numbered('8001'));
  const total = await charged(place, visit, [line('1')]);
  await check(asking({ mdtrt_id: visit.mdtrt_id }));
  const unsettled = await registered(place, '4290000002', numbered('8002'));
  await check(asking({ psn_no: '4290000002', mdtrt_id: unsettled.mdtrt_id }));
  const here = { insuplc_admdvs: '429000' };
  const settle = clinic.build('2207', settling(visit, total), here);
  assert.equal((await clinic.post(settle)).answer.infcode, 0);
  const filing = {
    psn_no: EMPLOYEE,
    insutype: '310',
    opsp_dise_code: 'M1',
    opsp_dise_name: '高血压',
    begndate: '2026-03-01',
  };
  const filed = clinic.build('2503', { data: filing }, here);
  await clinic.post(filed);
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'review', lead_id: 'L1', fixmedins_code: HOSPITAL };
  assert.equal((await on.ask('first', 'POST', '/api/matters', wanted)).status, 200);
  const night = async (day: string, bounds?: Bounds) => {
    const retention = { message_days: 300, decision_days: 300 };
    return prune({ db: on.db, now: () => new Date(`${day}T02:30:00+08:00`), retention }, undefined, bounds);
  };
  const nothing = { messages: 0, decisions: 0 };
  assert.deepEqual(await night('2026-12-01'), nothing);
  assert.deepEqual(await night('2027-03-02'), nothing, 'while a matter is open');
  await on.db.updateTable('matter').set({ state: 'withdrawn' }).where('matter_id', '=', matter_id).execute();
  assert.deepEqual(await night('2027-03-02', { rows: 2, batches: 1 }), { messages: 2, decisions: 1 });
  // Three checks, what was answered to one, a filing; the settlement waits for its clearing.
  assert.deepEqual(await night('2027-03-02'), { messages: 3, decisions: 0 });
  assert.equal((await on.db.selectFrom('till_reminder').select('jr_id').execute()).length, 0);
  const codes = async (message: typeof filed): Promise<string | null> => codeOf((await clinic.post(message)).answer);
  assert.deepEqual([await codes(filed), await codes(settle)], ['SH-T025', null]);
  const at = (time: string) => new Date(`${time}T10:00:00+08:00`);
  await computeClearing(on.db, { caller: PEOPLE.cashier, at: at('2026-04-01') }, '2026-03');
  assert.deepEqual(await night('2027-03-02'), nothing);
  const seen_fen = 0;
  await approveClearing(on.db, { caller: PEOPLE.head, at: at('2026-04-20') }, { month: '2026-03', seen_fen });
  // The pool paid nothing of it: approved is the end.
  assert.deepEqual(await night('2027-03-02'), { messages: 1, decisions: 1 });
  assert.equal(await codes(settle), 'SH-T025');
  const { answer } = await clinic.ask(
    '2601',
    { data: { psn_no: EMPLOYEE, omsgid: filed.msgid, oinfno: '2503' } },
    here,
  );
  assert.equal(codeOf(answer), 'SH-Q048');
  const left = await on.db.selectFrom('till_decision').select('mdtrt_id').execute();
  assert.deepEqual(left, [{ mdtrt_id: unsettled.mdtrt_id }]);
  await assert.rejects(on.db.deleteFrom('till_decision').execute());
  const noted = await on.db.selectFrom('log_entry').select('detail').where('action', '=', 'records.pruned').execute();
  assert.deepEqual(
    noted.map(({ detail }) => detail),
    ['2', '1', '3', '1', '1'],
  );
});
