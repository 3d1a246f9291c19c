/** Integers as the numbers of an answer. A quotient by a power of ten is the double that prints as the decimal itself. */
export const yuanOf = (fen: number): number => fen / 100;
export const quantityOf = (cnt: number): number => cnt / 10_000;
export const priceOf = (pric: number): number => pric / 1_000_000;
export const ratioOf = (prop: number): number => prop / 10_000;
