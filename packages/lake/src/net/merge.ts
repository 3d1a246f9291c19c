import type { Table } from '@shouhu/claims';
import { shouhuError } from '@shouhu/errors';
import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf } from '../store/engine.ts';
import { UNDATED } from '../store/manifest.ts';
import { columnNames, monthOf, PLACEMENTS, ROW_KEY } from './keys.ts';

/** One table before and after an import, as SQL that stands after FROM; nothing is written yet. */
export interface Merge {
  readonly table: Table;
  /** Rows that come in, with `row_key` and `part`. */
  readonly added: string;
  /** Owner, `row_key` and `part` of rows of the lake that go to history. */
  readonly removed: string;
  /** Rows that go to history, from the lake or straight from the import. */
  readonly superseded: string;
  /** Parts that change. */
  readonly parts: ReadonlySet<string>;
  readonly counts: MergeCounts;
}

export interface MergeCounts {
  /** Rows that were not there before, or in another version. */
  readonly added: number;
  /** Rows of the import that the lake or the import itself already had, with the same content. */
  readonly repeated: number;
  /** Versions put aside. */
  readonly superseded: number;
}

/** What is in the lake before: SQL after FROM with `part`, or null. */
export type Existing = string | null;

/**
 * Decides, for every key that occurs more than once, which version holds (docs/semantics.md 4). Keys that occur once,
 * nearly all of them, are only hashed. What decides does not depend on the order of files or rows.
 * @param incoming from {@link keyedRows}
 * @param replace rows of the lake in the institution and period that the import covers give way to it
 */
export async function mergeTable(
  connection: DuckDBConnection,
  table: Table,
  incoming: string,
  existing: Existing,
  replace: boolean,
): Promise<Merge> {
  const { name } = table;
  const columns = columnNames(table).join(', ');
  const { day } = PLACEMENTS[table.name];
  const part = day === null ? `'${UNDATED}'` : monthOf(day);
  const key = `hash(${ownerOf(table)}, ${ROW_KEY})`;
  const before = existing ?? `(SELECT ${columns}, ${ROW_KEY}, '' AS part FROM ${incoming} WHERE false)`;
  await decideVersions(connection, table, { incoming, before, part, key });
  if (existing !== null && replace) await replacePeriod(connection, table, incoming, existing);
  if (existing !== null && !replace) await refuseUnidentified(connection, table, incoming, existing);
  const [collided] = await rowsOf<{ any: boolean }>(connection, `SELECT count(*) > 0 AS any FROM ${name}_collisions`);
  const once = collided?.any === true ? `WHERE ${key} NOT IN (FROM ${name}_collisions)` : '';
  const won = `UNION ALL SELECT ${columns}, ${ROW_KEY}, part FROM ${name}_versions WHERE origin = 1 AND rank = 1`;
  const added = `(SELECT ${columns}, ${ROW_KEY}, ${part} AS part FROM ${incoming} ${once} ${once === '' ? '' : won})`;
  const superseded = `(SELECT ${columns}, ${ROW_KEY} FROM ${name}_versions WHERE rank > 1
    UNION ALL SELECT ${columns}, ${ROW_KEY} FROM ${before} before SEMI JOIN ${name}_replaced gone
      ON ${ownerOf(table, 'before')} = gone.owner AND before.${ROW_KEY} = gone.${ROW_KEY})`;
  const parts = await rowsOf<{ part: string; added: number }>(
    connection,
    `${countByPart(added, day)} UNION ALL SELECT part, 0 FROM ${name}_removed GROUP BY part`,
  );
  const [counted] = await rowsOf<{ came: number; gone: number }>(
    connection,
    `SELECT (SELECT count(*) FROM ${incoming}) AS came, (SELECT count(*) FROM ${superseded}) AS gone`,
  );
  const total = parts.reduce((sum, row) => sum + row.added, 0);
  return {
    table,
    added,
    removed: `${name}_removed`,
    superseded,
    parts: new Set(parts.map((row) => row.part)),
    counts: { added: total, repeated: (counted?.came ?? 0) - total, superseded: counted?.gone ?? 0 },
  };
}

/**
 * Makes the tables `<table>_collisions` (hashes of keys that occur more than once), `_versions` (the different contents
 * of such keys, ranked, `origin` 0 from the lake and 1 from the import), `_removed` and `_replaced` (rows of the lake
 * that give way).
 */
async function decideVersions(
  connection: DuckDBConnection,
  table: Table,
  { incoming, before, part, key }: { incoming: string; before: string; part: string; key: string },
): Promise<void> {
  const { name } = table;
  const columns = columnNames(table).join(', ');
  const ofKey = `PARTITION BY ${ownerOf(table)}, ${ROW_KEY}`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE ${name}_collisions AS
      SELECT key FROM (SELECT ${key} AS key FROM ${incoming}) GROUP BY key HAVING count(*) > 1
      UNION SELECT ${key} AS key FROM ${before} WHERE key IN (SELECT ${key} FROM ${incoming});
    CREATE OR REPLACE TEMP TABLE ${name}_versions AS
      WITH version AS (
        SELECT ${columns}, ${ROW_KEY}, part, 0 AS origin FROM ${before} WHERE ${key} IN (FROM ${name}_collisions)
        UNION ALL
        SELECT ${columns}, ${ROW_KEY}, ${part}, 1 FROM ${incoming} WHERE ${key} IN (FROM ${name}_collisions)
      ), content AS (
        SELECT ${columns}, ${ROW_KEY}, part, min(origin) AS origin FROM version GROUP BY ALL
      ), dated AS (
        SELECT *, bool_and(updt_time IS NOT NULL) OVER (${ofKey}) AS dated FROM content
      )
      SELECT * EXCLUDE (dated), row_number() OVER (${ofKey} ORDER BY ${precedence(table)}) AS rank FROM dated;
    CREATE OR REPLACE TEMP TABLE ${name}_removed AS
      SELECT ${ownerOf(table)} AS owner, ${ROW_KEY}, part FROM ${name}_versions WHERE origin = 0 AND rank > 1;
    CREATE OR REPLACE TEMP TABLE ${name}_replaced AS SELECT owner, ${ROW_KEY}, part FROM ${name}_removed WHERE false;`);
}

/** Days are counted first, as a month is text and dear to make for every row. */
function countByPart(added: string, day: string | null): string {
  if (day === null) return `SELECT part, count(*) AS added FROM ${added} GROUP BY part`;
  return `SELECT ${monthOf(day)} AS part, sum(rows)::BIGINT AS added
    FROM (SELECT ${day}, count(*) AS rows FROM ${added} GROUP BY ${day}) GROUP BY part`;
}

/** The institution as part of a key; without one the id alone decides. */
export function ownerOf(table: Table, alias?: string): string {
  if (table.institution === null) return `''`;
  return `coalesce(${alias === undefined ? '' : `${alias}.`}${table.institution}, '')`;
}

/**
 * The version that holds comes first: the greater `updt_time` where all versions of the key have one, else the later
 * import; then a withdrawal; then the content itself, so that no order of files decides.
 */
function precedence(table: Table): string {
  return [
    'CASE WHEN dated THEN updt_time END DESC',
    'CASE WHEN dated THEN coalesce(updt_time_s, -1) END DESC',
    'origin DESC',
    'coalesce(vali_flag, 1) ASC',
    ...columnNames(table).map((column) => `${column} DESC NULLS LAST`),
  ].join(', ');
}

/** With `--replace`: what the institution had in the period of the new rows, and the new rows do not have. */
async function replacePeriod(
  connection: DuckDBConnection,
  table: Table,
  incoming: string,
  existing: string,
): Promise<void> {
  const { name } = table;
  const { day } = PLACEMENTS[name];
  const scope = name.startsWith('setl_list_') ? 'mdtrt_id' : day === null ? null : ownerOf(table);
  if (scope === null) return;
  const period = day === null ? '0' : day;
  await connection.run(`
    INSERT INTO ${name}_replaced
      WITH covered AS (SELECT ${scope} AS scope, min(${period}) AS first, max(${period}) AS last FROM ${incoming} GROUP BY scope)
      SELECT ${ownerOf(table)} AS owner, ${ROW_KEY}, part FROM ${existing}
      JOIN covered ON ${scope} = covered.scope AND ${period} BETWEEN covered.first AND covered.last
      WHERE hash(${ownerOf(table)}, ${ROW_KEY}) NOT IN (FROM ${name}_collisions);
    INSERT INTO ${name}_removed FROM ${name}_replaced;`);
}

/**
 * Rows without id that lie in a period the lake already holds of their institution, and are not simply there already,
 * could be corrections or additions: nobody can tell, and to add them could count a charge twice.
 * @throws ShouhuError SH-L013
 */
async function refuseUnidentified(
  connection: DuckDBConnection,
  table: Table,
  incoming: string,
  existing: string,
): Promise<void> {
  const { day } = PLACEMENTS[table.name];
  if (day === null) return;
  const unidentified =
    table.id.length === 0 ? 'true' : `coalesce(${table.id.map((id) => `came.${id}`).join(', ')}) IS NULL`;
  const found = await rowsOf(
    connection,
    `SELECT 1 FROM ${incoming} came JOIN (SELECT ${ownerOf(table)} AS owner, min(${day}) AS first, max(${day}) AS last
        FROM ${existing} GROUP BY owner) held ON ${ownerOf(table, 'came')} = held.owner
      WHERE ${unidentified} AND came.${day} BETWEEN held.first AND held.last
        AND hash(${ownerOf(table, 'came')}, came.${ROW_KEY}) NOT IN (FROM ${table.name}_collisions) LIMIT 1`,
  );
  if (found.length > 0) throw shouhuError('SH-L013', { table: table.name });
}
