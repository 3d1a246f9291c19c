import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { from } from 'pg-copy-streams';
import { inSession } from './session.ts';
import type { Session } from './session.ts';
import { copied, tablesOf } from './tables.ts';
import type { SequenceState, TableShape } from './tables.ts';

/** What {@link copyOut} gave, to be put into a database whose schema was made by the same migrations. */
export interface Copied {
  readonly tables: readonly TableShape[];
  readonly sequences: readonly SequenceState[];
  readonly rowsOf: (table: TableShape) => Promise<Readable>;
}

/**
 * Fills the tables of a migrated database in one transaction; what its migrations put into them is replaced. References between
 * tables are checked as a whole at the end, and the guards of rows that are written once are off within the transaction only.
 */
export async function copyIn(url: string, { tables, sequences, rowsOf }: Copied): Promise<void> {
  await inSession(url, 'BEGIN', async (session) => {
    const { client } = session;
    assert(isDeepStrictEqual(await tablesOf(session), tables), 'the same migrations make the same tables');
    const names = tables.map(({ name }) => client.escapeIdentifier(name));
    const references = await dropReferences(session);
    for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    await client.query(`TRUNCATE ${names.join(', ')}`);
    for (const table of tables) {
      await pipeline(await rowsOf(table), client.query(from(`COPY ${copied(session, table)} FROM STDIN`)));
    }
    for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
    for (const reference of references) await client.query(reference);
    for (const { name, last, called } of sequences) {
      await client.query('SELECT setval($1::regclass, $2, $3)', [client.escapeIdentifier(name), last, called]);
    }
  });
  await inSession(url, 'BEGIN', async ({ client }) => client.query('ANALYZE'));
}

/** @returns the statements that make them again */
async function dropReferences({ client, rows }: Session): Promise<string[]> {
  const found = await rows<{ owner: string; name: string; made: string }>(
    `SELECT conrelid::regclass::text AS owner, conname AS name, pg_get_constraintdef(oid) AS made FROM pg_constraint
     WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0 ORDER BY 1, 2`,
  );
  const named = found.map(({ owner, name, made }) => ({ owner, name: client.escapeIdentifier(name), made }));
  for (const { owner, name } of named) await client.query(`ALTER TABLE ${owner} DROP CONSTRAINT ${name}`);
  return named.map(({ owner, name, made }) => `ALTER TABLE ${owner} ADD CONSTRAINT ${name} ${made}`);
}
