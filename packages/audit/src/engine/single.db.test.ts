import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Line, World } from '@shouhu/claims';
import type { Point, Predicate, Rule } from '@shouhu/rules';
import { codes, diagnosis, line, on, operation, point, rule, ruleset, today, visit, world } from '@shouhu/testkit';
import { agree } from '@shouhu/testkit/parity';

const connection = await (await DuckDBInstance.create(':memory:')).connect();

/** Lines found and lines undecided, by id, after both evaluators agreed on everything. */
async function outcome(points: readonly Point[], given: Partial<World>, values: Partial<Rule> = {}) {
  const { findings, undecided } = await agree(connection, ruleset(rule(points, values)), world(given));
  return {
    found: findings.flatMap(({ line_ids, mdtrt_ids }) => (line_ids.length > 0 ? line_ids : mdtrt_ids)).toSorted(),
    open: undecided.flatMap(({ line_ids, mdtrt_ids }) => (line_ids.length > 0 ? line_ids : mdtrt_ids)).toSorted(),
  };
}

const women: Predicate = { is: 'in', field: 'gend', set: codes('2') };
const adults: Predicate = { is: 'age', unit: 'year', op: '>=', value: 18 };

/** Lines L1, L2, … that differ in what is given. */
function lines(...given: readonly Partial<Line>[]): Line[] {
  return given.map((values, index) => line({ line_id: `L${index + 1}`, ...values }));
}

test('restrict: a condition that does not hold is found, an absent field leaves it open', async () => {
  const given = lines({ gend: '1' }, { gend: '2' }, { gend: null }, { gend: '1', item: 'B' });
  const points = [point.restrict({ require: women })];
  assert.deepEqual(await outcome(points, { lines: given }), { found: ['L1'], open: ['L3'] });
  const scoped = [point.restrict({ require: women, scope: { is: 'known', field: 'rxno' } })];
  assert.deepEqual(await outcome(scoped, { lines: given.map((row) => ({ ...row, rxno: null })) }), {
    found: [],
    open: [],
  });
});

test('restrict: ages turn on the day, on 1 March for who was born on 29 February', async () => {
  const given = lines(
    { brdy: on(2007, 3, 5) },
    { brdy: on(2007, 3, 6) },
    { brdy: on(2004, 2, 29), day: on(2022, 2, 28) },
    { brdy: on(2004, 2, 29), day: on(2022, 3, 1) },
    { brdy: today + 1 },
  );
  assert.deepEqual(await outcome([point.restrict({ require: adults })], { lines: given }), {
    found: ['L2', 'L3'],
    open: ['L5'],
  });
});

test('restrict: diagnoses are a closed list where the visit has one', async () => {
  const given = {
    lines: lines({}, { mdtrt_id: 'V2' }, { mdtrt_id: 'V3' }, { mdtrt_id: 'V4' }),
    visits: [visit(), visit({ mdtrt_id: 'V2' }), visit({ mdtrt_id: 'V3', diagnoses_known: 0 })],
    diagnoses: [diagnosis('I10'), diagnosis('E11.9', 'V2')],
  };
  const require: Predicate = { is: 'coded', list: 'diagnosis', set: codes('E11*') };
  assert.deepEqual(await outcome([point.restrict({ require })], given), { found: ['L1'], open: ['L3', 'L4'] });
});

test('restrict: a diagnosis or an operation selects visits', async () => {
  const given = {
    visits: [visit({ gend: '1' }), visit({ mdtrt_id: 'V2', gend: '2' }), visit({ mdtrt_id: 'V3', gend: null })],
    diagnoses: [diagnosis('O80'), diagnosis('O80', 'V2'), diagnosis('O80', 'V3')],
    operations: [operation('74.1', 'V1')],
  };
  const points = [
    point.restrict({ subject_kind: 'diagnosis', subject: codes('O*'), require: women }),
    point.restrict({ subject_kind: 'operation', subject: codes('74*'), require: women }),
  ];
  assert.deepEqual(await outcome(points, given), { found: ['V1', 'V1'], open: ['V3'] });
});

test('restrict: a policy rule leaves free lines alone, others do not', async () => {
  const given = lines({ inscp_fen: 0 }, { inscp_fen: 1 }, { inscp_fen: null });
  const points = [point.restrict({ require: women })];
  assert.deepEqual(await outcome(points, { lines: given }, { rule_class: 'policy' }), {
    found: ['L2', 'L3'],
    open: [],
  });
  assert.deepEqual(await outcome(points, { lines: given }), { found: ['L1', 'L2', 'L3'], open: [] });
});

test('restrict: knowledge holds from its first to its last day', async () => {
  const given = lines({ day: today - 1 }, { day: today }, { day: today + 3 }, { day: today + 4 });
  const points = [point.restrict({ require: women, from: today, to: today + 3 })];
  assert.deepEqual(await outcome(points, { lines: given }), { found: ['L2', 'L3'], open: [] });
});

test('unpayable: alone means that the prescription has nothing else', async () => {
  const alone = [point.unpayable({ subject: codes('A', 'A2'), when: 'alone', among: codes('A*', 'B') })];
  const beside = lines({}, { item: 'A2' }, { item: 'B', rxno: 'R2' });
  assert.deepEqual(await outcome(alone, { lines: beside }), { found: ['L1', 'L2'], open: [] });
  const together = lines({}, { item: 'B' }, { rxno: 'R2' }, { rxno: null });
  assert.deepEqual(await outcome(alone, { lines: together }), { found: ['L3'], open: ['L4'] });
  const loose = lines({}, { item: 'B', rxno: null });
  assert.deepEqual(await outcome(alone, { lines: loose }), { found: [], open: ['L1'] });
  assert.deepEqual(await outcome([point.unpayable({})], { lines: together }), {
    found: ['L1', 'L3', 'L4'],
    open: [],
  });
});

test('unpayable: an item counts as a subject only on days its point is in force', async () => {
  const points = [
    point.unpayable({ subject: codes('A'), when: 'alone', among: codes('A', 'B') }),
    point.unpayable({ subject: codes('B'), when: 'alone', among: codes('A', 'B'), to: today }),
  ];
  const given = lines(
    {},
    { item: 'B' },
    { day: today + 1, mdtrt_id: 'V2' },
    { item: 'B', day: today + 1, mdtrt_id: 'V2' },
  );
  assert.deepEqual(await outcome(points, { lines: given }), { found: ['L1', 'L2'], open: [] });
});

test('price: dearer than the maximum, or than the line’s own cap', async () => {
  const given = lines({ pric: 100 }, { pric: 101 }, { pric: null }, { pric: 101, pric_uplmt: 101 });
  assert.deepEqual(await outcome([point.price({ max: 100 })], { lines: given }), { found: ['L2', 'L4'], open: ['L3'] });
  assert.deepEqual(await outcome([point.price({ max: null })], { lines: given }), {
    found: [],
    open: ['L1', 'L2', 'L3'],
  });
});

test('price: the second operation of a day is charged at its ratio, the dearest is the first', async () => {
  const given = lines(
    { item: 'A1', amount_fen: 10_000, pric: 100_000_000 },
    { item: 'A2', amount_fen: 9_000, pric: 100_000_000 },
    { item: 'A3', amount_fen: 5_000, pric: 100_000_000 },
    { item: 'A4', amount_fen: 6_000, pric: null },
  );
  const half = point.price({ subject: codes('A*'), measure: 'discount', ratio: 5_000 });
  assert.deepEqual(await outcome([half], { lines: given }), { found: ['L2'], open: ['L4'] });
  const any = point.price({ subject: codes('A*'), measure: 'discount', ratio: null });
  assert.deepEqual(await outcome([any], { lines: given }), { found: [], open: ['L4'] });
  const beside = point.price({ subject: codes('A1'), measure: 'discount', ratio: 5_000, beside: codes('A2') });
  assert.deepEqual(await outcome([beside], { lines: given }), { found: ['L1'], open: [] });
});

test('record: faulty lines are one finding per visit, those that may be faulty only where none is for sure', async () => {
  const fault: Predicate = { is: 'compare-fields', left: 'day', op: '<', right: 'begin_day' };
  const given = {
    lines: lines({ day: today - 1 }, { day: today - 2 }, { day: today }, { mdtrt_id: 'V2' }),
    visits: [visit()],
  };
  assert.deepEqual(await outcome([point.record({ fault })], given), { found: ['L1', 'L2'], open: ['L4'] });
  const ofVisit: Predicate = { is: 'not', part: { is: 'known', field: 'end_day' } };
  const open = { visits: [visit({ end_day: null }), visit({ mdtrt_id: 'V2' })] };
  assert.deepEqual(await outcome([point.record({ on: 'visit', fault: ofVisit })], open), { found: ['V1'], open: [] });
});

test('stay: sums over the lines of an inpatient visit', async () => {
  const fault: Predicate = { is: 'share', of: codes('03'), op: '>=', value: 9_000 };
  const given = {
    lines: lines(
      { amount_fen: 8_999, med_chrgitm_type: '03' },
      { amount_fen: 1_001, med_chrgitm_type: '09' },
      { amount_fen: 9_000, med_chrgitm_type: '03', mdtrt_id: 'V2' },
      { amount_fen: 1_000, med_chrgitm_type: '09', mdtrt_id: 'V2' },
      { med_chrgitm_type: null, mdtrt_id: 'V3' },
    ),
    visits: [visit(), visit({ mdtrt_id: 'V2' }), visit({ mdtrt_id: 'V3' }), visit({ mdtrt_id: 'V4', care_type: null })],
  };
  assert.deepEqual(await outcome([point.stay({ fault })], given), { found: ['L3', 'L4'], open: ['L5', 'V4'] });
  const idle: Predicate = { is: 'compare', field: 'stay_line_days', op: '<', value: 2 };
  assert.deepEqual(await outcome([point.stay({ fault: idle })], { visits: [visit()] }), { found: ['V1'], open: [] });
});
