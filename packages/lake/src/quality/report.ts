import type { DuckDBConnection } from '@duckdb/node-api';
import { isTableName } from '@shouhu/claims';
import type { TableName } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';
import { holding } from '../net/holding.ts';
import { rowsOf } from '../store/engine.ts';
import type { Lake } from '../store/lake.ts';
import type { CheckResult, CheckStatus, FromName, QualityCheck } from './check.ts';
import { fieldChecks } from './field-checks.ts';
import { plausibilityChecks } from './plausibility.ts';

/** Every check, in code point order of its id. */
export const qualityChecks: readonly QualityCheck[] = [...fieldChecks, ...plausibilityChecks].toSorted((a, b) =>
  compareCodePoints(a.id, b.id),
);

/**
 * Measures the data quality of a lake in the manner of the OHDSI dashboard: each check with numerator, denominator,
 * threshold (1e-4) and status, in the order of {@link qualityChecks}. The same data give the same report.
 */
export async function qualityReport(connection: DuckDBConnection, lake: Lake): Promise<CheckResult[]> {
  const given = new Set(
    Object.entries(lake.manifest.tables).flatMap(([name, table]) => table.columns.map((column) => `${name}.${column}`)),
  );
  const results: CheckResult[] = [];
  for (const [from, checks] of Map.groupBy(qualityChecks, (check) => check.from)) {
    const applicable = checks.filter(
      ({ table, needs }) => lake.manifest.tables[table] !== undefined && needs.every((name) => given.has(name)),
    );
    for (const check of checks) if (!applicable.includes(check)) results.push(resultOf(check, 0, 0, 'not applicable'));
    if (applicable.length > 0) results.push(...(await measure(connection, sourceOf(lake, from), applicable)));
  }
  return results.toSorted((a, b) => compareCodePoints(a.id, b.id));
}

/** All checks over the same rows in one read; when the statement fails, each by itself, so that one error stays one. */
async function measure(
  connection: DuckDBConnection,
  source: string,
  checks: readonly QualityCheck[],
): Promise<CheckResult[]> {
  const counts = checks.map(
    ({ applies, fails }, index) =>
      `count(*) FILTER (${applies}) AS d${index}, count(*) FILTER ((${applies}) AND (${fails})) AS n${index}`,
  );
  try {
    const [row] = await rowsOf<Record<string, number>>(connection, `SELECT ${counts.join(', ')} FROM ${source}`);
    return checks.map((check, index) => judged(check, row?.[`n${index}`] ?? 0, row?.[`d${index}`] ?? 0));
  } catch {
    const [only] = checks;
    if (checks.length === 1 && only !== undefined) return [resultOf(only, 0, 0, 'error')];
    const single: CheckResult[] = [];
    for (const check of checks) single.push(...(await measure(connection, source, [check])));
    return single;
  }
}

function judged(check: QualityCheck, numerator: number, denominator: number): CheckResult {
  if (denominator === 0) return resultOf(check, 0, 0, 'not applicable');
  const passes = BigInt(numerator) * 10_000n <= BigInt(check.threshold) * BigInt(denominator);
  return resultOf(check, numerator, denominator, passes ? 'pass' : 'fail');
}

function resultOf(check: QualityCheck, numerator: number, denominator: number, status: CheckStatus): CheckResult {
  const { id, table, field, kind, zh, en, threshold, origin } = check;
  return { id, table, field, kind, zh, en, numerator, denominator, threshold, origin, status };
}

/** The rows behind a {@link FromName}: a table, or what a check needs beside it. */
function sourceOf(lake: Lake, from: FromName): string {
  const at = (table: TableName): string => holding(lake, table);
  if (isTableName(from)) return at(from);
  switch (from) {
    case 'line_of_visit':
      return `(SELECT line.psn_no, line.fee_ocur_time, visit.psn_no AS visit_psn_no, visit.begntime, visit.mdtrt_id IS NOT NULL AS visit_known
        FROM ${at('fee_list_d')} line LEFT JOIN ${at('mdtrt_d')} visit
        ON visit.mdtrt_id = line.mdtrt_id AND visit.fixmedins_code = line.fixmedins_code)`;
    case 'settled_sum':
      return `(SELECT settlement.medfee_sumamt, coalesce(line.amount_fen, 0) AS amount_fen, coalesce(line.lines, 0) AS lines
        FROM ${at('setl_d')} settlement LEFT JOIN (SELECT fixmedins_code, setl_id, sum(det_item_fee_sumamt) AS amount_fen, count(*) AS lines
          FROM ${at('fee_list_d')} WHERE setl_id IS NOT NULL GROUP BY fixmedins_code, setl_id) line
        ON line.fixmedins_code = settlement.fixmedins_code AND line.setl_id = settlement.setl_id)`;
    case 'settlement_of_visit':
      return `(SELECT visit.mdtrt_id IS NOT NULL AS visit_known FROM ${at('setl_d')} settlement LEFT JOIN ${at('mdtrt_d')} visit
        ON visit.mdtrt_id = settlement.mdtrt_id AND visit.fixmedins_code = settlement.fixmedins_code)`;
    case 'visit_of_person':
      return `(SELECT visit.gend, visit.brdy, person.gend AS master_gend, person.brdy AS master_brdy,
          person.psn_no IS NOT NULL AS person_known, institution.fixmedins_code IS NOT NULL AS institution_known
        FROM ${at('mdtrt_d')} visit LEFT JOIN ${at('psn_info_b')} person ON person.psn_no = visit.psn_no
        LEFT JOIN ${at('fixmedins_b')} institution ON institution.fixmedins_code = visit.fixmedins_code)`;
  }
}
