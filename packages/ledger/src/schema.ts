/** Tables of the ledger, and the step of a schema that makes them. */
import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import type { ColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

export interface LedgerSchema {
  ledger_account: {
    account: Fixed<string>;
    /** Least balance; null is none. */
    floor_fen: Fixed<number | null>;
    balance_fen: number;
    /** How many postings made the balance. */
    postings: number;
  };
  ledger_entry: {
    entry_id: Fixed<string>;
    kind: Fixed<string>;
    day: Fixed<string>;
    memo: Fixed<string>;
    reverses: Fixed<string | null>;
    recorded_at: Fixed<Date>;
  };
  ledger_posting: {
    entry_id: Fixed<string>;
    account: Fixed<string>;
    fen: Fixed<number>;
  };
}

/** Balances are sums that are kept; everything they are made of is written once. */
export const ledgerMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME; END $$`,
      sql`CREATE TABLE ledger_account (
        account text PRIMARY KEY, floor_fen bigint, balance_fen bigint NOT NULL DEFAULT 0, postings bigint NOT NULL DEFAULT 0,
        CHECK (balance_fen >= floor_fen))`,
      sql`CREATE TABLE ledger_entry (
        entry_id uuid PRIMARY KEY, kind text NOT NULL, day date NOT NULL, memo text NOT NULL, reverses uuid UNIQUE REFERENCES ledger_entry,
        recorded_at timestamptz NOT NULL)`,
      sql`CREATE TABLE ledger_posting (
        entry_id uuid REFERENCES ledger_entry, account text REFERENCES ledger_account, fen bigint NOT NULL CHECK (fen <> 0),
        PRIMARY KEY (entry_id, account))`,
      sql`CREATE INDEX ON ledger_posting (account)`,
      ...['ledger_entry', 'ledger_posting'].map(
        (table) => sql`CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON ${sql.table(table)}
          FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change()`,
      ),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
