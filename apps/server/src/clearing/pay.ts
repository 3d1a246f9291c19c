/** Payment orders: what was approved goes to the bank, once. Whose payment is suspended waits until the measure ends. */
import { transaction } from '@shouhu/database';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { openAccounts, postMany } from '@shouhu/ledger';
import type { Kysely, Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { isInForce } from '../institutions/agreement-state.ts';
import { standingsOf } from '../institutions/standing.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { clearedAccount, PAID } from './accounts.ts';
import { isAmong, refuseUnseen, sumOf } from './approve.ts';
import type { Decided, Deciding } from './approve.ts';
import { firstDayOf } from './terms.ts';

export interface Ordering extends Deciding {
  /** Made by the client: a repeat pays nothing again. */
  readonly order_id: string;
}

/** @throws ShouhuError SH-Y003, SH-Y005; SH-Y004 for who approved it; SH-H006 for the id of another order */
export async function orderPayment(db: Kysely<Schema>, asking: Asking, wanted: Ordering): Promise<Decided> {
  const { caller, at } = asking;
  const scope = scopeOf(caller, 'clearing.pay');
  const { order_id, month, seen_fen } = wanted;
  const [first, today] = [firstDayOf(month), civilDayOf(at)];
  const day = formatCivilDate(today);
  return transaction(db, 'read committed', async (trx) => {
    const rows = await trx
      .selectFrom('clearing')
      .selectAll()
      .where('month', '=', first)
      .where('state', '=', 'approved')
      .where('pay_fen', '>', 0)
      .where(rowsWithin(scope, 'clearing'))
      .orderBy('fixmedins_code')
      .forUpdate()
      .execute();
    const before = await orderedBefore(trx, caller.id, wanted);
    if (before !== undefined) return before;
    const withheld = await withheldAmong(
      trx,
      rows.map(({ fixmedins_code }) => fixmedins_code),
      today,
    );
    const paid = rows.filter(({ fixmedins_code }) => !withheld.has(fixmedins_code));
    refuseUnseen('支付', paid, seen_fen);
    const own = paid.find(({ approved_by }) => approved_by === caller.id);
    if (own !== undefined) throw shouhuError('SH-Y004', { step: '支付', person: caller.id });
    const decided = { institutions: paid.length, fen: sumOf(paid) };
    await trx
      .insertInto('clearing_order')
      .values({ order_id, month: first, day, ...decided, ordered_by: caller.id, ordered_at: at })
      .execute();
    const entries = paid.map(({ fixmedins_code, pay_fen }) => ({
      entry_id: uuidOf(`paid ${fixmedins_code} ${first}`),
      memo: `order:${order_id}`,
      postings: [
        { account: clearedAccount(fixmedins_code), fen: -pay_fen },
        { account: PAID, fen: pay_fen },
      ],
    }));
    await openAccounts(trx, [PAID]);
    await postMany(trx, { kind: 'clearing-paid', day, entries }, at);
    await trx
      .updateTable('clearing')
      .set({ state: 'paid', order_id })
      .where('month', '=', first)
      .where(isAmong(paid))
      .execute();
    await note(trx, caller, at, {
      action: 'clearing.pay',
      subject: `order:${order_id}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify({ month, ...decided, withheld: withheld.size }),
    });
    return decided;
  });
}

async function orderedBefore(
  trx: Transaction<Schema>,
  person: string,
  { order_id, month }: Ordering,
): Promise<Decided | undefined> {
  const found = await trx
    .selectFrom('clearing_order')
    .select(['month', 'institutions', 'fen', 'ordered_by'])
    .where('order_id', '=', order_id)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  if (found.ordered_by !== person || found.month !== firstDayOf(month)) throw shouhuError('SH-H006', { id: order_id });
  return { institutions: found.institutions, fen: found.fen };
}

/** Institutions whose payment a measure suspends on the day (暂停医保支付). */
export async function withheldAmong(
  db: Kysely<Schema> | Transaction<Schema>,
  codes: readonly string[],
  day: ReturnType<typeof civilDayOf>,
): Promise<ReadonlySet<string>> {
  const standings = await standingsOf(db, codes);
  return new Set(
    [...standings]
      .filter(([, { sanctions }]) => sanctions.some((one) => one.measure === 'suspend' && isInForce(one, day)))
      .map(([code]) => code),
  );
}
