import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { claimOf, worker } from './given.fixture.ts';
import { calculate, entitlement, newYear, samplePolicies } from './index.ts';
import type { Accumulation, Claim, Insured } from './index.ts';

const [policy] = samplePolicies;
assert.ok(policy !== undefined);
const sample = policy;
const here = { insuplc_admdvs: '420503', admdvs: '420503' };

function told(claim: Claim, before: Accumulation, insured: Insured = worker) {
  return entitlement({ policy: sample, insured, before, claim }).map(
    ({ fund_pay_type, pays, deductible_left, left }) => [fund_pay_type, pays, deductible_left, left],
  );
}

test('what is left of a year is what settlement would find: deductible, limit of the pool, burden of the others', () => {
  const visit = claimOf([], { ...here, med_type: '11', hosp_lv: '05' });
  assert.deepEqual(told(visit, newYear(2026)), [['310100', true, 500_00, 2_200_00]]);
  // 480.00 and 20.00 of the deductible; 980.00 × 0.6 = 588.00 of 2,200.00: docs/benefits.md, example 1.
  const first = calculate({
    policy: sample,
    insured: worker,
    before: newYear(2026),
    claim: claimOf([480_00], { ...visit, lines: claimOf([480_00]).lines }),
  });
  const second = calculate({
    policy: sample,
    insured: worker,
    before: first.after,
    claim: { ...visit, mdtrt_id: 'M2', lines: claimOf([1_000_00]).lines },
  });
  assert.deepEqual(told(visit, first.after), [['310100', true, 20_00, 2_200_00]]);
  assert.deepEqual(told(visit, second.after), [['310100', true, 0, 1_612_00]]);
});

test('a stay asks less of the person from the second on; a resident has 大病, a pharmacy has no pool', () => {
  const stay = claimOf([], { ...here, mdtrt_id: 'M9', med_type: '21', hosp_lv: '02' });
  const used = { ...newYear(2026), stays: { 'employee-stay': 1 } };
  const [pool, large] = told(stay, newYear(2026));
  assert.deepEqual(
    [pool, large],
    [
      ['310100', true, 1_000_00, 150_000_00],
      ['330100', true, 0, 350_000_00],
    ],
  );
  assert.equal(told(stay, used)[0]?.[2], 500_00);
  const resident = { ...worker, insutype: '390', psn_type: '1501' };
  const burdened = { ...newYear(2026), burden: { 'serious-illness': 11_000_00 } };
  assert.deepEqual(told(stay, burdened, resident).slice(0, 2), [
    ['390100', true, 1_000_00, 150_000_00],
    ['390200', true, 1_000_00, 300_000_00],
  ]);
  assert.deepEqual(told(claimOf([], { ...here, med_type: '41' }), newYear(2026))[0]?.slice(0, 2), ['310100', false]);
});

test('who is not entitled is refused as by the settlement', () => {
  const code = (claim: Claim, insured: Insured = worker): string => {
    try {
      told(claim, newYear(2026), insured);
      return 'none';
    } catch (error) {
      return error instanceof ShouhuError ? error.code : String(error);
    }
  };
  assert.equal(code(claimOf([], { ...here, med_type: '14', dise_codg: 'M9' })), 'SH-S005');
  assert.equal(code(claimOf([], { ...here, med_type: '77' })), 'SH-S004');
  assert.equal(code(claimOf([], here), { ...worker, insutype: '999' }), 'SH-S003');
});
