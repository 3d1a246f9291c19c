/** Whose money pays the person's share of a settlement beside the own account: the person's wallet, then relatives by mutual aid. */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { contains } from '../rights/regions.ts';
import type { Schema } from '../store/schema.ts';

export interface Payer {
  /** In the ledger. */
  readonly account: string;
  readonly balance_fen: number;
}

export interface For {
  readonly psn_no: string;
  /** Of payment: mutual aid is to hold on it. */
  readonly day: string;
  /** 医保区划 of the institution: a wallet pays in its place of use. */
  readonly admdvs: string;
}

/** In the order in which they pay; without those that are frozen. The lock on the person holds them. */
export async function payersFor(trx: Transaction<Schema>, { psn_no, day, admdvs }: For): Promise<Payer[]> {
  const { rows } = await sql<Payer & { readonly use_admdvs: string | null }>`
    SELECT account, balance_fen, use_admdvs FROM (
      SELECT 'wallet:' || psn_no AS account, psn_no AS owner, -1 AS rank, use_admdvs FROM wallet WHERE psn_no = ${psn_no}
      UNION ALL SELECT 'acct:' || payer, payer, rank, NULL FROM mutual_aid
      WHERE psn_no = ${psn_no} AND begndate <= ${day}::date AND (enddate IS NULL OR enddate >= ${day}::date)) payer
    JOIN ledger_account USING (account) WHERE balance_fen > 0
      AND NOT EXISTS (SELECT FROM wallet_freeze WHERE psn_no = owner AND what = 'money' AND released_at IS NULL)
    ORDER BY use_admdvs IS NULL, rank, account`.execute(trx);
  return rows.flatMap(({ account, balance_fen, use_admdvs }) =>
    use_admdvs === null || contains(use_admdvs, admdvs) ? [{ account, balance_fen }] : [],
  );
}
