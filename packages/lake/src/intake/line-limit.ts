/** Bytes of the longest line, or quoted record, that is taken for a row. The database's reader keeps to it too. */
export const LINE_LIMIT = 2_000_000;

/** Bytes read at a time: a few lines of the greatest length. */
export const BLOCK = 4 << 20;

export const NEWLINE = 0x0a;
