import type { ColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** What one person wants changed about an account and another must confirm. */
export type ChangeKind = 'posts' | 'password' | 'totp' | 'disable' | 'enable' | 'sessions';

interface AccountChangeTable {
  change_id: Fixed<string>;
  user_id: Fixed<string>;
  kind: Fixed<ChangeKind>;
  /** As they are to be; those of a reset are as they were. */
  duties: Fixed<string[]>;
  regions: Fixed<string[]>;
  fixmedins_code: Fixed<string | null>;
  reason: Fixed<string>;
  proposed_by: Fixed<string>;
  proposed_at: Fixed<Date>;
}

interface AccountDecisionTable {
  change_id: Fixed<string>;
  confirmed: Fixed<boolean>;
  decided_by: Fixed<string>;
  decided_at: Fixed<Date>;
}

export interface AccountSchema {
  account_change: AccountChangeTable;
  account_decision: AccountDecisionTable;
}
