/** A session of its own for copies: texts of values that depend on no setting, and no limit of time. */
import { Client } from 'pg';
import type { QueryResultRow } from 'pg';
import { parseAddress } from '../connect.ts';
import { values } from '../values.ts';

/** `synchronize_seqscans`: rows come in the order in which they lie, so that the same table gives the same bytes. */
const SETTINGS = `SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET bytea_output = 'hex';
  SET extra_float_digits = 1; SET synchronize_seqscans = off; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`;

export interface Session {
  readonly client: Client;
  readonly rows: <Row extends QueryResultRow>(statement: string, ...parameters: readonly unknown[]) => Promise<Row[]>;
}

/** Runs `work` in one transaction: committed when it ends well, else rolled back. */
export async function inSession<Result>(
  url: string,
  begin: 'BEGIN' | 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    connectionString: parseAddress(url).href,
    application_name: 'shouhu copy',
    types: values,
  });
  // Whoever waits for the statement is told; unheard, it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(SETTINGS);
    await client.query(begin);
    const result = await work({
      client,
      rows: async (statement, ...parameters) => (await client.query(statement, [...parameters])).rows,
    });
    await client.query('COMMIT');
    return result;
  } finally {
    await client.end();
  }
}
