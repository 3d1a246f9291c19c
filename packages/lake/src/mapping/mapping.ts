import type { TableName } from '@shouhu/claims';

/** Where a field's text comes from: columns of the source, or a constant. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'column'; readonly column: string; readonly values: Readonly<Record<string, string>> }
  /** The first of the columns that has a value. */
  | { readonly kind: 'first'; readonly columns: readonly string[] }
  /** The columns one after the other, empty when all are. */
  | { readonly kind: 'concat'; readonly columns: readonly string[] }
  /** The exact sum of decimal columns; empty ones count as 0, empty when all are. */
  | { readonly kind: 'sum'; readonly columns: readonly string[] };

/** How one kind of file becomes rows of one table. Columns are named in lower case. */
export interface FileMapping {
  readonly table: TableName;
  /** Pattern of the file's name. */
  readonly files: string;
  /** Texts that mean "no value" besides the empty one. */
  readonly absent: readonly string[];
  /** Pattern of dates that are written in another way, e.g. `dd/MM/yyyy`. */
  readonly dates: string | null;
  /** Field → where its text comes from. A field not named is looked for under its national names. */
  readonly fields: ReadonlyMap<string, Expression>;
  /** One row per column that has a value: repeated columns as rows. */
  readonly each: { readonly field: string; readonly columns: readonly string[] } | null;
  /** Line of the mapping file, for errors. */
  readonly line: number;
}

/** A mapping file. */
export interface Mapping {
  /** How the file is called towards the user. */
  readonly name: string;
  readonly files: readonly FileMapping[];
}

/** The columns that an expression reads. */
export function columnsOfExpression(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'constant':
      return [];
    case 'column':
      return [expression.column];
    case 'first':
    case 'concat':
    case 'sum':
      return expression.columns;
  }
}
