/** Attempts to sell a box twice: kept when they are refused, for those who look for boxes that come back. */
import { ShouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Handling } from '../gateway/transaction.ts';

/** The cause of a refusal: the sales that stand. */
export class SoldBefore {
  readonly sales: readonly { readonly sale_id: number; readonly drug_trac_codg: string }[];

  constructor(sales: SoldBefore['sales']) {
    this.sales = sales;
  }
}

/** Of a refusal for a box that was sold; of any other nothing is kept. */
export async function keepAttempt({ trx, message, at }: Handling, refusal: unknown): Promise<void> {
  const cause = refusal instanceof ShouhuError ? refusal.cause : undefined;
  if (!(cause instanceof SoldBefore)) return;
  const { msgid, infno, fixmedins_code } = message;
  const rows = cause.sales.map(({ sale_id, drug_trac_codg }) => ({ sale_id, drug_trac_codg }));
  await sql`INSERT INTO trace_attempt (drug_trac_codg, fixmedins_code, sale_id, msgid, infno, at)
    SELECT drug_trac_codg, ${fixmedins_code}, sale_id, ${msgid}, ${infno}, ${at} FROM jsonb_populate_recordset(NULL::trace_attempt, ${JSON.stringify(rows)}::jsonb)`.execute(
    trx,
  );
}
