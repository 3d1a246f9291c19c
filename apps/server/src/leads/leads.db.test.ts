import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { leadOf, PEOPLE, platform, runOf } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { listLeads, readLead } from './list-leads.ts';
import { readRun } from './read-run.ts';
import { recordRun } from './record-run.ts';

const record = async ({ db, now }: Platform, leads: Parameters<typeof runOf>[0]) =>
  recordRun(db, { caller: PEOPLE.admin, at: now() }, runOf(leads));

const L2 = leadOf('L2', { fixmedins_codes: ['H42900000002'], expected_fen: 500_000 });

describe('leads', () => {
  test('a later run adds revisions: unchanged, changed, withdrawn, back again', async (t) => {
    const on = await platform(t);
    const again = await record(on, [leadOf('L1', { rank: 2 }), L2]);
    assert.deepEqual([again.unchanged, again.changed, again.withdrawn, again.added], [2, 0, 0, 0]);
    const grown = await record(on, [leadOf('L1', { amount_fen: 2_000_000 }), leadOf('L3')]);
    assert.deepEqual([grown.unchanged, grown.changed, grown.withdrawn, grown.added], [0, 1, 1, 1]);
    const gone = await readLead(on.db, PEOPLE.head, 'L2');
    assert.deepEqual([gone.standing, gone.revision, gone.content?.title], ['withdrawn', 2, '虚假住院']);
    // Withdrawn once, not again with every run.
    const still = await record(on, [leadOf('L1', { amount_fen: 2_000_000 }), leadOf('L3')]);
    assert.deepEqual([still.unchanged, still.withdrawn], [2, 0]);
    const back = await record(on, [leadOf('L1', { amount_fen: 2_000_000 }), leadOf('L3'), L2]);
    assert.deepEqual([back.unchanged, back.changed], [2, 1]);
    const found = await readLead(on.db, PEOPLE.head, 'L2');
    assert.deepEqual(
      found.revisions.map(({ standing }) => standing),
      ['current', 'withdrawn', 'changed'],
    );
  });

  test('lists go by expected money, page by page, nothing twice and nothing left out', async (t) => {
    const on = await platform(t);
    const many = Array.from({ length: 95 }, (_, at) =>
      leadOf(`M${String(at).padStart(3, '0')}`, { expected_fen: (at % 7) * 1_000 }),
    );
    await record(on, many);
    const ids: string[] = [];
    for (let after: { expected_fen: number; lead_id: string } | undefined; ;) {
      const page = await listLeads(on.db, PEOPLE.head, { limit: 10, after });
      ids.push(...page.map(({ lead_id }) => lead_id));
      after = page.at(-1);
      if (after === undefined) break;
    }
    // With the two of the first run, withdrawn by now.
    assert.equal(ids.length, 97);
    assert.equal(new Set(ids).size, 97);
    const money = (await listLeads(on.db, PEOPLE.head, { limit: 1_000 })).map(({ expected_fen }) => expected_fen);
    assert.deepEqual(
      money,
      money.toSorted((a, b) => b - a),
    );
  });

  test('given to somebody in bulk, whole or not at all', async (t) => {
    const on = await platform(t);
    const many = Array.from({ length: 3_000 }, (_, at) => leadOf(`M${at}`));
    await record(on, many);
    const lead_ids = many.map(({ lead_id }) => lead_id);
    const give = async (ids: readonly string[]) =>
      on.ask('head', 'POST', '/api/leads/triage', { lead_ids: ids, to: { state: 'assigned', assignee: 'officer1' } });
    assert.equal((await give([...lead_ids, 'unknown'])).status, 404);
    assert.equal((await listLeads(on.db, PEOPLE.head, { limit: 10, assignee: 'officer1' })).length, 0);
    assert.deepEqual((await give(lead_ids)).body, { moved: 3_000 });
    const mine = await on.ask('officer1', 'GET', '/api/leads?assignee=officer1&limit=1000');
    assert.equal(Object.keys(mine.body).length, 1_000);
  });

  test('numbers of persons do not stand in what is read', async (t) => {
    const on = await platform(t);
    const scheme = {
      scheme_id: 'S1',
      scheme: 'drug-resale',
      scheme_name: '倒药',
      score: 0.9,
      message: '4290000000029619 与 4290000000039038 同路购药',
      evidence: { first: '4290000000029619' },
      links: [{ a: '4290000000029619', b: '4290000000039038', weight: 22 }],
    };
    await record(on, [leadOf('L9', { schemes: [scheme] })]);
    const answer = await on.ask('head', 'GET', '/api/leads/L9');
    assert.equal(answer.status, 200);
    assert.doesNotMatch(JSON.stringify(answer.body), /4290000000029619|4290000000039038/);
    assert.match(JSON.stringify(answer.body), /\*\*\*9619 与 \*\*\*9038/);
  });

  test('what is no request of this interface is refused with field and reason', async (t) => {
    const on = await platform(t);
    const codes = await Promise.all([
      on.ask('head', 'GET', '/api/leads?limit=0'),
      on.ask('head', 'GET', '/api/leads?state=lost'),
      on.ask('head', 'POST', '/api/leads/triage', { lead_ids: [], to: { state: 'assigned', assignee: 'x' } }),
      on.ask('head', 'POST', '/api/leads/triage', { lead_ids: ['L1'], to: { state: 'in-case' } }),
      on.ask('head', 'GET', '/api/nothing'),
    ]);
    assert.deepEqual(
      codes.map(({ body }) => body['code']),
      ['SH-H005', 'SH-H005', 'SH-H005', 'SH-H005', 'SH-H007'],
    );
    const broken = await on.app.inject({
      method: 'POST',
      url: '/api/leads/triage',
      headers: { 'x-test-person': 'head', 'content-type': 'application/json' },
      payload: '{"lead_ids":',
    });
    assert.deepEqual([broken.statusCode, broken.json().code], [400, 'SH-H005']);
  });

  test('a folder that holds no whole run is refused', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'shouhu-run-'));
    t.after(async () => rm(folder, { recursive: true }));
    await assert.rejects(readRun(folder), { code: 'SH-I001' });
    await writeFile(join(folder, 'summary.json'), '{"leads":{"leads":2}}');
    await writeFile(join(folder, 'leads.jsonl'), '{"lead_id":"L1","fixmedins_codes":[]}\n');
    await assert.rejects(readRun(folder), { code: 'SH-D002' });
    await writeFile(join(folder, 'leads.jsonl'), '{"lead_id":');
    await assert.rejects(readRun(folder), { code: 'SH-D002' });
  });
});
