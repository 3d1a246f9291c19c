/** Keys of groups as a temporary table, so that one statement reads the rows of all groups at once. */
import { DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';

const CHUNK_ROWS = 2048;

/**
 * Creates the temporary table `name`: grp (index of the group) and the columns, all text.
 * @param groups keys of each group, each with a text for every column
 */
export async function loadGroups<const Columns extends readonly string[]>(
  connection: DuckDBConnection,
  name: string,
  columns: Columns,
  groups: readonly (readonly { readonly [At in keyof Columns]: string }[])[],
): Promise<void> {
  const texts = columns.map((column) => `${column} VARCHAR`).join(', ');
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${name} (grp INTEGER, ${texts})`);
  const rows = groups.flatMap((keys, grp) => keys.map((key) => ({ grp, key })));
  if (rows.length === 0) return;
  const appender = await connection.createAppender(name);
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const part = rows.slice(from, from + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create([INTEGER, ...columns.map(() => VARCHAR)], part.length);
    chunk.setColumns([part.map(({ grp }) => grp), ...columns.map((_, at) => part.map(({ key }) => key[at] ?? ''))]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
