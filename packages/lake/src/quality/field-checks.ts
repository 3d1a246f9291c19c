import { tableNames, tables } from '@shouhu/claims';
import type { Field, TableName } from '@shouhu/claims';
import { codeSets } from '@shouhu/codes';
import { quote } from '../store/engine.ts';
import type { QualityCheck } from './check.ts';

/** Fields that many rules read: more than a few absent values leave much undecided. */
const WANTED: Partial<Record<TableName, readonly string[]>> = {
  fee_list_d: ['inscp_amt', 'pric', 'setl_id', 'bilg_dept_codg', 'bilg_dr_code', 'rx_drord_no', 'med_chrgitm_type'],
  mdtrt_d: ['gend', 'brdy', 'insutype', 'psn_type', 'hosp_lv', 'dscg_maindiag_code'],
  psn_info_b: ['gend', 'brdy'],
  fixmedins_b: ['hosp_lv', 'fixmedins_type'],
  medins_staff_b: ['profttl'],
};

/** Rows that can have the field at all, where not every row can. */
const APPLIES: Readonly<Record<string, string>> = {
  'fee_list_d.rx_drord_no': "left(list_type, 1) = '1'",
  'mdtrt_d.dscg_maindiag_code': "j_care_type = 'inpatient'",
};

const ALL = 10_000;
const WANTED_THRESHOLD = 500;
const CODE_THRESHOLD = 100;

/** For every optional field: how many rows lack it; for every coded one: how many hold a value outside the national set. */
export const fieldChecks: readonly QualityCheck[] = tableNames.flatMap((table) =>
  tables[table].fields
    .filter((field) => field.required !== true && !['vali_flag', 'updt_time'].includes(field.name))
    .map((field) => completeness(table, field))
    .concat(tables[table].fields.flatMap((field) => conformance(table, field))),
);

function completeness(table: TableName, field: Field): QualityCheck {
  const wanted = WANTED[table]?.includes(field.name) === true;
  return {
    id: `complete.${table}.${field.name}`,
    table,
    field: field.name,
    kind: 'completeness',
    zh: `${field.zh}为空的行`,
    en: `rows without ${field.name}`,
    from: table,
    applies: APPLIES[`${table}.${field.name}`] ?? 'true',
    fails: `${field.name} IS NULL`,
    needs: [`${table}.${field.name}`],
    threshold: wanted ? WANTED_THRESHOLD : ALL,
    origin: wanted ? 'default: a field that many rules read' : 'default: for information',
  };
}

function conformance(table: TableName, field: Field): QualityCheck[] {
  if (field.codes === undefined) return [];
  const values = Object.keys(codeSets[field.codes].values).map(quote).join(', ');
  return [
    {
      id: `codes.${table}.${field.name}`,
      table,
      field: field.name,
      kind: 'conformance',
      zh: `${field.zh}不在国家编码集里的行`,
      en: `rows whose ${field.name} is outside the national set`,
      from: table,
      applies: `${field.name} IS NOT NULL`,
      fails: `NOT list_contains([${values}], ${field.name})`,
      needs: [`${table}.${field.name}`],
      threshold: CODE_THRESHOLD,
      origin: 'default: provinces extend the sets',
    },
  ];
}
