import { codeSets, hospRanks } from '@shouhu/codes';
import type { CodedField } from '@shouhu/codes';
import { tables } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quote, rowsOf } from '../store/engine.ts';
import { maskValue } from './mask.ts';
import type { Notice, StagedTable } from './staged.ts';

/** Values of one field that are told one by one; the rest are counted together. */
const MOST_VALUES = 20;

interface UnknownValue {
  readonly value: string;
  readonly rows: number;
  /** Rows with any unknown value of the field. */
  readonly all_rows: number;
}

/** What is odd about the values of a staged table without refusing a row: unknown codes, lines of quantity zero. */
export async function valueNotices(connection: DuckDBConnection, staged: StagedTable): Promise<Notice[]> {
  if (staged.rows === 0) return [];
  const { table, relation } = staged;
  const notices: Notice[] = [];
  for (const { name, codes } of tables[table].fields) {
    if (codes === undefined || !staged.present.has(name)) continue;
    const known = knownValues(codes).map(quote).join(', ');
    const unknown = await rowsOf<UnknownValue>(
      connection,
      `SELECT ${name} AS value, count(*) AS rows, sum(count(*)) OVER ()::BIGINT AS all_rows FROM ${relation} WHERE ${name} NOT IN (${known}) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_VALUES}`,
    );
    notices.push(...unknownNotices(staged, name, unknown));
  }
  const zero = await zeroQuantity(connection, staged);
  return zero === undefined ? notices : [...notices, zero];
}

function knownValues(codes: CodedField): string[] {
  const values = Object.keys(codeSets[codes].values);
  return codes === 'hosp_lv' ? [...values, ...hospRanks.keys()] : values;
}

function unknownNotices({ table }: StagedTable, field: string, unknown: readonly UnknownValue[]): Notice[] {
  const notice = { code: 'SH-N002', table, file: null, field } as const;
  const told = unknown.map(({ value, rows }): Notice => ({ ...notice, value: shownCode(value), count: rows }));
  const others = unknown.reduce((left, { rows }) => left - rows, unknown[0]?.all_rows ?? 0);
  return others === 0 ? told : [...told, { ...notice, value: null, count: others }];
}

/** A short code is shown; anything else may be another column's content. */
function shownCode(value: string): string {
  return /^[\w.-]{1,10}$/.test(value) ? value : maskValue(value, false);
}

async function zeroQuantity(connection: DuckDBConnection, staged: StagedTable): Promise<Notice | undefined> {
  if (staged.table !== 'fee_list_d') return undefined;
  const [found] = await rowsOf<{ rows: number }>(
    connection,
    `SELECT count(*) AS rows FROM ${staged.relation} WHERE cnt = 0`,
  );
  const count = found?.rows ?? 0;
  return count === 0
    ? undefined
    : { code: 'SH-N012', table: staged.table, file: null, field: 'cnt', value: null, count };
}
