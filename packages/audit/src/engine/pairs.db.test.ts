import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Line, World } from '@shouhu/claims';
import { codes, diagnosis, line, on, point, rule, ruleset, sale, today, visit, world } from '@shouhu/testkit';
import { agree } from '@shouhu/testkit/parity';
import type { Point } from '@shouhu/rules';

const connection = await (await DuckDBInstance.create(':memory:')).connect();

/** Charged rows with what made them wrong, as `id<related`; rows that stay open. */
async function outcome(points: readonly Point[], given: Partial<World>) {
  const { findings, undecided } = await agree(connection, ruleset(rule(points)), world(given));
  const text = (row: (typeof findings)[number]) => `${row.line_ids.join('+')}<${row.related_line_ids.join('+')}`;
  return { found: findings.map(text).toSorted(), open: undecided.map(text).toSorted() };
}

function lines(...given: readonly Partial<Line>[]): Line[] {
  return given.map((values, index) => line({ line_id: `L${index + 1}`, ...values }));
}

test('together: the paying side meets the other in the window, unless something allows it', async () => {
  const given = lines({}, { item: 'B' }, { item: 'B', day: today + 1 }, { item: 'B', fixmedins_code: 'H2' });
  assert.deepEqual(await outcome([point.together({})], { lines: given }), { found: ['L2<L1'], open: [] });
  assert.deepEqual(await outcome([point.together({ across: 'all', window: 'days:2', pays: 'a' })], { lines: given }), {
    found: ['L1<L2+L3+L4'],
    open: [],
  });
  const allowed = [...given, line({ line_id: 'L5', item: 'C' })];
  assert.deepEqual(await outcome([point.together({ allowed_with: codes('C') })], { lines: allowed }), {
    found: [],
    open: [],
  });
});

test('together: without a clock the hour is open, without a prescription the prescription is', async () => {
  const given = lines({ second: null, rxno: null }, { item: 'B' });
  for (const window of ['hour', 'hours:1', 'prescription'] as const) {
    assert.deepEqual(await outcome([point.together({ window })], { lines: given }), { found: [], open: ['L2<L1'] });
  }
  assert.deepEqual(await outcome([point.together({ window: 'hours:24' })], { lines: given }), {
    found: ['L2<L1'],
    open: [],
  });
});

test('together: of a pair in both directions the cheaper pays, of equals b', async () => {
  const given = lines({ amount_fen: 100 }, { item: 'B', amount_fen: 100 }, { item: 'B', amount_fen: 101 });
  assert.deepEqual(await outcome([point.together({ pays: 'cheaper' })], { lines: given }), {
    found: ['L1<L2+L3', 'L2<L1'],
    open: [],
  });
});

test('spacing: a gap of exactly the minimum is clean', async () => {
  const given = lines({}, { day: today + 6 }, { day: today + 13 }, { day: today + 19, gend: null });
  assert.deepEqual(await outcome([point.spacing({})], { lines: given }), { found: ['L2<L1', 'L4<L3'], open: [] });
  const men = { is: 'in', field: 'gend', set: codes('1') } as const;
  assert.deepEqual(await outcome([point.spacing({ scope: men })], { lines: given }), {
    found: ['L2<L1'],
    open: ['L4<L3'],
  });
});

test('spacing: by hours a use without a clock is open near any other, and stands against none', async () => {
  const given = lines({}, { second: 36_000 + 7_199 }, { second: 36_000 + 14_399 }, { day: today + 1, second: null });
  const points = [point.spacing({ unit: 'hour', min: 2 })];
  assert.deepEqual(await outcome(points, { lines: given.slice(0, 3) }), { found: ['L2<L1'], open: [] });
  assert.deepEqual(await outcome(points, { lines: given }), { found: ['L2<L1'], open: [] });
  assert.deepEqual(await outcome([point.spacing({ unit: 'hour', min: 24 })], { lines: given }), {
    found: ['L2<L1', 'L3<L2'],
    open: ['L4<L3'],
  });
});

test('spacing: admissions count the days since the last discharge', async () => {
  const given = {
    lines: lines({ mdtrt_id: 'V2' }),
    visits: [
      visit(),
      visit({ mdtrt_id: 'V2', day: today + 10 }),
      visit({ mdtrt_id: 'V3', day: today + 21, end_day: null }),
      visit({ mdtrt_id: 'V4', day: today + 40 }),
    ],
  };
  assert.deepEqual(await outcome([point.spacing({ subject: null })], given), { found: ['L1<'], open: ['<'] });
});

test('needs: something needed beside it, before it, or in a list of the visit', async () => {
  const given = lines({}, { mdtrt_id: 'V2', day: today + 3 }, { item: 'B', day: today + 1 });
  assert.deepEqual(await outcome([point.needs({})], { lines: given }), { found: ['L2<'], open: [] });
  assert.deepEqual(await outcome([point.needs({ look_back_days: 2 })], { lines: given }), { found: [], open: [] });
  assert.deepEqual(await outcome([point.needs({ look_back_days: 1 })], { lines: given }), { found: ['L2<'], open: [] });
  const early = { lines: given, first_day: today + 2 };
  assert.deepEqual(await outcome([point.needs({ look_back_days: 1 })], early), { found: ['L2<'], open: [] });
  assert.deepEqual(await outcome([point.needs({ look_back_days: 1 })], { ...early, first_day: today + 3 }), {
    found: [],
    open: ['L2<'],
  });
  const coded = [point.needs({ items: codes(), diagnoses: codes('I10*') })];
  const listed = { lines: given, visits: [visit(), visit({ mdtrt_id: 'V2' })], diagnoses: [diagnosis('I10.x')] };
  assert.deepEqual(await outcome(coded, listed), { found: ['L2<'], open: [] });
});

test('overlap: a shared day at an end is a transfer; an open end may overlap', async () => {
  const stays = [
    visit({ end_day: today + 4 }),
    visit({ mdtrt_id: 'V2', day: today + 4 }),
    visit({ mdtrt_id: 'V3', day: today + 7, end_day: null }),
    visit({ mdtrt_id: 'V4', day: today + 9, care_type: 'outpatient', end_day: today + 9 }),
  ];
  const given = { visits: stays, lines: lines({ mdtrt_id: 'V3', day: today + 7 }, { mdtrt_id: 'V4', day: today + 9 }) };
  assert.deepEqual(await outcome([point.overlap({})], given), { found: [], open: ['L1<'] });
  assert.deepEqual(await outcome([point.overlap({ kind: 'visit-in-stay' })], given), { found: [], open: ['L2<'] });
  const closed = { ...given, visits: stays.map((stay) => ({ ...stay, end_day: stay.end_day ?? today + 10 })) };
  assert.deepEqual(await outcome([point.overlap({})], closed), { found: ['L1<'], open: [] });
  assert.deepEqual(await outcome([point.overlap({ kind: 'visit-in-stay' })], closed), { found: ['L2<'], open: [] });
});

test('overlap: only lines after the death are charged', async () => {
  const given = {
    visits: [visit({ death_day: today + 1 }), visit({ mdtrt_id: 'V2', death_day: today + 1 })],
    lines: lines({ day: today + 1 }, { day: today + 2 }, { mdtrt_id: 'V2' }),
  };
  assert.deepEqual(await outcome([point.overlap({ kind: 'after-death' })], given), { found: ['L2<'], open: [] });
});

test('reuse: a whole box sold again, not the same bill and not a split box', async () => {
  const given = {
    lines: lines({}, { mdtrt_id: 'V2', day: on(2025, 4, 1) }, { mdtrt_id: 'V3', day: on(2025, 4, 2) }),
    sales: [
      sale(),
      sale({ line_id: 'L2', mdtrt_id: 'V2', day: on(2025, 4, 1) }),
      sale({ line_id: 'L2', mdtrt_id: 'V2', day: on(2025, 4, 1), drug_trac_codg: 'T2' }),
      sale({ line_id: 'L3', mdtrt_id: 'V3', day: on(2025, 4, 2), drug_trac_codg: 'T3', trdn_flag: 1 }),
      sale({ line_id: null, mdtrt_id: null, drug_trac_codg: 'T3' }),
    ],
  };
  assert.deepEqual(await outcome([point.reuse({})], given), { found: ['L2<L1'], open: [] });
  const unknown = { ...given, sales: given.sales.map((row) => ({ ...row, trdn_flag: null })) };
  assert.deepEqual(await outcome([point.reuse({})], unknown), { found: [], open: ['L2<L1', 'L3<'] });
});
