/** A campaign of the past: entered by one person, confirmed by another, reported out of matters and ledger. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { trialBalance } from '@shouhu/ledger';
import { readXlsx } from 'hucre/xlsx';
import { takeStep } from '../casework/take-step.ts';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { verifyLog } from '../log/log.ts';
import { campaignView } from './board.ts';
import { addDistrict, districtResults } from './district.fixture.ts';
import { planOf } from './routes.fixture.ts';
import type { ResultRow } from './schema.ts';

interface District {
  readonly on: Platform;
  readonly url: string;
  readonly campaign_id: string;
  /** Who goes along with officer 1. */
  readonly officer: string;
}

async function district(t: Parameters<typeof platform>[0]): Promise<District> {
  const on = await platform(t);
  const officer = await addDistrict(on);
  const campaign_id = randomUUID();
  const url = `/api/campaigns/${campaign_id}`;
  const plan = planOf(campaign_id, { admdvs: '429005', to_day: '2026-03-31' });
  assert.equal((await on.ask('head', 'POST', '/api/campaigns', plan)).status, 200);
  on.on('2026-04-01');
  return { on, url, campaign_id, officer };
}

async function entered({ on, url, officer }: District, rows: readonly ResultRow[]): Promise<string> {
  const batch_id = randomUUID();
  const answer = await on.ask('officer1', 'POST', `${url}/batches`, { batch_id, officers: [officer], rows });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return `${url}/batches/${batch_id}/verdict`;
}

const CONFIRMED = { verdict: 'confirmed', reason: '' };

describe('results of a campaign', () => {
  test('28 talks, 25 rectifications, 12 criticisms, 14 suspensions, 1 agreement ended, 13 pharmacies, 576,388.20 yuan', async (t) => {
    const there = await district(t);
    const { on, campaign_id } = there;
    const verdict = await entered(there, districtResults());
    const none = await campaignView(on.db, PEOPLE.head, campaign_id);
    assert.deepEqual([none.report.visited, none.report.recovered_fen], [0, 0]);
    assert.equal((await on.ask('officer2', 'POST', verdict, CONFIRMED)).status, 403);
    const done = await on.ask('head', 'POST', verdict, CONFIRMED);
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.equal((await on.ask('head', 'POST', verdict, CONFIRMED)).status, 200);
    const back = { verdict: 'returned', reason: '' };
    assert.equal((await on.ask('head', 'POST', verdict, back)).body['code'], 'SH-H030');
    const { report, places } = await campaignView(on.db, PEOPLE.head, campaign_id);
    const [hospitals, pharmacies] = report.kinds;
    assert.ok(hospitals !== undefined && pharmacies !== undefined);
    const counts = new Map(hospitals.measures.map(({ measure, count }) => [measure, count]));
    assert.deepEqual(
      [hospitals.targets, hospitals.handled, pharmacies.targets, pharmacies.handled, report.visited],
      [35, 28, 14, 13, 49],
    );
    assert.deepEqual(
      (['talk', 'rectify', 'criticism', 'suspend', 'terminate', 'refuse'] as const).map((each) => counts.get(each)),
      [28, 25, 12, 14, 1, 0],
    );
    assert.equal(report.recovered_fen, 57_638_820);
    assert.ok(places.every(({ state }) => state === 'closed'));
    const file = async (format: string): Promise<Buffer> => {
      const headers = { 'x-test-person': 'head' };
      const got = await on.app.inject({
        method: 'GET',
        url: `/api/campaigns/${campaign_id}/report?format=${format}`,
        headers,
      });
      assert.equal(got.statusCode, 200);
      return got.rawPayload;
    };
    const { sheets } = await readXlsx(await file('xlsx'));
    const cells = new Map(sheets[0]?.rows.map(([name, ...values]) => [name, values.slice(0, 2)]));
    assert.deepEqual(cells.get('约谈'), [28, 0]);
    assert.deepEqual(cells.get('处理机构'), [28, 13]);
    assert.equal(Number(cells.get('合计追回（元）')?.[0]), 576_388.2);
    assert.equal(sheets[1]?.rows.length, 50);
    assert.match((await file('pdf')).subarray(0, 8).toString(), /^%PDF-1/);
    assert.deepEqual(await trialBalance(on.db), { sum_fen: 0, accounts: [], entries: [] });
    assert.ok((await verifyLog(on.db)).ok);
  });

  test('the steps are those of the procedures: decided by another, after the days for answering, or nothing at all', async (t) => {
    const there = await district(t);
    const { on, campaign_id } = there;
    const [first, second] = districtResults();
    assert.ok(first !== undefined && second !== undefined);
    const early = await on.ask(
      'head',
      'POST',
      await entered(there, [first, { ...second, decided_on: '2026-03-10' }]),
      CONFIRMED,
    );
    assert.deepEqual(
      [early.status, early.body['code'], early.body['place']],
      [422, 'SH-C011', { line: 2, field: second.fixmedins_code }],
    );
    const poor = await on.ask('head', 'POST', await entered(there, [{ ...first, measures: ['talk'] }]), CONFIRMED);
    assert.equal(poor.body['code'], 'SH-H034');
    assert.equal((await campaignView(on.db, PEOPLE.head, campaign_id)).report.visited, 0);
    const verdict = await entered(there, [first]);
    assert.equal((await on.ask('head', 'POST', verdict, CONFIRMED)).status, 200);
    const matter_id = (await campaignView(on.db, PEOPLE.head, campaign_id)).places[0]?.matter_id ?? '';
    const inspection = await on.ask('head', 'GET', `/api/matters/${matter_id}`);
    const told = JSON.stringify(inspection.body['deeds']);
    assert.match(told, /"action":"handle","name":"认定问题并处理","by":"head"/);
    assert.match(told, /"action":"enter","name":"进场检查","by":"officer1"/);
    const twice = await on.ask('head', 'POST', await entered(there, [first]), CONFIRMED);
    assert.deepEqual([twice.status, twice.body['code']], [422, 'SH-C001']);
  });

  test('who has closed the account is no officer, neither when results are entered nor when they are confirmed', async (t) => {
    const there = await district(t);
    const { on, campaign_id, url, officer } = there;
    const rows = districtResults().slice(0, 1);
    const verdict = await entered(there, rows);
    await on.db.updateTable('user_account').set({ disabled_at: on.now() }).where('id', '=', officer).execute();
    const confirmed = await on.ask('head', 'POST', verdict, CONFIRMED);
    assert.deepEqual([confirmed.status, confirmed.body['code']], [422, 'SH-E009']);
    assert.equal((await campaignView(on.db, PEOPLE.head, campaign_id)).report.visited, 0);
    const again = { batch_id: randomUUID(), officers: [officer], rows };
    assert.equal((await on.ask('officer1', 'POST', `${url}/batches`, again)).body['code'], 'SH-H003');
  });

  test('a measure that is revoked counts no more, nor does its money', async (t) => {
    const there = await district(t);
    const { on, campaign_id } = there;
    const [row] = districtResults();
    assert.ok(row !== undefined);
    const only = { ...row, measures: ['refuse'] as const };
    assert.equal((await on.ask('head', 'POST', await entered(there, [only]), CONFIRMED)).status, 200);
    const seen = async () => {
      const { places, report } = await campaignView(on.db, PEOPLE.head, campaign_id);
      return [places[0]?.measures, report.recovered_fen];
    };
    assert.deepEqual(await seen(), [['refuse'], row.recovered_fen]);
    const child = await on.db
      .selectFrom('matter')
      .select(['matter_id', 'version'])
      .where('procedure', '=', 'measure')
      .executeTakeFirstOrThrow();
    const caller = { ...PEOPLE.clinic, fixmedins_code: row.fixmedins_code };
    const step = { matter_id: child.matter_id, request_id: randomUUID(), with: [] };
    const contest = { ...step, seen: child.version, action: 'contest', facts: { text: '不服' } };
    await takeStep(on.db, { caller, at: on.now() }, contest);
    const revoke = {
      request_id: randomUUID(),
      seen: child.version + 1,
      action: 'revoke',
      facts: { reason: '理由成立' },
    };
    const done = await on.ask('head', 'POST', `/api/matters/${child.matter_id}/steps`, revoke);
    assert.equal(done.status, 200, JSON.stringify(done.body));
    assert.deepEqual(await seen(), [[], 0]);
  });
});
