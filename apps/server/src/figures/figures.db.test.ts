import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import { standing } from '@shouhu/procedure';
import { runningClocks } from '../casework/keep-standing.ts';
import { readMatter } from '../casework/matter.ts';
import { leadOf, PEOPLE, platform, runOf } from '../http/app.fixture.ts';
import { recordRun } from '../leads/record-run.ts';
import { leagueOf } from './league.ts';
import { periodAt } from './periods.ts';
import { spanOf } from './span.ts';
import { workloadOf } from './standing.ts';
import { totalsOf } from './totals.ts';
import { workedCounty } from './worked-county.fixture.ts';

const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const TODAY = '2026-05-07';

describe('figures', () => {
  test('of a county at work, each against what was done there', async (t) => {
    const on = await platform(t);
    await workedCounty(on);
    const span = spanOf(PEOPLE.head, 'figures.public', YEAR);
    const totals = await totalsOf(on.db, span, TODAY);
    assert.deepEqual(
      totals.leads.by_state.map(({ state, leads, expected_fen }) => [state, leads, expected_fen]),
      [
        ['in-case', 2, 1_000_000],
        ['closed', 2, 800_000],
      ],
    );
    assert.deepEqual(totals.leads.by_kind[0], {
      title: '虚假住院',
      title_en: '虚假住院',
      leads: 2,
      expected_fen: 1_300_000,
    });
    assert.deepEqual(totals.leads.by_month, [{ month: '2026-03', leads: 4, expected_fen: 1_800_000 }]);
    assert.deepEqual(totals.reviews, { issued: 2, appealed: 2, upheld: 1, dropped: 1 });
    assert.deepEqual(totals.confirmed, { reviews: 1, amount_fen: 350_000 });
    assert.deepEqual(totals.institutions, { checked: 2, handled: 2 });
    assert.deepEqual(totals.decisions, [{ decision: 'penalty', cases: 1, fine_fen: 1_000_000, refund_fen: 500_000 }]);
    const { refund, fine, surcharge } = totals.money.debts;
    assert.deepEqual(refund, { owed_fen: 500_000, paid_fen: 500_000, deducted_fen: 350_000, outstanding_fen: 0 });
    assert.deepEqual(fine, { owed_fen: 1_000_000, paid_fen: 1_000_000, deducted_fen: 0, outstanding_fen: 0 });
    assert.deepEqual(surcharge, { owed_fen: 180_000, paid_fen: 180_000, deducted_fen: 0, outstanding_fen: 0 });
    assert.equal(totals.money.recovered_fen, 850_000);
    assert.deepEqual(
      totals.money.by_month.map(({ month, recovered_fen }) => [month, recovered_fen]),
      [
        ['2026-03', 500_000],
        ['2026-04', 350_000],
      ],
    );
    assert.deepEqual(
      totals.funnel.map(({ station, leads, fen }) => [station, leads, fen]),
      [
        ['found', 4, 1_800_000],
        ['taken', 4, 1_800_000],
        ['settled', 2, 850_000],
        ['recovered', 2, 850_000],
      ],
    );
    const limit = (clock: string) => totals.limits.find((each) => each.clock === clock && each.procedure !== 'measure');
    assert.deepEqual([limit('payment')?.kept, limit('payment')?.late], [1, 1]);
    assert.deepEqual([limit('second')?.kept, limit('second')?.late], [2, 0]);
  });

  test('what is owed at the end of a month is not what is owed at the end of the next', async (t) => {
    const on = await platform(t);
    await workedCounty(on);
    const march = spanOf(PEOPLE.head, 'figures.public', periodAt('month', '2026-03-15'));
    const { money } = await totalsOf(on.db, march, TODAY);
    assert.deepEqual(money.debts.fine, {
      owed_fen: 1_000_000,
      paid_fen: 400_000,
      deducted_fen: 0,
      outstanding_fen: 600_000,
    });
    assert.equal(money.recovered_fen, 500_000);
  });

  test('limits that bind the authority, of whom; a right that lapses is nobody’s delay', async (t) => {
    const on = await platform(t);
    const { late } = await workedCounty(on);
    const span = spanOf(PEOPLE.head, 'figures.read', YEAR);
    // Ten working days for the legal review after 24 April end on 12 May, with the holidays of May.
    const near = await totalsOf(on.db, span, '2026-05-10');
    assert.deepEqual(near.pressing.by_clock, [{ procedure: 'penalty', clock: 'legal', overdue: 0, near: 1 }]);
    const over = await workloadOf(on.db, span, '2026-06-01');
    assert.deepEqual(
      over.map(({ officer, open, overdue }) => [officer, open, overdue]),
      [
        ['officer1', 2, 1],
        ['officer2', 2, 1],
      ],
    );
    const listed = await on.ask('head', 'GET', '/api/matters?duty_until=2026-05-12&officer=officer2');
    assert.deepEqual(
      Object.values(listed.body).map((row) => Object(row)['matter_id']),
      [late],
    );
  });

  test('running limits and officers are kept as the deeds make them', async (t) => {
    const on = await platform(t);
    const matters = await workedCounty(on);
    for (const matter_id of Object.values(matters)) {
      const { deeds, conducted } = await readMatter(on.db, PEOPLE.head, matter_id, 'read');
      const now = standing(conducted.procedure, deeds, nationalCalendar);
      const clocks = await on.db
        .selectFrom('matter_clock')
        .select(['clock', 'due_day'])
        .where('matter_id', '=', matter_id)
        .orderBy('due_day')
        .execute();
      assert.deepEqual(clocks, runningClocks(conducted.procedure, now));
      const officers = await on.db
        .selectFrom('matter_officer')
        .select('officer')
        .where('matter_id', '=', matter_id)
        .execute();
      assert.deepEqual(officers.map(({ officer }) => officer).toSorted(), now.officers.toSorted());
    }
  });

  test('an observer gets totals and no institution; another region gets nothing', async (t) => {
    const on = await platform(t);
    await workedCounty(on);
    const query = 'from=2026-01-01&to=2026-12-31';
    const totals = await on.ask('observer', 'GET', `/api/figures/totals?${query}`);
    assert.equal(totals.status, 200);
    assert.doesNotMatch(JSON.stringify(totals.body), /H4290|测试县|officer/);
    assert.equal((await on.ask('observer', 'GET', `/api/figures/institutions?${query}`)).status, 403);
    assert.equal((await on.ask('first', 'GET', `/api/figures/institutions?${query}`)).status, 403);
    assert.equal((await on.ask('head', 'GET', `/api/figures/totals?${query}&admdvs=110000`)).status, 404);
    const abroad = await totalsOf(on.db, spanOf(PEOPLE.abroad, 'figures.read', YEAR), TODAY);
    assert.deepEqual(
      [abroad.deeds, abroad.leads.by_state, abroad.money.recovered_fen, abroad.funnel[0]?.leads],
      [[], [], 0, 0],
    );
  });

  test('institutions by expected money: a lead of two counts whole at each', async (t) => {
    const on = await platform(t);
    await workedCounty(on);
    const league = await leagueOf(on.db, spanOf(PEOPLE.head, 'figures.read', YEAR));
    assert.deepEqual(
      league.map(({ fixmedins_code, leads, expected_fen, matters, decided_fen }) => [
        fixmedins_code,
        leads,
        expected_fen,
        matters,
        decided_fen,
      ]),
      [
        ['H42900000001', 3, 1_300_000, 3, 1_500_000],
        ['H42900000002', 2, 800_000, 1, 0],
      ],
    );
  });
});

test('a lead counts in every region where it lies, once, and where it lies now', async (t) => {
  const on = await platform(t);
  const [here, also, abroad] = ['H42900000001', 'H42900000002', 'H11000000001'];
  const found = async (day: string, leads: Readonly<Record<string, string[]>>): Promise<void> => {
    on.on(day);
    const each = Object.entries(leads).map(([lead_id, fixmedins_codes]) => leadOf(lead_id, { fixmedins_codes }));
    await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf(each));
  };
  const counted = async (who: 'head' | 'abroad'): Promise<readonly (readonly [string, number])[]> => {
    const { leads } = await totalsOf(on.db, spanOf(PEOPLE[who], 'figures.read', YEAR), TODAY);
    return leads.by_month.map(({ month, leads: count }) => [month, count]);
  };
  await found('2026-03-02', { L1: [here], L2: [here, also], M: [here, abroad], N: [abroad], O: [] });
  assert.deepEqual([await counted('head'), await counted('abroad')], [[['2026-03', 3]], [['2026-03', 2]]]);
  // Found again elsewhere: it belongs to the month that found it first, and to the region where it lies.
  await found('2026-04-02', { L1: [here], L2: [abroad], M: [abroad], N: [abroad, here], O: [here], P: [also] });
  assert.deepEqual(
    [await counted('head'), await counted('abroad')],
    [
      [
        ['2026-03', 3],
        ['2026-04', 1],
      ],
      [['2026-03', 3]],
    ],
  );
});

describe('statutory reports', () => {
  test('are kept as they were made, the same for the same data, and print the same bytes', async (t) => {
    const on = await platform(t);
    await workedCounty(on);
    const make = async (report_id: string = randomUUID()) => {
      const answer = await on.ask('cashier', 'POST', '/api/reports', {
        report_id,
        period: 'quarter',
        day: '2026-05-07',
      });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer.body;
    };
    const [first, second] = [await make(), await make()];
    assert.equal(first['digest'], second['digest']);
    assert.deepEqual([first['period_from'], first['period_to']], ['2026-04-01', '2026-06-30']);
    const id = String(first['report_id']);
    assert.deepEqual(await make(id), first);
    const other = await on.ask('cashier', 'POST', '/api/reports', { report_id: id, period: 'year', day: '2026-05-07' });
    assert.equal(other.body['code'], 'SH-H006');
    await assert.rejects(on.db.deleteFrom('report_made').execute(), /is written once/);
    const fileOf = async (format: string): Promise<Buffer> => {
      const url = `/api/reports/${id}/file?format=${format}`;
      const answer = await on.app.inject({ method: 'GET', url, headers: { 'x-test-person': 'head' } });
      assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
      return answer.rawPayload;
    };
    for (const [format, magic] of [
      ['xlsx', 'PK'],
      ['pdf', '%PDF-'],
    ] as const) {
      const file = await fileOf(format);
      assert.equal(file.subarray(0, magic.length).toString(), magic);
      assert.ok(file.equals(await fileOf(format)), format);
    }
    const content = JSON.stringify(first['content']);
    assert.match(content, /"name":"追回基金","unit":"fen","value":350000/);
    assert.match(content, /"name":"复审维持率","unit":"percent","value":5000/);
    assert.match(content, /"name":"行政处罚普通程序：缴款，逾期","unit":"count","value":1/);
  });

  test('a quarter begins and ends with its months', () => {
    assert.deepEqual(periodAt('quarter', '2026-12-31'), { from: '2026-10-01', to: '2026-12-31' });
    assert.deepEqual(periodAt('month', '2028-02-10'), { from: '2028-02-01', to: '2028-02-29' });
    assert.deepEqual(periodAt('year', '2026-06-01'), { from: '2026-01-01', to: '2026-12-31' });
  });
});
