/** Clearing, reconciliation and appeals over the national interface. */
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { appealTransactions } from './appeals.ts';
import { applicationTransactions } from './apply.ts';
import { detailTransactions } from './details.ts';
import { fileTransactions } from './files.ts';
import { totalTransactions } from './totals.ts';

export const clearingTransactions: readonly InterfaceTransaction[] = [
  ...totalTransactions,
  ...detailTransactions,
  ...applicationTransactions,
  ...fileTransactions,
  ...appealTransactions,
];
