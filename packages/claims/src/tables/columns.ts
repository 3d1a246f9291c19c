import type { Field, FieldKind } from './field.ts';
import type { Table } from './table.ts';

/** A column of the lake as the database declares it. */
export interface Column {
  readonly name: string;
  readonly type: 'VARCHAR' | 'INTEGER' | 'BIGINT';
  /** The field it holds; a time fills two columns. */
  readonly field: Field;
}

/** The database type in which each kind is kept. */
export const COLUMN_TYPES: Readonly<Record<FieldKind, Column['type']>> = {
  code: 'VARCHAR',
  text: 'VARCHAR',
  date: 'INTEGER',
  time: 'INTEGER',
  fen: 'BIGINT',
  price: 'BIGINT',
  quantity: 'BIGINT',
  ratio: 'INTEGER',
  count: 'INTEGER',
  flag: 'INTEGER',
};

/** Name of the column that holds the second of the day of a time field. */
export function secondColumn(field: string): string {
  return `${field}_s`;
}

/** The columns of a field, in order: one, or day and second of a time. */
export function columnsOf(field: Field): Column[] {
  const column: Column = { name: field.name, type: COLUMN_TYPES[field.kind], field };
  return field.kind === 'time' ? [column, { ...column, name: secondColumn(field.name) }] : [column];
}

/** The columns of a table, in the order of its fields. */
export function sqlColumns(table: Table): Column[] {
  return table.fields.flatMap(columnsOf);
}
