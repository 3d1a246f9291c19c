/** Money that came back, out of the ledger alone. */
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { DEDUCTED, received } from './accounts.ts';

/** Paid back to the fund or deducted from settlements by the matters of an institution, in fen; what was taken back is out of it. Fines are not in it. */
export async function recoveredAt(db: Kysely<Schema> | Transaction<Schema>, fixmedins_code: string): Promise<number> {
  const matters = await db
    .selectFrom('matter')
    .select('matter_id')
    .where('fixmedins_code', '=', fixmedins_code)
    .execute();
  if (matters.length === 0) return 0;
  const row = await db
    .selectFrom('ledger_posting')
    .innerJoin('ledger_entry', 'ledger_entry.entry_id', 'ledger_posting.entry_id')
    .select((e) => e.fn.coalesce(e.fn.sum('fen'), e.lit(0)).as('fen'))
    .where(
      'memo',
      'in',
      matters.map(({ matter_id }) => `matter:${matter_id}`),
    )
    .where('account', 'in', [received('refund'), DEDUCTED])
    .executeTakeFirst();
  return Number(row?.fen ?? 0);
}
