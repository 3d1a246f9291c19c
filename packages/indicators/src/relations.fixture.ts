/** Tiny relations in the shape of the aggregates, for tests on a real DuckDB. */
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Given } from './given.ts';

/** Columns of a_visit that indicators read, with what a plain visit holds. */
const PLAIN = {
  fixmedins_code: "'H1'",
  mdtrt_id: "'M' || g || '-' || n",
  psn_no: "'P' || g || '-' || n",
  day: '20454 + (n % 28)::INTEGER',
  end_day: '20454 + (n % 28)::INTEGER',
  stay_days: '1',
  care_type: "'outpatient'",
  emergency: '0',
  hosp_lv: '1',
  fixmedins_type: "'1'",
  internet_hosp: '0',
  begin_second: '36000 + (n * 700) % 20000',
  setl_second: '36000 + (n * 700) % 20000',
  setl_day: 'NULL::INTEGER',
  dept: 'NULL::VARCHAR',
  dr: 'NULL::VARCHAR',
  addr: 'NULL::BIGINT',
  dscg_way: "'1'",
  main_diag: "'J18.900'",
  diagnoses_known: '1',
  operations_known: '1',
  operations: '0::BIGINT',
  oncology: 'false',
  dialysis: 'false',
  rehabilitation: 'false',
  birth: 'false',
  mental: 'false',
  medfee_fen: '10000::BIGINT',
  fund_fen: '6000::BIGINT',
  hifp_fen: '6000::BIGINT',
  psn_fen: '4000::BIGINT',
  own_fen: '0::BIGINT',
  acct_fen: '0::BIGINT',
  mulaid_fen: '0::BIGINT',
  lines: '3::BIGINT',
  amount_fen: '10000::BIGINT',
  inscp_fen: '9000::BIGINT',
  unscoped: '0::BIGINT',
  boxed: '0::BIGINT',
  drug_lines: '0::BIGINT',
  exam_fen: '0::BIGINT',
  lab_fen: '0::BIGINT',
  treat_fen: '0::BIGINT',
  oper_fen: '0::BIGINT',
  material_fen: '0::BIGINT',
  drug_fen: '0::BIGINT',
  herb_fen: '0::BIGINT',
  ct_fen: '0::BIGINT',
  mri_fen: '0::BIGINT',
  fee_days: '1::BIGINT',
  care_days: '1::BIGINT',
  basket: '(g * 1000000 + n)::BIGINT',
  items: '(g * 1000000 + n)::BIGINT',
} as const;

export type Column = keyof typeof PLAIN;

/** So many visits that differ from the plain one; expressions may use `n` (0 …) and `g`, the number of the group. */
export interface Visits {
  readonly count: number;
  readonly of: Readonly<Partial<Record<Column, string>>>;
}

export interface Place {
  readonly fixmedins_code: string;
  readonly fixmedins_type?: string;
  readonly hosp_lv?: number;
  readonly kind?: string;
  readonly bed_cnt?: number;
}

/** A connection with a_visit, a_item, a_institution and j_diagnosis; `infected`: visits with a code of infection caught in care. */
export async function relations(
  places: readonly Place[],
  groups: readonly Visits[],
  infected = 'SELECT NULL::VARCHAR AS mdtrt_id, NULL::VARCHAR AS code WHERE false',
): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const selects = groups.map(({ count, of }, g) => {
    const columns = Object.entries({ ...PLAIN, ...of }).map(([name, sql]) => `${sql} AS ${name}`);
    return `SELECT ${columns.join(', ')} FROM (SELECT ${g} AS g, unnest(range(${count})) AS n)`;
  });
  const rows = places.map(
    ({ fixmedins_code, fixmedins_type = '1', hosp_lv = 1, kind = 'C2', bed_cnt = 0 }) =>
      `('${fixmedins_code}', '示例${fixmedins_code}', '${fixmedins_type}', ${hosp_lv}, '${kind}', 0, ${bed_cnt})`,
  );
  await connection.run(`
    CREATE TEMP TABLE a_visit AS ${selects.join(' UNION ALL ')};
    CREATE TEMP TABLE a_institution AS FROM (VALUES ${rows.join(', ')})
      i(fixmedins_code, fixmedins_name, fixmedins_type, hosp_lv, kind, internet_hosp, bed_cnt);
    CREATE TEMP TABLE a_item (fixmedins_code VARCHAR, care_type VARCHAR, item VARCHAR, item_name VARCHAR, own_name VARCHAR, month_day INTEGER,
      lines BIGINT, cnt BIGINT, amount_fen BIGINT, inscp_fen BIGINT, split_cnt BIGINT, split_fen BIGINT);
    CREATE TEMP TABLE j_diagnosis AS ${infected}`);
  return connection;
}

/** A lake that gives everything but what is named, and no rows of stock, lines or staff. */
export function givenAllBut(...absent: readonly string[]): Given {
  const missing = new Set(['stock', 'fee_list_d.drug_trac_codg', 'medins_staff_b', ...absent]);
  return {
    has: (source) => !missing.has(source),
    table: (name) => `(SELECT 1 AS ${name} WHERE false)`,
  };
}

export const DAYS = { first_day: 20_454, last_day: 20_454 + 364 };
