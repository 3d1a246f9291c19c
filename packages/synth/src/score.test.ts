import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Label } from './labels.ts';
import { scoreFindings } from './score.ts';
import type { ScoredFinding } from './score.ts';

const label = (parts: Partial<Label>): Label => ({
  label_id: 'L1',
  rule_code: 'A',
  kind: 'violation',
  case: 'x',
  psn_no: 'P1',
  fixmedins_code: 'H1',
  mdtrt_id: 'M1',
  line_ids: ['F1'],
  expected_amount_fen: 100,
  point_ids: [],
  ...parts,
});
const finding = (parts: Partial<ScoredFinding>): ScoredFinding => ({
  rule_code: 'A',
  psn_no: 'P1',
  mdtrt_ids: ['M1'],
  line_ids: ['F1'],
  amount_fen: 100,
  ...parts,
});

test('a violation is found by its rule and line, with its amount', () => {
  const [score] = scoreFindings([label({})], [finding({})]);
  assert.deepEqual(score, {
    rule_code: 'A',
    violations: 1,
    found: 1,
    missed: [],
    look_alikes: 0,
    false_alarms: [],
    extra_findings_on_honest: 0,
    amount_errors: [],
  });
});

test('another amount is an error of the amount only, and none where no amount is expected', () => {
  assert.deepEqual(scoreFindings([label({})], [finding({ amount_fen: 101 })])[0]?.amount_errors, ['L1']);
  assert.deepEqual(
    scoreFindings([label({ expected_amount_fen: null })], [finding({ amount_fen: 7 })])[0]?.amount_errors,
    [],
  );
});

test('a finding of another rule misses, and is extra there', () => {
  const scores = scoreFindings([label({})], [finding({ rule_code: 'B' })]);
  assert.deepEqual(
    scores.map(({ rule_code, missed, extra_findings_on_honest }) => [rule_code, missed, extra_findings_on_honest]),
    [
      ['A', ['L1'], 0],
      ['B', [], 1],
    ],
  );
});

test('a finding on a look-alike is a false alarm', () => {
  const [score] = scoreFindings([label({ kind: 'look-alike', expected_amount_fen: null })], [finding({})]);
  assert.deepEqual([score?.look_alikes, score?.false_alarms, score?.extra_findings_on_honest], [1, ['L1'], 0]);
});

test('a label without lines is met by its visit', () => {
  const scores = scoreFindings(
    [label({ line_ids: [], expected_amount_fen: null })],
    [finding({ line_ids: [], amount_fen: null })],
  );
  assert.equal(scores[0]?.found, 1);
});

test('a finding that the plant of a scheme may raise on its people is not extra', () => {
  const schemes = [{ also: ['B'], psn_nos: ['P1'] }];
  assert.equal(scoreFindings([], [finding({ rule_code: 'B' })], schemes)[0]?.extra_findings_on_honest, undefined);
  assert.equal(scoreFindings([], [finding({ rule_code: 'A' })], schemes)[0]?.extra_findings_on_honest, 1);
  assert.equal(scoreFindings([], [finding({ rule_code: 'B', psn_no: 'P2' })], schemes)[0]?.extra_findings_on_honest, 1);
});
