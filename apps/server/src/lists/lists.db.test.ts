import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { leadOf, PEOPLE, platform, runOf } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { recordRun } from '../leads/record-run.ts';
import { countLeads } from '../leads/list-leads.ts';
import { searchAll } from '../search/search.ts';

const exported = async ({ app }: Platform, who: string, query: string) => {
  const purpose = `ground=oversight&words=${encodeURIComponent('年度检查')}`;
  return app.inject({ method: 'GET', url: `/api/leads/export?${purpose}&${query}`, headers: { 'x-test-person': who } });
};

describe('export', () => {
  test('holds what the filter matches, runs as no formula, and stands in the log with its purpose', async (t) => {
    const on = await platform(t);
    await recordRun(
      on,
      { caller: PEOPLE.admin, at: on.now() },
      runOf([
        leadOf('L1', { title: '=cmd|calc' }),
        leadOf('L2', { fixmedins_codes: ['H42900000002'], expected_fen: 500_000, message: '甲，"乙"\n丙' }),
      ]),
    );
    const csv = await exported(on, 'head', 'format=csv&columns=title,expected,message');
    assert.equal(csv.statusCode, 200);
    assert.deepEqual(csv.body.split('\r\n').slice(0, 3), [
      '\uFEFF线索,预计可追回（元）,说明',
      `'=cmd|calc,8000.00,12 人反复同批住院`,
      '虚假住院,5000.00,"甲，""乙""\n丙"',
    ]);
    const one = await exported(on, 'head', 'format=csv&columns=lead_id&fixmedins_code=H42900000002');
    assert.equal(one.body, '\uFEFF线索编号\r\nL2\r\n');
    const book = await exported(on, 'head', 'format=xlsx');
    assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK');
    const noted = await on.db
      .selectFrom('log_entry')
      .select(['actor', 'purpose', 'detail'])
      .where('action', '=', 'lead.export')
      .orderBy('seq')
      .execute();
    assert.equal(noted.length, 3);
    assert.deepEqual([noted[1]?.actor, noted[1]?.purpose], ['head', '内部监督：年度检查']);
    assert.match(noted[1]?.detail ?? '', /H42900000002/);
  });

  test('is refused without the right or a purpose, and then nothing is noted', async (t) => {
    const on = await platform(t);
    assert.equal((await exported(on, 'second', 'format=csv')).statusCode, 403);
    assert.equal((await on.ask('head', 'GET', '/api/leads/export?format=csv')).status, 400);
    assert.equal((await exported(on, 'head', 'format=csv&columns=title,nothing')).statusCode, 400);
    const noted = await on.db.selectFrom('log_entry').select('seq').where('action', '=', 'lead.export').execute();
    assert.deepEqual(noted, []);
  });

  test('a foreign region exports its own, which is nothing', async (t) => {
    const on = await platform(t);
    assert.equal((await exported(on, 'abroad', 'format=csv&columns=lead_id')).body, '\uFEFF线索编号\r\n');
  });
});

describe('what a person keeps of a list', () => {
  test('filters and columns are theirs alone; a repeat saves once', async (t) => {
    const on = await platform(t);
    const body = { filter_id: randomUUID(), name: '我的', search: { state: 'new' } };
    const save = async (more: object = {}) =>
      on.ask('officer1', 'POST', '/api/lists/leads/filters', { ...body, ...more });
    const { body: saved } = await save();
    assert.deepEqual(saved, { filters: [body], columns: null });
    assert.deepEqual((await save()).body, saved);
    assert.equal((await save({ search: { state: 'dropped' } })).body['code'], 'SH-H006');
    await on.ask('officer1', 'POST', '/api/lists/leads/columns', { columns: ['amount', 'state'] });
    const read = async (who: 'officer1' | 'officer2', list = 'leads') =>
      (await on.ask(who, 'GET', `/api/lists/${list}`)).body;
    assert.deepEqual(await read('officer1'), { filters: [body], columns: ['amount', 'state'] });
    assert.deepEqual(await read('officer2'), { filters: [], columns: null });
    assert.deepEqual(await read('officer1', 'matters'), { filters: [], columns: null });
    const remove = `/api/lists/leads/filters/${body.filter_id}/remove`;
    await on.ask('officer2', 'POST', remove);
    assert.deepEqual((await read('officer1'))['filters'], [body]);
    await on.ask('officer1', 'POST', remove);
    assert.deepEqual((await read('officer1'))['filters'], []);
  });
});

describe('lists', () => {
  test('stand in the chosen order, page after page, each lead once', async (t) => {
    const on = await platform(t);
    const leads = Array.from({ length: 7 }, (_, at) =>
      leadOf(`L${at + 1}`, { amount_fen: (at % 3) * 100_000 + 1_000_000, expected_fen: 1_000 - at }),
    );
    await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf(leads));
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await on.ask('head', 'GET', `/api/leads?sort=amount_fen&limit=2${after}`);
      const rows = Object.values(body).map((row): { lead_id: string; amount_fen: number } => Object(row));
      seen.push(...rows.map(({ lead_id }) => lead_id));
      const last = rows.at(-1);
      if (rows.length < 2 || last === undefined) break;
      after = `&after_amount_fen=${last.amount_fen}&after_lead_id=${last.lead_id}`;
    }
    assert.deepEqual(seen, ['L3', 'L6', 'L2', 'L5', 'L1', 'L4', 'L7']);
  });

  test('count what a filter matches, and estimate when it is much', async (t) => {
    const on = await platform(t);
    assert.deepEqual(await countLeads(on.db, PEOPLE.head, { state: 'new' }), { rows: 2, exact: true });
    assert.deepEqual(await countLeads(on.db, PEOPLE.abroad, {}), { rows: 0, exact: true });
    await sql`INSERT INTO lead SELECT 'M' || n, 1, 'current', 'new', NULL, n, 'rule', '重复收费', 'violation', 1, 1, '2026-01-01', '2026-01-31', '', 1, 'H42900000001' FROM generate_series(1, 12000) n`.execute(
      on.db,
    );
    await sql`INSERT INTO lead_place SELECT 'M' || n, 'H42900000001' FROM generate_series(1, 12000) n`.execute(on.db);
    await sql`ANALYZE`.execute(on.db);
    const { rows, exact } = await countLeads(on.db, PEOPLE.head, {});
    assert.ok(!exact && rows > 10_000 && rows < 20_000, String(rows));
  });
});

describe('search', () => {
  test('two characters of a name, an id, a state; and only within reach', async (t) => {
    const on = await platform(t);
    const matter_id = randomUUID();
    const wanted = { matter_id, procedure: 'penalty', lead_id: 'L1', fixmedins_code: 'H42900000001' };
    await on.ask('officer1', 'POST', '/api/matters', wanted);
    const found = await searchAll(on.db, PEOPLE.head, '中医');
    assert.deepEqual(found.institutions, [{ fixmedins_code: 'H42900000002', fixmedins_name: '测试县中医院' }]);
    assert.deepEqual(
      (await searchAll(on.db, PEOPLE.head, '同批')).leads.map(({ lead_id }) => lead_id),
      ['L1', 'L2'],
    );
    assert.deepEqual(
      (await searchAll(on.db, PEOPLE.head, '线索核查')).matters.map((each) => each.matter_id),
      [matter_id],
    );
    assert.deepEqual((await searchAll(on.db, PEOPLE.head, matter_id.slice(0, 8).toUpperCase())).matters.length, 1);
    // What is typed is no pattern.
    assert.deepEqual((await searchAll(on.db, PEOPLE.head, '%%')).institutions, []);
    const nothing = { institutions: [], leads: [], matters: [] };
    assert.deepEqual(await searchAll(on.db, PEOPLE.abroad, '测试'), nothing);
    assert.deepEqual(await searchAll(on.db, PEOPLE.observer, '测试'), nothing);
    // A reviewer does not learn that a case is open; an institution finds itself.
    assert.deepEqual((await searchAll(on.db, PEOPLE.first, '人民')).matters, []);
    assert.equal((await searchAll(on.db, PEOPLE.clinic, '测试')).institutions.length, 1);
  });
});
