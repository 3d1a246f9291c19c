import { feeList } from './fee-list.ts';
import { institutions, persons, staff } from './masters.ts';
import { diagnoses, operations } from './settlement-lists.ts';
import { settlements } from './settlements.ts';
import { stock } from './stock.ts';
import type { Table, TableName } from './table.ts';
import { visits } from './visits.ts';

/** Every table that Shouhu takes in, in the order in which people are told about them. */
export const tables: Readonly<Record<TableName, Table>> = {
  fee_list_d: feeList,
  mdtrt_d: visits,
  setl_d: settlements,
  setl_list_diag_d: diagnoses,
  setl_list_oprn_d: operations,
  psn_info_b: persons,
  fixmedins_b: institutions,
  medins_staff_b: staff,
  stock,
};

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tables, name);
}

export const tableNames: readonly TableName[] = Object.keys(tables).filter(isTableName);
