/** Settlements of a month as the till leaves them behind, written at once: what clearing reads, without the visits that led to them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { openAccounts, post, reverse } from '@shouhu/ledger';
import type { Kysely } from 'kysely';
import { PEOPLE } from '../http/app.fixture.ts';
import type { PersonName } from '../http/app.fixture.ts';
import { DEDUCTED, due, openAccounts as openMatter } from '../money/accounts.ts';
import type { Asking } from '../rights/caller.ts';
import { accrued, payable } from '../settlement/postings.ts';
import type { Schema } from '../store/schema.ts';

type Db = Kysely<Schema>;

export const askingAs = (who: PersonName, time: string): Asking => ({
  caller: PEOPLE[who],
  at: new Date(`${time.replace(' ', 'T')}+08:00`),
});

export interface Settled {
  readonly fixmedins_code: string;
  /** `2026-03-02 10:00:00`. */
  readonly setl_time: string;
  /** Fen by fund. */
  readonly funds: Readonly<Record<string, number>>;
  readonly insutype?: string;
  readonly clr_type?: string;
  readonly cash?: number;
}

let serial = 0;
const numbered = (head: string): string => `${head}${String((serial += 1)).padStart(10, '0')}`;

/** @returns its `setl_id` */
export async function settled(db: Db, wanted: Settled): Promise<string> {
  const { fixmedins_code, setl_time, funds, insutype = '310', clr_type = '11', cash = 0 } = wanted;
  const [mdtrt_id, setl_id, psn_no, entry_id] = [numbered('V'), numbered('S'), numbered('N'), randomUUID()];
  const fund = Object.values(funds).reduce((sum, amount) => sum + amount, 0);
  const whole = fund + cash;
  const day = setl_time.slice(0, 10);
  return transaction(db, 'read committed', async (trx) => {
    await trx
      .insertInto('visit')
      .values({
        mdtrt_id,
        psn_no,
        fixmedins_code,
        care: 'outpatient',
        state: 'settled',
        insutype,
        insuplc_admdvs: '429000',
        med_type: '11',
        begntime: setl_time,
        endtime: null,
        ipt_otp_no: null,
        dise_codg: null,
        er_flag: false,
        atddr_no: null,
        dept_code: null,
        msgid: mdtrt_id,
        particulars: '{}',
        contact: null,
      })
      .execute();
    await trx
      .insertInto('settlement')
      .values({
        setl_id,
        mdtrt_id,
        psn_no,
        fixmedins_code,
        msgid: setl_id,
        chrg_bchno: null,
        mid_setl_flag: false,
        refd_setl_flag: false,
        init_setl_id: null,
        insutype,
        med_type: '11',
        insuplc_admdvs: '429000',
        psn_type: '11',
        cvlserv_flag: '0',
        hosp_lv: '05',
        mdtrt_cert_type: '02',
        psn_setlway: '01',
        acct_used_flag: false,
        invono: null,
        dise_codg: null,
        setl_time,
        begndate: day,
        enddate: day,
        year: Number(day.slice(0, 4)),
        nth: 1,
        clr_type,
        clr_optins: '429000',
        medfee_sumamt: whole,
        fulamt_ownpay_amt: cash,
        overlmt_selfpay: 0,
        preselfpay_amt: 0,
        inscp_scp_amt: fund,
        fund_pay_sumamt: fund,
        psn_part_amt: cash,
        acct_pay: 0,
        acct_mulaid_pay: 0,
        psn_cash_pay: cash,
        hosp_part_amt: 0,
        pool_prop_selfpay: 0,
        balc: 0,
        policy: 'test',
        amounts: '{}',
        steps: '[]',
        used_before: null,
        used_after: null,
        entry_id,
        opter: 'op1',
        opter_name: '收费员',
      })
      .execute();
    const shares = Object.entries(funds);
    await trx
      .insertInto('settlement_share')
      .values(
        shares.map(([fund_pay_type, fund_payamt]) => ({
          setl_id,
          fund_pay_type,
          inscp_scp_amt: fund_payamt,
          crt_payb_lmt_amt: null,
          fund_payamt,
          setl_proc_info: '',
        })),
      )
      .execute();
    const postings = shares.flatMap(([name, fen]) => [
      { account: accrued(name, fixmedins_code), fen: -fen },
      { account: payable(name, fixmedins_code), fen },
    ]);
    await openAccounts(
      trx,
      postings.map(({ account }) => account),
    );
    await post(trx, { entry_id, kind: 'settled', day, memo: setl_id, postings }, new Date());
    return setl_id;
  });
}

/** Takes one back. @returns the cancellation's `setl_id` */
export async function cancelled(db: Db, of: string, setl_time: string): Promise<string> {
  const setl_id = numbered('S');
  return transaction(db, 'read committed', async (trx) => {
    const row = await trx.selectFrom('settlement').selectAll().where('setl_id', '=', of).executeTakeFirstOrThrow();
    assert(row.entry_id !== null);
    await reverse(
      trx,
      { entry_id: randomUUID(), reverses: row.entry_id, day: setl_time.slice(0, 10), memo: of },
      new Date(),
    );
    const opposite = { ...row, setl_id, msgid: setl_id, refd_setl_flag: true, init_setl_id: of, setl_time, nth: 2 };
    await trx
      .insertInto('settlement')
      .values({
        ...opposite,
        entry_id: null,
        amounts: '{}',
        steps: '[]',
        used_before: null,
        used_after: null,
        medfee_sumamt: -row.medfee_sumamt,
        fulamt_ownpay_amt: -row.fulamt_ownpay_amt,
        inscp_scp_amt: -row.inscp_scp_amt,
        fund_pay_sumamt: -row.fund_pay_sumamt,
        psn_part_amt: -row.psn_part_amt,
        psn_cash_pay: -row.psn_cash_pay,
      })
      .execute();
    const shares = await trx.selectFrom('settlement_share').selectAll().where('setl_id', '=', of).execute();
    await trx
      .insertInto('settlement_share')
      .values(
        shares.map((share) => ({
          ...share,
          setl_id,
          inscp_scp_amt: -share.inscp_scp_amt,
          fund_payamt: -share.fund_payamt,
        })),
      )
      .execute();
    return setl_id;
  });
}

/** A review that ended with a deduction on a day, as its step posts it. @returns the entry */
export async function deducted(db: Db, fixmedins_code: string, fen: number, day: string): Promise<string> {
  const [matter_id, entry_id] = [randomUUID(), randomUUID()];
  await transaction(db, 'read committed', async (trx) => {
    const state = { procedure: 'review', lead_id: null, parent_id: null, version: 1, state: 'deducted' };
    await trx
      .insertInto('matter')
      .values({
        matter_id,
        ...state,
        fixmedins_code,
        admdvs: '429000',
        due_day: null,
        due_clock: null,
        opened_at: new Date(),
      })
      .execute();
    await openMatter(trx, matter_id);
    const postings = [
      { account: due('refund'), fen: -fen },
      { account: DEDUCTED, fen },
    ];
    await post(trx, { entry_id, kind: 'deducted', day, memo: `matter:${matter_id}`, postings }, new Date());
  });
  return entry_id;
}

/** Everything that clearing has written, as text. */
export async function clearedState(db: Db): Promise<string> {
  const parts: unknown[] = [];
  const tables = ['clearing', 'clearing_kind', 'clearing_line', 'clearing_deduction', 'settlement_closed'] as const;
  for (const table of [...tables, 'ledger_account', 'log_entry'] as const) {
    const rows = await db.selectFrom(table).selectAll().execute();
    parts.push(rows.map((row) => JSON.stringify(row)).toSorted());
  }
  return JSON.stringify(parts);
}
