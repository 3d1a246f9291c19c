/** Whether an institution may settle, against what is plain: for any agreements, any measures, any day. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { civilDay } from '@shouhu/codes';
import { MEASURES } from '@shouhu/procedure';
import type { Measure, Sanction } from '@shouhu/procedure';
import * as fc from 'fast-check';
import { agreementState } from './agreement-state.ts';
import type { Agreement } from './agreement-state.ts';
import { settlementStatus } from './settlement-status.ts';

const day = fc.integer({ min: 20_500, max: 20_600 }).map(civilDay);
const names = Object.keys(MEASURES).filter((name): name is Measure => Object.hasOwn(MEASURES, name));
const sanction: fc.Arbitrary<Sanction> = fc
  .record({
    measure: fc.constantFrom(...names),
    since: day,
    days: fc.option(fc.nat({ max: 40 })),
    ended: fc.option(fc.nat({ max: 60 })),
  })
  .map(({ measure, since, days, ended }) => {
    const isTermed = measure === 'suspend' || measure === 'interrupt' || measure === 'rectify';
    const plus = (count: number | null) => (count === null ? null : civilDay(since + count));
    return { measure, since, until: isTermed ? plus(days ?? 30) : null, ended: plus(ended) };
  });
/** One after the other, with gaps or without. */
const agreements: fc.Arbitrary<Agreement[]> = fc
  .array(fc.record({ gap: fc.nat({ max: 10 }), length: fc.nat({ max: 50 }), out: fc.option(fc.nat({ max: 60 })) }), {
    maxLength: 3,
  })
  .map((terms) => {
    let at = 20_500;
    return terms.map(({ gap, length, out }, index): Agreement => {
      const [from, to] = [civilDay(at + gap), civilDay(at + gap + length)];
      at = to + 1;
      const acts = (['ask-exit', 'approve-exit'] as const).map((act) => {
        const leave = act === 'ask-exit' && out !== null ? civilDay(from + out) : null;
        return { act, day: from, leave, actor: '' };
      });
      return { agreement_id: String(index), number: String(index), from, to, acts: out === null ? [] : acts };
    });
  });
const RANK = { none: 0, rescue: 1, all: 2 } as const;

describe('settlement', () => {
  test('without an agreement that covers the day nothing is settled; within one only measures stand against it', () => {
    fc.assert(
      fc.property(agreements, fc.array(sanction, { maxLength: 4 }), day, (terms, sanctions, on) => {
        const { may, since, until } = settlementStatus({ agreements: terms, sanctions }, on);
        const covering = terms.find(({ from, to }) => from <= on && on <= to);
        const holds = sanctions.filter(
          (one) => one.since <= on && (one.until === null || on <= one.until) && (one.ended === null || on < one.ended),
        );
        const left = covering?.acts[0]?.leave ?? null;
        const over = sanctions.some(
          (one) =>
            one.measure === 'terminate' && one.ended === null && one.since >= (covering?.from ?? 0) && one.since <= on,
        );
        const suspended = holds.some(({ measure }) => measure === 'suspend' || measure === 'interrupt');
        const expected =
          covering === undefined || over || (left !== null && left <= on) ? 'none' : suspended ? 'rescue' : 'all';
        assert.equal(may, expected);
        assert.ok((since === null || since <= on) && (until === null || on <= until));
      }),
      { numRuns: 5_000 },
    );
  });

  test('a further measure never lets more be settled', () => {
    fc.assert(
      fc.property(agreements, fc.array(sanction, { maxLength: 3 }), sanction, day, (terms, sanctions, one, on) => {
        const before = settlementStatus({ agreements: terms, sanctions }, on);
        const after = settlementStatus({ agreements: terms, sanctions: [...sanctions, one] }, on);
        assert.ok(RANK[after.may] <= RANK[before.may]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('an agreement in force is one under which something may be settled', () => {
    fc.assert(
      fc.property(agreements, fc.array(sanction, { maxLength: 3 }), day, (terms, sanctions, on) => {
        const { may } = settlementStatus({ agreements: terms, sanctions }, on);
        const states = terms.map((term) => agreementState(term, sanctions, on));
        const alive = states.filter((state) => ['valid', 'renewing', 'restored', 'interrupted'].includes(state));
        assert.equal(alive.length, may === 'none' ? 0 : 1);
        if (states.includes('interrupted')) assert.equal(may, 'rescue');
      }),
      { numRuns: 2_000 },
    );
  });

  const from = civilDay(20_500);
  const agreement = { agreement_id: '1', number: '1', from, to: civilDay(20_864), acts: [] };
  const suspend = { measure: 'suspend', since: civilDay(20_510), until: civilDay(20_519), ended: null } as const;
  const may = (sanctions: readonly Sanction[], at: number) =>
    settlementStatus({ agreements: [agreement], sanctions }, civilDay(at)).may;

  test('a suspension holds from its first day to its last, and to the day before it is lifted', () => {
    assert.deepEqual(
      [20_509, 20_510, 20_519, 20_520].map((at) => may([suspend], at)),
      ['all', 'rescue', 'rescue', 'all'],
    );
    const lifted = { ...suspend, ended: civilDay(20_515) };
    assert.deepEqual(
      [20_514, 20_515].map((at) => may([lifted], at)),
      ['rescue', 'all'],
    );
  });

  test('an agreement ends after its last day, and with its termination', () => {
    assert.deepEqual(
      [20_499, 20_864, 20_865].map((at) => may([], at)),
      ['none', 'all', 'none'],
    );
    const terminate = { measure: 'terminate', since: civilDay(20_600), until: null, ended: null } as const;
    assert.deepEqual(
      [20_599, 20_600].map((at) => may([terminate], at)),
      ['all', 'none'],
    );
  });
});
