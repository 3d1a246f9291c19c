/** Accounts of money that a decision moves: what a party owes, whom it is due to, where it came in. */
import { openAccount } from '@shouhu/ledger';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** What is owed: returned fund, liquidated damages of an agreement (违约金), fine, surcharge on the fine. Paid in this order. */
export const DEBTS = ['refund', 'penalty', 'fine', 'surcharge'] as const;
export type Debt = (typeof DEBTS)[number];

/**
 * Returned fund goes to the fund's special account (财政专户), fines and surcharges to the treasury (国库) (条例 45; 令第4号 53). What agreements
 * say of damages differs by place: to the fund by default, unverified.
 */
const TILL: Readonly<Record<Debt, string>> = {
  refund: 'special-account',
  penalty: 'special-account',
  fine: 'treasury',
  surcharge: 'treasury',
};

/** What the party of a matter owes; never less than nothing. */
export const owed = (matter_id: string, debt: Debt): string => `owed:${matter_id}:${debt}`;
/** The other side of what is owed. */
export const due = (debt: Debt): string => `due:${TILL[debt]}`;
export const received = (debt: Debt): string => `received:${TILL[debt]}`;
/** Taken from what the fund would have paid to an institution. */
export const DEDUCTED = 'deducted:settlements';

export async function openAccounts(trx: Transaction<Schema>, matter_id: string): Promise<void> {
  for (const debt of DEBTS) {
    await openAccount(trx, owed(matter_id, debt), 0);
    await openAccount(trx, due(debt), null);
    await openAccount(trx, received(debt), 0);
  }
  await openAccount(trx, DEDUCTED, 0);
}
