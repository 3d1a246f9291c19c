/** Stock and trace codes over the national interface. */
import type { InterfaceTransaction } from '../gateway/transaction.ts';
import { stockTransactions } from './stock-transactions.ts';
import { traceQueries } from './trace-queries.ts';
import { virtualTransactions } from './virtual.ts';

export const traceTransactions: readonly InterfaceTransaction[] = [
  ...stockTransactions,
  ...traceQueries,
  ...virtualTransactions,
];
