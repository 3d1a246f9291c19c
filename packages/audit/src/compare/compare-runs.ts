/** What another knowledge would find on the same claims: findings, institutions and fen that appear, vanish or change. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromSystemError } from '@shouhu/errors';
import { openEngine, quote, rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import { FILES } from '../output/read.ts';
import type { Summary } from '../output/summary.ts';

/** Findings on one side of a difference. Amounts are of findings: two rules on one line count twice. */
interface Difference {
  readonly appear: number;
  readonly appear_fen: number;
  readonly vanish: number;
  readonly vanish_fen: number;
  /** Found by both, with another amount or verdict. */
  readonly changed: number;
  /** By how much the amounts of changed findings grew. */
  readonly changed_fen: number;
}

export interface Comparison extends Difference {
  readonly before: Side;
  readonly after: Side;
  readonly by_rule: readonly (Difference & { readonly rule_code: string; readonly rule_name: string })[];
  /** Those with the greatest difference first. */
  readonly by_institution: readonly (Difference & { readonly fixmedins_code: string })[];
  readonly by_month: readonly (Difference & { readonly month: string })[];
  /** The dearest of each, to be looked at. */
  readonly samples: readonly Sample[];
}

interface Side {
  /** Digest of the knowledge. */
  readonly snapshot: string;
  readonly findings: number;
  /** Each line once, however many rules hit it. */
  readonly net_fen: number;
}

interface Sample {
  readonly change: 'appear' | 'vanish' | 'changed';
  readonly finding_id: string;
  readonly rule_code: string;
  readonly fixmedins_code: string;
  readonly service_date: string;
  readonly amount_fen: number;
  readonly message: string;
}

const MEMORY_MB = 1_024;
const SAMPLES = 20;

/**
 * Compares two finished runs over one lake. An exempted finding counts as not found.
 * @param before folder of the run by the knowledge in force
 * @param after folder of the run by the other
 * @throws ShouhuError when one of the folders holds no finished run
 */
export async function compareRuns(before: string, after: string): Promise<Comparison> {
  const [first, second] = [await summaryOf(before), await summaryOf(after)];
  const engine = await openEngine({ memory_mb: MEMORY_MB, spill: join(after, FILES.cache, 'spill') });
  const connection = await engine.connect();
  try {
    await connection.run(`CREATE TEMP TABLE difference AS
      SELECT CASE WHEN b.finding_id IS NULL THEN 'appear' WHEN a.finding_id IS NULL THEN 'vanish' ELSE 'changed' END AS change,
        coalesce(a.finding_id, b.finding_id) AS finding_id, coalesce(a.rule_code, b.rule_code) AS rule_code,
        coalesce(a.rule_name, b.rule_name) AS rule_name, coalesce(a.fixmedins_code, b.fixmedins_code) AS fixmedins_code,
        coalesce(a.service_date, b.service_date) AS service_date, coalesce(a.message, b.message) AS message,
        coalesce(a.amount_fen, 0) AS after_fen, coalesce(b.amount_fen, 0) AS before_fen
      FROM ${findingsIn(before)} b FULL JOIN ${findingsIn(after)} a ON a.finding_id = b.finding_id
      WHERE a.finding_id IS NULL OR b.finding_id IS NULL OR a.amount_fen IS DISTINCT FROM b.amount_fen OR a.verdict <> b.verdict`);
    const [whole = NOTHING] = await rowsOf<Difference>(connection, `SELECT ${SUMS} FROM difference`);
    return {
      ...whole,
      before: sideOf(first),
      after: sideOf(second),
      by_rule: await grouped(connection, 'rule_code, min(rule_name) AS rule_name', 'rule_code'),
      by_institution: await grouped(connection, 'fixmedins_code', 'fixmedins_code'),
      by_month: await rowsOf(
        connection,
        `SELECT substr(service_date, 1, 7) AS month, ${SUMS} FROM difference GROUP BY month ORDER BY month`,
      ),
      samples: await samplesOf(connection),
    };
  } finally {
    connection.closeSync();
    engine.closeSync();
  }
}

const SUMS = `count(*) FILTER (change = 'appear') AS appear, coalesce(sum(after_fen) FILTER (change = 'appear'), 0)::BIGINT AS appear_fen,
  count(*) FILTER (change = 'vanish') AS vanish, coalesce(sum(before_fen) FILTER (change = 'vanish'), 0)::BIGINT AS vanish_fen,
  count(*) FILTER (change = 'changed') AS changed, coalesce(sum(after_fen - before_fen) FILTER (change = 'changed'), 0)::BIGINT AS changed_fen`;
const NOTHING: Difference = { appear: 0, appear_fen: 0, vanish: 0, vanish_fen: 0, changed: 0, changed_fen: 0 };

const findingsIn = (out: string): string =>
  `(SELECT * FROM read_json(${quote(join(out, FILES.findings))}, format = 'newline_delimited', columns = {finding_id: 'VARCHAR', rule_code: 'VARCHAR',
    rule_name: 'VARCHAR', verdict: 'VARCHAR', fixmedins_code: 'VARCHAR', service_date: 'VARCHAR', amount_fen: 'BIGINT', exempted_by: 'VARCHAR', message: 'VARCHAR'})
    WHERE exempted_by IS NULL)`;

async function grouped<Row>(connection: DuckDBConnection, columns: string, key: string): Promise<Row[]> {
  return rowsOf<Row>(
    connection,
    `SELECT ${columns}, ${SUMS} FROM difference GROUP BY ${key} ORDER BY appear_fen + vanish_fen + abs(changed_fen) DESC, appear + vanish DESC, ${key}`,
  );
}

async function samplesOf(connection: DuckDBConnection): Promise<Sample[]> {
  return rowsOf<Sample>(
    connection,
    `SELECT change, finding_id, rule_code, fixmedins_code, service_date, greatest(after_fen, before_fen) AS amount_fen, message FROM difference
    QUALIFY row_number() OVER (PARTITION BY change ORDER BY amount_fen DESC, finding_id) <= ${SAMPLES} ORDER BY change, amount_fen DESC, finding_id`,
  );
}

function sideOf({ snapshot, findings, by_verdict }: Summary): Side {
  const net_fen = Object.values(by_verdict).reduce((sum, { net_fen: fen }) => sum + fen, 0);
  return { snapshot: snapshot.digest, findings, net_fen };
}

async function summaryOf(out: string): Promise<Summary> {
  const path = join(out, FILES.summary);
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}
