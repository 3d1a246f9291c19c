/** That the books of a till are whole: ledger, identities, lines, shares, and what years have used. */
import assert from 'node:assert/strict';
import { newYear, putBack } from '@shouhu/benefits';
import { trialBalance } from '@shouhu/ledger';
import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** What is true at every moment: the ledger balances, settlements pay what accounts hold, years hold what stands. */
export async function assertWhole({ on: { db } }: { readonly on: { readonly db: Db } }): Promise<void> {
  assert.deepEqual(await trialBalance(db), { sum_fen: 0, accounts: [], entries: [] });
  const rows = await db.selectFrom('settlement').selectAll().execute();
  const cancelled = new Set(rows.flatMap(({ init_setl_id }) => init_setl_id ?? []));
  const standing = rows.filter(({ refd_setl_flag, setl_id }) => !refd_setl_flag && !cancelled.has(setl_id));
  for (const row of rows) assertIdentities(row.amounts);
  await assertLines(db, standing);
  await assertShares(db, rows);
  await assertPayables(db, rows);
  await assertUsed(db, rows);
}

/** What {@link assertUsed} reads of a settlement. */
const USED = ['setl_id', 'psn_no', 'year', 'nth', 'mdtrt_id', 'init_setl_id', 'used_before', 'used_after'] as const;
export type Used = Pick<Selectable<Schema['settlement']>, (typeof USED)[number]>;

/** Years have used what the settlements that stand added, and each settlement began where the one before ended. */
export async function assertUsed(db: Db, known?: readonly Used[]): Promise<void> {
  const rows = known ?? (await db.selectFrom('settlement').select(USED).execute());
  assertUsedBy(await db.selectFrom('accumulation').selectAll().execute(), rows);
}

/** The same of rows that are at hand. */
export function assertUsedBy(years: Years, rows: readonly Used[]): void {
  assertYears(years, rows);
  assertReplay(years, rows);
}

function assertIdentities(amounts: Readonly<Record<string, number>>): void {
  const sum = (...names: readonly string[]): number => names.reduce((total, name) => total + (amounts[name] ?? NaN), 0);
  assert.equal(
    amounts['medfee_sumamt'],
    sum('fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'),
  );
  assert.equal(amounts['medfee_sumamt'], sum('fund_pay_sumamt', 'psn_part_amt', 'hosp_part_amt'));
  assert.equal(amounts['psn_part_amt'], sum('acct_pay', 'acct_mulaid_pay', 'psn_cash_pay'));
  const funds = ['hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay'];
  assert.equal(amounts['fund_pay_sumamt'], sum(...funds));
}

type Rows = readonly Selectable<Schema['settlement']>[];
type Db = Kysely<Schema>;

/** The lines of a settlement that stands sum to its amounts; no other line is frozen, but those of sales that were taken back. */
async function assertLines(db: Db, standing: Rows): Promise<void> {
  const lines = await db
    .selectFrom('fee_line')
    .innerJoin('visit', 'visit.mdtrt_id', 'fee_line.mdtrt_id')
    .select(['setl_id', 'care', 'det_item_fee_sumamt', 'inscp_scp_amt'])
    .where('setl_id', 'is not', null)
    .execute();
  const bySettlement = Map.groupBy(lines, ({ setl_id }) => setl_id);
  for (const { setl_id, medfee_sumamt, inscp_scp_amt } of standing) {
    const own = bySettlement.get(setl_id) ?? [];
    assert.equal(
      own.reduce((sum, one) => sum + one.det_item_fee_sumamt, 0),
      medfee_sumamt,
    );
    assert.equal(
      own.reduce((sum, one) => sum + one.inscp_scp_amt, 0),
      inscp_scp_amt,
    );
    bySettlement.delete(setl_id);
  }
  assert.deepEqual(
    [...bySettlement.values()].flat().filter(({ care }) => care !== 'pharmacy'),
    [],
  );
}

async function assertShares(db: Db, rows: Rows): Promise<void> {
  const shares = await db.selectFrom('settlement_share').selectAll().execute();
  const bySettlement = Map.groupBy(shares, ({ setl_id }) => setl_id);
  for (const { setl_id, fund_pay_sumamt } of rows)
    assert.equal(
      (bySettlement.get(setl_id) ?? []).reduce((sum, { fund_payamt }) => sum + fund_payamt, 0),
      fund_pay_sumamt,
    );
}

/** Institutions are owed by funds and accounts what all settlements and cancellations together say, less what was cleared of it. */
async function assertPayables(db: Db, rows: Rows): Promise<void> {
  const accounts = await db.selectFrom('ledger_account').selectAll().where('account', 'like', 'payable:%').execute();
  const owed = accounts.reduce((sum, { balance_fen }) => sum + balance_fen, 0);
  const clearings = await db.selectFrom('clearing').selectAll().where('state', 'in', ['approved', 'paid']).execute();
  const cleared = clearings.reduce((sum, { gross_fen }) => sum + gross_fen, 0);
  assert.equal(
    owed + cleared,
    rows.reduce((sum, row) => sum + row.fund_pay_sumamt + row.acct_pay + row.acct_mulaid_pay, 0),
  );
}

type Years = readonly Selectable<Schema['accumulation']>[];

/** A year has used what the settlements that stand in it added, by its own sums. */
function assertYears(years: Years, rows: readonly Used[]): void {
  const cancelled = new Set(rows.flatMap(({ init_setl_id }) => init_setl_id ?? []));
  const standing = rows.filter(({ init_setl_id, setl_id }) => init_setl_id === null && !cancelled.has(setl_id));
  for (const { psn_no, year, used } of years) {
    const own = standing.filter((row) => row.psn_no === psn_no && row.year === year);
    const added = own.map(({ used_before, used_after }) => [sumsOf(used_before), sumsOf(used_after)] as const);
    const expected = new Map<string, number>();
    for (const [before, after] of added)
      for (const name of new Set([...before.keys(), ...after.keys()]))
        expected.set(name, (expected.get(name) ?? 0) + (after.get(name) ?? 0) - (before.get(name) ?? 0));
    const left = [...expected].filter(([, amount]) => amount !== 0);
    assert.deepEqual(sumsOf(used), new Map(left), `${psn_no} ${year}`);
  }
}

/** Every sum of a year by its path; of stays that go on nothing. */
function sumsOf(used: object | null): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [section, groups] of Object.entries(used ?? {}))
    if (section !== 'open' && typeof groups === 'object' && groups !== null)
      for (const [group, amount] of Object.entries(groups)) sums.set(`${section}.${group}`, Number(amount));
  return sums;
}

/** Year by year, settlements and cancellations in their order lead from nothing to what is kept; each began where the one before ended. */
function assertReplay(years: Years, rows: readonly Used[]): void {
  const byId = new Map(rows.map((row) => [row.setl_id, row]));
  for (const { psn_no, year, used, settlements } of years) {
    const own = rows.filter((row) => row.psn_no === psn_no && row.year === year).toSorted((a, b) => a.nth - b.nth);
    assert.deepEqual(
      own.map(({ nth }) => nth),
      Array.from({ length: settlements }, (_, at) => at + 1),
    );
    let now = own[0]?.used_before ?? newYear(year);
    for (const { used_before, used_after, init_setl_id, mdtrt_id } of own) {
      const back = byId.get(init_setl_id ?? '');
      if (used_before !== null) assert.deepEqual(used_before, now);
      now = used_after ?? putBack(now, { before: back?.used_before ?? now, after: back?.used_after ?? now, mdtrt_id });
    }
    assert.deepEqual(used, now);
  }
}
