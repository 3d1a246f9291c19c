import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';

/** The database knows which key ring seals its values, so that another one is refused before it seals anything. */
export const operationMigration: Migration = {
  async up(transaction) {
    await sql`CREATE TABLE installation (
      one boolean PRIMARY KEY DEFAULT true CHECK (one), key_fingerprint text NOT NULL CHECK (key_fingerprint ~ '^v[0-9]+\.[0-9a-f]{32}$'))`.execute(
      transaction,
    );
  },
};
