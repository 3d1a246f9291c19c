/**
 * 3203(A), 3204(A), 3205A: an institution applies for the clearing of a month, kind by kind; when every kind is applied for, it has confirmed it. Fields
 * from memory, unverified.
 */
import { instantText, day, text, yuan } from '@shouhu/interface';
import { fen, formatYuan } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { yuanOf } from '../settlement/numbers.ts';
import { transactionOf } from '../settlement/transaction-of.ts';
import type { Schema } from '../store/schema.ts';
import type { ClearingRow } from './approve.ts';
import { lockClearing, setConfirmed, STATE_NAMES } from './confirm.ts';
import { lastDayOf, payDue } from './terms.ts';
import { agency, count } from './totals.ts';

const application = z.object({
  data: z.object({
    clr_type: text(6),
    clr_optins: agency,
    begndate: day,
    enddate: day,
    medfee_sumamt: yuan,
    fund_appy_sum: yuan,
    acct_pay: yuan,
    psntime: count,
  }),
});
const named = z.object({ data: z.object({ clr_appy_evt_id: text(30) }) });

async function apply(handling: Handling, { data }: z.output<typeof application>): Promise<object> {
  const { trx, message, at } = handling;
  const { fixmedins_code, msgid } = message;
  const { clr_type, begndate: month, enddate: end, clr_optins } = data;
  if (!month.endsWith('-01') || lastDayOf(month) !== end) throw shouhuError('SH-Y011', { begin: month, end });
  const row = await lockClearing(trx, fixmedins_code, month);
  await refuseOtherSums(trx, row, data);
  const standing = await standingOf(trx, row);
  const before = standing.find((one) => one.clr_type === clr_type);
  if (before !== undefined)
    throw shouhuError('SH-Y010', { clr_type, month: month.slice(0, 7), id: before.clr_appy_evt_id });
  refuseState(row, '申请');
  const { clr_appy_evt_id } = await trx
    .insertInto('clearing_application')
    .values({
      clr_appy_evt_id: sql<string>`${`${clr_optins}${month.slice(0, 7).replace('-', '')}`} || lpad(nextval('clearing_serial')::text, 12, '0')`,
      msgid,
      fixmedins_code,
      month,
      clr_type,
      applied_at: at,
      withdrawn_at: null,
    })
    .returning('clr_appy_evt_id')
    .executeTakeFirstOrThrow();
  const left = (await kindsOf(trx, row)).filter(
    (kind) => kind !== clr_type && !standing.some((one) => one.clr_type === kind),
  );
  if (left.length === 0) await setConfirmed(trx, row, `msgid:${msgid}`, at);
  return { clr_appy_evt_id };
}

/** After approval nothing is applied for or withdrawn. @throws ShouhuError SH-Y006 */
function refuseState({ state, month }: ClearingRow, step: string): void {
  if (state !== 'computed' && state !== 'confirmed')
    throw shouhuError('SH-Y006', { month: month.slice(0, 7), state: STATE_NAMES[state], step });
}

/** @throws ShouhuError SH-Y008 for the first sum that differs */
async function refuseOtherSums(
  trx: Transaction<Schema>,
  { fixmedins_code, month }: ClearingRow,
  data: z.output<typeof application>['data'],
): Promise<void> {
  const kinds = await trx
    .selectFrom('clearing_kind')
    .selectAll()
    .where('fixmedins_code', '=', fixmedins_code)
    .where('month', '=', month)
    .where('clr_type', '=', data.clr_type)
    .execute();
  const sum = (of: (kind: (typeof kinds)[number]) => number): number => kinds.reduce((all, kind) => all + of(kind), 0);
  const pairs: readonly (readonly [string, number, number])[] = [
    ['medfee_sumamt', sum((kind) => kind.medfee_sumamt), data.medfee_sumamt],
    ['fund_appy_sum', sum((kind) => kind.fund_pay_sumamt), data.fund_appy_sum],
    ['acct_pay', sum((kind) => kind.acct_pay), data.acct_pay],
    ['psntime', sum((kind) => kind.setl_cnt), data.psntime],
  ];
  const odd = pairs.find(([, ours, theirs]) => ours !== theirs);
  if (odd === undefined) return;
  const [field, ours, theirs] = odd;
  const shown = (value: number): string => (field === 'psntime' ? String(value) : formatYuan(fen(value)));
  throw shouhuError('SH-Y008', { field, ours: shown(ours), theirs: shown(theirs) }, { field: `input.data.${field}` });
}

async function kindsOf(trx: Transaction<Schema>, { fixmedins_code, month }: ClearingRow): Promise<string[]> {
  const rows = await trx
    .selectFrom('clearing_kind')
    .select('clr_type')
    .distinct()
    .where('fixmedins_code', '=', fixmedins_code)
    .where('month', '=', month)
    .execute();
  return rows.map(({ clr_type }) => clr_type);
}

async function standingOf(trx: Transaction<Schema>, { fixmedins_code, month }: ClearingRow) {
  return trx
    .selectFrom('clearing_application')
    .select(['clr_appy_evt_id', 'clr_type'])
    .where('fixmedins_code', '=', fixmedins_code)
    .where('month', '=', month)
    .where('withdrawn_at', 'is', null)
    .execute();
}

async function applicationOf({ trx, message }: Handling, id: string) {
  const found = await trx
    .selectFrom('clearing_application')
    .selectAll()
    .where('clr_appy_evt_id', '=', id)
    .where('fixmedins_code', '=', message.fixmedins_code)
    .executeTakeFirst();
  if (found === undefined) throw shouhuError('SH-Y009', { id }, { field: 'input.data.clr_appy_evt_id' });
  return found;
}

async function withdraw(handling: Handling, { data }: z.output<typeof named>): Promise<object> {
  const { trx, at } = handling;
  const { clr_appy_evt_id: id } = data;
  const { month, fixmedins_code } = await applicationOf(handling, id);
  const row = await lockClearing(trx, fixmedins_code, month);
  const { withdrawn_at } = await applicationOf(handling, id);
  if (withdrawn_at !== null) throw shouhuError('SH-Y009', { id }, { field: 'input.data.clr_appy_evt_id' });
  refuseState(row, '撤销');
  await trx.updateTable('clearing_application').set({ withdrawn_at: at }).where('clr_appy_evt_id', '=', id).execute();
  await setConfirmed(trx, row, null, at);
  return { clr_appy_evt_id: id };
}

async function ask(handling: Handling, { data }: z.output<typeof named>): Promise<object> {
  const { clr_appy_evt_id, month, fixmedins_code, clr_type, applied_at, withdrawn_at } = await applicationOf(
    handling,
    data.clr_appy_evt_id,
  );
  const row = await lockClearing(handling.trx, fixmedins_code, month);
  return {
    clr_appy_evt_id,
    clr_type,
    clr_ym: month.slice(0, 7).replace('-', ''),
    appy_time: instantText(applied_at),
    withdrawn: withdrawn_at === null ? '0' : '1',
    state: row.state,
    state_name: STATE_NAMES[row.state],
    deducted_sum: yuanOf(row.deducted_fen),
    carried_sum: yuanOf(row.carried_in_fen),
    pay_sum: yuanOf(row.pay_fen),
    pay_due: payDue(row.terms, month),
  };
}

const numbered = (suffix: string) => [
  transactionOf({ infno: `3203${suffix}`, name: '清算申请', input: application, handle: apply }),
  transactionOf({ infno: `3204${suffix}`, name: '清算申请撤销', input: named, handle: withdraw }),
];

export const applicationTransactions = [
  ...numbered(''),
  ...numbered('A'),
  transactionOf({ infno: '3205A', name: '清算申请状态查询', input: named, handle: ask }),
];
