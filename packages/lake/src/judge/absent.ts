import { tableNames } from '@shouhu/claims';
import type { Attributes, Line, TableName, Visit } from '@shouhu/claims';
import type { Lake } from '../store/lake.ts';

type Field = keyof Attributes | keyof Line | keyof Visit;

/** Where a judged field comes from, as `table.column`; a field that is always there is not named. */
const ATTRIBUTE_SOURCES: Partial<Record<Field, readonly string[]>> = {
  insutype: ['setl_d.insutype', 'mdtrt_d.insutype', 'psn_info_b.insutype'],
  psn_type: ['setl_d.psn_type', 'psn_info_b.psn_type'],
  gend: ['setl_d.gend', 'mdtrt_d.gend', 'psn_info_b.gend'],
  brdy: ['setl_d.brdy', 'mdtrt_d.brdy', 'psn_info_b.brdy'],
  hosp_lv: ['setl_d.hosp_lv', 'mdtrt_d.hosp_lv', 'fixmedins_b.hosp_lv'],
  internet_hosp: ['fixmedins_b.internet_hosp_flag'],
  matn_type: ['mdtrt_d.matn_type'],
  profttl: ['medins_staff_b.profttl'],
};

const LINE_SOURCES: Partial<Record<Field, readonly string[]>> = {
  ...ATTRIBUTE_SOURCES,
  med_type: ['fee_list_d.med_type', 'setl_d.med_type', 'mdtrt_d.med_type'],
  insutype: ['fee_list_d.insutype', ...(ATTRIBUTE_SOURCES.insutype ?? [])],
  setl_id: ['fee_list_d.setl_id', 'setl_d.setl_id'],
  pric: ['fee_list_d.pric'],
  pric_uplmt: ['fee_list_d.pric_uplmt_amt'],
  rxno: ['fee_list_d.rx_drord_no'],
  dept: ['fee_list_d.bilg_dept_codg', 'fee_list_d.bilg_dept_name'],
  dr: ['fee_list_d.bilg_dr_code'],
  prd_days: ['fee_list_d.prd_days'],
  med_chrgitm_type: ['fee_list_d.med_chrgitm_type'],
  antibiotic_grade: ['medins_staff_b.antibiotic_grade'],
  updt_day: ['fee_list_d.updt_time'],
};

const VISIT_SOURCES: Partial<Record<Field, readonly string[]>> = {
  ...ATTRIBUTE_SOURCES,
  end_day: ['mdtrt_d.endtime'],
  dept: ['mdtrt_d.dscg_dept_codg', 'mdtrt_d.adm_dept_codg'],
  dr: ['mdtrt_d.chfpdr_code'],
  death_day: ['mdtrt_d.die_date', 'psn_info_b.die_date'],
  diagnoses_known: ['setl_list_diag_d.diag_code', 'mdtrt_d.dscg_maindiag_code'],
  operations_known: ['setl_list_oprn_d.oprn_oprt_code'],
};

/** What no source ever gave: rules that need it cannot decide anything (docs/semantics.md 10). All sorted. */
export interface Absent {
  readonly tables: readonly TableName[];
  /** Fields of a judged line that are NULL throughout. */
  readonly line: readonly string[];
  /** Fields of a judged visit that are NULL throughout; `diagnoses_known`, `operations_known`: 0 throughout. */
  readonly visit: readonly string[];
}

/** Names the tables and judged fields that no import ever brought. */
export function absentFields(lake: Lake): Absent {
  const { tables } = lake.manifest;
  const given = new Set(
    Object.entries(tables).flatMap(([name, table]) => table.columns.map((column) => `${name}.${column}`)),
  );
  const missing = (sources: Partial<Record<Field, readonly string[]>>): string[] =>
    Object.entries(sources)
      .filter(([, from]) => !from.some((column) => given.has(column)))
      .map(([field]) => field)
      .toSorted();
  return {
    tables: tableNames.filter((name) => tables[name] === undefined).toSorted(),
    line: missing(LINE_SOURCES),
    visit: missing(VISIT_SOURCES),
  };
}
