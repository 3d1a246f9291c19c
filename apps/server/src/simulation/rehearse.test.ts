/** Seeds of the pure parts: none breaks anything, and faults that are planted are found. A million are on record in docs/verification.md. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newYear } from '@shouhu/benefits';
import { CORES, REHEARSED, rehearse } from './rehearse.ts';
import type { Cores } from './rehearse.ts';

const SEEDS = 150;

/** Fixed ones, and of each day others. */
const first = Math.floor(Date.now() / 86_400_000) * SEEDS;

function faultsOf(cores: Cores, from: number): string[] {
  const seeds = Array.from({ length: SEEDS }, (_, nth) => rehearse(from + nth, cores));
  if (cores === CORES)
    for (const name of REHEARSED)
      assert.ok(
        seeds.some(({ counts }) => counts[name] > 0),
        name,
      );
  return seeds.flatMap(({ seed, faults }) => faults.map((fault) => `seed ${seed}: ${fault}`));
}

test('settled and taken back in any order, years and money end as they began; seeds of the day too', () => {
  assert.deepEqual(faultsOf(CORES, 1), []);
  assert.deepEqual(faultsOf(CORES, first), []);
});

const PLANTED: readonly (readonly [string, Partial<Cores>, RegExp])[] = [
  [
    'a relative’s account pays what it does not hold',
    {
      postingsOf: (code, psn_no, calculation, payers) =>
        CORES.postingsOf(
          code,
          psn_no,
          calculation,
          payers.map((payer) => ({ ...payer, balance_fen: 9_000_000 })).toReversed(),
        ),
    },
    /overdraft of /,
  ],
  [
    'a share is posted on one side alone',
    { postingsOf: (...parts) => CORES.postingsOf(...parts).filter(({ account }) => !account.startsWith('wallet:')) },
    /an entry sums to 0/,
  ],
  [
    'a cancellation forgets what funds had paid',
    { putBack: (now, what) => ({ ...CORES.putBack(now, what), fund: now.fund }) },
    /[123] 2026/,
  ],
  [
    'a settlement begins with an empty year, and what was used before it is lost',
    { calculate: (input) => CORES.calculate({ ...input, before: newYear(input.before.year) }) },
    /has shrunk/,
  ],
  ['a token that does not verify is taken', { isMadeBy: () => true }, /an altered token/],
];

for (const [what, fault, said] of PLANTED)
  test(`${what}: found`, () => {
    assert.match(faultsOf({ ...CORES, ...fault }, 1)[0] ?? '', said);
  });
