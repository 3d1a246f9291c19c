/** Runs schemes over a lake whose aggregates stand on the connection. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { compareCodePoints } from '@shouhu/codes';
import { holding, linesInDetail, rowsOf } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import { foundId, foundOf } from './found.ts';
import type { Found } from './found.ts';
import { loadGroups } from './load.ts';
import type { Hit, Look, Scheme } from './shape/scheme.ts';

/** Values of parameters that a bureau set, by scheme and name. */
export type Settings = ReadonlyMap<string, Readonly<Record<string, number>>>;

export interface FindOptions {
  readonly schemes: readonly Scheme[];
  readonly settings: Settings;
  /** Codes of the rules that ran, whose findings stand in x_finding. */
  readonly rules: ReadonlySet<string>;
  readonly first_day: number;
  readonly last_day: number;
  readonly onStep?: (scheme: Scheme) => void;
}

/** A scheme that could not run, and the tables, columns or rules it lacks. */
export interface SchemeNotRun {
  readonly scheme: string;
  readonly scheme_name: string;
  readonly absent: readonly string[];
}

export interface Finds {
  /** In the order of their ids. */
  readonly found: readonly Found[];
  readonly not_run: readonly SchemeNotRun[];
  /** Seconds by scheme. */
  readonly timings: Readonly<Record<string, number>>;
}

/**
 * Finds with every scheme that has what it needs. Reads the views of `buildAggregates`, j_diagnosis and x_finding. Leaves the
 * temporary table `x_found_line` (found: index into the result, fixmedins_code, line_id, at_risk_fen): the lines at risk.
 */
export async function findSchemes(connection: DuckDBConnection, lake: Lake, options: FindOptions): Promise<Finds> {
  const hits: { scheme: Scheme; hit: Hit }[] = [];
  const not_run: SchemeNotRun[] = [];
  const timings: Record<string, number> = {};
  for (const scheme of options.schemes) {
    if (options.settings.get(scheme.id)?.['enabled'] === 0) continue;
    const absent = [
      ...scheme.needs.filter((source) => !isGiven(lake, source)),
      ...(scheme.reads ?? []).filter((code) => !options.rules.has(code)),
    ];
    if (absent.length > 0) {
      not_run.push({ scheme: scheme.id, scheme_name: scheme.name, absent });
      continue;
    }
    options.onStep?.(scheme);
    const started = performance.now();
    for (const hit of await scheme.find(lookOf(connection, lake, options, scheme))) hits.push({ scheme, hit });
    await freeTables(connection);
    timings[scheme.id] = (performance.now() - started) / 1000;
  }
  hits.sort((a, b) => compareCodePoints(foundId(a.scheme.id, a.hit.anchor), foundId(b.scheme.id, b.hit.anchor)));
  const amounts = await linesAtRisk(
    connection,
    lake,
    hits.map(({ hit }) => hit),
  );
  const found = hits.map(({ scheme, hit }, at) => foundOf(scheme, hit, hit.amount_fen ?? amounts.get(at) ?? 0));
  return { found, not_run, timings };
}

/** Whether any import brought a `table` or `table.column`. */
export function isGiven(lake: Lake, source: string): boolean {
  const [name = '', column] = source.split('.');
  const table = lake.manifest.tables[name];
  return table !== undefined && (column === undefined || table.columns.includes(column));
}

function lookOf(connection: DuckDBConnection, lake: Lake, options: FindOptions, scheme: Scheme): Look {
  const set = options.settings.get(scheme.id) ?? {};
  const value = Object.fromEntries(
    Object.entries(scheme.parameters).map(([name, parameter]) => [name, set[name] ?? parameter.value]),
  );
  return {
    rows: async (sql) => rowsOf(connection, sql),
    run: async (sql) => {
      await connection.run(sql);
    },
    group: async (name, groups) =>
      loadGroups(
        connection,
        name,
        ['id'],
        groups.map((ids) => ids.map((id) => [id] as const)),
      ),
    lines: linesInDetail(lake),
    table: (name) => holding(lake, name),
    first_day: options.first_day,
    last_day: options.last_day,
    value,
  };
}

/** A scheme's own tables begin with `s_`; they are gone when the next one starts. */
async function freeTables(connection: DuckDBConnection): Promise<void> {
  const rows = await rowsOf<{ name: string; kind: string }>(
    connection,
    `SELECT table_name AS name, 'TABLE' AS kind FROM duckdb_tables() WHERE temporary AND starts_with(table_name, 's_')
     UNION ALL SELECT view_name, 'VIEW' FROM duckdb_views() WHERE temporary AND starts_with(view_name, 's_')`,
  );
  for (const { name, kind } of rows) await connection.run(`DROP ${kind} ${name}`);
}

/** Every line of the visits and lines at risk, once per hit, with its in-scope amount; the sums by hit. */
async function linesAtRisk(
  connection: DuckDBConnection,
  lake: Lake,
  hits: readonly Hit[],
): Promise<Map<number, number>> {
  await loadGroups(
    connection,
    'x_hit_visit',
    ['fixmedins_code', 'id'],
    hits.map(({ visits, lines }) =>
      (lines.length > 0 ? [] : visits).map(({ fixmedins_code, mdtrt_id }) => [fixmedins_code, mdtrt_id] as const),
    ),
  );
  await loadGroups(
    connection,
    'x_hit_line',
    ['fixmedins_code', 'id'],
    hits.map(({ lines }) => lines.map(({ fixmedins_code, line_id }) => [fixmedins_code, line_id] as const)),
  );
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE x_found_line AS
      SELECT h.grp AS found, l.fixmedins_code, l.line_id, coalesce(l.inscp_fen, 0) AS at_risk_fen
      FROM x_hit_visit h JOIN ${linesInDetail(lake)} l ON l.fixmedins_code = h.fixmedins_code AND l.mdtrt_id = h.id
      UNION
      SELECT h.grp, l.fixmedins_code, l.line_id, coalesce(l.inscp_fen, 0)
      FROM x_hit_line h JOIN ${linesInDetail(lake)} l ON l.fixmedins_code = h.fixmedins_code AND l.line_id = h.id`);
  const sums = await rowsOf<{ found: number; fen: number }>(
    connection,
    'SELECT found, sum(at_risk_fen)::BIGINT AS fen FROM x_found_line GROUP BY found',
  );
  return new Map(sums.map(({ found, fen }) => [found, fen]));
}
