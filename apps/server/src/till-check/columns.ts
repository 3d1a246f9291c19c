/** Rows as columns, for what is kept of them: a name stands once, and so does a value that all rows share. */

interface Columns {
  readonly names: readonly string[];
  readonly rows: number;
  /** A single value, where all rows share it. */
  readonly columns: readonly (readonly unknown[])[];
}

/** @returns the rows themselves where they have not all the same fields in the same order */
export function columnsOf(rows: readonly object[]): Columns | readonly object[] {
  const names = Object.keys(rows[0] ?? {});
  if (!rows.every((row) => isSame(Object.keys(row), names))) return rows;
  const table = rows.map((row): readonly unknown[] => Object.values(row));
  const columns = names.map((_, column) => {
    const shared = table[0]?.[column];
    return table.every((row) => row[column] === shared) ? [shared] : table.map((row) => row[column]);
  });
  return { names, rows: rows.length, columns };
}

const isSame = (own: readonly string[], names: readonly string[]): boolean =>
  own.length === names.length && own.every((name, at) => name === names[at]);

/** What {@link columnsOf} was given. */
export function rowsOf(kept: Columns | readonly object[]): readonly object[] {
  if (!('columns' in kept)) return kept;
  return Array.from({ length: kept.rows }, (_, row) =>
    Object.fromEntries(kept.names.map((name, column) => [name, valueAt(kept.columns[column] ?? [], row)])),
  );
}

const valueAt = (column: readonly unknown[], row: number): unknown => column[column.length === 1 ? 0 : row];
