import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import * as fc from 'fast-check';
import type { Kysely } from 'kysely';
import { platform } from '../http/app.fixture.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { accept, decline, offer, returnOverdue } from './transfers.ts';
import { payContribution } from './contribution.ts';
import { assertSound, CHILDREN, FATHER, family, instantOf, moneyOf, WIFE } from './wallet.fixture.ts';

/** What one of the family tries; those of a round all at once. */
interface Try {
  readonly what: 'offer' | 'back' | 'accept' | 'decline' | 'return' | 'contribute';
  readonly who: string;
  readonly fen: number;
  /** Picks among the offers that there are. */
  readonly which: number;
  /** Sent twice, as after a lost answer. */
  readonly twice: boolean;
}

const RELATIVES = [WIFE, ...CHILDREN];
const HOURS = ['05:59:59', '06:00:00', '10:00:00', '21:59:59', '22:00:00'];

const tries = fc.record<Try>({
  what: fc.constantFrom(
    'offer',
    'offer',
    'offer',
    'back',
    'back',
    'accept',
    'accept',
    'decline',
    'return',
    'contribute',
  ),
  who: fc.constantFrom(...RELATIVES),
  fen: fc.oneof(fc.constantFrom(1, 50_000, 200_000, 200_001), fc.integer({ min: 1, max: 60_000 })),
  which: fc.nat({ max: 60 }),
  twice: fc.boolean(),
});
const rounds = fc.array(
  fc.record({
    day: fc.integer({ min: 2, max: 5 }),
    time: fc.constantFrom(...HOURS),
    all: fc.array(tries, { minLength: 1, maxLength: 8 }),
  }),
  { minLength: 6, maxLength: 12 },
);

const done = new Map<string, number>();
const count = (what: string): void => {
  done.set(what, (done.get(what) ?? 0) + 1);
};

async function attempt(db: Kysely<Schema>, { what, who, fen, which }: Try, at: Date, id: string): Promise<void> {
  const offers = await db
    .selectFrom('wallet_transfer')
    .select(['transfer_id', 'receiver'])
    .orderBy('transfer_id')
    .execute();
  const one = offers[which % Math.max(offers.length, 1)] ?? { transfer_id: id, receiver: who };
  switch (what) {
    case 'offer':
      await offer(db, { psn_no: FATHER, at }, { transfer_id: id, receiver: who, source: 'account', fen });
      return;
    case 'back':
      await offer(db, { psn_no: who, at }, { transfer_id: id, receiver: FATHER, source: 'wallet', fen });
      return;
    case 'accept':
      await accept(db, { psn_no: one.receiver, at }, one.transfer_id);
      return;
    case 'decline':
      await decline(db, { psn_no: one.receiver, at }, one.transfer_id);
      return;
    case 'return':
      await returnOverdue(db, at);
      return;
    case 'contribute':
      await payContribution(db, { psn_no: who, at }, { payment_id: id, beneficiary: who, year: 2026, fen });
  }
}

/** Something in every wallet before it begins. */
async function fill(db: Kysely<Schema>): Promise<void> {
  for (const [nth, receiver] of RELATIVES.entries()) {
    const at = instantOf(`2026-02-2${nth} 10:00:00`);
    const transfer_id = uuidOf(`fill ${receiver}`);
    await offer(db, { psn_no: FATHER, at }, { transfer_id, receiver, source: 'account', fen: 50_000 });
    await accept(db, { psn_no: receiver, at }, transfer_id);
  }
}

/** All that the family has, in accounts, wallets, offers and what was contributed. */
async function wholeOf(db: Kysely<Schema>): Promise<number> {
  const rows = await db.selectFrom('ledger_account').select(['account', 'balance_fen']).execute();
  return rows
    .filter(({ account }) => !account.startsWith('fund:'))
    .reduce((sum, { balance_fen }) => sum + balance_fen, 0);
}

/** No day holds more than its transfers, none is of the closed hours, and each waits as its state says. */
async function assertWithinRules(db: Kysely<Schema>): Promise<void> {
  const transfers = await db.selectFrom('wallet_transfer').selectAll().execute();
  const perDay = new Map<string, number>();
  for (const { payer, day, fen, offered_at } of transfers) {
    perDay.set(`${payer} ${day}`, (perDay.get(`${payer} ${day}`) ?? 0) + 1);
    assert.ok(fen <= 200_000);
    const hour = (offered_at.getUTCHours() + 8) % 24;
    assert.ok(hour >= 6 && hour < 22, offered_at.toISOString());
  }
  for (const [key, n] of perDay) assert.ok(n <= 3, key);
}

test('whatever a family does at once, no money is made, lost or spent twice, and no rule is passed by', async (t) => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(rounds, async (course) => {
      const db = await family(await platform(t));
      const whole = await wholeOf(db);
      await fill(db);
      for (const [nth, { day, time, all }] of course.entries()) {
        const at = instantOf(`2026-03-0${day} ${time}`);
        const sent = all.flatMap((one, place) => {
          const id = uuidOf(`${nth} ${place}`);
          return one.twice
            ? [
                { one, id },
                { one, id },
              ]
            : [{ one, id }];
        });
        const alone = sent.length === 1;
        const before = alone ? await moneyOf(db) : '';
        const ends = await Promise.allSettled(sent.map(async ({ one, id }) => attempt(db, one, at, id)));
        for (const [place, end] of ends.entries()) {
          if (end.status === 'fulfilled') count(sent[place]?.one.what ?? '');
          else {
            const error: unknown = end.reason;
            if (!(error instanceof ShouhuError)) throw error;
            refused += 1;
            if (alone) assert.equal(await moneyOf(db), before, error.message);
          }
        }
        assert.equal(await wholeOf(db), whole);
        await assertSound(db);
        await assertWithinRules(db);
      }
    }),
    { numRuns: 8 },
  );
  t.diagnostic(JSON.stringify([...done, ['refused', refused]]));
  for (const what of ['offer', 'back', 'accept', 'decline', 'return', 'contribute'])
    assert.ok((done.get(what) ?? 0) > 0, what);
  assert.ok(refused > 20);
});

test('relatives who spend one balance at the same moment: as many as it holds, and three of each in a day', async (t) => {
  const db = await family(await platform(t));
  const at = instantOf('2026-03-02 10:00:00');
  // Twelve at once of one payer: three are made.
  const many = RELATIVES.flatMap((who) => [0, 1, 2].map((nth) => ({ who, nth })));
  const made = await Promise.allSettled(
    many.map(async ({ who, nth }) =>
      offer(
        db,
        { psn_no: FATHER, at },
        { transfer_id: uuidOf(`${who} ${nth}`), receiver: who, source: 'account', fen: 150_000 },
      ),
    ),
  );
  const kept = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  assert.equal(kept.length, 3);
  for (const { status } of made.filter((one) => one.status === 'rejected')) assert.equal(status, 'rejected');
  assert.equal(await wholeOf(db), 600_000 + 300_000 * 5);
  // On three further days the account is emptied by all at once; then nothing is left to spend.
  for (const day of ['03', '04', '05', '06'])
    await Promise.allSettled(
      many.map(async ({ who, nth }) =>
        offer(
          db,
          { psn_no: FATHER, at: instantOf(`2026-03-${day} 10:00:00`) },
          { transfer_id: uuidOf(`${day} ${who} ${nth}`), receiver: who, source: 'account', fen: 150_000 },
        ),
      ),
    );
  const left = await db
    .selectFrom('ledger_account')
    .select('balance_fen')
    .where('account', '=', `acct:${FATHER}`)
    .executeTakeFirstOrThrow();
  assert.equal(left.balance_fen, 0);
  const transfers = await db.selectFrom('wallet_transfer').select('transfer_id').execute();
  assert.equal(transfers.length, 4);
  await assertSound(db);
  await assertWithinRules(db);
});
