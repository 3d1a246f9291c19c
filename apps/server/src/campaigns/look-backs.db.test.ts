/** Looking back at what a campaign has inspected: named or drawn, linked, compared. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { draw } from '@shouhu/draw';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { verifyLog } from '../log/log.ts';
import { campaignView } from './board.ts';
import { planOf } from './routes.fixture.ts';

const [H1, H2] = ['H42900000001', 'H42900000002'];

async function planned(on: Platform): Promise<string> {
  const campaign_id = randomUUID();
  assert.equal((await on.ask('head', 'POST', '/api/campaigns', planOf(campaign_id))).status, 200);
  return campaign_id;
}

const viewOf = async (on: Platform, campaign_id: string) => campaignView(on.db, PEOPLE.head, campaign_id);

async function matterAt(on: Platform, campaign_id: string, code: string): Promise<string> {
  const { places } = await viewOf(on, campaign_id);
  return places.find(({ fixmedins_code }) => fixmedins_code === code)?.matter_id ?? '';
}

/** Officers go there, fill in the form, and the head decides. */
async function inspected(
  on: Platform,
  matter_id: string,
  problem: { stock: string; findings: string } | null,
): Promise<void> {
  const take = async (who: PersonName, action: string, facts: object = {}) => {
    const { body } = await on.ask('head', 'GET', `/api/matters/${matter_id}`);
    const others = who === 'officer1' ? ['officer2'] : [];
    const step = { request_id: randomUUID(), seen: body['version'], action, facts, with: others };
    const answer = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, step);
    assert.equal(answer.status, 200, `${action}: ${JSON.stringify(answer.body)}`);
  };
  await take('head', 'assign', { officers: ['officer1', 'officer2'] });
  await take('officer1', 'enter', { notice_no: '1', place: '药房', cards_shown: true });
  const answers = [
    {
      answer_id: randomUUID(),
      item_id: 'C2',
      value: problem?.stock ?? 'yes',
      amount_fen: problem === null ? null : 30_000,
      note: '',
      photos: [],
      answered_at: on.now().toISOString(),
    },
  ];
  const sent = await on.ask('officer1', 'POST', `/api/inspections/${matter_id}/answers`, { answers });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  await take('officer1', 'record', { record: '清点药品', digest: 'b'.repeat(64) });
  await take('officer1', 'leave');
  await take('officer1', 'inform', { findings: problem?.findings ?? '未发现问题' });
  const day = on.now();
  on.on(new Date(day.getTime() + 15 * 86_400_000).toISOString().slice(0, 10));
  await take('head', problem === null ? 'findNothing' : 'handle', { conclusion: '已核实' });
}

test('named institutions that were inspected are looked back at once, linked to the earlier inspection, and compared', async (t) => {
  const on = await platform(t);
  const campaign_id = await planned(on);
  const earlier = await matterAt(on, campaign_id, H1);
  const url = `/api/campaigns/${campaign_id}/look-backs`;
  const wanted = { look_back_id: randomUUID(), day: '2026-06-01', of: { named: [H1] } };
  assert.equal((await on.ask('officer1', 'POST', url, wanted)).body['code'], 'SH-H035');
  await inspected(on, earlier, { stock: 'no', findings: '账实不符' });
  assert.equal((await on.ask('officer1', 'POST', url, { ...wanted, day: '2026-03-01' })).body['code'], 'SH-H005');
  assert.equal((await on.ask('officer1', 'POST', url, { ...wanted, of: { named: [H1, H2] } })).body['code'], 'SH-H035');
  assert.equal((await on.ask('first', 'POST', url, wanted)).status, 403);

  const made = await on.ask('officer1', 'POST', url, wanted);
  assert.equal(made.status, 200, JSON.stringify(made.body));
  assert.equal((await on.ask('officer1', 'POST', url, wanted)).status, 200);
  const other = { ...wanted, day: '2026-07-01' };
  assert.equal((await on.ask('officer1', 'POST', url, other)).body['code'], 'SH-H006');
  const twice = await on.ask('head', 'POST', url, { ...wanted, look_back_id: randomUUID() });
  assert.equal(twice.body['code'], 'SH-H035');
  const [one] = (await viewOf(on, campaign_id)).look_backs;
  const place = one?.places[0];
  assert.ok(one !== undefined && place !== undefined && one.places.length === 1);
  assert.deepEqual([one.day, one.chosen, place.earlier_id, place.state], ['2026-06-01', [H1], earlier, 'planned']);
  const linked = await on.ask('head', 'GET', `/api/matters/${place.matter_id}`);
  assert.match(JSON.stringify(linked.body['parent']), new RegExp(earlier));
  // The institution learns nothing of it, and the form is that of the campaign.
  assert.equal((await on.ask('clinic', 'GET', `/api/matters/${place.matter_id}`)).status, 404);
  const known = await on.ask('clinic', 'GET', `/api/matters/${earlier}`);
  assert.deepEqual(known.body['children'], []);
  on.on('2026-06-01');
  await inspected(on, place.matter_id, null);
  const view = await viewOf(on, campaign_id);
  const form = await on.ask('officer1', 'GET', `/api/inspections/${place.matter_id}`);
  assert.deepEqual([form.body['campaign'], form.body['items']], [view.name, view.items]);
  const { before, again } = view.look_backs[0]?.places[0] ?? {};
  assert.deepEqual(
    [before, again],
    [
      {
        result: 'handled',
        findings: '账实不符',
        answers: [{ item_id: 'C2', value: 'no', amount_fen: 30_000 }],
        amount_fen: 30_000,
      },
      {
        result: 'nothing',
        findings: '未发现问题',
        answers: [{ item_id: 'C2', value: 'yes', amount_fen: null }],
        amount_fen: 0,
      },
    ],
  );
  assert.deepEqual(view.report.looked_back, {
    planned: 1,
    visited: 1,
    found_before: 1,
    found_again: 0,
    put_right: 1,
    before_fen: 30_000,
    again_fen: 0,
  });
  for (const format of ['xlsx', 'pdf']) {
    assert.equal((await on.ask('head', 'GET', `/api/campaigns/${campaign_id}/report?format=${format}`)).status, 200);
  }
  assert.equal((await verifyLog(on.db)).ok, true);
});

test('drawn from all that were inspected, the seed standing in the log first; anybody draws the same again', async (t) => {
  const on = await platform(t);
  const campaign_id = await planned(on);
  for (const code of [H1, H2]) await inspected(on, await matterAt(on, campaign_id, code), null);
  const url = `/api/campaigns/${campaign_id}/look-backs`;
  const wanted = { look_back_id: randomUUID(), day: '2026-09-01', of: { drawn: 1 } };
  assert.equal((await on.ask('officer1', 'POST', url, wanted)).status, 403);
  assert.equal((await on.ask('head', 'POST', url, { ...wanted, of: { drawn: 3 } })).body['code'], 'SH-H070');
  const sent = await Promise.all([1, 2].map(async () => on.ask('head', 'POST', url, wanted)));
  assert.deepEqual(
    sent.map(({ status }) => status),
    [200, 200],
  );
  const { look_backs } = await viewOf(on, campaign_id);
  const [one] = look_backs;
  assert.ok(one !== undefined && look_backs.length === 1 && one.seed !== null);
  assert.deepEqual(one.institutions, [H1, H2]);
  assert.deepEqual(one.chosen, draw(one.seed, [H1, H2], 1).drawn);
  assert.deepEqual(
    one.places.map(({ fixmedins_code }) => fixmedins_code),
    one.chosen,
  );
  const log = await on.db
    .selectFrom('log_entry')
    .select('detail')
    .where('action', '=', 'campaign.draw')
    .orderBy('seq')
    .execute();
  assert.deepEqual(
    [log.length, log[0]?.detail.includes(one.seed), log[0]?.detail.includes('chosen')],
    [2, true, false],
  );
});
