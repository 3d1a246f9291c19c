import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { balanceOf } from '@shouhu/ledger';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { campaignView } from './board.ts';
import { PEOPLE } from '../http/app.fixture.ts';
import { teamsOf } from './draws.ts';
import { planOf } from './routes.fixture.ts';

async function planned(on: Platform, more: object = {}): Promise<string> {
  const campaign_id = randomUUID();
  const made = await on.ask('head', 'POST', '/api/campaigns', planOf(campaign_id, more));
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return campaign_id;
}

const viewOf = async (on: Platform, campaign_id: string) => campaignView(on.db, PEOPLE.head, campaign_id);

async function matterAt(on: Platform, campaign_id: string, code: string): Promise<string> {
  const place = (await viewOf(on, campaign_id)).places.find(({ fixmedins_code }) => fixmedins_code === code);
  assert.ok(place !== undefined);
  return place.matter_id;
}

async function step(on: Platform, who: PersonName, matter_id: string, action: string, facts: object = {}) {
  const read = await on.ask(who, 'GET', `/api/matters/${matter_id}`);
  const others = who === 'officer1' ? ['officer2'] : [];
  const body = { request_id: randomUUID(), seen: read.body['version'] ?? 0, action, facts, with: others };
  return on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
}

async function taken(on: Platform, who: PersonName, matter_id: string, action: string, facts: object = {}) {
  const { status, body } = await step(on, who, matter_id, action, facts);
  assert.equal(status, 200, `${action}: ${JSON.stringify(body)}`);
}

/** Accounts of inspectors in the county, who may be drawn. */
async function inspectors({ db, now }: Platform, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const [index, id] of ids.entries()) {
    const name = `inspector${index}`;
    const account = { id, name, username: name, email: name, duties: ['inspector'], regions: ['429000'] };
    const times = { created_at: now(), updated_at: now(), disabled_at: null, fixmedins_code: null };
    await db
      .insertInto('user_account')
      .values({ ...account, ...times })
      .execute();
  }
  return ids;
}

const H1 = 'H42900000001';
const answerOf = (item_id: string, value: string, more: object = {}) => ({
  answer_id: randomUUID(),
  item_id,
  value,
  amount_fen: null,
  note: '',
  photos: [],
  answered_at: '2026-03-02T01:00:00.000Z',
  ...more,
});

describe('campaigns', () => {
  test('a campaign covers every institution of its region, and those that come later', async (t) => {
    const on = await platform(t);
    const campaign_id = await planned(on);
    const before = await viewOf(on, campaign_id);
    assert.deepEqual([before.institutions, before.places.length], [2, 2]);
    const place = { fixmedins_code: 'P42900000009', fixmedins_name: '测试药店', admdvs: '429000' };
    await on.db.insertInto('institution').values(place).execute();
    assert.equal((await viewOf(on, campaign_id)).places.length, 2);
    const more = await on.ask('officer1', 'POST', `/api/campaigns/${campaign_id}/targets`, {});
    assert.deepEqual(more.body, { added: 1 });
    const again = await on.ask('head', 'POST', '/api/campaigns', planOf(campaign_id));
    assert.equal(again.status, 200);
    const other = await on.ask('head', 'POST', '/api/campaigns', planOf(campaign_id, { name: '另一个' }));
    assert.equal(other.status, 409);
    const foreign = await on.ask('head', 'POST', '/api/campaigns', planOf(randomUUID(), { admdvs: '110000' }));
    assert.equal(foreign.status, 404);
  });

  test('an institution learns nothing of a visit before it is told or the officers are there', async (t) => {
    const on = await platform(t);
    const matter_id = await matterAt(on, await planned(on), H1);
    await taken(on, 'head', matter_id, 'assign', { officers: ['officer1', 'officer2'] });
    assert.equal((await on.ask('clinic', 'GET', `/api/matters/${matter_id}`)).status, 404);
    assert.equal((await on.ask('clinic', 'GET', `/api/inspections/${matter_id}`)).status, 404);
    assert.deepEqual(Object.keys((await on.ask('clinic', 'GET', '/api/matters')).body), []);
    await taken(on, 'officer1', matter_id, 'enter', { notice_no: '1', place: '住院部', cards_shown: true });
    const seen = await on.ask('clinic', 'GET', `/api/matters/${matter_id}`);
    assert.deepEqual(seen.body['officers'], ['officer1', 'officer2']);
  });

  test('asked to look for itself, it sees its own list only, not its visitors; what it gives back is owed and comes in', async (t) => {
    const on = await platform(t);
    const campaign_id = await planned(on);
    const matter_id = await matterAt(on, campaign_id, H1);
    await taken(on, 'head', matter_id, 'assign', { officers: ['officer1', 'officer2'] });
    const asked = await on.ask('officer1', 'POST', `/api/campaigns/${campaign_id}/self-inspections`);
    assert.deepEqual(asked.body, { asked: 2 });
    const seen = await on.ask('clinic', 'GET', `/api/matters/${matter_id}`);
    assert.deepEqual([seen.body['officers'], seen.body['state']], [[], 'selfInspecting']);
    assert.doesNotMatch(JSON.stringify(seen.body), /officer2/);
    const form = await on.ask('clinic', 'GET', `/api/inspections/${matter_id}`);
    assert.deepEqual(
      form.body['items'],
      [planOf('').items[0]].map(({ ...item }) => item),
    );
    const declaration = {
      request_id: randomUUID(),
      seen: form.body['version'],
      summary: '重复收费三笔',
      committed: true,
    };
    const url = `/api/inspections/${matter_id}/self-inspection`;
    const empty = await on.ask('clinic', 'POST', url, { ...declaration, answers: [] });
    assert.deepEqual([empty.status, empty.body['code']], [400, 'SH-H033']);
    const answers = [answerOf('S1', '', { amount_fen: 120_050 })];
    const uncommitted = await on.ask('clinic', 'POST', url, { ...declaration, answers, committed: false });
    assert.equal(uncommitted.status, 422);
    const done = await on.ask('clinic', 'POST', url, { ...declaration, answers });
    assert.deepEqual([done.status, done.body['state']], [200, 'ready'], JSON.stringify(done.body));
    const again = await on.ask('clinic', 'POST', url, { ...declaration, answers });
    assert.equal(again.status, 200, JSON.stringify(again.body));
    assert.equal(await balanceOf(on.db, `owed:${matter_id}:refund`), 120_050);
    assert.equal((await step(on, 'cashier', matter_id, 'receiveRefund', { paid_fen: 120_051 })).status, 422);
    await taken(on, 'cashier', matter_id, 'receiveRefund', { paid_fen: 120_050 });
    const place = (await viewOf(on, campaign_id)).places.find((each) => each.fixmedins_code === H1);
    assert.equal(place?.recovered_fen, 120_050);
  });

  test('answers from a phone land once, from officers of the visit only, while the visit lasts', async (t) => {
    const on = await platform(t);
    const matter_id = await matterAt(on, await planned(on), H1);
    const url = `/api/inspections/${matter_id}/answers`;
    const answers = [answerOf('C1', 'no', { note: '三张空床', photos: [{ name: '1.jpg', digest: 'a'.repeat(64) }] })];
    assert.equal((await on.ask('officer1', 'POST', url, { answers })).body['code'], 'SH-H032');
    await taken(on, 'head', matter_id, 'assign', { officers: ['officer1', 'officer2'] });
    assert.equal((await on.ask('officer1', 'POST', url, { answers })).body['code'], 'SH-C002');
    await taken(on, 'officer1', matter_id, 'enter', { notice_no: '1', place: '住院部', cards_shown: true });
    const sent = await Promise.all([1, 2, 3].map(async () => on.ask('officer1', 'POST', url, { answers })));
    assert.deepEqual(
      sent.map(({ body }) => Number(body['added'])).toSorted((a, b) => a - b),
      [0, 0, 1],
    );
    const other = [{ ...answers[0], value: 'yes' }];
    assert.equal((await on.ask('officer1', 'POST', url, { answers: other })).body['code'], 'SH-H006');
    const later = [answerOf('C1', 'yes', { answered_at: '2026-03-02T01:05:00.000Z' })];
    assert.deepEqual((await on.ask('officer2', 'POST', url, { answers: later })).body, { added: 1 });
    assert.equal((await on.ask('officer2', 'POST', url, { answers: [answerOf('S1', 'x')] })).status, 404);
    const form = await on.ask('officer1', 'GET', `/api/inspections/${matter_id}`);
    assert.match(JSON.stringify(form.body['answers']), /"value":"yes"/);
    const mine = await on.ask('officer2', 'GET', '/api/inspections');
    assert.match(JSON.stringify(mine.body), new RegExp(matter_id));
    await taken(on, 'officer1', matter_id, 'record', { record: '空床三张', digest: 'b'.repeat(64) });
    await taken(on, 'officer1', matter_id, 'leave');
    await taken(on, 'officer1', matter_id, 'inform', { findings: '空床' });
    const late = await on.ask('officer1', 'POST', url, { answers: [answerOf('C2', 'yes')] });
    assert.equal(late.body['code'], 'SH-C002');
    assert.deepEqual((await on.ask('officer1', 'POST', url, { answers })).body, { added: 0 });
  });

  test('institutions and teams are drawn from all there are, the seed standing in the log first; anybody draws the same again', async (t) => {
    const on = await platform(t);
    const [one = '', two = '', three = ''] = await inspectors(on, 3);
    const campaign_id = await planned(on, { targeting: 'drawn' });
    assert.equal((await viewOf(on, campaign_id)).places.length, 0);
    const url = `/api/campaigns/${campaign_id}/draws`;
    const recusals = [{ person: two, fixmedins_code: null, reason: 'relative' }];
    const body = { draw_id: randomUUID(), count: 1, team: 2, recusals };
    const drawn = await on.ask('head', 'POST', url, body);
    assert.equal(drawn.status, 200, JSON.stringify(drawn.body));
    assert.equal((await on.ask('head', 'POST', url, body)).status, 200);
    const view = await viewOf(on, campaign_id);
    const [record] = view.draws;
    assert.ok(record !== undefined && view.draws.length === 1 && view.places.length === 1);
    assert.deepEqual(
      record.teams.map(({ officers }) => officers.toSorted()),
      [[one, three].toSorted()],
    );
    assert.deepEqual(teamsOf(record), record.teams);
    assert.deepEqual(view.places[0]?.officers, record.teams[0]?.officers);
    const log = await on.db
      .selectFrom('log_entry')
      .select('detail')
      .where('action', '=', 'campaign.draw')
      .orderBy('seq')
      .execute();
    assert.equal(log.length, 2);
    assert.match(log[0]?.detail ?? '', new RegExp(record.seed));
    assert.doesNotMatch(log[0]?.detail ?? '', /teams/);
    const tooMany = { ...body, draw_id: randomUUID(), count: 2 };
    assert.equal((await on.ask('head', 'POST', url, tooMany)).body['code'], 'SH-H070');
    const nobody = [one, two].map((person) => ({ person, fixmedins_code: null, reason: 'other' }));
    const tooFew = { ...body, draw_id: randomUUID(), recusals: nobody };
    assert.equal((await on.ask('head', 'POST', url, tooFew)).body['code'], 'SH-H070');
    assert.equal((await viewOf(on, campaign_id)).draws.length, 1);
    const chosen = { fixmedins_codes: [H1] };
    const added = await on.ask('head', 'POST', `/api/campaigns/${campaign_id}/targets`, chosen);
    assert.equal(added.body['code'], 'SH-H031');
  });
});
