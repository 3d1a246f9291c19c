import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { transaction } from '@shouhu/database';
import * as fc from 'fast-check';
import { balanceOf, openWith, trialBalance } from './index.ts';
import { at, ledger, move, takeBack, whole } from './ledger.fixture.ts';

describe('ledger', () => {
  test('a repeated entry moves nothing again; its id with other content is refused', async (t) => {
    const db = await ledger(t, ['a']);
    const id = randomUUID();
    assert.deepEqual([await move(db, 'fund', 'a', 500, id), await move(db, 'fund', 'a', 500, id)], [true, false]);
    await assert.rejects(move(db, 'fund', 'a', 501, id), { code: 'SH-G002' });
    assert.deepEqual([await balanceOf(db, 'a'), await balanceOf(db, 'fund')], [500, -500]);
    assert.equal(await balanceOf(db, 'nobody'), undefined);
  });

  test('what is refused changes nothing', async (t) => {
    const db = await ledger(t, ['a', 'b']);
    await move(db, 'fund', 'a', 500);
    await assert.rejects(move(db, 'a', 'b', 501), { code: 'SH-G001' });
    await assert.rejects(move(db, 'fund', 'nobody', 1), { code: 'SH-G003' });
    await assert.rejects(move(db, 'fund', 'a', 0.5), /whole fen/);
    await assert.rejects(move(db, 'fund', 'fund', 5), /stands once/);
    assert.deepEqual([await balanceOf(db, 'a'), await balanceOf(db, 'b')], [500, 0]);
    assert.deepEqual(await trialBalance(db), whole);
  });

  test('an entry is taken back as a whole, once, and not below a floor', async (t) => {
    const db = await ledger(t, ['a', 'b']);
    const [first, back] = [randomUUID(), randomUUID()];
    await move(db, 'fund', 'a', 500, first);
    await move(db, 'a', 'b', 300);
    await assert.rejects(takeBack(db, first), { code: 'SH-G001' });
    await move(db, 'b', 'a', 300);
    assert.deepEqual([await takeBack(db, first, back), await takeBack(db, first, back)], [true, false]);
    await assert.rejects(takeBack(db, first), { code: 'SH-G004' });
    await assert.rejects(takeBack(db, randomUUID()), { code: 'SH-G003' });
    assert.deepEqual([await balanceOf(db, 'a'), await balanceOf(db, 'fund')], [0, 0]);
  });

  test('of many who spend one balance at once, only as many as it holds', async (t) => {
    const db = await ledger(t, ['a', 'b', 'c']);
    await move(db, 'fund', 'a', 1_000);
    const tries = Array.from({ length: 25 }, async (_, nth) => move(db, 'a', nth % 2 === 0 ? 'b' : 'c', 100));
    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length;
    assert.equal(done, 10);
    assert.deepEqual([await balanceOf(db, 'a'), await trialBalance(db)], [0, whole]);
  });

  test('two who take the same entry back at once: one does', async (t) => {
    const db = await ledger(t, ['a']);
    const id = randomUUID();
    await move(db, 'fund', 'a', 500, id);
    const both = await Promise.allSettled([takeBack(db, id), takeBack(db, id)]);
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal(await balanceOf(db, 'a'), 0);
  });

  test('entries that cross each other do not wait in a circle', async (t) => {
    const db = await ledger(t, ['a', 'b']);
    await move(db, 'fund', 'a', 10_000);
    await move(db, 'fund', 'b', 10_000);
    const crossing = Array.from({ length: 40 }, async (_, nth) =>
      nth % 2 === 0 ? move(db, 'a', 'b', 10) : move(db, 'b', 'a', 10),
    );
    assert.equal((await Promise.all(crossing)).every(Boolean), true);
    assert.deepEqual([await balanceOf(db, 'a'), await balanceOf(db, 'b')], [10_000, 10_000]);
  });

  test('many accounts are opened with what they hold, once', async (t) => {
    const db = await ledger(t, ['a']);
    await move(db, 'fund', 'a', 70);
    const opening = (fen: number) => ({
      entry_id: randomUUID(),
      day: '2026-03-02',
      memo: '期初',
      from: 'first',
      accounts: ['a', 'b', 'c'].map((account) => ({ account, fen: account === 'c' ? 0 : fen })),
    });
    const open = async (fen: number) =>
      transaction(db, 'read committed', async (trx) => openWith(trx, opening(fen), at));
    assert.deepEqual([await open(500), await open(900)], [2, 0]);
    const balances = await Promise.all(['a', 'b', 'c', 'first'].map(async (account) => balanceOf(db, account)));
    assert.deepEqual(balances, [70, 500, 0, -500]);
    assert.deepEqual(await trialBalance(db), whole);
    await assert.rejects(move(db, 'c', 'a', 1), { code: 'SH-G001' });
  });

  test('a trial balance finds what was put in by other hands', async (t) => {
    const db = await ledger(t, ['a']);
    await move(db, 'fund', 'a', 500);
    await assert.rejects(db.deleteFrom('ledger_posting').execute(), /is written once/);
    await db.updateTable('ledger_account').set({ balance_fen: 501 }).where('account', '=', 'a').execute();
    assert.deepEqual(await trialBalance(db), { sum_fen: 1, accounts: ['a'], entries: [] });
  });
});

/** Of a plain model: balances in a map, entries by id. */
interface Model {
  readonly balances: Map<string, number>;
  readonly entries: Map<
    string,
    { readonly from: string; readonly to: string; readonly fen: number; reversed: boolean }
  >;
}

const NAMES = ['fund', 'a', 'b', 'c'];
const holds = ({ balances }: Model, account: string, fen: number): boolean =>
  account === 'fund' || (balances.get(account) ?? 0) >= fen;

function shift({ balances }: Model, from: string, to: string, fen: number): void {
  balances.set(from, (balances.get(from) ?? 0) - fen);
  balances.set(to, (balances.get(to) ?? 0) + fen);
}

test('any course of entries and reversals leaves what a plain model says', async () => {
  const ending = { after: (work: () => Promise<void>) => after(work) };
  const step = fc.record({
    id: fc.nat({ max: 9 }),
    from: fc.constantFrom(...NAMES),
    to: fc.constantFrom(...NAMES),
    fen: fc.integer({ min: 1, max: 2_000 }),
    back: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const db = await ledger(ending, NAMES.slice(1));
      const ids = Array.from({ length: 10 }, () => randomUUID());
      const model: Model = { balances: new Map(), entries: new Map() };
      for (const { id, from, to, fen, back } of steps) {
        const uuid = ids[id] ?? '';
        const known = model.entries.get(uuid);
        if (back) {
          const may = known !== undefined && !known.reversed && holds(model, known.to, known.fen);
          if (!may) await assert.rejects(takeBack(db, uuid));
          else {
            await takeBack(db, uuid);
            known.reversed = true;
            shift(model, known.to, known.from, known.fen);
          }
        } else if (from !== to) {
          if (known !== undefined) {
            const same = known.from === from && known.to === to && known.fen === fen;
            if (same) assert.equal(await move(db, from, to, fen, uuid), false);
            else await assert.rejects(move(db, from, to, fen, uuid), { code: 'SH-G002' });
          } else if (!holds(model, from, fen)) {
            await assert.rejects(move(db, from, to, fen, uuid), { code: 'SH-G001' });
          } else {
            assert.equal(await move(db, from, to, fen, uuid), true);
            model.entries.set(uuid, { from, to, fen, reversed: false });
            shift(model, from, to, fen);
          }
        }
      }
      for (const name of NAMES) assert.equal(await balanceOf(db, name), model.balances.get(name) ?? 0, name);
      assert.deepEqual(await trialBalance(db), whole);
    }),
    { numRuns: 30 },
  );
});
