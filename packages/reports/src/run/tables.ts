/** The big files of a run as tables of an engine: findings, what could not be decided, lines at risk. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILES } from '@shouhu/audit';
import { openEngine, quote, rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import { mismatch } from './open-run.ts';
import type { Run } from './open-run.ts';

const MEMORY_MB = 900;

const FINDING = `{finding_id: 'VARCHAR', rule_code: 'VARCHAR', rule_name: 'VARCHAR', rule_type: 'VARCHAR', verdict: 'VARCHAR', psn_no: 'VARCHAR',
  fixmedins_code: 'VARCHAR', mdtrt_ids: 'VARCHAR[]', setl_ids: 'VARCHAR[]', service_date: 'VARCHAR', amount_fen: 'BIGINT', amount_reason: 'VARCHAR',
  lines: 'STRUCT(line_id VARCHAR, amount_fen BIGINT, fixmedins_code VARCHAR)[]', knowledge: 'VARCHAR[]', retroactive: 'BOOLEAN', exempted_by: 'VARCHAR', basis: 'VARCHAR[]',
  message: 'VARCHAR', evidence: 'VARCHAR', reason: 'VARCHAR'}`;

/** What r_line holds where the run has no file of lines. */
const NO_LINES = `(SELECT NULL::INTEGER AS rank, NULL::VARCHAR AS lead_id, NULL::VARCHAR AS fixmedins_code, NULL::VARCHAR AS line_id, NULL::VARCHAR AS psn_no,
  NULL::VARCHAR AS mdtrt_id, NULL::INTEGER AS day, NULL::INTEGER AS second, NULL::VARCHAR AS item, NULL::VARCHAR AS item_name, NULL::BIGINT AS cnt,
  NULL::BIGINT AS pric, NULL::BIGINT AS amount_fen, NULL::BIGINT AS inscp_fen, NULL::BIGINT AS at_risk_fen, NULL::VARCHAR AS verdict,
  NULL::INTEGER AS certainty, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, NULL::VARCHAR[] AS rule_codes, NULL::VARCHAR[] AS finding_ids,
  NULL::VARCHAR AS scheme_id LIMIT 0)`;

/**
 * Works on a connection with the views r_finding, r_undecided and r_line, and closes the engine afterwards.
 * @throws ShouhuError when findings.jsonl does not hold what the summary says
 */
export async function withTables<Result>(
  run: Run,
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const scratch = await mkdtemp(join(tmpdir(), 'shouhu-reports-'));
  const engine = await openEngine({ spill: join(scratch, 'spill'), memory_mb: MEMORY_MB });
  try {
    const connection = await engine.connect();
    await connection.run(`
      ${columnar('r_finding', join(run.out, FILES.findings), scratch)};
      ${columnar('r_undecided', join(run.out, FILES.undecided), scratch)};
      CREATE TEMP VIEW r_line AS FROM ${run.lines === null ? NO_LINES : `read_parquet(${quote(run.lines)})`}`);
    await refusePart(connection, run);
    return await work(connection);
  } finally {
    engine.closeSync();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A view over a file of findings, read once: the reports ask for a column here and a column there. */
function columnar(view: string, jsonl: string, scratch: string): string {
  const parquet = quote(join(scratch, `${view}.parquet`));
  return `COPY (FROM read_json(${quote(jsonl)}, format = 'newline_delimited', columns = ${FINDING})) TO ${parquet} (FORMAT parquet, COMPRESSION lz4);
    CREATE TEMP VIEW ${view} AS FROM read_parquet(${parquet})`;
}

async function refusePart(connection: DuckDBConnection, { out, summary }: Run): Promise<void> {
  const counted = async (view: string): Promise<number> =>
    (await rowsOf<{ rows: number }>(connection, `SELECT count(finding_id) AS rows FROM ${view}`))[0]?.rows ?? 0;
  const findings = await counted('r_finding');
  const expected = summary.findings + summary.exempted;
  if (findings !== expected) throw mismatch(out, FILES.findings, findings, expected);
  const undecided = await counted('r_undecided');
  if (undecided !== summary.cannot_decide) throw mismatch(out, FILES.undecided, undecided, summary.cannot_decide);
}

/** Rows of a statement one chunk after the other, BIGINT as numbers. The caller names the shape that its SQL selects. */
export function streamOf<Row>(connection: DuckDBConnection, sql: string): AsyncGenerator<Row>;
export async function* streamOf(connection: DuckDBConnection, sql: string): AsyncGenerator {
  const result = await connection.stream(sql);
  for await (const rows of result.yieldRowObjectJs()) {
    for (const row of rows) {
      for (const name in row) if (typeof row[name] === 'bigint') row[name] = Number(row[name]);
      yield row;
    }
  }
}
