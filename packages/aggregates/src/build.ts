/** Makes the aggregates of a lake and names them on a connection. */
import assert from 'node:assert/strict';
import { holding, judgedMonths, linesInDetail, parquet, rowCount } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import { civilDate } from '@shouhu/codes';
import type { DuckDBConnection } from '@duckdb/node-api';
import { Cache, sourceOf } from './cache.ts';
import { CHARGE, partials } from './partial.ts';
import type { Partial } from './partial.ts';
import { visitsSql } from './visits.ts';

export interface BuildOptions {
  /** Folder that keeps what months add up to between runs. */
  readonly cache: string;
  readonly onStep?: (step: string) => void;
  /** Lines whose visits are made at once, about. */
  readonly lines_per_part?: number;
}

/** What fits the memory stated in BENCH.md. */
const LINES_PER_PART = 24_000_000;

/** Tables that a visit's row is resolved from, beside the fee lines. */
const VISIT_SOURCES = ['mdtrt_d', 'setl_d', 'setl_list_diag_d', 'setl_list_oprn_d', 'psn_info_b'] as const;

/**
 * Creates temporary views on the connection; nothing of them is held in memory:
 *
 * - `a_visit`: one row per judged visit (columns of j_visit, of {@link visitsSql}, and the sums of its lines; fen, days);
 * - `a_item`: institution × care type × item × month: lines, cnt (1e-4), amount_fen, inscp_fen, names; of them split boxes: split_cnt, split_fen;
 * - `a_imaging`: institution × item × day of CT and MRI;
 * - `a_institution`: fixmedins_code, name, kind, rank of level, beds; every institution that has visits.
 */
export async function buildAggregates(connection: DuckDBConnection, lake: Lake, options: BuildOptions): Promise<void> {
  const cache = await Cache.open(options.cache);
  const months = judgedMonths(lake);
  const parts = new Map<Partial['name'], string[]>(partials.map(({ name }) => [name, []]));
  const judgedBy = lake.manifest.tables['setl_d'] === undefined ? 'all' : 'settled';
  for (const month of months) {
    options.onStep?.(month);
    const firstDay = firstOf(month);
    const source = `${judgedBy} ${sourceOf(lake, 'fee_list_d', [month])}`;
    for (const { name, sql } of partials) {
      const prepare = async (): Promise<void> => {
        await connection.run(
          `CREATE OR REPLACE TEMP VIEW a_month AS SELECT *, ${CHARGE} AS charge FROM ${linesInDetail(lake, { months: [month] })}`,
        );
      };
      parts.get(name)?.push(await cache.file(connection, name, source, sql(firstDay), prepare));
    }
  }
  options.onStep?.('visits');
  const fees = partsOf(parts.get('visit') ?? []);
  const whole = [...VISIT_SOURCES, 'fee_list_d'].map((table) => sourceOf(lake, table)).join('\n');
  const of = Math.max(1, Math.ceil(rowCount(lake, 'fee_list_d') / (options.lines_per_part ?? LINES_PER_PART)));
  const visits: string[] = [];
  for (let nth = 0; nth < of; nth += 1) {
    visits.push(await cache.file(connection, 'visits', `${judgedBy} ${whole}`, visitsSql(lake, fees, { nth, of })));
  }
  await cache.sweep();
  await connection.run(`
    CREATE OR REPLACE TEMP VIEW a_visit AS FROM ${parquet(visits)};
    CREATE OR REPLACE TEMP VIEW a_item AS FROM ${partsOf(parts.get('item') ?? [])};
    CREATE OR REPLACE TEMP VIEW a_imaging AS FROM ${partsOf(parts.get('imaging') ?? [])};
    CREATE OR REPLACE TEMP TABLE a_institution AS ${institutionsSql(lake)};`);
}

/** Named by the master where it knows them; the level is the one that settlements go by. */
function institutionsSql(lake: Lake): string {
  return `
    SELECT seen.fixmedins_code, coalesce(master.fixmedins_name, seen.fixmedins_code) AS fixmedins_name, seen.fixmedins_type,
      seen.hosp_lv, coalesce(left(master.medins_type, 2), '') AS kind, coalesce(seen.internet_hosp, 0) AS internet_hosp,
      master.bed_cnt, master.fixmedins_code IS NOT NULL AS known
    FROM (SELECT fixmedins_code, max(fixmedins_type) AS fixmedins_type, max(hosp_lv) AS hosp_lv,
        max(internet_hosp) AS internet_hosp FROM a_visit GROUP BY fixmedins_code) seen
    LEFT JOIN (SELECT fixmedins_code, min(fixmedins_name) AS fixmedins_name, min(medins_type) AS medins_type,
        max(bed_cnt) AS bed_cnt FROM ${holding(lake, 'fixmedins_b')} GROUP BY fixmedins_code) master USING (fixmedins_code)`;
}

function partsOf(files: readonly string[]): string {
  assert(files.length > 0, 'aggregates of a lake without fee lines');
  return parquet(files);
}

/** Civil day on which a month (`yyyyMM`) begins. */
function firstOf(month: string): number {
  const day = civilDate(Number(month.slice(0, 4)), Number(month.slice(4)), 1);
  assert(day !== undefined, `no month: ${month}`);
  return day;
}
