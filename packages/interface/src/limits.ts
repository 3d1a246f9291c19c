/** How large a message may be, by its transaction. */
export interface Limits {
  /** Most characters of `input`. */
  readonly characters: number;
  /** Most bytes of a message of the transactions that bring whole histories. */
  readonly bytes: number;
}

/** 40,000 characters by the specification; 3101 and 3102 bring all orders of a visit, 9101 a file. */
export const LIMITS: Limits = { characters: 40_000, bytes: 1_048_576 };

/** Transactions whose messages are measured in bytes. */
export const LONG_TRANSACTIONS: readonly string[] = ['3101', '3102', '9101'];

/** Bytes that the fields around `input` take at most. */
const AROUND_BYTES = 16_384;
/** UTF-8 of a Chinese character. */
const BYTES_OF_CHARACTER = 3;

/** Most bytes of a message whose transaction is known; of any message, where it is not. */
export function mostBytes({ characters, bytes }: Limits, infno?: string): number {
  const short = characters * BYTES_OF_CHARACTER + AROUND_BYTES;
  if (infno === undefined) return Math.max(short, bytes);
  return LONG_TRANSACTIONS.includes(infno) ? bytes : short;
}

/** Most characters of the `input` of a transaction. */
export function mostCharacters({ characters, bytes }: Limits, infno: string): number {
  return LONG_TRANSACTIONS.includes(infno) ? bytes : characters;
}
