import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LedFinding } from '@shouhu/audit';
import * as fc from 'fast-check';
import { leadOf, PEOPLE, platform, runOf } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { recordRun } from '../leads/record-run.ts';
import { listFindings } from './list-findings.ts';
import { findingOf } from './findings.fixture.ts';

const LEADS = [leadOf('L1'), leadOf('L2', { fixmedins_codes: ['H42900000002'], expected_fen: 500_000 })];

const record = async (on: Platform, findings: readonly LedFinding[], run = runOf(LEADS, findings)) =>
  (await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, run)).findings;

const F1 = findingOf('F1', ['L1']);
const F2 = findingOf('F2', ['L2'], { fixmedins_code: 'H42900000002', amount_fen: 9_000 });

describe('findings', () => {
  test('a later run adds revisions: unchanged, changed, withdrawn, back again', async (t) => {
    const on = await platform(t);
    assert.deepEqual(await record(on, [F1, F2]), { added: 2, changed: 0, withdrawn: 0, unchanged: 0 });
    assert.deepEqual(await record(on, [F1, F2]), { added: 0, changed: 0, withdrawn: 0, unchanged: 2 });
    const dearer = findingOf('F1', ['L1'], { amount_fen: 3_000 });
    assert.deepEqual(await record(on, [dearer]), { added: 0, changed: 1, withdrawn: 1, unchanged: 0 });
    assert.deepEqual(await record(on, [dearer]), { added: 0, changed: 0, withdrawn: 0, unchanged: 1 });
    assert.deepEqual(await record(on, [dearer, F2]), { added: 0, changed: 1, withdrawn: 0, unchanged: 1 });
    const { body } = await on.ask('head', 'GET', '/api/findings/F2');
    assert.deepEqual([body['standing'], body['revision']], ['changed', 3]);
    assert.deepEqual(body['revisions'], [
      { revision: 1, standing: 'current', run_id: 2 },
      { revision: 2, standing: 'withdrawn', run_id: 4 },
      { revision: 3, standing: 'changed', run_id: 6 },
    ]);
  });

  test('a run says nothing about institutions and days that it did not look at', async (t) => {
    const on = await platform(t);
    await record(on, [F1, F2]);
    const one = { ...runOf([leadOf('L1')], [F1]), names: new Map([['H42900000001', '测试县人民医院']]) };
    assert.equal((await record(on, [], one)).withdrawn, 0);
    const lead = await on.ask('head', 'GET', '/api/leads/L2');
    assert.equal(lead.body['standing'], 'current');
    const whole = runOf([], []);
    const january = { ...whole, summary: { ...whole.summary, period: { from: '2026-01-01', to: '2026-01-31' } } };
    const { withdrawn, findings } = await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, january);
    assert.deepEqual([withdrawn, findings.withdrawn], [0, 0]);
    assert.equal((await record(on, [], whole)).withdrawn, 2);
  });

  test('a lead lists its findings, the dearest first, page by page', async (t) => {
    const on = await platform(t);
    const many = Array.from({ length: 95 }, (_each, at) =>
      findingOf(`F${String(at).padStart(3, '0')}`, [at % 2 === 0 ? 'L1' : 'L2'], { amount_fen: (at % 7) * 100 }),
    );
    await record(on, [...many, findingOf('FX', ['L1'], { amount_fen: null, amount_reason: '缺单价' })]);
    const seen: { readonly finding_id: string; readonly amount_fen: number }[] = [];
    for (;;) {
      const page = await listFindings(on.db, PEOPLE.head, { lead_id: 'L1', limit: 10, after: seen.at(-1) });
      if (page.length === 0) break;
      seen.push(...page);
    }
    assert.equal(new Set(seen.map(({ finding_id }) => finding_id)).size, 49);
    assert.equal(seen.length, 49);
    const amounts = seen.map(({ amount_fen }) => amount_fen);
    assert.deepEqual(
      amounts,
      amounts.toSorted((a, b) => b - a),
    );
    // A finding that moves to another lead is no longer in the first.
    await record(
      on,
      many.map(({ finding }) => ({ finding, lead_ids: ['L2'] })),
    );
    assert.equal((await listFindings(on.db, PEOPLE.head, { lead_id: 'L1', limit: 10 })).length, 1);
  });

  test('rules with findings are known by name to whom the findings are', async (t) => {
    const on = await platform(t);
    const other = { rule_code: 'GZ2', rule_name: '重复收费', fixmedins_code: 'H42900000002' };
    await record(on, [F1, findingOf('F3', ['L1']), findingOf('F4', ['L2'], other)]);
    const { body } = await on.ask('head', 'GET', '/api/findings/rules');
    assert.deepEqual(Object.values(body), [
      { rule_code: 'GZ10000202003000', rule_name: '抗菌药物分级使用管理' },
      { rule_code: 'GZ2', rule_name: '重复收费' },
    ]);
    assert.deepEqual(Object.values((await on.ask('clinic', 'GET', '/api/findings/rules')).body), []);
  });

  test('the person stands nowhere in clear: not at rest, not as read', async (t) => {
    const on = await platform(t);
    const named = findingOf('F1', ['L1'], {
      message: '4290000000000750 同日重复',
      evidence: { person: '4290000000000750' },
    });
    await record(on, [named]);
    const { status, body } = await on.ask('head', 'GET', '/api/findings/F1');
    assert.equal(status, 200);
    assert.doesNotMatch(JSON.stringify(body), /4290000000000750/);
    assert.match(JSON.stringify(body), /\*\*\*0750 同日重复/);
    for (const table of ['finding', 'finding_revision'] as const) {
      const rows = await on.db.selectFrom(table).selectAll().execute();
      assert.doesNotMatch(JSON.stringify(rows), /4290000000000750/, table);
    }
  });

  test('an institution sees its own findings once a review has put them to it', async (t) => {
    const on = await platform(t);
    await record(on, [F1, F2]);
    const countOf = async () => Object.keys((await on.ask('clinic', 'GET', '/api/findings')).body).length;
    const matter_id = crypto.randomUUID();
    await on.ask('first', 'POST', '/api/matters', {
      matter_id,
      procedure: 'review',
      lead_id: 'L1',
      fixmedins_code: 'H42900000001',
    });
    assert.equal(await countOf(), 0);
    assert.equal((await on.ask('clinic', 'GET', '/api/findings/F1')).status, 404);
    const step = { request_id: crypto.randomUUID(), seen: 0, action: 'issue', facts: { amount_fen: 2_000 } };
    assert.equal((await on.ask('first', 'POST', `/api/matters/${matter_id}/steps`, step)).status, 200);
    assert.equal(await countOf(), 1);
    assert.equal((await on.ask('otherClinic', 'GET', '/api/findings/F1')).status, 404);
  });

  test('its person is shown in clear to who may and says what for, which the log holds first', async (t) => {
    const on = await platform(t);
    await record(on, [findingOf('F1', ['L1'])]);
    const ask = async (who: PersonName) =>
      on.ask(who, 'POST', '/api/findings/F1/person', { ground: 'verify', words: '核对处方' });
    assert.doesNotMatch(JSON.stringify((await on.ask('officer1', 'GET', '/api/findings/F1')).body), /4290000000000750/);
    const { status, body } = await ask('officer1');
    assert.deepEqual([status, body['psn_no']], [200, '4290000000000750']);
    const last = await on.db.selectFrom('log_entry').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();
    assert.deepEqual(
      [last?.actor, last?.action, last?.subject, last?.purpose],
      ['officer1', 'person.reveal', 'finding:F1', '核查线索：核对处方'],
    );
    assert.equal((await ask('abroadOfficer')).status, 404);
    assert.equal((await ask('clinic')).status, 403);
  });

  test('whatever runs say one after the other, the last one stands and none is lost', async (t) => {
    const on = await platform(t);
    let round = 0;
    const run = fc.uniqueArray(fc.record({ id: fc.nat({ max: 5 }), fen: fc.nat({ max: 2 }) }), {
      selector: ({ id }) => id,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 5 }), async (runs) => {
        round += 1;
        const known = new Map<string, { fen: number | null; revisions: number }>();
        for (const said of runs) {
          const now = new Map(said.map(({ id, fen }) => [`R${round}-${id}`, fen]));
          for (const [id, fen] of now) {
            const before = known.get(id) ?? { fen: null, revisions: 0 };
            known.set(id, { fen, revisions: before.revisions + (before.fen === fen ? 0 : 1) });
          }
          for (const [id, { fen, revisions }] of known)
            if (!now.has(id) && fen !== null) known.set(id, { fen: null, revisions: revisions + 1 });
          await record(
            on,
            [...now].map(([id, amount_fen]) => findingOf(id, ['L1'], { amount_fen })),
          );
        }
        const rows = await on.db.selectFrom('finding').selectAll().where('finding_id', 'like', `R${round}-%`).execute();
        const stored = rows.map(({ finding_id, standing, amount_fen, revision }) => {
          const fen = standing === 'withdrawn' ? null : amount_fen;
          return [finding_id, { fen, revisions: revision }] as const;
        });
        assert.deepEqual(Object.fromEntries(stored), Object.fromEntries(known));
      }),
      { numRuns: 25 },
    );
  });
});
