import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { leadOf, PEOPLE, platform, runOf } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { giveBack } from './give-back.ts';
import { listLeads, readLead } from './list-leads.ts';
import { verifyLog } from '../log/log.ts';
import { readRun } from './read-run.ts';
import { recordRun } from './record-run.ts';
import { sealEarlier } from './seal-earlier.ts';

const record = async (on: Platform, leads: Parameters<typeof runOf>[0]) =>
  recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf(leads));

const withPersons = {
  message: '4290000000029619 与 4290000000039038 同路购药',
  schemes: [
    {
      scheme_id: 'S1',
      scheme: 'drug-resale',
      scheme_name: '倒药',
      score: 0.9,
      message: '4290000000029619 与 4290000000039038 同路购药',
      evidence: { first: '4290000000029619' },
      links: [{ a: '4290000000029619', b: '4290000000039038', weight: 22 }],
    },
  ],
};

const L2 = leadOf('L2', { fixmedins_codes: ['H42900000002'], expected_fen: 500_000 });

describe('leads', () => {
  test('a later run adds revisions: unchanged, changed, withdrawn, back again', async (t) => {
    const on = await platform(t);
    const again = await record(on, [leadOf('L1', { rank: 2 }), L2]);
    assert.deepEqual([again.unchanged, again.changed, again.withdrawn, again.added], [2, 0, 0, 0]);
    const grown = await record(on, [leadOf('L1', { amount_fen: 2_000_000 }), leadOf('L3')]);
    assert.deepEqual([grown.unchanged, grown.changed, grown.withdrawn, grown.added], [0, 1, 1, 1]);
    const gone = await readLead(on, PEOPLE.head, 'L2');
    assert.deepEqual([gone.standing, gone.revision, gone.content?.title], ['withdrawn', 2, '虚假住院']);
    // Withdrawn once, not again with every run.
    const still = await record(on, [leadOf('L1', { amount_fen: 2_000_000 }), leadOf('L3')]);
    assert.deepEqual([still.unchanged, still.withdrawn], [2, 0]);
    const back = await record(on, [leadOf('L1', { amount_fen: 2_000_000 }), leadOf('L3'), L2]);
    assert.deepEqual([back.unchanged, back.changed], [2, 1]);
    const found = await readLead(on, PEOPLE.head, 'L2');
    assert.deepEqual(
      found.revisions.map(({ standing }) => standing),
      ['current', 'withdrawn', 'changed'],
    );
  });

  test('a lead whose lines are at other institutions now is found there, and no longer where it was', async (t) => {
    const on = await platform(t);
    const at = async (fixmedins_codes: string[]) => {
      await record(on, [leadOf('L1', { fixmedins_codes }), L2]);
      const { institutions } = await readLead(on, PEOPLE.head, 'L1');
      return institutions.map(({ fixmedins_code }) => fixmedins_code);
    };
    assert.deepEqual(await at(['H42900000001', 'H42900000002']), ['H42900000001', 'H42900000002']);
    assert.deepEqual(await at(['H42900000002']), ['H42900000002']);
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

  test('who was given a lead gives it back with a reason, to who gave it, and it is given to another; each step stays', async (t) => {
    const on = await platform(t);
    const give = async (who: PersonName, assignee: string, lead = 'L1') =>
      on.ask(who, 'POST', '/api/leads/triage', { lead_ids: [lead], to: { state: 'assigned', assignee } });
    const back = async (who: PersonName, reason: string, lead_ids = ['L1']) =>
      on.ask(who, 'POST', '/api/leads/return', { lead_ids, reason });
    const standing = async () => {
      const { state, assignee } = await readLead(on, PEOPLE.head, 'L1');
      return [state, assignee];
    };
    await give('head', 'officer1');
    assert.equal((await back('officer1', ' ')).body['code'], 'SH-H005');
    assert.deepEqual(
      [(await back('officer2', '非我片区')).body['code'], await standing()],
      ['SH-H009', ['assigned', 'officer1']],
    );
    assert.equal((await back('abroadOfficer', '非我片区')).status, 404);
    assert.equal((await back('observer', '非我片区')).status, 403);
    // Whole or not at all: the other lead is nobody's.
    await record(on, [leadOf('L1'), L2]);
    assert.equal((await back('officer1', '非我片区', ['L1', 'L2'])).body['code'], 'SH-H009');
    assert.equal((await back('officer1', '非我片区')).status, 200);
    assert.deepEqual(await standing(), ['assigned', 'head']);
    const told = await on.ask('head', 'GET', '/api/notices');
    assert.match(JSON.stringify(told.body), /officer1 退回了您分派的 1 条线索：非我片区/);

    await give('head', 'officer2');
    const { steps } = await readLead(on, PEOPLE.head, 'L1');
    assert.deepEqual(
      steps.map(({ seq, state, actor, assignee, reason }) => [seq, state, actor, assignee, reason]),
      [
        [1, 'assigned', 'head', 'officer1', ''],
        [2, 'returned', 'officer1', 'head', '非我片区'],
        [3, 'assigned', 'head', 'officer2', ''],
      ],
    );
    await assert.rejects(on.db.deleteFrom('lead_step').execute(), /written once/);

    // Taken by its owner, or given back in turn, it is nobody's; one that a review took up is given back by nobody.
    await back('officer2', '应回避');
    assert.equal((await back('head', '重新排队')).status, 200);
    assert.deepEqual(await standing(), ['new', null]);
    await give('officer1', 'officer1');
    await back('officer1', '另有任务');
    assert.deepEqual(await standing(), ['new', null]);
    await give('head', 'officer1');
    const matter = { matter_id: randomUUID(), procedure: 'penalty', lead_id: 'L1', fixmedins_code: 'H42900000001' };
    assert.equal((await on.ask('officer1', 'POST', '/api/matters', matter)).status, 200);
    assert.equal((await back('officer1', '非我片区')).body['code'], 'SH-H009');
    assert.equal((await verifyLog(on.db)).ok, true);
  });

  test('a lead goes back to nobody whose duty no longer lets them assign', async (t) => {
    const on = await platform(t);
    await on.ask('head', 'POST', '/api/leads/triage', {
      lead_ids: ['L1'],
      to: { state: 'assigned', assignee: 'first' },
    });
    const asking = { caller: PEOPLE.first, at: on.now(), personOf: async () => null };
    assert.equal(await giveBack(on.db, asking, { lead_ids: ['L1'], reason: '分派人已调离' }), 1);
    const { state, assignee, steps } = await readLead(on, PEOPLE.head, 'L1');
    assert.deepEqual([state, assignee, steps.at(-1)?.reason], ['new', null, '分派人已调离']);
  });

  test('numbers of persons are sealed, masked where leads are read, and shown for a purpose that is logged', async (t) => {
    const on = await platform(t);
    const numbers = /4290000000029619|4290000000039038/;
    await record(on, [leadOf('L9', withPersons)]);
    const { rows } = await sql<{ text: string }>`
      SELECT lead::text AS text FROM lead UNION ALL SELECT lead_revision::text FROM lead_revision`.execute(on.db);
    assert.equal(rows.filter(({ text }) => text.startsWith('(L9,')).length, 2);
    for (const { text } of rows) assert.doesNotMatch(text, numbers);
    const answer = await on.ask('head', 'GET', '/api/leads/L9');
    assert.equal(answer.status, 200);
    assert.doesNotMatch(JSON.stringify(answer.body), numbers);
    assert.match(JSON.stringify(answer.body), /\*\*\*9619 与 \*\*\*9038/);

    const ask = async (who: PersonName, body: object) => on.ask(who, 'POST', '/api/leads/L9/persons', body);
    assert.equal((await ask('officer1', {})).body['code'], 'SH-H005');
    assert.equal((await ask('officer1', { ground: 'verify', words: ' ' })).body['code'], 'SH-H005');
    assert.equal((await ask('legal', { ground: 'verify', words: '看看' })).status, 403);
    assert.equal((await ask('abroadOfficer', { ground: 'verify', words: '看看' })).status, 404);
    const shown = await ask('officer1', { ground: 'verify', words: '核对同路购药的两人' });
    assert.deepEqual(shown.body['persons'], ['4290000000029619', '4290000000039038']);
    assert.match(String(shown.body['message']), /4290000000029619/);
    const log = await on.db
      .selectFrom('log_entry')
      .select(['actor', 'subject', 'purpose', 'detail'])
      .where('action', '=', 'person.reveal')
      .execute();
    assert.deepEqual(log, [
      { actor: 'officer1', subject: 'lead:L9', purpose: '核查线索：核对同路购药的两人', detail: '2' },
    ]);
  });

  test('what lay in clear from before is sealed at the start, once, and a later run finds it unchanged', async (t) => {
    const on = await platform(t);
    const lead = leadOf('L9', withPersons);
    await record(on, [lead]);
    const { rank: _rank, ...content } = lead;
    await sql`ALTER TABLE lead_revision DISABLE TRIGGER never_changed`.execute(on.db);
    await sql`UPDATE lead_revision SET content = ${JSON.stringify(content)}::jsonb, sealed = NULL, digest = NULL
      WHERE lead_id = 'L9'`.execute(on.db);
    await sql`ALTER TABLE lead_revision ENABLE TRIGGER never_changed`.execute(on.db);
    await on.db.updateTable('lead').set({ message: content.message }).where('lead_id', '=', 'L9').execute();
    const asking = { caller: PEOPLE.admin, at: on.now() };
    assert.deepEqual([await sealEarlier(on, asking), await sealEarlier(on, asking)], [1, 0]);
    const { rows } = await sql<{ text: string }>`
      SELECT lead::text AS text FROM lead UNION ALL SELECT lead_revision::text FROM lead_revision`.execute(on.db);
    for (const { text } of rows) assert.doesNotMatch(text, /4290000000029619/);
    assert.match((await readLead(on, PEOPLE.head, 'L9')).content?.message ?? '', /\*\*\*9619/);
    assert.deepEqual((await record(on, [lead])).unchanged, 1);
    await assert.rejects(on.db.deleteFrom('lead_revision').execute(), /written once/);
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
