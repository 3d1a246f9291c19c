import type { Params, RejectCode } from '@shouhu/errors';
import { secondColumn } from './columns.ts';
import type { Field } from './field.ts';
import { readField } from './read-field.ts';
import type { Table } from './table.ts';

/** The texts of a row by field name or alias; absent and empty are the same. */
export type RawRow = Readonly<Record<string, string | null | undefined>>;

/** A row by the columns of {@link sqlColumns}; null is absent. */
export type Row = Readonly<Record<string, string | number | null>>;

/** One field that keeps its row out. */
export interface RowFault {
  readonly field: string;
  /** The text as it came; null when there was none. */
  readonly text: string | null;
  readonly code: RejectCode;
  readonly params: Params;
}

/** A row that was read, or every fault that keeps it out, in the order of the fields. */
export type ReadRow =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly faults: readonly RowFault[] };

/** Reads one row of a table, as messages and tests need it; files go through the database's statement. */
export function readRow(table: Pick<Table, 'fields' | 'oneOf'>, raw: RawRow): ReadRow {
  const row: Record<string, string | number | null> = {};
  const faults: RowFault[] = [];
  for (const field of table.fields) {
    const text = textOf(field, raw);
    const read = readField(field, text ?? '');
    if (read.state === 'fault') faults.push({ field: field.name, text, ...read.fault });
    if (read.state === 'absent' && field.required === true) faults.push({ ...requiredAbsent(field.name), text });
    const value = read.state === 'value' ? read.value : null;
    const isTime = typeof value === 'object' && value !== null;
    row[field.name] = isTime ? value.day : value;
    if (field.kind === 'time') row[secondColumn(field.name)] = isTime ? value.second : null;
  }
  for (const [first = '', ...others] of table.oneOf ?? []) {
    const empty = [first, ...others].every((name) => row[name] === null && !faults.some((one) => one.field === name));
    if (empty) faults.push(requiredAbsent(first));
  }
  return faults.length === 0 ? { ok: true, row } : { ok: false, faults };
}

/** The first non-empty text among a field's name and aliases. */
function textOf(field: Field, raw: RawRow): string | null {
  const texts = [field.name, ...(field.aliases ?? [])].map((name) => raw[name] ?? '');
  return texts.find((text) => text !== '') ?? null;
}

function requiredAbsent(field: string): RowFault {
  return { field, text: null, code: 'SH-R001', params: { field } };
}
