import type { Field, Table } from '@shouhu/claims';
import { shouhuError } from '@shouhu/errors';
import { columnsOfExpression } from '../mapping/mapping.ts';
import type { Expression, FileMapping, Mapping } from '../mapping/mapping.ts';
import { expressionSql, presentSql } from '../mapping/mapping-sql.ts';
import type { Source, SourceColumn } from './source-file.ts';

/** How the columns of one file give the fields of its table. */
export interface Reading {
  /** Field → SQL of its text over {@link Reading.relation}. */
  readonly texts: ReadonlyMap<string, string>;
  /** The source, or its rows multiplied where a mapping says so. */
  readonly relation: (source: Source) => string;
  /** Columns that nothing reads; of a mapped file none, as there it is meant. */
  readonly unused: readonly string[];
}

/** What a mapping file says about one file. */
export interface Mapped {
  readonly mapping: Mapping;
  readonly file: FileMapping;
}

/**
 * Finds the columns of a table by their national names, aliases and the mapping.
 * @throws ShouhuError for a column that stands twice, needed columns that are missing, a mapping that names no column
 */
export function planReading(
  table: Table,
  name: string,
  columns: readonly SourceColumn[],
  mapped: Mapped | undefined,
): Reading {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const used = usedColumns(table, byName, mapped);
  refuseDoubles(table, name, columns, used);
  const sqlOf = (column: string): string => byName.get(column)?.sql ?? unknownColumn(column, name, columns, mapped);
  const texts = new Map<string, string>();
  for (const field of table.fields) {
    const sql = fieldText(field, byName, mapped, sqlOf);
    if (sql !== undefined) texts.set(field.name, sql);
  }
  const each = mapped?.file.each?.columns.map(sqlOf) ?? [];
  refuseMissing(table, name, texts);
  const unused = columns.map((column) => column.name).filter((column) => mapped === undefined && !used.has(column));
  return { texts, unused, relation: (source) => multiplied(source, each, mapped?.file) };
}

function namesOf(field: Field): string[] {
  return [field.name, ...(field.aliases ?? [])];
}

function usedColumns(table: Table, byName: ReadonlyMap<string, SourceColumn>, mapped: Mapped | undefined): Set<string> {
  const expressions = [...(mapped?.file.fields.values() ?? [])].flatMap(columnsOfExpression);
  const national = table.fields.flatMap(namesOf).filter((column) => byName.has(column));
  return new Set([...expressions, ...(mapped?.file.each?.columns ?? []), ...national]);
}

function fieldText(
  field: Field,
  byName: ReadonlyMap<string, SourceColumn>,
  mapped: Mapped | undefined,
  sqlOf: (column: string) => string,
): string | undefined {
  if (mapped !== undefined && mapped.file.each?.field === field.name) return 'each_value';
  const expression: Expression | undefined = mapped?.file.fields.get(field.name);
  if (mapped !== undefined && expression !== undefined) return expressionSql(expression, field, mapped.file, sqlOf);
  const found = namesOf(field).flatMap((column) => byName.get(column)?.sql ?? []);
  const texts = mapped === undefined ? found : found.map((sql) => presentSql(sql, mapped.file));
  return texts.length > 1 ? `coalesce(${texts.join(', ')})` : texts[0];
}

function unknownColumn(
  column: string,
  path: string,
  columns: readonly SourceColumn[],
  mapped: Mapped | undefined,
): never {
  const place = mapped === undefined ? {} : { file: mapped.mapping.name, line: mapped.file.line };
  const names = columns.map(({ name }) => name).join(', ');
  throw shouhuError('SH-I018', { column, path, columns: names }, place);
}

function refuseDoubles(table: Table, file: string, columns: readonly SourceColumn[], used: ReadonlySet<string>): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name) && used.has(name))
      throw shouhuError('SH-I007', { table: table.name, column: name }, { file, line: 1 });
    seen.add(name);
  }
}

function refuseMissing(table: Table, file: string, texts: ReadonlyMap<string, string>): void {
  const needed = table.fields.filter((field) => field.required === true).map((field) => [field.name]);
  const missing = [...needed, ...(table.oneOf ?? [])].filter((names) => !names.some((name) => texts.has(name)));
  if (missing.length === 0) return;
  const columns = missing.map((names) => names.join(' / ')).join(', ');
  throw shouhuError('SH-I006', { table: table.name, columns }, { file, line: 1 });
}

/** One row per repeated column that has a value; a row of a wrong shape stays one row. */
function multiplied({ relation, line }: Source, each: readonly string[], file: FileMapping | undefined): string {
  if (each.length === 0 || file === undefined) return relation;
  const values = each.map((sql, at) => `{'at': ${at}, 'text': ${presentSql(sql, file)}}`).join(', ');
  const kept = line === null ? 'false' : '(src_fault IS NOT NULL AND each.at = 0)';
  const rows = `SELECT *, unnest([${values}]) AS each FROM ${relation}`;
  return `(SELECT *, each.text AS each_value FROM (${rows}) WHERE each.text IS NOT NULL OR ${kept})`;
}
