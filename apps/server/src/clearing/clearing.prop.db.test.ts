import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { transaction } from '@shouhu/database';
import { reverse, trialBalance } from '@shouhu/ledger';
import * as fc from 'fast-check';
import { HOSPITAL, OTHER_HOSPITAL, PHARMACY, till } from '../settlement/settlement.fixture.ts';
import { approveClearing } from './approve.ts';
import { askingAs, cancelled, clearedState, deducted, settled } from './clearing.fixture.ts';
import { computeClearing } from './compute.ts';
import { orderPayment } from './pay.ts';
import { monthOf } from './read.ts';
import { nextMonth } from './terms.ts';

const MONTHS = ['2026-01', '2026-02', '2026-03'] as const;
const PLACES = [HOSPITAL, OTHER_HOSPITAL, PHARMACY] as const;

const deed = fc.record({
  what: fc.constantFrom('settle', 'settle', 'settle', 'cancel', 'late', 'deduct', 'revoke'),
  place: fc.constantFrom(...PLACES),
  day: fc.integer({ min: 1, max: 28 }),
  fen: fc.integer({ min: 1, max: 5_000_000 }),
  second: fc.integer({ min: 0, max: 900_000 }),
  kind: fc.constantFrom('310:11', '390:11', '310:21'),
  which: fc.nat({ max: 50 }),
});
const course = fc.tuple(...MONTHS.map(() => fc.array(deed, { maxLength: 12 })));

interface Known {
  readonly place: string;
  readonly fen: number;
  readonly month: string;
}

test('what is cleared is what was settled, less cancellations and deductions, whatever the course', async () => {
  await fc.assert(
    fc.asyncProperty(course, async (months) => {
      const { db } = (await till({ after: (work) => after(work) })).on;
      const model = new Map<string, { gross: number; deducted: number; carried: number; pay: number }>();
      const carried = new Map<string, number>();
      let late = new Map<string, number>();
      const standing: (Known & { readonly setl_id: string })[] = [];
      const deductions: (Known & { readonly entry_id: string })[] = [];
      for (const [nth, month] of MONTHS.entries()) {
        const gross = late;
        late = new Map();
        const taken = new Map<string, number>();
        const add = (to: Map<string, number>, place: string, fen: number) => to.set(place, (to.get(place) ?? 0) + fen);
        for (const { what, place, day, fen, second, kind, which } of months[nth] ?? []) {
          const date = `${month}-${String(day).padStart(2, '0')}`;
          const [insutype = '', clr_type = ''] = kind.split(':');
          if (what === 'settle') {
            const funds = { [insutype === '390' ? '390100' : '310100']: fen, ...(second > 0 && { '610100': second }) };
            const time = `${date} 23:59:59`;
            const setl_id = await settled(db, { fixmedins_code: place, setl_time: time, funds, insutype, clr_type });
            standing.push({ setl_id, place, fen: fen + second, month });
            add(gross, place, fen + second);
          }
          if (what === 'cancel' || (what === 'late' && month !== MONTHS.at(-1))) {
            // Those of cleared months are refused by the till: here only of this month, or after its end before it is cleared.
            const own = standing.filter((one) => one.month === month);
            const one = own[which % Math.max(own.length, 1)];
            if (one === undefined) continue;
            standing.splice(standing.indexOf(one), 1);
            const isLate = what === 'late';
            await cancelled(db, one.setl_id, isLate ? `${nextMonth(`${month}-01`)} 00:30:00` : `${month}-28 23:59:59`);
            add(isLate ? late : gross, one.place, -one.fen);
          }
          if (what === 'deduct') {
            deductions.push({ entry_id: await deducted(db, place, fen, date), place, fen, month });
            add(taken, place, fen);
          }
          if (what === 'revoke') {
            const [one] = deductions.splice(which % Math.max(deductions.length, 1), 1);
            if (one === undefined) continue;
            const memo = await memoOf(db, one.entry_id);
            const entry = { entry_id: randomUUID(), reverses: one.entry_id, day: date, memo };
            await transaction(db, 'read committed', async (trx) => reverse(trx, entry, new Date()));
            add(taken, one.place, -one.fen);
          }
        }
        for (const place of PLACES) {
          const before = carried.get(place) ?? 0;
          if (!gross.has(place) && !taken.has(place) && before === 0) continue;
          const net = (gross.get(place) ?? 0) - (taken.get(place) ?? 0) + before;
          model.set(`${place} ${month}`, {
            gross: gross.get(place) ?? 0,
            deducted: taken.get(place) ?? 0,
            carried: before,
            pay: Math.max(net, 0),
          });
          carried.set(place, Math.min(net, 0));
        }
        await clear(db, month);
      }
      const rows = await db.selectFrom('clearing').selectAll().execute();
      assert.deepEqual(
        new Map(
          rows
            .map(
              (row) =>
                [
                  `${row.fixmedins_code} ${row.month.slice(0, 7)}`,
                  { gross: row.gross_fen, deducted: row.deducted_fen, carried: row.carried_in_fen, pay: row.pay_fen },
                ] as const,
            )
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ),
        new Map([...model].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      );
      // All is cleared and paid: nothing is owed for settlements, and what is below nothing is carried.
      const left = await db.selectFrom('ledger_account').select(['account', 'balance_fen']).execute();
      for (const { account, balance_fen } of left) {
        if (/^(?:accrued|payable):/.test(account)) assert.equal(balance_fen, 0, account);
        if (account.startsWith('cleared:')) assert.equal(balance_fen, carried.get(account.slice(8)) ?? 0, account);
      }
    }),
    { numRuns: 12 },
  );
});

/** Every step twice: the second time it changes nothing. */
async function clear(db: Db, month: string): Promise<void> {
  const next = nextMonth(`${month}-01`);
  const early = askingAs('cashier', `${next} 01:00:00`);
  await computeClearing(db, early, month);
  const once = await clearedState(db);
  assert.equal((await computeClearing(db, early, month)).institutions, 0);
  assert.equal(await clearedState(db), once);
  const late = (who: 'head' | 'cashier') => askingAs(who, `${next.slice(0, 8)}28 10:00:00`);
  const { ready } = await monthOf(db, late('head'), month);
  if (ready.institutions > 0) await approveClearing(db, late('head'), { month, seen_fen: ready.fen });
  const { payable: due } = await monthOf(db, late('cashier'), month);
  const order = { month, seen_fen: due.fen, order_id: randomUUID() };
  if (due.institutions > 0)
    assert.deepEqual(await orderPayment(db, late('cashier'), order), await orderPayment(db, late('cashier'), order));
  assert.deepEqual(await trialBalance(db), { sum_fen: 0, accounts: [], entries: [] });
}

type Db = Awaited<ReturnType<typeof till>>['on']['db'];

async function memoOf(db: Db, entry_id: string): Promise<string> {
  const { memo } = await db
    .selectFrom('ledger_entry')
    .select('memo')
    .where('entry_id', '=', entry_id)
    .executeTakeFirstOrThrow();
  return memo;
}
