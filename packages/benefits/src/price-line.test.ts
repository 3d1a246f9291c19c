import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { price, quantity, ratio } from '@shouhu/codes';
import { lineOf } from './given.fixture.ts';
import { priceLine, samplePolicies } from './index.ts';
import type { ClaimLine } from './index.ts';

const [policy] = samplePolicies;
assert.ok(policy !== undefined);

/** Own pay, above the cap, first share, in scope. */
function parts(line: ClaimLine): number[] {
  assert.ok(policy !== undefined);
  const { fulamt_ownpay_amt, overlmt_amt, preselfpay_amt, inscp_scp_amt } = priceLine(policy, line);
  return [fulamt_ownpay_amt, overlmt_amt, preselfpay_amt, inscp_scp_amt];
}

describe('a line', () => {
  const cases: [string, ClaimLine, number[]][] = [
    ['of class 甲 is in scope', lineOf(10_000), [0, 0, 0, 10_000]],
    ['of class 丙 is own pay', lineOf(10_000, { chrgitm_lv: '03' }), [10_000, 0, 0, 0]],
    [
      'of class 乙 goes by the figure for its kind',
      lineOf(10_000, { chrgitm_lv: '02', list_type: '301' }),
      [0, 0, 2_000, 8_000],
    ],
    [
      'takes the ratio of its catalogue row first',
      lineOf(10_000, { chrgitm_lv: '02', selfpay_prop: ratio(500) }),
      [0, 0, 500, 9_500],
    ],
    ['rounds its first share half up', lineOf(5, { selfpay_prop: ratio(1_000) }), [0, 0, 1, 4]],
    [
      'pays what exceeds quantity and price cap, before the first share',
      lineOf(10_000, { cnt: quantity(25_000), pric_uplmt_amt: price(30_000_000), selfpay_prop: ratio(1_000) }),
      [0, 2_500, 750, 6_750],
    ],
    [
      'with a limited use that is confirmed is in scope',
      lineOf(10_000, { lmt_used_flag: '1', hosp_appr_flag: '1' }),
      [0, 0, 0, 10_000],
    ],
    ['with a limited use without a word is own pay', lineOf(10_000, { lmt_used_flag: '1' }), [10_000, 0, 0, 0]],
    ['that the hospital refuses is own pay', lineOf(10_000, { hosp_appr_flag: '2' }), [10_000, 0, 0, 0]],
  ];
  for (const [name, line, expected] of cases) {
    test(name, () => assert.deepEqual(parts(line), expected));
    test(`${name}, and its refund the mirror`, () => {
      const { cnt, det_item_fee_sumamt } = line;
      const refund = lineOf(0 - det_item_fee_sumamt, { ...kept(line), cnt: quantity(0 - cnt) });
      assert.deepEqual(
        parts(refund),
        expected.map((amount) => (amount === 0 ? 0 : -amount)),
      );
    });
  }
});

/** What a refund line has of the line it takes back. */
function kept({
  chrgitm_lv,
  list_type,
  selfpay_prop,
  pric_uplmt_amt,
  lmt_used_flag,
  hosp_appr_flag,
}: ClaimLine): Partial<ClaimLine> {
  return { chrgitm_lv, list_type, selfpay_prop, pric_uplmt_amt, lmt_used_flag, hosp_appr_flag };
}
