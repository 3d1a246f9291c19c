/** A world as the relations the statements read, for tests and for the parity of the evaluators. */
import type { World } from '@shouhu/claims';
import type { Cell, Columns } from '@shouhu/rules';
import type { DuckDBConnection } from '@duckdb/node-api';
import { loadTable } from './load.ts';

const attributes: Columns = {
  psn_no: 'VARCHAR',
  fixmedins_code: 'VARCHAR',
  mdtrt_id: 'VARCHAR',
  day: 'INTEGER',
  med_type: 'VARCHAR',
  care_type: 'VARCHAR',
  emergency: 'INTEGER',
  insutype: 'VARCHAR',
  psn_type: 'VARCHAR',
  gend: 'VARCHAR',
  brdy: 'INTEGER',
  hosp_lv: 'INTEGER',
  fixmedins_type: 'VARCHAR',
  internet_hosp: 'INTEGER',
  matn_type: 'VARCHAR',
  dept: 'VARCHAR',
  dr: 'VARCHAR',
  profttl: 'VARCHAR',
};

const line: Columns = {
  ...attributes,
  line_id: 'VARCHAR',
  setl_id: 'VARCHAR',
  item: 'VARCHAR',
  second: 'INTEGER',
  cnt: 'BIGINT',
  amount_fen: 'BIGINT',
  inscp_fen: 'BIGINT',
  pric: 'BIGINT',
  pric_uplmt: 'BIGINT',
  rxno: 'VARCHAR',
  prd_days: 'BIGINT',
  med_chrgitm_type: 'VARCHAR',
  antibiotic_grade: 'VARCHAR',
  updt_day: 'INTEGER',
};

const visit: Columns = {
  ...attributes,
  begin_second: 'INTEGER',
  end_day: 'INTEGER',
  end_second: 'INTEGER',
  death_day: 'INTEGER',
  diagnoses_known: 'INTEGER',
  operations_known: 'INTEGER',
};

const listed: Columns = { mdtrt_id: 'VARCHAR', code: 'VARCHAR' };

const sale: Columns = {
  drug_trac_codg: 'VARCHAR',
  psn_no: 'VARCHAR',
  fixmedins_code: 'VARCHAR',
  mdtrt_id: 'VARCHAR',
  line_id: 'VARCHAR',
  day: 'INTEGER',
  second: 'INTEGER',
  trdn_flag: 'INTEGER',
};

/** Replaces j_line, j_visit, j_diagnosis, j_operation and j_sale by a world's rows. */
export async function loadWorld(connection: DuckDBConnection, world: World): Promise<void> {
  const load = (name: string, columns: Columns, rows: readonly object[]) =>
    loadTable(connection, { name, columns, rows: rows.map((row) => cellsOf(row, columns)) });
  await load('j_line', line, world.lines);
  await load('j_visit', visit, world.visits);
  await load('j_diagnosis', listed, world.diagnoses);
  await load('j_operation', listed, world.operations);
  await load('j_sale', sale, world.sales);
}

function cellsOf(row: object, columns: Columns): Cell[] {
  const values = new Map<string, Cell>(Object.entries(row));
  return Object.keys(columns).map((name) => values.get(name) ?? null);
}
