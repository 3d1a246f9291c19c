import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ratio } from '@shouhu/codes';
import * as fc from 'fast-check';
import { claimOf, claims, lineOf, people, worker } from './given.fixture.ts';
import { harsh } from './harsh.fixture.ts';
import { AMOUNTS, calculate, newYear, policyBook, putBack, recompute } from './index.ts';
import type { Accumulation, Calculation, Claim, ClaimLine, Insured } from './index.ts';

const runs = { numRuns: 400 };
const year = fc.array(claims, { minLength: 1, maxLength: 8 });

/** The claims one after the other; each calculation asserts the identities itself. */
function settleAll(insured: Insured, all: readonly Claim[]): { calculations: Calculation[]; befores: Accumulation[] } {
  const befores: Accumulation[] = [];
  let before = newYear(2026);
  const calculations = all.map((claim) => {
    befores.push(before);
    const calculation = calculate({ policy: harsh, insured, before, claim });
    before = calculation.after;
    return calculation;
  });
  return { calculations, befores };
}

const fundOf = (calculations: readonly Calculation[]): number =>
  calculations.reduce((sum, { amounts }) => sum + amounts.fund_pay_sumamt, 0);

describe('of any year', () => {
  test('the identities hold, nothing is negative, and no limit is passed', () => {
    fc.assert(
      fc.property(people, year, (insured, all) => {
        const { calculations } = settleAll(insured, all);
        const after = calculations.at(-1)?.after;
        for (const section of ['deductible', 'stays', 'tiers', 'scope', 'fund', 'burden'] as const) {
          for (const sum of Object.values(after?.[section] ?? {})) assert.ok(sum > 0);
        }
        const yearly = { pool: 6_000_000, above: 2_000_000, serious: 3_000_000 };
        for (const [group, most] of Object.entries(yearly)) assert.ok((after?.fund[group] ?? 0) <= most);
        const scopes = { chronic: 150_000, visit: 90_000, stay: 40_000_000 };
        for (const [group, sum] of Object.entries(after?.scope ?? {})) {
          const most = Object.entries(scopes).find(([name]) => group.startsWith(name))?.[1] ?? 0;
          assert.ok(sum <= most, group);
        }
        for (const [group, sum] of Object.entries(after?.fund ?? {}))
          assert.ok(!group.startsWith('visit-day') || sum <= 8_000);
      }),
      runs,
    );
  });

  test('the same input gives the same answer', () => {
    fc.assert(
      fc.property(people, year, (insured, all) => assert.deepEqual(settleAll(insured, all), settleAll(insured, all))),
      { numRuns: 50 },
    );
  });

  test('taking back the last claim, then the one before it, leads back to the beginning', () => {
    fc.assert(
      fc.property(people, year, (insured, all) => {
        const { calculations, befores } = settleAll(insured, all);
        for (const [at, { after }] of [...calculations.entries()].toReversed()) {
          const before = befores[at] ?? newYear(2026);
          assert.deepEqual(putBack(after, { before, after, mdtrt_id: all[at]?.mdtrt_id ?? '' }), before);
        }
      }),
      runs,
    );
  });

  test('what stands in its order is recomputed without a change', () => {
    fc.assert(
      fc.property(people, year, (insured, all) => {
        const { calculations } = settleAll(insured, all);
        const standing = all.map((claim, at) => ({
          setl_id: String(at),
          claim,
          insured,
          stood: calculations[at]?.amounts ?? null,
        }));
        const again = recompute(policyBook([harsh]), standing);
        assert.ok(again.every(({ changes }) => changes.length === 0));
        assert.deepEqual(
          again.map(({ calculation }) => calculation),
          calculations,
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('of one claim after any others', () => {
  const raised = (claim: Claim, by: number): Claim => ({
    ...claim,
    lines: [...claim.lines, lineOf(by, { feedetl_sn: 'more' })],
  });

  test('more in scope never means less from the funds, nor less from the person', () => {
    fc.assert(
      fc.property(
        people,
        fc.array(claims, { maxLength: 4 }),
        claims,
        fc.nat({ max: 5_000_000 }),
        (insured, all, claim, by) => {
          const before = settleAll(insured, all).calculations.at(-1)?.after ?? newYear(2026);
          const less = calculate({ policy: harsh, insured, before, claim }).amounts;
          const more = calculate({ policy: harsh, insured, before, claim: raised(claim, by) }).amounts;
          assert.ok(more.fund_pay_sumamt >= less.fund_pay_sumamt);
          assert.ok(more.psn_part_amt >= less.psn_part_amt);
          assert.ok(more.act_pay_dedc >= less.act_pay_dedc);
        },
      ),
      runs,
    );
  });

  test('the account and relatives never pay more than they hold, nor for what is outside the catalogue', () => {
    fc.assert(
      fc.property(people, claims, (insured, claim) => {
        const { amounts } = calculate({ policy: harsh, insured, before: newYear(2026), claim });
        assert.ok(amounts.acct_pay <= (claim.acct_used ? claim.acct_balance_fen : 0));
        assert.ok(amounts.acct_mulaid_pay <= claim.mulaid_balance_fen);
        assert.ok(amounts.psn_cash_pay >= amounts.fulamt_ownpay_amt + amounts.overlmt_selfpay);
      }),
      runs,
    );
  });

  test('no line takes more from the funds than is in scope, and lines of equal amount differ by a fen at most', () => {
    fc.assert(
      fc.property(people, claims, (insured, claim) => {
        const { lines } = calculate({ policy: harsh, insured, before: newYear(2026), claim });
        for (const line of lines) assert.ok(line.fund_payamt >= 0 && line.fund_payamt <= line.inscp_scp_amt);
        for (const one of lines) {
          for (const other of lines) {
            const alike = one.inscp_scp_amt === other.inscp_scp_amt;
            assert.ok(!alike || Math.abs(one.fund_payamt - other.fund_payamt) <= 1);
          }
        }
      }),
      runs,
    );
  });

  test('a line and its refund leave the claim as it was', () => {
    fc.assert(
      fc.property(claims, fc.nat({ max: 5_000_000 }), fc.constantFrom('01', '02', '03'), (claim, sum, chrgitm_lv) => {
        const both = [sum, -sum].map((amount, at) => lineOf(amount, { feedetl_sn: `r${at}`, chrgitm_lv }));
        const given = { policy: harsh, insured: worker, before: newYear(2026) };
        const alone = calculate({ ...given, claim });
        const again = calculate({ ...given, claim: { ...claim, lines: [...claim.lines, ...both] } });
        assert.deepEqual(again.amounts, alone.amounts);
        assert.deepEqual(again.after, alone.after);
      }),
      runs,
    );
  });

  test('a line split in parts changes no total, and each amount by half a fen for each part at most', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1_000_000 }), { minLength: 2, maxLength: 10 }),
        fc.nat({ max: 10_000 }),
        (parts, prop) => {
          const given = { policy: harsh, insured: worker, before: newYear(2026) };
          const line = (amount: number, at: number): ClaimLine =>
            lineOf(amount, { feedetl_sn: String(at), selfpay_prop: ratio(prop) });
          const whole = calculate({
            ...given,
            claim: {
              ...claimOf([]),
              lines: [
                line(
                  parts.reduce((a, b) => a + b, 0),
                  0,
                ),
              ],
            },
          });
          const split = calculate({ ...given, claim: { ...claimOf([]), lines: parts.map(line) } });
          assert.equal(split.amounts.medfee_sumamt, whole.amounts.medfee_sumamt);
          for (const name of AMOUNTS) {
            assert.ok(Math.abs(split.amounts[name] - whole.amounts[name]) <= (parts.length + 1) / 2 + 1, name);
          }
        },
      ),
      runs,
    );
  });
});

test('a stay in parts pays one deductible, and the funds pay as for the whole to a fen for each part and fund', () => {
  fc.assert(
    fc.property(people, fc.array(fc.nat({ max: 20_000_000 }), { minLength: 1, maxLength: 5 }), (insured, parts) => {
      const whole = settleAll(insured, [claimOf(parts)]).calculations;
      const inParts = settleAll(
        insured,
        parts.map((amount, at) => claimOf([amount], { mid_setl: at < parts.length - 1 })),
      ).calculations;
      const deducted = inParts.reduce((sum, { amounts }) => sum + amounts.act_pay_dedc, 0);
      assert.equal(deducted, whole[0]?.amounts.act_pay_dedc);
      assert.ok(Math.abs(fundOf(inParts) - fundOf(whole)) <= 4 * parts.length);
      assert.equal(inParts.at(-1)?.after.stays.stay, 1);
      assert.deepEqual(inParts.at(-1)?.after.open, {});
    }),
    runs,
  );
});

test('visits of one kind come in any order: what the funds pay in all differs by roundings alone', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2_000_000 }), { minLength: 2, maxLength: 6 }), (amounts) => {
      const stay = (amount: number, at: number): Claim =>
        claimOf([amount], { med_type: '14', dise_codg: 'M1', mdtrt_id: `M${at}` });
      const forth = settleAll(worker, amounts.map(stay)).calculations;
      const back = settleAll(worker, amounts.map(stay).toReversed()).calculations;
      assert.ok(Math.abs(fundOf(forth) - fundOf(back)) <= 4 * amounts.length);
    }),
    runs,
  );
});
