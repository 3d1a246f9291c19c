import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { claimOf, lineOf, on, worker } from './given.fixture.ts';
import { harsh, harshFile } from './harsh.fixture.ts';
import {
  calculate,
  newYear,
  policyBook,
  putBack,
  readPolicy,
  samplePolicies,
  samplePolicyOf,
  yearOf,
} from './index.ts';
import type { Accumulation, Calculation, Claim, Insured } from './index.ts';

function settle(claim: Claim, before: Accumulation = newYear(2026), insured: Insured = worker): Calculation {
  return calculate({ policy: harsh, insured, before, claim });
}

function refusedBy(code: string): (error: unknown) => boolean {
  return (error) => error instanceof ShouhuError && error.code === code;
}

describe('care elsewhere', () => {
  const away = { admdvs: '110101' };
  const cases: [string, Partial<Claim>, number][] = [
    ['filed for residence is as at home', { ...away, filing: 'resident' }, 833_300],
    // (10,600 − 1,060 − 600) × 0.8333, rounded once
    ['on referral: the first tenth is the person’s', { ...away, filing: 'referral' }, 744_970],
    ['in an emergency counts as filed', { ...away, emergency: true }, 744_970],
    ['filed for a while counts as filed', { ...away, filing: 'temporary' }, 744_970],
    // 8,940 × 0.8333 × 0.8765
    ['without filing is also multiplied', away, 652_966],
  ];
  for (const [name, more, expected] of cases) {
    test(name, () => assert.equal(settle(claimOf([1_060_000], more)).amounts.hifp_pay, expected));
  }
});

test('a first share elsewhere is rounded half up, and no fund looks at it', () => {
  const referred = { admdvs: '110101', filing: 'referral' } as const;
  assert.equal(settle(claimOf([5], referred)).amounts.act_pay_dedc, 4);
  // 10,600.00 − 1,060.00 − 7,449.70 = 2,090.30 are left; above 2,000.00 × 0.6.
  assert.equal(settle(claimOf([1_060_000], referred)).amounts.hifmi_pay, 5_418);
});

test('a referral is a referral in an emergency too', () => {
  const [policy] = samplePolicies;
  assert.ok(policy !== undefined);
  const claim = claimOf([1_100_000], {
    insuplc_admdvs: '420503',
    admdvs: '110101',
    emergency: true,
    filing: 'referral',
  });
  assert.equal(calculate({ policy, insured: worker, before: newYear(2026), claim }).amounts.hifp_pay, 792_000);
});

test('the year of a stay over the turn is what the policy says', () => {
  const stay = { day: on(2027, 1, 2), begndate: on(2026, 12, 30) };
  assert.equal(yearOf(harsh, stay), 2027);
  assert.equal(yearOf({ ...harsh, year_of_stay: { value: 'admitted', basis: 'unverified' } }, stay), 2026);
});

describe('a stay in parts', () => {
  test('goes on in the tiers that count by stay; the next stay begins anew', () => {
    const first = settle(claimOf([90_000], { med_type: '24', mid_setl: true }));
    const second = settle(claimOf([30_000], { med_type: '24', mid_setl: true }), first.after);
    const third = settle(claimOf([100_000], { med_type: '24' }), second.after);
    const other = settle(claimOf([130_000], { med_type: '24', mdtrt_id: 'M2' }), third.after);
    // (900 − 600) × 0.5; then 300 × 0.5; then 400 × 0.5 + 600 × 0.9; then (1,300 − 300) × 0.5.
    assert.deepEqual(
      [first, second, third, other].map(({ amounts }) => amounts.hifp_pay),
      [15_000, 15_000, 74_000, 50_000],
    );
  });

  test('is paid a fixed amount once', () => {
    const birth = { med_type: '52', mid_setl: true };
    const first = settle(claimOf([200_000], birth));
    const second = settle(claimOf([60_000], birth), first.after);
    const third = settle(claimOf([200_000], birth), second.after);
    assert.deepEqual(
      [first, second, third].map(({ amounts }) => amounts.hifp_pay),
      [200_000, 60_000, 40_000],
    );
  });
});

describe('limits', () => {
  test('of a day leave other days alone', () => {
    const visit = (day: number): Claim => claimOf([20_000], { med_type: '11', day: on(2026, 3, day) });
    const first = settle(visit(10));
    const second = settle(visit(10), first.after);
    const other = settle(visit(11), second.after);
    assert.deepEqual(
      [first, second, other].map(({ amounts }) => amounts.hifp_pay),
      [8_000, 0, 8_000],
    );
  });

  test('of scope, by disease and quarter, send what is above to the next fund', () => {
    const visit = (dise_codg: string, month: number): Claim =>
      claimOf([200_000], { med_type: '14', dise_codg, day: on(2026, month, 1) });
    const first = settle(visit('M1', 1));
    // Above 1,500.00 are 500.00: (500.00 − 100.00) × 0.8, and of the 180.00 that are left the half.
    const { hifp_pay, hifob_pay, hifes_pay } = first.amounts;
    assert.deepEqual([hifp_pay, hifob_pay, hifes_pay], [105_000, 32_000, 9_000]);
    assert.equal(settle(visit('M1', 2), first.after).amounts.hifp_pay, 0);
    assert.equal(settle(visit('M1', 4), first.after).amounts.hifp_pay, 105_000);
    assert.equal(settle(visit('M2', 2), first.after).amounts.hifp_pay, 105_000);
  });
});

test('a limit that does not overflow sends nothing to the next fund', () => {
  const visit = claimOf([300_000], { med_type: '11' });
  assert.equal(settle(visit).amounts.hifob_pay, 0);
});

test('what a day’s limit cuts off does not overflow, what the year’s cuts off does', () => {
  const first = settle(claimOf([6_000_000]));
  // The first day's most; the pool has 10,000.00 left of 60,000.00.
  assert.equal(first.amounts.hifp_pay, 5_000_000);
  const second = settle(claimOf([10_000_000], { mdtrt_id: 'M2', day: on(2026, 3, 11) }), first.after);
  // All × 0.95: 50,000.00 took 52,631.58, of which the pool's last 10,000.00 took 10,526.32: (42,105.26 − 100.00) × 0.8, at most 20,000.00.
  assert.deepEqual([second.amounts.hifp_pay, second.amounts.hifob_pay], [1_000_000, 2_000_000]);
  assert.equal(second.shares.find(({ fund_pay_type }) => fund_pay_type === '330100')?.inscp_scp_amt, 4_210_526);
});

test('a year’s limit of scope also bounds what counts in the year’s tiers', () => {
  const { after } = settle(claimOf([50_000_000]));
  assert.equal(after.tiers.year, 40_000_000);
});

describe('schemes that name the same groups', () => {
  test('share the count of stays, the tiers and the limit', () => {
    const first = settle(claimOf([1_060_000]));
    const resident = { ...worker, insutype: '390' };
    const second = settle(claimOf([130_000], { mdtrt_id: 'M2' }), first.after, resident);
    // Second stay: 300. The year's tiers go on: 1,000 × 0.8333 up to 10,000.01, here 0.01 of it, the rest × 0.9211.
    assert.deepEqual([second.amounts.act_pay_dedc, second.amounts.hifp_pay], [30_000, 92_110]);
  });
});

describe('a cancellation', () => {
  test('in the middle leaves what later claims added', () => {
    const one = settle(claimOf([1_000_000]));
    const two = settle(claimOf([2_000_000], { mdtrt_id: 'M2' }), one.after);
    const now = putBack(two.after, { before: newYear(2026), after: one.after, mdtrt_id: 'M1' });
    assert.equal(now.stays.stay, 1);
    assert.equal(now.fund.pool, two.amounts.hifp_pay);
    assert.equal(now.deductible.stay, two.amounts.act_pay_dedc);
  });

  test('of a part of a stay waits for the later parts', () => {
    const part = settle(claimOf([1_000_000], { mid_setl: true }));
    const last = settle(claimOf([500_000]), part.after);
    const first = { before: newYear(2026), after: part.after, mdtrt_id: 'M1' };
    assert.throws(() => putBack(last.after, first), refusedBy('SH-S010'));
    const between = putBack(last.after, { before: part.after, after: last.after, mdtrt_id: 'M1' });
    assert.deepEqual(putBack(between, first), newYear(2026));
  });
});

describe('what is refused', () => {
  const cases: [string, () => unknown, string][] = [
    [
      'an insurance that the policy does not have',
      () => settle(claimOf([1]), newYear(2026), { ...worker, insutype: '340' }),
      'SH-S003',
    ],
    ['care that the policy does not name', () => settle(claimOf([1], { med_type: '61' })), 'SH-S004'],
    ['a disease that is not recognised', () => settle(claimOf([1], { med_type: '14', dise_codg: 'M9' })), 'SH-S005'],
    ['a visit for no disease where one is needed', () => settle(claimOf([1], { med_type: '14' })), 'SH-S005'],
    ['more refunded than charged', () => settle(claimOf([100, -101])), 'SH-S006'],
    [
      'refunds of own pay that was never charged',
      () => settle({ ...claimOf([]), lines: [lineOf(100), lineOf(-50, { chrgitm_lv: '03' })] }),
      'SH-S006',
    ],
    ['sums of another year', () => settle(claimOf([1]), newYear(2025)), 'SH-S007'],
    ['an unknown grade of hospital', () => settle(claimOf([1], { hosp_lv: '三甲' })), 'SH-S008'],
    ['a region without a policy', () => samplePolicyOf({ insuplc_admdvs: '110101', day: on(2026, 1, 1) }), 'SH-S002'],
    ['a day before every policy', () => samplePolicyOf({ insuplc_admdvs: '420503', day: on(2023, 12, 31) }), 'SH-S002'],
  ];
  for (const [name, deed, code] of cases) test(name, () => assert.throws(deed, refusedBy(code)));
});

describe('a policy file', () => {
  const { schemes, ...rest } = harshFile;
  const faults: [string, object, RegExp][] = [
    ['with an unknown key', { ...harshFile, valid_until: null }, /valid_until/],
    [
      'with a source that is not listed',
      { ...harshFile, year_of_stay: { value: 'settled', basis: 'nowhere' } },
      /year_of_stay\.basis.*nowhere/,
    ],
    [
      'with a figure that leaves claims undecided',
      {
        ...harshFile,
        catalogue: { ...harshFile.catalogue, selfpay: [{ value: 0, when: { rank: [3] }, basis: 'unverified' }] },
      },
      /catalogue\.selfpay.*last row/,
    ],
    [
      'with a ratio of five decimals',
      { ...harshFile, catalogue: { ...harshFile.catalogue, selfpay: { value: 0.12345, basis: 'unverified' } } },
      /catalogue\.selfpay/,
    ],
    ['with an identity that is not listed', { ...harshFile, identities: {} }, /no such identity: A/],
    ['that ends before it begins', { ...harshFile, valid_to: '2019-12-31' }, /valid_to/],
    ['without a scheme', { ...rest, schemes: schemes.slice(2) }, /schemes/],
  ];
  for (const [name, json, reason] of faults) {
    test(`${name} is refused with the place`, () => {
      assert.throws(
        () => readPolicy(json),
        (error) => refusedBy('SH-S001')(error) && reason.test(String(error)),
      );
    });
  }

  test('holds on its last day', () => {
    const policyOf = policyBook([{ ...harsh, valid_to: on(2026, 6, 30) }]);
    const given = (month: number, day: number) => ({ insuplc_admdvs: '990101', day: on(2026, month, day) });
    assert.equal(policyOf(given(6, 30)).id, 'harsh');
    assert.throws(() => policyOf(given(7, 1)), refusedBy('SH-S002'));
  });

  test('of the nearest region and the latest day holds', () => {
    const [city, county] = [
      { ...harsh, id: 'city' },
      { ...harsh, id: 'county', admdvs: '990101' },
    ];
    const later = { ...harsh, id: 'later', valid_from: on(2026, 7, 1) };
    const policyOf = policyBook([city, county, later], { '429000': '9901' });
    const idOn = (insuplc_admdvs: string, month: number): string =>
      policyOf({ insuplc_admdvs, day: on(2026, month, 1) }).id;
    assert.deepEqual(
      [idOn('990102', 6), idOn('990102', 7), idOn('990101', 7), idOn('429000', 6), idOn('429000', 8)],
      ['city', 'later', 'county', 'city', 'later'],
    );
  });
});
