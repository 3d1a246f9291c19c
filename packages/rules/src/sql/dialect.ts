/** What differs between SQL dialects, in one place. This is DuckDB's. */

export type ColumnType = 'INTEGER' | 'BIGINT' | 'BOOLEAN' | 'VARCHAR' | 'VARCHAR[]';

/** A text literal. */
function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function createTable(name: string, query: string): string {
  return `create or replace temp table ${name} as\n${query}`;
}

/** Whether a value is one of some literals; unknown when it is absent. */
export function isOneOf(value: string, literals: readonly string[]): string {
  return `${value} in (${literals.map(text).join(', ')})`;
}

/** Whether a value starts with one of some literals; unknown when it is absent. */
export function startsWithOneOf(value: string, literals: readonly string[]): string {
  const byLength = Map.groupBy(literals, (literal) => Array.from(literal).length);
  const tests = [...byLength].map(([length, own]) => isOneOf(`left(${value}, ${length})`, own));
  return tests.length === 1 ? (tests[0] ?? '') : `(${tests.join(' or ')})`;
}

/** True, false, or unknown when the value is absent. */
export function inList(value: string, list: string): string {
  return `list_contains(${list}, ${value})`;
}

/** Whether a value starts with any of a list; unknown when the value is absent. */
export function startsWithAny(value: string, list: string): string {
  return `case when ${value} is not null then len(list_filter(${list}, lambda prefix: starts_with(${value}, prefix))) > 0 end`;
}

/** Rows of a stored table with a number that tells them apart. */
export function numbered(table: string, number: string): string {
  return `(select rowid as ${number}, * from ${table})`;
}

/** Whole part of a quotient of integers that are not negative. */
export function quotient(dividend: string, divisor: string | number): string {
  return `((${dividend}) // ${divisor})`;
}

/** An absent value of a type. */
export function absent(type: 'BIGINT' | 'BOOLEAN' | 'INTEGER[]' | 'VARCHAR'): string {
  return `null::${type}`;
}

/** A whole number as text. */
export function asText(value: string): string {
  return `(${value})::VARCHAR`;
}

/** A whole number of 64 bits. */
export function long(value: string): string {
  return `(${value})::BIGINT`;
}

/** One row for each whole number of a range, both ends included. */
export function eachOf(from: string, to: string): string {
  return `unnest(generate_series(${from}, ${to}))`;
}

/** Distinct values of a group as one list. */
export function listOf(value: string): string {
  return `list(distinct ${value})`;
}

/** The least of a group's values, or of a window's, as a list in their order. */
export function leastFew(value: string, count: number): string {
  return `min(${value}, ${count})`;
}

/** The greatest of a group's values, or of a window's, as a list, the greatest first. */
export function greatestFew(value: string, count: number): string {
  return `max(${value}, ${count})`;
}

/** Row numbers of a group as one list in an order. */
export function numbersOf(value: string, order: string): string {
  return `list((${value})::INTEGER order by ${order})`;
}

/** One row number as a list. */
export function oneNumber(value: string): string {
  return `[${value}]::INTEGER[]`;
}

/** Bit of a whole number that is not negative, 0 the lowest: 0 or 1. */
export function bitOf(number: string, bit: string): string {
  return `((${number} >> ${bit}) & 1)`;
}

/** One row for each value of a list column. */
export function eachIn(list: string): string {
  return `unnest(${list})`;
}

/** A wide integer, for products and sums that pass 64 bits. */
export function wide(value: string): string {
  return `(${value})::HUGEINT`;
}

/** The value of the row that comes first, absent values included. */
export function firstBy(value: string, order: string): string {
  return `arg_min_null(${value}, ${order})`;
}

/** First day of the calendar unit that holds a civil day. */
export function startOf(unit: 'week' | 'month' | 'quarter' | 'year', day: string): string {
  return `date_diff('day', date '1970-01-01', date_trunc('${unit}', ${dateOf(day)})::DATE)`;
}

/** Completed months between two civil days, the first not after the second (docs/semantics.md 8). */
export function monthsBetween(birth: string, on: string): string {
  const born = dateOf(birth);
  const now = dateOf(on);
  return `(12 * (year(${now}) - year(${born})) + month(${now}) - month(${born}) - (case when day(${now}) < day(${born}) then 1 else 0 end))`;
}

function dateOf(day: string): string {
  return `(date '1970-01-01' + ${day})`;
}
