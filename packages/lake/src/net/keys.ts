import { sqlColumns } from '@shouhu/claims';
import type { Table, TableName } from '@shouhu/claims';

/** How the rows of one table are placed and ordered in the lake; what tells them apart stands in its definition. */
export interface Placement {
  /** The day that places a row in a month; null: the table is one part. */
  readonly day: string | null;
  /** Order of the rows in a file, so that what is asked for together lies together. */
  readonly order: readonly string[];
}

const PERSON_VISIT = ['psn_no', 'fixmedins_code', 'mdtrt_id'];

/** Months by the day the fact happened, rows by person, so that one person is a few row groups. */
export const PLACEMENTS: Readonly<Record<TableName, Placement>> = {
  fixmedins_b: { day: null, order: ['fixmedins_code'] },
  medins_staff_b: { day: null, order: ['dr_code', 'fixmedins_code'] },
  psn_info_b: { day: null, order: ['psn_no'] },
  mdtrt_d: { day: 'begntime', order: PERSON_VISIT },
  setl_d: { day: 'setl_time', order: PERSON_VISIT },
  setl_list_diag_d: { day: null, order: ['mdtrt_id', 'diag_code'] },
  setl_list_oprn_d: { day: null, order: ['mdtrt_id', 'oprn_oprt_code'] },
  fee_list_d: { day: 'fee_ocur_time', order: PERSON_VISIT },
  stock: { day: 'biz_time', order: ['fixmedins_code', 'med_list_codg', 'biz_time'] },
};

/** The column that holds a row's key within its institution: its national id, else digest and ordinal. */
export const ROW_KEY = 'row_key';

/** Columns of a table in the lake, without those that the lake adds. */
export function columnNames(table: Table): string[] {
  return sqlColumns(table).map((column) => column.name);
}

/** Month of a civil day, `yyyyMM`, as SQL. */
export function monthOf(day: string): string {
  return `strftime(date '1970-01-01' + ${day}, '%Y%m')`;
}
