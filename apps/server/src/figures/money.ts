/** Money that moved in a span, out of the ledger alone. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { DEBTS } from '../money/accounts.ts';
import type { Debt } from '../money/accounts.ts';
import type { Schema } from '../store/schema.ts';
import { inRegion, monthNumber, monthText } from './span.ts';
import type { Span } from './span.ts';

interface Moved {
  readonly owed_fen: number;
  readonly paid_fen: number;
  /** Taken from what the fund would have paid. */
  readonly deducted_fen: number;
  /** Owed at the end of the span, whenever it was decided. */
  readonly outstanding_fen: number;
}

export interface MoneyFigures {
  readonly debts: Readonly<Record<Debt, Moved>>;
  /** What came back to the fund: refunds paid or deducted. */
  readonly recovered_fen: number;
  readonly by_month: readonly { readonly month: string; readonly owed_fen: number; readonly recovered_fen: number }[];
}

interface Flow {
  readonly month: string;
  readonly debt: string;
  /** Whether it moved within the span, not before. */
  readonly within: boolean;
  readonly owed_fen: number;
  readonly paid_fen: number;
  readonly deducted_fen: number;
  readonly open_fen: number;
}

export async function moneyFigures(db: Kysely<Schema>, span: Span): Promise<MoneyFigures> {
  const flows = (await Promise.all([debtFlows(db, span), reviewDeductions(db, span)])).flat();
  const within = flows.filter((flow) => flow.within);
  const sum = (rows: readonly Flow[], debt: Debt, of: 'owed_fen' | 'paid_fen' | 'deducted_fen' | 'open_fen'): number =>
    rows.filter((row) => row.debt === debt).reduce((total, row) => total + row[of], 0);
  const movedOf = (debt: Debt): Moved => ({
    owed_fen: sum(within, debt, 'owed_fen'),
    paid_fen: sum(within, debt, 'paid_fen'),
    deducted_fen: sum(within, debt, 'deducted_fen'),
    outstanding_fen: sum(flows, debt, 'open_fen'),
  });
  const returned = (rows: readonly Flow[]): number =>
    sum(rows, 'refund', 'paid_fen') + sum(rows, 'refund', 'deducted_fen');
  const months = [...new Set(within.map(({ month }) => month))].toSorted();
  return {
    debts: {
      refund: movedOf('refund'),
      penalty: movedOf('penalty'),
      fine: movedOf('fine'),
      surcharge: movedOf('surcharge'),
    },
    recovered_fen: returned(within),
    by_month: months.map((month) => {
      const rows = within.filter((row) => row.month === month);
      const owed_fen = DEBTS.reduce((total, debt) => total + sum(rows, debt, 'owed_fen'), 0);
      return { month, owed_fen, recovered_fen: returned(rows) };
    }),
  };
}

/** An entry that was taken back has an opposite one of the same kind: sums need no further care. */
async function debtFlows(db: Kysely<Schema>, span: Span): Promise<readonly Flow[]> {
  const { rows } = await sql<Omit<Flow, 'month'> & { month: number }>`
    SELECT ${monthNumber(sql`e.day`)} AS month, split_part(p.account, ':', 3) AS debt, e.day >= ${span.from}::date AS within,
      coalesce(sum(p.fen) FILTER (WHERE e.kind = 'owed'), 0)::bigint AS owed_fen,
      coalesce(-sum(p.fen) FILTER (WHERE e.kind = 'paid'), 0)::bigint AS paid_fen,
      coalesce(-sum(p.fen) FILTER (WHERE e.kind = 'deducted'), 0)::bigint AS deducted_fen, sum(p.fen)::bigint AS open_fen
    FROM ledger_entry e JOIN ledger_posting p USING (entry_id) JOIN matter m ON m.matter_id::text = split_part(p.account, ':', 2)
    WHERE p.account LIKE 'owed:%' AND e.day <= ${span.to}::date AND ${inRegion('m.admdvs', span)}
    GROUP BY 1, 2, 3`.execute(db);
  return rows.map((row) => ({ ...row, month: monthText(row.month) }));
}

/** What a review confirmed is taken from settlements without having been owed before. */
async function reviewDeductions(db: Kysely<Schema>, span: Span): Promise<readonly Flow[]> {
  const { rows } = await sql<{ month: number; fen: number }>`
    SELECT ${monthNumber(sql`e.day`)} AS month, -sum(p.fen)::bigint AS fen
    FROM ledger_entry e JOIN ledger_posting p USING (entry_id) JOIN matter m ON 'matter:' || m.matter_id = e.memo
    WHERE e.kind = 'deducted' AND p.account LIKE 'due:%' AND e.day BETWEEN ${span.from}::date AND ${span.to}::date AND ${inRegion('m.admdvs', span)}
    GROUP BY 1`.execute(db);
  const nothing = { debt: 'refund', within: true, owed_fen: 0, paid_fen: 0, open_fen: 0 };
  return rows.map(({ month, fen }) => ({ ...nothing, month: monthText(month), deducted_fen: fen }));
}
