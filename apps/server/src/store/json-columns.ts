/** Rows as one list for each column: no name stands twice in the JSON, and the database finds out the type of a column once instead of once a row. */

export type Columns<Row> = { readonly [Name in keyof Row]: readonly Row[Name][] };

/**
 * SQL of them as one value.
 * @param columns their SQL, by name
 * @param from what follows FROM
 */
export function jsonColumns(columns: Readonly<Record<string, string>>, from: string): string {
  const lists = Object.entries(columns).map(([name, of]) => `'${name}', coalesce(json_agg(${of}), '[]')`);
  return `(SELECT json_build_object(${lists.join(', ')}) FROM ${from})`;
}

/** The value of a column in a row. */
export function at<Value>(column: readonly Value[], row: number): Value {
  const value = column[row];
  if (value === undefined) throw new Error('columns have a value for each row');
  return value;
}
