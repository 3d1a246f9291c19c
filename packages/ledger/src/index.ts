export { balanceOf, trialBalance } from './balance.ts';
export type { TrialBalance } from './balance.ts';
export { openAccount, post, reverse } from './post.ts';
export type { Entry, Posting, Reversal } from './post.ts';
export { ledgerMigration } from './schema.ts';
export type { LedgerSchema } from './schema.ts';
