import type { Readable } from 'node:stream';
import { to } from 'pg-copy-streams';
import { inSession } from './session.ts';
import type { Session } from './session.ts';
import { appliedIn, copied, sequencesOf, tablesOf } from './tables.ts';
import type { SequenceState, TableShape } from './tables.ts';

/** A database at one instant, whatever is written to it meanwhile. */
export interface Snapshot {
  readonly tables: readonly TableShape[];
  /** Migrations that made the schema, oldest first. */
  readonly applied: readonly string[];
  /** Of the server. */
  readonly version: string;
  /** The rows of a table as COPY writes them. One table at a time, read to its end. */
  readonly rowsOf: (table: TableShape) => Readable;
  /** Whatever else is asked of the same instant. */
  readonly ask: Session['rows'];
  /** After all tables. */
  readonly sequences: () => Promise<SequenceState[]>;
}

/**
 * Hands a consistent copy of everything in the schema `public` to `work`; writers are not held up.
 * @param url of the database, with the password
 */
export async function copyOut<Result>(url: string, work: (snapshot: Snapshot) => Promise<Result>): Promise<Result> {
  return inSession(url, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async (session) => {
    const [server] = await session.rows<{ version: string }>(`SELECT current_setting('server_version') AS version`);
    return work({
      tables: await tablesOf(session),
      applied: await appliedIn(session),
      version: server?.version ?? '',
      rowsOf: (table) => session.client.query(to(`COPY ${copied(session, table)} TO STDOUT`)),
      ask: session.rows,
      sequences: async () => sequencesOf(session),
    });
  });
}
