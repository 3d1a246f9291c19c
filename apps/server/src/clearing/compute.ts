/**
 * Computes what the institutions of a region are to get for a month, all in one transaction: it stands whole or not at all, and whoever has a
 * clearing of the month already is left as it is. Nothing is read settlement by settlement: the database adds up.
 */
import assert from 'node:assert/strict';
import { transaction } from '@shouhu/database';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import { DEDUCTED } from '../money/accounts.ts';
import { tell } from '../outbox/tell.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import { PERSONAL } from '../settlement/postings.ts';
import type { Schema } from '../store/schema.ts';
import { takeContributions } from '../wallet/contribution.ts';
import { firstDayOf, lastDayOf, nextMonth } from './terms.ts';

/** A settlement that began before the turn of the month has ended by then: no transaction of the door lasts so long. */
const QUIET_MS = 3_600_000;
/** Five million settlements are added up in a minute; a machine at work may need more. */
const MOST_MINUTES = 30;

export interface Computed {
  /** Institutions that got a clearing by this. */
  readonly institutions: number;
  readonly settlements: number;
  readonly pay_fen: number;
}

/**
 * @param month `yyyy-MM`, over since an hour
 * @throws ShouhuError SH-H002 without the right; SH-Y001 for a month that is not over, SH-Y002 where an earlier one is not cleared
 */
export async function computeClearing(db: Kysely<Schema>, asking: Asking, month: string): Promise<Computed> {
  const { caller, at } = asking;
  const scope = scopeOf(caller, 'clearing.compute');
  const [first, next, last] = [firstDayOf(month), nextMonth(firstDayOf(month)), lastDayOf(firstDayOf(month))];
  if (at.getTime() < new Date(`${next}T00:00:00+08:00`).getTime() + QUIET_MS) throw shouhuError('SH-Y001', { month });
  return transaction(db, 'read committed', async (trx) => {
    await sql`SET LOCAL statement_timeout = ${sql.lit(`${MOST_MINUTES}min`)}`.execute(trx);
    await sql`SET LOCAL work_mem = '128MB'`.execute(trx);
    // One computation at a time: the second finds what the first has done.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('shouhu clearing', 0))`.execute(trx);
    await sql`CREATE TEMP TABLE wanted ON COMMIT DROP AS
      SELECT i.fixmedins_code, i.admdvs, coalesce(t.terms, 'standard') AS terms, coalesce(before.carried_out_fen, 0) AS carried_in_fen,
        before.month AS cleared
      FROM institution i LEFT JOIN clearing_terms t USING (fixmedins_code)
      LEFT JOIN LATERAL (SELECT month, carried_out_fen FROM clearing c WHERE c.fixmedins_code = i.fixmedins_code ORDER BY month DESC LIMIT 1) before ON true
      WHERE ${rowsWithin(scope, 'i')} AND coalesce(before.month < ${first}::date, true)`.execute(trx);
    await refuseGap(trx, first);
    await addUp(trx, first, next);
    await takeDeductions(trx, last);
    const done = await write(trx, first, caller.id, formatCivilDate(civilDayOf(at)));
    await close(trx, last);
    await tellInstitutions(trx, month, at);
    const taken = (await holdsAll(trx, scope)) ? await takeContributions(trx, next, at) : NONE_TAKEN;
    if (done.institutions > 0 || taken.contributions > 0)
      await note(trx, caller, at, {
        action: 'clearing.compute',
        subject: `clearing:${month}`,
        region: caller.regions[0] ?? '',
        detail: JSON.stringify({ ...done, ...taken }),
      });
    return done;
  });
}

/** Accounts of institutions whose clearing waits for a word of theirs, once for each month. */
async function tellInstitutions(trx: Transaction<Schema>, month: string, at: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id::text FROM user_account JOIN clearing USING (fixmedins_code)
    WHERE disabled_at IS NULL AND month = ${firstDayOf(month)}::date AND state = 'computed'`.execute(trx);
  const to = rows.map(({ id }) => id);
  await tell(trx, { to, template: 'clearing.computed', values: { month }, at, key: `clearing ${month}` });
}

const NONE_TAKEN = { contributions: 0, contributed_fen: 0 };

/** Contributions are money of the whole pool: who clears a part of it takes none. */
async function holdsAll(trx: Transaction<Schema>, scope: Scope): Promise<boolean> {
  const { rows } = await sql<{ outside: boolean }>`
    SELECT EXISTS (SELECT FROM institution i WHERE NOT ${rowsWithin(scope, 'i')}) AS outside`.execute(trx);
  return rows[0]?.outside === false;
}

/** A month is cleared after the one before it: what is left out of one would be in none. */
async function refuseGap(trx: Transaction<Schema>, first: string): Promise<void> {
  const { rows } = await sql<{ month: string | null }>`
    SELECT to_char(min(setl_time), 'YYYY-MM') AS month FROM wanted w CROSS JOIN LATERAL (
      SELECT setl_time FROM settlement s WHERE s.fixmedins_code = w.fixmedins_code AND setl_time < ${first}::timestamp
        AND setl_time >= coalesce(w.cleared + interval '1 month', '-infinity') ORDER BY setl_time LIMIT 1) early`.execute(
    trx,
  );
  const month = rows[0]?.month ?? null;
  if (month !== null) throw shouhuError('SH-Y002', { month });
}

/** Sums by institution and kind of clearing, and of these by fund. A statement that makes a table may work on several cores; one that inserts may not. */
async function addUp(trx: Transaction<Schema>, first: string, next: string): Promise<void> {
  const within = sql`s.setl_time >= ${sql.lit(first)}::timestamp AND s.setl_time < ${sql.lit(next)}::timestamp`;
  await sql`ANALYZE wanted`.execute(trx);
  await sql`CREATE TEMP TABLE kind_sum ON COMMIT DROP AS
    SELECT fixmedins_code, insutype, clr_type, count(*) AS settlements, count(*) - 2 * count(*) FILTER (WHERE refd_setl_flag) AS setl_cnt,
      sum(medfee_sumamt)::bigint AS medfee_sumamt, sum(fund_pay_sumamt)::bigint AS fund_pay_sumamt,
      sum(acct_pay + acct_mulaid_pay)::bigint AS acct_pay, min(setl_id) AS first_id, max(setl_id) AS last_id
    FROM settlement s JOIN wanted USING (fixmedins_code) WHERE ${within} GROUP BY 1, 2, 3`.execute(trx);
  const { rows } = await sql<{ first_id: string | null; last_id: string | null }>`
    SELECT min(first_id) AS first_id, max(last_id) AS last_id FROM kind_sum`.execute(trx);
  const { first_id = null, last_id = null } = rows[0] ?? {};
  await sql`CREATE TEMP TABLE fund_sum ON COMMIT DROP AS
    SELECT fixmedins_code, insutype, clr_type, fund_pay_type, sum(fund_payamt)::bigint AS fen
    FROM settlement s JOIN wanted USING (fixmedins_code) JOIN settlement_share share USING (setl_id)
    WHERE ${within} AND share.setl_id BETWEEN ${sql.lit(first_id)} AND ${sql.lit(last_id)} GROUP BY 1, 2, 3, 4
    UNION ALL SELECT fixmedins_code, insutype, clr_type, ${sql.lit(PERSONAL)}, acct_pay FROM kind_sum`.execute(trx);
  const { rows: odd } = await sql<{ fixmedins_code: string }>`
    SELECT fixmedins_code FROM kind_sum k LEFT JOIN fund_sum f USING (fixmedins_code, insutype, clr_type)
    GROUP BY fixmedins_code, insutype, clr_type, k.fund_pay_sumamt, k.acct_pay
    HAVING k.fund_pay_sumamt + k.acct_pay <> coalesce(sum(f.fen), 0)`.execute(trx);
  assert.deepEqual(odd, [], 'the shares of settlements are what the funds pay');
}

/** Every deduction that was decided up to the month's end, and every one that was taken back, once. */
async function takeDeductions(trx: Transaction<Schema>, last: string): Promise<void> {
  await sql`CREATE TEMP TABLE deduction ON COMMIT DROP AS
    SELECT e.entry_id, m.fixmedins_code, p.fen FROM ledger_posting p JOIN ledger_entry e USING (entry_id)
    JOIN matter m ON e.memo = 'matter:' || m.matter_id JOIN wanted w ON w.fixmedins_code = m.fixmedins_code
    WHERE p.account = ${sql.lit(DEDUCTED)} AND e.day <= ${sql.lit(last)}::date
      AND NOT EXISTS (SELECT FROM clearing_deduction taken WHERE taken.entry_id = e.entry_id)`.execute(trx);
}

async function write(
  trx: Transaction<Schema>,
  first: string,
  computed_by: string,
  computed_on: string,
): Promise<Computed> {
  const { rows } = await sql<Computed>`WITH made AS (
      INSERT INTO clearing (fixmedins_code, month, admdvs, terms, state, gross_fen, deducted_fen, carried_in_fen, pay_fen, carried_out_fen, computed_by, computed_on)
      SELECT fixmedins_code, ${first}::date, admdvs, terms, 'computed', gross, deducted, carried_in_fen,
        greatest(gross - deducted + carried_in_fen, 0), least(gross - deducted + carried_in_fen, 0), ${computed_by}, ${computed_on}::date
      FROM wanted
      LEFT JOIN (SELECT fixmedins_code, sum(fund_pay_sumamt + acct_pay)::bigint AS sum FROM kind_sum GROUP BY 1) settled USING (fixmedins_code)
      LEFT JOIN (SELECT fixmedins_code, sum(fen)::bigint AS sum FROM deduction GROUP BY 1) taken USING (fixmedins_code)
      CROSS JOIN LATERAL (SELECT coalesce(settled.sum, 0) AS gross, coalesce(taken.sum, 0) AS deducted) both_sums
      WHERE settled.sum IS NOT NULL OR taken.sum IS NOT NULL OR carried_in_fen <> 0 RETURNING pay_fen)
    SELECT count(*)::integer AS institutions, coalesce(sum(pay_fen), 0)::bigint AS pay_fen,
      (SELECT coalesce(sum(settlements), 0)::bigint FROM kind_sum) AS settlements FROM made`.execute(trx);
  await sql`INSERT INTO clearing_kind SELECT fixmedins_code, ${first}::date, insutype, clr_type, setl_cnt, medfee_sumamt, fund_pay_sumamt, acct_pay
    FROM kind_sum`.execute(trx);
  await sql`INSERT INTO clearing_line SELECT fixmedins_code, ${first}::date, insutype, clr_type, fund_pay_type, fen FROM fund_sum WHERE fen <> 0`.execute(
    trx,
  );
  await sql`INSERT INTO clearing_deduction SELECT entry_id, fixmedins_code, ${first}::date, fen FROM deduction`.execute(
    trx,
  );
  const [done] = rows;
  assert(done !== undefined, 'a sum is one row');
  return done;
}

/** What is cleared is cancelled no more. */
async function close(trx: Transaction<Schema>, last: string): Promise<void> {
  await sql`INSERT INTO settlement_closed AS closed (fixmedins_code, insutype, clr_type, through)
    SELECT fixmedins_code, insutype, clr_type, ${last}::date FROM kind_sum ORDER BY 1, 2, 3
    ON CONFLICT (fixmedins_code, insutype, clr_type) DO UPDATE SET through = greatest(closed.through, excluded.through)`.execute(
    trx,
  );
}
