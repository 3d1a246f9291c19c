import type { DuckDBConnection } from '@duckdb/node-api';
import type { TableName } from '@shouhu/claims';
import { rowsOf } from '../store/engine.ts';
import type { Merge } from './merge.ts';

/** Which column of a changed row names what, whose visits and lines are then to be resolved anew. */
const NAMES: Partial<Record<TableName, { column: string; subject: Subject; where?: string }[]>> = {
  psn_info_b: [{ column: 'psn_no', subject: 'psn_no' }],
  fixmedins_b: [{ column: 'fixmedins_code', subject: 'fixmedins_code' }],
  medins_staff_b: [{ column: 'dr_code', subject: 'dr_code' }],
  setl_d: [{ column: 'mdtrt_id', subject: 'mdtrt_id' }],
  setl_list_diag_d: [{ column: 'mdtrt_id', subject: 'mdtrt_id' }],
  setl_list_oprn_d: [{ column: 'mdtrt_id', subject: 'mdtrt_id' }],
  mdtrt_d: [
    { column: 'mdtrt_id', subject: 'mdtrt_id' },
    { column: 'psn_no', subject: 'psn_no', where: 'die_date IS NOT NULL' },
  ],
};

type Subject = 'psn_no' | 'fixmedins_code' | 'dr_code' | 'mdtrt_id';
const SUBJECTS: readonly Subject[] = ['psn_no', 'fixmedins_code', 'dr_code', 'mdtrt_id'];

/** Collects, as tables `touched_<subject>`, whom the changed rows of visits, settlements and masters are about. */
export async function collectTouched(connection: DuckDBConnection, merges: Iterable<Merge>): Promise<void> {
  for (const subject of SUBJECTS)
    await connection.run(`CREATE OR REPLACE TEMP TABLE touched_${subject} (name VARCHAR)`);
  for (const merge of merges) {
    for (const { column, subject, where } of NAMES[merge.table.name] ?? []) {
      for (const rows of [merge.added, merge.superseded]) {
        await connection.run(
          `INSERT INTO touched_${subject} SELECT DISTINCT ${column} FROM ${rows} WHERE ${where ?? 'true'} AND ${column} IS NOT NULL`,
        );
      }
    }
  }
}

/**
 * Parts of a table in which what was resolved may no longer be so, since a row it was resolved from has changed.
 * @param rows the table's rows in the lake, with `part`
 * @param doctor the table's column of the doctor
 */
export async function staleParts(connection: DuckDBConnection, rows: string, doctor: string): Promise<string[]> {
  const found = new Set<string>();
  for (const subject of SUBJECTS) {
    const column = subject === 'dr_code' ? doctor : subject;
    const parts = await rowsOf<{ part: string }>(
      connection,
      `SELECT DISTINCT part FROM ${rows} line SEMI JOIN touched_${subject} touched ON line.${column} = touched.name`,
    );
    for (const { part } of parts) found.add(part);
  }
  return [...found];
}
