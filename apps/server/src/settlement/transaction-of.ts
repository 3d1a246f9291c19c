import type { InterfaceTransaction } from '../gateway/transaction.ts';

/** Has `handle` take what `input` reads, and forgets it: the gateway reads the input before it hands it over. */
export const transactionOf = <Input>(transaction: InterfaceTransaction<Input>): InterfaceTransaction => transaction;
