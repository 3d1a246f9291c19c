import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';

interface Row {
  readonly seq: number;
  readonly action: string;
  readonly actor: string;
  readonly purpose: string;
  readonly subject_name: string;
  readonly procedure: string | null;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'seq' in value && 'purpose' in value;
}

async function listOf(on: Platform, query = '', who: 'head' | 'abroad' = 'head'): Promise<Row[]> {
  const { status, body } = await on.ask(who, 'GET', `/api/log${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return Object.values(body).filter(isRow);
}

const drop = async (on: Platform, reason: string) =>
  on.ask('head', 'POST', '/api/leads/triage', { lead_ids: ['L1'], to: { state: 'dropped', reason } });

describe('the log as it is read', () => {
  test('by who, what, day and purpose, page after page, of the own regions', async (t) => {
    const on = await platform(t);
    for (let time = 0; time < 6; time += 1) await drop(on, `第 ${time} 次`);
    on.on('2026-03-03');
    await on.ask('officer1', 'POST', '/api/leads/L1/persons', { ground: 'case', words: '核对参保人' });
    assert.deepEqual(
      (await listOf(on, '?personal=true')).map(({ actor, purpose }) => [actor, purpose]),
      [['officer1', '办理案件：核对参保人']],
    );
    assert.equal((await listOf(on, '?action=lead.triage')).length, 6);
    assert.equal((await listOf(on, '?actor=officer1')).length, 1);
    assert.equal((await listOf(on, '?subject=lead:L1')).length, 7);
    assert.equal((await listOf(on, '?from=2026-03-03&to=2026-03-03')).length, 1);
    assert.equal((await listOf(on, '?to=2026-03-01')).length, 0);
    assert.deepEqual(await listOf(on, '', 'abroad'), []);
    const seen: number[] = [];
    for (let before = ''; ;) {
      const page = await listOf(on, `?limit=3${before}`);
      seen.push(...page.map(({ seq }) => seq));
      const last = page.at(-1);
      if (last === undefined) break;
      before = `&before=${last.seq}`;
    }
    assert.deepEqual(seen, [8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('what entries are about is named, and found by its name', async (t) => {
    const on = await platform(t);
    await drop(on, '正常诊疗');
    const matter_id = randomUUID();
    const wanted = { matter_id, procedure: 'penalty', lead_id: null, fixmedins_code: 'H42900000001' };
    await on.ask('officer1', 'POST', '/api/matters', wanted);
    const step = { request_id: randomUUID(), seen: 0, action: 'receive', facts: { source: '投诉举报' }, with: [] };
    await on.ask('officer1', 'POST', `/api/matters/${matter_id}/steps`, step);
    const named = (rows: readonly Row[]) => rows.map(({ subject_name, procedure }) => [subject_name, procedure]);
    const [last, , about] = await listOf(on);
    assert.deepEqual(named([last, about].filter(isRow)), [
      ['测试县人民医院', 'penalty'],
      ['虚假住院', null],
    ]);
    const found = await listOf(on, `?subject=${encodeURIComponent('人民医院')}`);
    assert.deepEqual(named(found), [
      ['测试县人民医院', 'penalty'],
      ['测试县人民医院', 'penalty'],
    ]);
    assert.equal((await listOf(on, `?subject=${encodeURIComponent('虚假')}&action=lead.triage`)).length, 1);
    assert.equal((await listOf(on, `?subject=${encodeURIComponent('没有')}`)).length, 0);
  });

  test('a day is one in China', async (t) => {
    const on = await platform(t);
    on.on('2026-03-02');
    await on.db.selectFrom('log_entry').select('seq').execute();
    const { now } = on;
    assert.equal(now().toISOString(), '2026-03-02T02:00:00.000Z');
    assert.equal((await listOf(on, '?from=2026-03-02&to=2026-03-02')).length, 1);
    assert.equal((await on.ask('head', 'GET', '/api/log?from=2026-02-30')).body['code'], 'SH-H005');
  });

  test('as a table nothing in it is a formula, and taking it out is an entry itself', async (t) => {
    const on = await platform(t);
    await on.ask('officer1', 'POST', '/api/leads/L1/persons', { ground: 'other', words: '=HYPERLINK("x"),\n真' });
    await drop(on, '=1+1');
    const { body } = await on.ask('head', 'POST', '/api/log/export', { from: '2026-03-01' });
    const csv = String(body['csv']);
    assert.equal(body['entries'], 3);
    assert.ok(csv.startsWith('\uFEFF序号,时间,'));
    assert.match(csv, /"其他：=HYPERLINK\(""x""\),\n真"/);
    for (const line of csv.split('\r\n')) assert.doesNotMatch(line, /(?:^|,)"?[=+@-]/);
    const [last] = await listOf(on);
    assert.deepEqual([last?.action, last?.actor], ['log.exported', 'head']);
    const verdict = await on.ask('head', 'GET', '/api/log/verdict');
    assert.equal(verdict.body['ok'], true);
  });
});
