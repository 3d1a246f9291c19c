import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Found } from '@shouhu/schemes';
import { draftOf } from './draft.ts';
import { mergeSchemes, sameGoods } from './merge-schemes.ts';

const scheme: Found = {
  scheme_id: 'S1',
  scheme: 'high-value',
  scheme_name: '高值药品',
  rule_code: null,
  verdict: 'suspicion',
  score: 0.9,
  fixmedins_codes: ['H1'],
  psn_nos: [],
  mdtrt_ids: ['M1'],
  line_ids: ['L1'],
  item_codes: ['X1'],
  period: { from: '2026-01-01', to: '2026-12-31' },
  amount_fen: 70_000,
  exempted_by: null,
  basis: [],
  message: '',
  evidence: {},
  links: [],
};
const goods: Found = { ...scheme, scheme_id: 'S2', mdtrt_ids: [], line_ids: [], amount_fen: 100_000 };
const elsewhere: Found = { ...goods, scheme_id: 'S3', fixmedins_codes: ['H2'] };

test('goods without a source and the lines that bill them are one lead', () => {
  const found = [scheme, goods, elsewhere];
  const roots = mergeSchemes(
    found.map(({ scheme_id }) => scheme_id),
    sameGoods(found),
  );
  assert.deepEqual(roots, [0, 0, 2]);
});

test('the same goods are counted once: only what exceeds the lines is added', () => {
  const row = {
    lead: 'S|S1',
    amount_fen: 70_000,
    violation_fen: 0,
    expected_fen: 50_000,
    fixmedins_codes: ['H1'],
    persons: 1,
    visits: 1,
    lines: 1,
    first_day: 20_454,
    last_day: 20_454,
  };
  const draft = draftOf(row, [scheme, goods], []);
  assert.equal(draft.unlined_fen, 30_000);
  assert.equal(draft.amount_fen, 100_000);
  assert.equal(draftOf(row, [scheme, { ...goods, amount_fen: 60_000 }], []).unlined_fen, 0);
  assert.equal(draftOf(row, [scheme, elsewhere], []).unlined_fen, 100_000);
});
