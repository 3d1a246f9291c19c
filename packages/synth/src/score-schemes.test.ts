import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Label, SchemeLabel } from './labels.ts';
import type { SchemeHit } from './score-extent.ts';
import { scoreSchemes } from './score-schemes.ts';
import type { SchemeScore } from './score-schemes.ts';

const label = (parts: Partial<SchemeLabel>): SchemeLabel => ({
  label_id: 'ring-1',
  scheme: 'ring',
  kind: 'scheme',
  case: 'x',
  fixmedins_codes: ['H1'],
  psn_nos: ['P1', 'P2'],
  mdtrt_ids: ['M1', 'M2', 'M3', 'M4'],
  line_ids: [],
  from: '2026-01-01',
  to: '2026-03-31',
  expected_amount_fen: 1000,
  also: [],
  item_codes: [],
  ...parts,
});
const hit = (parts: Partial<SchemeHit>): SchemeHit => ({
  scheme: 'ring',
  fixmedins_codes: ['H1'],
  psn_nos: ['P1', 'P2'],
  mdtrt_ids: ['M1', 'M2', 'M3', 'M4'],
  line_ids: [],
  period: { from: '2026-01-01', to: '2026-03-31' },
  amount_fen: 1000,
  ...parts,
});
const one = (labels: readonly SchemeLabel[], hits: readonly SchemeHit[], rules: readonly Label[] = []): SchemeScore => {
  const score = scoreSchemes(labels, hits, rules).find(({ scheme }) => scheme === 'ring');
  assert(score !== undefined);
  return score;
};

test('a plant is found by half of the smaller side of its visits', () => {
  const whole = one([label({})], [hit({})]);
  assert.deepEqual(whole, {
    scheme: 'ring',
    planted: 1,
    found: 1,
    missed: [],
    missed_but_met: [],
    recall: 1,
    hits: 1,
    true_hits: 1,
    cross_hits: 0,
    look_alikes: 0,
    false_on_look_alikes: [],
    false_on_honest: 0,
    precision: 1,
    money_error: 0,
  });
  assert.equal(one([label({})], [hit({ mdtrt_ids: ['M1', 'X1'] })]).found, 1);
  assert.equal(one([label({})], [hit({ mdtrt_ids: ['M1', 'X1', 'X2'] })]).found, 0);
  assert.equal(one([label({})], [hit({ mdtrt_ids: ['M1', 'M2', 'X1', 'X2', 'X3', 'X4', 'X5'] })]).found, 1);
});

test('where lines are the fraud, lines or visits decide', () => {
  const lines = label({ line_ids: ['F1', 'F2'], mdtrt_ids: ['M1', 'M2'] });
  assert.equal(one([lines], [hit({ mdtrt_ids: [], line_ids: ['F1', 'F9'] })]).found, 1);
  assert.equal(one([lines], [hit({ mdtrt_ids: ['M8', 'M9'], line_ids: ['F7', 'F8', 'F9'] })]).found, 0);
});

test('where there is neither, institution, period and item do', () => {
  const stock = label({ mdtrt_ids: [], psn_nos: [], item_codes: ['C1', 'C2'] });
  const found = (parts: Partial<SchemeHit>): number => one([stock], [hit({ mdtrt_ids: [], ...parts })]).found;
  assert.equal(found({}), 1);
  assert.equal(found({ item_codes: ['C2', 'C9'] }), 1);
  assert.equal(found({ item_codes: ['C9'] }), 0);
  assert.equal(found({ fixmedins_codes: ['H2'] }), 0);
  const beds = one([label({ scheme: 'beds', kind: 'look-alike', mdtrt_ids: [] })], [hit({})]);
  assert.deepEqual([beds.false_on_look_alikes, beds.false_on_honest], [[], 1]);
  assert.equal(found({ period: { from: '2026-04-01', to: '2026-06-30' } }), 0);
});

test('a hit of another scheme that the label allows is a cross hit there, and the plant is met but missed', () => {
  const [beds, ring] = scoreSchemes([label({ also: ['beds'] })], [hit({ scheme: 'beds' })]);
  assert.deepEqual([beds?.scheme, beds?.cross_hits, beds?.precision], ['beds', 1, 1]);
  assert.deepEqual([ring?.missed, ring?.missed_but_met, ring?.recall], [['ring-1'], ['ring-1'], 0]);
});

test('a hit on plants of other schemes or on rule violations is no false alarm', () => {
  const other = label({ label_id: 'beds-1', scheme: 'beds', mdtrt_ids: ['M7', 'M8', 'M9'] });
  assert.equal(one([other], [hit({ mdtrt_ids: ['M7', 'M8', 'X'] })]).cross_hits, 1);
  const violation = (mdtrt_id: string): Label => ({
    label_id: mdtrt_id,
    rule_code: 'A',
    kind: 'violation',
    case: 'x',
    psn_no: 'P',
    fixmedins_code: 'H1',
    mdtrt_id,
    line_ids: [],
    expected_amount_fen: null,
    point_ids: [],
  });
  const rules = [violation('V1'), violation('V2')];
  assert.equal(one([], [hit({ mdtrt_ids: ['V1', 'V2', 'X'] })], rules).cross_hits, 1);
  assert.equal(one([], [hit({ mdtrt_ids: ['V1', 'X', 'Y'] })], rules).false_on_honest, 1);
});

test('a hit on a look-alike is named, unless the look-alike may raise it; one on nothing is on honest background', () => {
  const alike = label({ label_id: 'ring-couple-1', kind: 'look-alike', expected_amount_fen: null });
  const wrong = one([alike], [hit({})]);
  assert.deepEqual(
    [wrong.look_alikes, wrong.false_on_look_alikes, wrong.precision, wrong.recall],
    [1, ['ring-couple-1'], 0, null],
  );
  const other = label({ label_id: 'beds-leave-1', scheme: 'beds', kind: 'look-alike', also: ['ring'] });
  assert.deepEqual([one([other], [hit({})]).cross_hits, one([other], [hit({})]).false_on_look_alikes], [1, []]);
  assert.equal(one([label({})], [hit({ mdtrt_ids: ['X1', 'X2'] })]).false_on_honest, 1);
});

test('money of several hits counts once, and of a hit on two plants its part', () => {
  const error = (labels: readonly SchemeLabel[], ...hits: readonly SchemeHit[]): number | null =>
    one(labels, hits).money_error;
  assert.equal(error([label({})], hit({ amount_fen: 900 })), 0.1);
  const halves = [hit({ mdtrt_ids: ['M1', 'M2'], amount_fen: 400 }), hit({ mdtrt_ids: ['M3', 'M4'], amount_fen: 600 })];
  assert.equal(error([label({})], ...halves), 0);
  assert.equal(error([label({})], hit({}), hit({ mdtrt_ids: ['M1', 'M2'], amount_fen: 500 })), 0);
  const second = label({ label_id: 'ring-2', mdtrt_ids: ['N1', 'N2', 'N3', 'N4'] });
  const both = hit({ mdtrt_ids: ['M1', 'M2', 'M3', 'M4', 'N1', 'N2', 'N3', 'N4'], amount_fen: 2000 });
  assert.equal(error([label({}), second], both), 0);
  assert.equal(error([label({ expected_amount_fen: null })], hit({})), null);
});
