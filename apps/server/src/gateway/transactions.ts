/** Every transaction that the door takes, by its number. A capability adds its array here. */
import { clearingTransactions } from '../clearing/transactions.ts';
import { insuredTransactions } from '../insured/transactions.ts';
import { settlementTransactions } from '../settlement/transactions.ts';
import { keepAttempt } from '../trace/attempts.ts';
import { traceTransactions } from '../trace/transactions.ts';
import { tillCheckTransactions } from '../till-check/transactions.ts';
import { signInTransactions } from './sign-in.ts';
import type { Handling, InterfaceTransaction } from './transaction.ts';

const all: readonly InterfaceTransaction[] = [
  ...signInTransactions,
  ...insuredTransactions,
  ...settlementTransactions,
  ...traceTransactions,
  ...tillCheckTransactions,
  ...clearingTransactions,
];

export const TRANSACTIONS: ReadonlyMap<string, InterfaceTransaction> = new Map(all.map((one) => [one.infno, one]));

/** What capabilities keep of a refusal, in the transaction that keeps its answer. */
export const REFUSED: readonly ((handling: Handling, refusal: unknown) => Promise<void>)[] = [keepAttempt];
