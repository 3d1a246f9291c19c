/** A digest of everything that rules see of each person, so that two runs know whose rows changed (docs/semantics.md 17). */
import { Cache, sourceOf } from '@shouhu/aggregates';
import { judgedMonths, judgedViews, parquet } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Tables whose rows stand in j_visit, j_diagnosis and j_operation. */
const VISIT_TABLES = ['mdtrt_d', 'setl_list_diag_d', 'setl_list_oprn_d'] as const;

/** No two rows of a person are the same, so their hashes cannot cancel each other. */
const LINES = 'SELECT psn_no, bit_xor(hash(line)) AS digest, count(*) AS n FROM j_line line GROUP BY psn_no';
const VISITS = `
  WITH listed AS (
    SELECT mdtrt_id, bit_xor(digest) AS digest FROM (
      SELECT mdtrt_id, hash('diagnosis', code) AS digest FROM j_diagnosis UNION ALL SELECT mdtrt_id, hash('operation', code) FROM j_operation)
    GROUP BY mdtrt_id)
  SELECT psn_no, bit_xor(hash(visit, coalesce(listed.digest, 0))) AS digest, count(*) AS n
  FROM j_visit visit LEFT JOIN listed USING (mdtrt_id) GROUP BY psn_no`;

/**
 * Writes the digests of all persons of a lake, reading only the months that changed since the cache was written.
 * @returns SQL after FROM: psn_no, digest, n; several rows a person
 */
export async function personDigests(connection: DuckDBConnection, lake: Lake, folder: string): Promise<string> {
  const cache = await Cache.open(folder);
  const judgedBy = lake.manifest.tables['setl_d'] === undefined ? 'all' : 'settled';
  const files: string[] = [];
  for (const month of judgedMonths(lake)) {
    const source = `${judgedBy} ${sourceOf(lake, 'fee_list_d', [month])}`;
    const prepare = async (): Promise<void> => judgedViews(connection, lake, { months: [month] });
    files.push(await cache.file(connection, 'person-lines', source, LINES, prepare));
  }
  const source = VISIT_TABLES.map((table) => sourceOf(lake, table)).join('\n');
  files.push(await cache.file(connection, 'person-visits', source, VISITS, async () => judgedViews(connection, lake)));
  await cache.sweep();
  return parquet(files);
}

/**
 * Creates x_person (psn_no, digest) and x_dirty: the persons whose rows differ from those of an earlier x_person.
 * @param earlier Parquet file of the run before
 */
export async function dirtyPersons(connection: DuckDBConnection, digests: string, earlier: string): Promise<void> {
  await connection.run(`
    ${personTable(digests)};
    CREATE OR REPLACE TEMP TABLE x_dirty AS
      SELECT psn_no FROM x_person now FULL JOIN ${parquet([earlier])} before USING (psn_no)
      WHERE now.digest IS DISTINCT FROM before.digest OR now.n IS DISTINCT FROM before.n`);
}

/** Creates x_person: psn_no, digest, n. */
export function personTable(digests: string): string {
  return `CREATE OR REPLACE TEMP TABLE x_person AS
    SELECT psn_no, bit_xor(digest) AS digest, sum(n)::BIGINT AS n FROM ${digests} GROUP BY psn_no`;
}
