import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

/** A campaign over the two institutions of the county. */
export function planOf(campaign_id: string, more: object = {}) {
  return {
    campaign_id,
    name: '打击欺诈骗保专项行动',
    basis: '条例 22',
    theme: '重复收费、虚假住院',
    admdvs: '429000',
    kinds: 'all',
    targeting: 'all',
    from_day: '2026-03-01',
    to_day: '2026-12-31',
    self_until: null,
    look_back_from: null,
    items: [
      { item_id: 'S1', list: 'self', text: '是否存在重复收费', reference: '条例 38', answer: 'amount' },
      { item_id: 'C1', list: 'site', text: '在床人数与登记一致', reference: '条例 40', answer: 'yes-no' },
      { item_id: 'C2', list: 'site', text: '药品账实相符', reference: '条例 38', answer: 'yes-no' },
    ],
    ...more,
  };
}

/** Campaigns and inspections as the test of rights asks them. */
export async function campaignsRoutes(on: Platform): Promise<(readonly [string, Route])[]> {
  const campaign_id = randomUUID();
  const made = await on.ask('head', 'POST', '/api/campaigns', planOf(campaign_id));
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const { places } = made.body;
  assert.ok(Array.isArray(places));
  const matter_id = String(places[0]?.matter_id);
  await on.ask('head', 'POST', `/api/campaigns/${campaign_id}/self-inspections`);
  const url = `/api/campaigns/${campaign_id}`;
  const visit = `/api/inspections/${matter_id}`;
  const answer = {
    answer_id: randomUUID(),
    item_id: 'C1',
    value: 'yes',
    amount_fen: null,
    note: '',
    photos: [],
    answered_at: '2026-03-02T02:00:00.000Z',
  };
  const declaration = { request_id: randomUUID(), seen: 99, answers: [], summary: '已自查', committed: true };
  const result = {
    fixmedins_code: 'H42900000001',
    inspected_on: '2026-03-02',
    decided_on: '2026-03-02',
    findings: '重复收费',
    measures: ['talk'],
    recovered_fen: 0,
  };
  const officer = await inspector(on);
  const batch = { batch_id: randomUUID(), officers: [officer], rows: [result] };
  const entered = await on.ask('officer1', 'POST', `${url}/batches`, batch);
  assert.equal(entered.status, 200, JSON.stringify(entered.body));
  const named = { look_back_id: randomUUID(), day: '2026-06-01', of: { named: ['H42900000001'] } };
  const drawing = { draw_id: randomUUID(), count: null, team: 2, recusals: [] };
  return [
    ['GET /api/campaigns', { method: 'GET', url: '/api/campaigns', right: 'campaign.read', own: true }],
    [
      'POST /api/campaigns',
      { method: 'POST', url: '/api/campaigns', right: 'campaign.plan', body: planOf(campaign_id) },
    ],
    ['GET /api/campaigns/{campaign_id}', { method: 'GET', url, right: 'campaign.read' }],
    [
      'POST /api/campaigns/{campaign_id}/targets',
      { method: 'POST', url: `${url}/targets`, right: 'campaign.plan', body: {} },
    ],
    [
      'POST /api/campaigns/{campaign_id}/self-inspections',
      { method: 'POST', url: `${url}/self-inspections`, right: 'campaign.plan' },
    ],
    [
      'POST /api/campaigns/{campaign_id}/draws',
      // One alone has an account here, and a team is two.
      { method: 'POST', url: `${url}/draws`, right: 'campaign.draw', body: drawing, gets: 400 },
    ],
    [
      'POST /api/campaigns/{campaign_id}/look-backs',
      // Nobody has been anywhere yet.
      { method: 'POST', url: `${url}/look-backs`, right: 'campaign.plan', body: named, gets: 409 },
    ],
    [
      'POST /api/campaigns/{campaign_id}/look-backs drawn',
      {
        method: 'POST',
        url: `${url}/look-backs`,
        right: 'campaign.draw',
        body: { ...named, of: { drawn: 1 } },
        gets: 400,
      },
    ],
    [
      'GET /api/campaigns/{campaign_id}/report',
      { method: 'GET', url: `${url}/report?format=xlsx`, right: 'campaign.read' },
    ],
    [
      'POST /api/campaigns/{campaign_id}/batches',
      {
        method: 'POST',
        url: `${url}/batches`,
        right: 'campaign.record',
        body: { ...batch, officers: [officer, 'nobody'] },
        gets: 404,
      },
    ],
    [
      'POST /api/campaigns/{campaign_id}/batches/{batch_id}/verdict',
      {
        method: 'POST',
        url: `${url}/batches/${batch.batch_id}/verdict`,
        right: 'campaign.confirm',
        body: { verdict: 'returned', reason: '日期有误' },
      },
    ],
    ['GET /api/inspections', { method: 'GET', url: '/api/inspections', right: 'inspection.note', own: true }],
    ['GET /api/inspections/{matter_id}', { method: 'GET', url: visit, right: 'inspection.read' }],
    [
      'POST /api/inspections/{matter_id}/answers',
      { method: 'POST', url: `${visit}/answers`, right: 'inspection.note', body: { answers: [answer] }, gets: 409 },
    ],
    [
      'POST /api/inspections/{matter_id}/photos/{digest}',
      { method: 'POST', url: `${visit}/photos/${'a'.repeat(64)}`, right: 'inspection.note', body: {}, gets: 409 },
    ],
    [
      'POST /api/inspections/{matter_id}/self-inspection',
      { method: 'POST', url: `${visit}/self-inspection`, right: 'inspection.declare', body: declaration, gets: 400 },
    ],
  ];
}

/** An account of an inspector who goes along. */
async function inspector({ db, now }: Platform): Promise<string> {
  const id = randomUUID();
  const account = { id, name: '李梅', username: id, email: id, duties: ['inspector'], regions: ['429000'] };
  const times = { created_at: now(), updated_at: now(), disabled_at: null, fixmedins_code: null };
  await db
    .insertInto('user_account')
    .values({ ...account, ...times })
    .execute();
  return id;
}
