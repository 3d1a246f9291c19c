import { sqlColumns } from './columns.ts';
import type { Column } from './columns.ts';
import { absentSql, badSql, canonicalSql, castSql, suspectSql, valueSql } from './field-sql.ts';
import type { Table } from './table.ts';

/** A column that passes through {@link readTableSql}: SQL over the source, and its name. */
export interface Carried {
  readonly name: string;
  readonly sql: string;
}

/**
 * The statement that reads rows of texts into the columns of a table, set-based and without floating point.
 * @param source SQL that stands after FROM
 * @param texts field name → SQL of its text over the source, NULL where empty; a field that is missing is absent
 * @param carried further columns that pass through unread
 * @returns a SELECT of the table's columns, then the carried ones, then `src_bad`: whether the row must be refused
 */
export function readTableSql(
  table: Table,
  source: string,
  texts: ReadonlyMap<string, string>,
  carried: readonly Carried[],
): string {
  const given = table.fields.filter((field) => texts.has(field.name));
  const through = [...given.map((field) => `r_${field.name}`), ...carried.map(({ name }) => name)];
  const raw = [
    ...given.map((field) => `${texts.get(field.name)} AS r_${field.name}`),
    ...carried.map(({ name, sql }) => `${sql} AS ${name}`),
  ];
  const casts = given.map(castSql).filter((sql) => sql !== undefined);
  const canonical = given.map(canonicalSql).filter((sql) => sql !== undefined);
  const values = table.fields.flatMap((field) => (texts.has(field.name) ? valueSql(field) : absentSql(field)));
  const result = [...sqlColumns(table), ...carried].map(({ name }) => name);
  return [
    `SELECT ${result.join(', ')}, ${badRowSql(table, texts)} AS src_bad FROM (`,
    `SELECT ${[...through, ...values].join(',\n  ')} FROM (`,
    `SELECT ${['*', ...canonical].join(',\n  ')} FROM (`,
    `SELECT ${['*', ...casts].join(',\n  ')} FROM (`,
    `SELECT ${raw.join(',\n  ')} FROM ${source}))))`,
  ].join('\n');
}

/** Whether the row must be refused: the exact conditions are evaluated only where a cheap one gives cause. */
function badRowSql(table: Table, texts: ReadonlyMap<string, string>): string {
  const given = table.fields.filter((field) => texts.has(field.name));
  const absent = table.fields.filter((field) => !texts.has(field.name) && field.required === true);
  const empty = [...absent.map(({ name }) => [name]), ...(table.oneOf ?? [])];
  const always = empty.map((names) => `coalesce(${names.join(', ')}) IS NULL`);
  const suspect = [...given.map(suspectSql), ...always].join(' OR ');
  const bad = [...given.map(badSql), ...always].join(' OR ');
  return `CASE WHEN ${suspect} THEN coalesce(${bad}, false) ELSE false END`;
}

/** The columns of a table as a relation without rows. */
export function emptyTableSql(columns: readonly Pick<Column, 'name' | 'type'>[]): string {
  return `SELECT ${columns.map(({ name, type }) => `NULL::${type} AS ${name}`).join(', ')} WHERE false`;
}
