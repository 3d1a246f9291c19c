import { codeSets, hospRanks } from '@shouhu/codes';
import type { CodedField } from '@shouhu/codes';
import { tables } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quote, rowsOf } from '../store/engine.ts';
import { maskValue } from './mask.ts';
import type { Notice, StagedTable } from './staged.ts';

/** Values of one field that are told one by one; the rest are counted together. */
const MOST_VALUES = 20;

/** What is odd about the values of a staged table without refusing a row: unknown codes, lines of quantity zero. */
export async function valueNotices(connection: DuckDBConnection, staged: StagedTable): Promise<Notice[]> {
  const checks = checksOf(staged);
  if (staged.rows === 0 || checks.length === 0) return [];
  const counts = checks.map(({ field, odd }) => `count(*) FILTER (WHERE ${odd}) AS ${field}`).join(', ');
  const [found] = await rowsOf<Record<string, number>>(connection, `SELECT ${counts} FROM ${staged.relation}`);
  const notices: Notice[] = [];
  for (const check of checks) {
    const count = found?.[check.field] ?? 0;
    if (count > 0) notices.push(...(await noticesOf(connection, staged, check, count)));
  }
  return notices;
}

/** A condition on one field that is worth a notice. */
interface Check {
  readonly code: 'SH-N002' | 'SH-N012';
  readonly field: string;
  readonly odd: string;
}

function checksOf({ table, present }: StagedTable): Check[] {
  const checks = tables[table].fields.flatMap(({ name: field, codes }): Check[] => {
    if (codes === undefined || !present.has(field)) return [];
    const known = knownValues(codes).map(quote).join(', ');
    return [{ code: 'SH-N002', field, odd: `${field} NOT IN (${known})` }];
  });
  return table === 'fee_list_d' ? [...checks, { code: 'SH-N012', field: 'cnt', odd: 'cnt = 0' }] : checks;
}

async function noticesOf(
  connection: DuckDBConnection,
  { table, relation }: StagedTable,
  { code, field, odd }: Check,
  count: number,
): Promise<Notice[]> {
  const notice = { code, table, file: null, field } as const;
  if (code === 'SH-N012') return [{ ...notice, value: null, count }];
  const values = await rowsOf<{ value: string; rows: number }>(
    connection,
    `SELECT ${field} AS value, count(*) AS rows FROM ${relation} WHERE ${odd} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_VALUES}`,
  );
  const told = values.map(({ value, rows }): Notice => ({ ...notice, value: shownCode(value), count: rows }));
  const others = values.reduce((left, { rows }) => left - rows, count);
  return others === 0 ? told : [...told, { ...notice, value: null, count: others }];
}

function knownValues(codes: CodedField): string[] {
  const values = Object.keys(codeSets[codes].values);
  return codes === 'hosp_lv' ? [...values, ...hospRanks.keys()] : values;
}

/** A short code is shown; anything else may be another column's content. */
function shownCode(value: string): string {
  return /^[\w.-]{1,10}$/.test(value) ? value : maskValue(value, false);
}
