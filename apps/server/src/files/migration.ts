import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

export const fileMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE stored_file (
        file_id uuid PRIMARY KEY, subject text NOT NULL, title text NOT NULL, name text NOT NULL, digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'), size bigint NOT NULL CHECK (size > 0), type text NOT NULL, fixmedins_code text REFERENCES institution,
        admdvs text NOT NULL, from_party boolean NOT NULL, stored_by text NOT NULL, stored_at timestamptz NOT NULL)`,
      sql`CREATE INDEX ON stored_file (subject)`,
      sql`CREATE INDEX ON stored_file (digest)`,
      sql`CREATE TABLE file_given (
        file_id uuid NOT NULL REFERENCES stored_file, fixmedins_code text NOT NULL REFERENCES institution, given_by text NOT NULL,
        given_at timestamptz NOT NULL, PRIMARY KEY (fixmedins_code, file_id))`,
      ...['stored_file', 'file_given'].map(writtenOnce),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
