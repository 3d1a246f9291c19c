/** Transactions about the insured themselves. */
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { designationTransactions } from './designations.ts';
import { elsewhereTransactions } from './elsewhere.ts';
import { filingTransactions } from './filings.ts';
import { matchTransactions } from './matches.ts';
import { personTransactions } from './persons.ts';

export const insuredTransactions: readonly InterfaceTransaction[] = [
  ...personTransactions,
  ...filingTransactions,
  ...elsewhereTransactions,
  ...designationTransactions,
  ...matchTransactions,
];
