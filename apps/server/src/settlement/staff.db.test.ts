import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sampleFiles } from '@shouhu/benefits';
import type { PolicyOf } from '@shouhu/benefits';
import { ShouhuError } from '@shouhu/errors';
import { dayOf } from '../casework/matter.ts';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import { cancelledAtDoor, openTill, settledAtDoor } from './door.fixture.ts';
import { policiesOf } from './policy-book.ts';
import { EMPLOYEE, ITEMS, charged, fieldOf, line, registered, settling, till } from './settlement.fixture.ts';

const DAY = 'day=2026-03-02';
const purpose = { ground: 'verify', words: '核对参保人' };

/** An amount of an answer. */
const fenOf = (node: unknown, name: string): number => {
  assert.ok(typeof node === 'object' && node !== null);
  return Number(Reflect.get(node, name));
};

test('a settlement is listed, summed by fund, explained and cancelled, its person hidden until somebody says what for', async (t) => {
  const on = await platform(t);
  const hospital = await openTill(on, true);
  const lines = [line('F1', { pric: 900 }), line('F2', { med_list_codg: ITEMS.capped, pric: 80 })];
  const first = await settledAtDoor(hospital, lines);
  const second = await settledAtDoor(hospital);
  const back = await cancelledAtDoor(hospital, second);
  const rowsOf = async (query: string): Promise<Record<string, unknown>[]> => {
    const headers = { 'x-test-person': 'officer1' };
    const answer = await on.app.inject({ method: 'GET', url: `/api/settlements?${query}`, headers });
    assert.equal(answer.statusCode, 200, answer.body);
    assert.doesNotMatch(answer.body, new RegExp(`${EMPLOYEE}|测试甲|99000119`));
    return answer.json();
  };
  const listed = await rowsOf(DAY);
  assert.deepEqual(
    new Map(
      listed.map(({ setl_id, standing, psn_tail, medfee_sumamt }) => [setl_id, [standing, psn_tail, medfee_sumamt]]),
    ),
    new Map([
      [first.setl_id, ['standing', '0001', 98_000]],
      [second.setl_id, ['cancelled', '0001', 60_000]],
      [back, ['cancellation', '0001', -60_000]],
    ]),
  );
  assert.deepEqual(
    [
      (await rowsOf('day=2026-03-01')).length,
      (await rowsOf(`${DAY}&standing=cancelled`)).map(({ setl_id }) => setl_id),
      (await rowsOf(`${DAY}&fixmedins_code=H42900000002`)).length,
      (await rowsOf(`${DAY}&insutype=310&med_type=11`)).length,
    ],
    [0, [second.setl_id], 0, 3],
  );
  const paged: unknown[] = [];
  for (let more = ''; ;) {
    const [row] = await rowsOf(`${DAY}&limit=1${more}`);
    if (row === undefined) break;
    paged.push(row['setl_id']);
    const time = encodeURIComponent(String(row['setl_time']));
    more = `&before_time=${time}&before_setl_id=${String(row['setl_id'])}`;
  }
  assert.deepEqual(
    paged,
    listed.map(({ setl_id }) => setl_id),
  );

  const { body: view } = await on.ask('clinic', 'GET', `/api/settlements/${first.setl_id}`);
  const { body: sums } = await on.ask('officer1', 'GET', `/api/settlements/sums?${DAY}`);
  assert.deepEqual(
    [sums['settlements'], sums['cancellations'], sums['medfee_sumamt'], sums['fund_pay_sumamt']],
    [2, 1, 98_000, view['fund_pay_sumamt']],
  );
  assert.ok(Array.isArray(sums['funds']) && Array.isArray(view['shares']) && Array.isArray(view['steps']));
  assert.deepEqual(
    sums['funds'].map((fund) => [fenOf(fund, 'fund_pay_type'), fenOf(fund, 'payments'), fenOf(fund, 'fund_payamt')]),
    view['shares'].map((share) => [fenOf(share, 'fund_pay_type'), 3, fenOf(share, 'fund_payamt')]),
  );
  assert.ok(view['steps'].length > 1);
  assert.match(JSON.stringify(view['steps']), /宜府办发〔2022〕73号/);
  assert.deepEqual([view['init_setl_id'], view['cancelled_by'], view['mdtrt_id']], [null, null, first.mdtrt_id]);
  const { body: cancellation } = await on.ask('clinic', 'GET', `/api/settlements/${back}`);
  assert.deepEqual([cancellation['init_setl_id'], cancellation['steps']], [second.setl_id, []]);
  const { body: cancelled } = await on.ask('clinic', 'GET', `/api/settlements/${second.setl_id}`);
  assert.equal(cancelled['cancelled_by'], back);

  const linesOf = async (setl_id: string, query = ''): Promise<Record<string, unknown>[]> => {
    const url = `/api/settlements/${setl_id}/lines${query}`;
    return (await on.app.inject({ method: 'GET', url, headers: { 'x-test-person': 'clinic' } })).json();
  };
  assert.deepEqual(
    (await linesOf(first.setl_id)).map((one) => [one['feedetl_sn'], one['det_item_fee_sumamt'], one['overlmt_amt']]),
    [
      ['F1', 90_000, 0],
      ['F2', 8_000, 3_000],
    ],
  );
  assert.deepEqual(
    [(await linesOf(first.setl_id, '?after=F1')).length, (await linesOf(second.setl_id)).length],
    [1, 0],
  );

  const { body: person } = await on.ask('officer1', 'POST', `/api/settlements/${first.setl_id}/person`, purpose);
  assert.deepEqual(person, { psn_no: EMPLOYEE, psn_name: '测试甲', certno: '990001198001010011' });
  const log = await on.db
    .selectFrom('log_entry')
    .select(['actor', 'subject', 'purpose'])
    .where('action', '=', 'person.reveal')
    .execute();
  assert.deepEqual(log, [
    { actor: 'officer1', subject: `settlement:${first.setl_id}`, purpose: '核查线索：核对参保人' },
  ]);
  const { body: sent } = await on.ask('admin', 'GET', `/api/gateway/messages/${String(view['msgid'])}`);
  assert.equal(sent['setl_id'], first.setl_id);
  for (const who of ['otherClinic', 'abroadOfficer'] as const)
    assert.equal((await on.ask(who, 'GET', `/api/settlements/${first.setl_id}`)).status, 404);
  assert.equal(
    (await on.ask('abroadOfficer', 'POST', `/api/settlements/${first.setl_id}/person`, purpose)).status,
    404,
  );
});

test('policies of a folder are accepted once; what was settled by one is changed by no file, and explains itself by the policy it had', async (t) => {
  const place = await till(t);
  const { on } = place;
  const folder = join(on.folder, 'policies');
  await mkdir(folder);
  const asking = { caller: PEOPLE.admin, at: on.now() };
  const write = async (name: string, value: unknown): Promise<void> =>
    writeFile(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  const faultOf = async (): Promise<readonly [string, string]> =>
    policiesOf(on.db, asking, folder).then(
      () => ['none', ''],
      (error: unknown) => (error instanceof ShouhuError ? [error.code, error.place.file ?? ''] : [String(error), '']),
    );
  const [sample] = sampleFiles.policies;
  assert.deepEqual(await faultOf(), ['SH-S013', '']);
  await write('a.json', '{');
  assert.deepEqual(await faultOf(), ['SH-S001', join(folder, 'a.json')]);
  await write('a.json', { ...sample, valid_from: '2024-02-30' });
  assert.deepEqual(await faultOf(), ['SH-S001', join(folder, 'a.json')]);
  await write('a.json', sample);
  await write('b.json', sample);
  assert.deepEqual(await faultOf(), ['SH-S001', join(folder, 'b.json')]);
  await rm(join(folder, 'b.json'));
  await write('adopted.json', { '429000': '9999' });
  assert.deepEqual(await faultOf(), ['SH-S001', join(folder, 'adopted.json')]);
  await policiesOf(on.db, asking, undefined);
  const visit = await registered(place);
  const total = await charged(place, visit, [line('1', { pric: 900 })]);
  const { setlinfo } = await place.send('2207', settling(visit, total));
  await write('adopted.json', { '429000': '4205' });
  await write('a.json', { ...sample, name: { zh: '改过', en: 'changed' } });
  assert.equal((await faultOf())[0], 'SH-S011');
  await write('a.json', { ...sample, valid_to: '2026-03-01', id: 'other' });
  assert.equal((await faultOf())[0], 'SH-S012');
  await write('a.json', sample);
  const county = { ...sample, id: 'county-2026', name: { zh: '县政策', en: 'County' }, admdvs: '429000' };
  await write('b.json', { ...county, valid_from: '2026-03-02' });
  assert.equal((await faultOf())[0], 'SH-S012');
  const books = async () => (await on.db.selectFrom('policy_book').select('seq').execute()).length;
  assert.equal(await books(), 1);
  await write('b.json', { ...county, valid_from: '2026-03-03' });
  const idOn = (policyOf: PolicyOf, day: string): string => policyOf({ insuplc_admdvs: '429000', day: dayOf(day) }).id;
  for (const named of [folder, folder, undefined]) {
    const policyOf = await policiesOf(on.db, asking, named);
    assert.deepEqual([idOn(policyOf, '2026-03-02'), idOn(policyOf, '2026-03-03')], [sample.id, 'county-2026']);
  }
  assert.equal(await books(), 2);
  await on.db
    .updateTable('policy_kept')
    .set({ content: JSON.stringify({ ...sample, name: { zh: '原名', en: 'As it was' } }) })
    .where('policy', '=', sample.id)
    .execute();
  const seen = await on.ask('officer1', 'GET', `/api/settlements/${fieldOf(setlinfo, 'setl_id')}`);
  assert.equal(fieldOf(seen.body['policy_name'], 'zh'), '原名');
});
