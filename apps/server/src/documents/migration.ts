import type { Migration } from '@shouhu/database';
import { sql } from 'kysely';
import { writtenOnce } from '../store/written-once.ts';

export const documentMigration: Migration = {
  async up(transaction) {
    const steps = [
      sql`CREATE TABLE bureau (
        admdvs text NOT NULL CHECK (admdvs ~ '^[0-9]{6}$'), seq integer NOT NULL CHECK (seq > 0), content jsonb NOT NULL, set_by text NOT NULL,
        set_at timestamptz NOT NULL, PRIMARY KEY (admdvs, seq))`,
      sql`CREATE TABLE document_number (
        admdvs text NOT NULL, word text NOT NULL, year integer NOT NULL, serial integer NOT NULL CHECK (serial > 0), matter_id uuid NOT NULL REFERENCES matter,
        kind text NOT NULL, deed_seq integer NOT NULL, PRIMARY KEY (admdvs, word, year, serial), UNIQUE (matter_id, kind, deed_seq))`,
      sql`CREATE TABLE document (
        document_id uuid PRIMARY KEY REFERENCES stored_file, matter_id uuid NOT NULL, kind text NOT NULL, deed_seq integer NOT NULL, revision integer NOT NULL CHECK (revision > 0),
        number text, template text NOT NULL, title text NOT NULL, content text NOT NULL, content_digest text NOT NULL, pages integer NOT NULL CHECK (pages > 0), made_by text NOT NULL,
        made_at timestamptz NOT NULL, UNIQUE (matter_id, kind, deed_seq, revision), FOREIGN KEY (matter_id, deed_seq) REFERENCES deed (matter_id, seq))`,
      sql`CREATE TABLE document_delivery (
        document_id uuid PRIMARY KEY REFERENCES document, way text NOT NULL, day date NOT NULL, receiver text NOT NULL, delivered_by text NOT NULL,
        delivered_at timestamptz NOT NULL)`,
      sql`CREATE TABLE document_receipt (
        document_id uuid PRIMARY KEY REFERENCES document_delivery, received_by text NOT NULL, received_at timestamptz NOT NULL)`,
      sql`CREATE TABLE co_signature (
        matter_id uuid NOT NULL, deed_seq integer NOT NULL, signer text NOT NULL, signed_at timestamptz NOT NULL, PRIMARY KEY (matter_id, deed_seq, signer),
        FOREIGN KEY (matter_id, deed_seq) REFERENCES deed (matter_id, seq))`,
      ...['bureau', 'document_number', 'document', 'document_delivery', 'document_receipt', 'co_signature'].map(
        writtenOnce,
      ),
    ];
    for (const step of steps) await step.execute(transaction);
  },
};
