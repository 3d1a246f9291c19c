/** The tables of a database as a copy sees them: what is written and read, in which order of columns. */
import type { Session } from './session.ts';

/** A table, and its columns without those that the database makes itself. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The next number of a sequence. */
export interface SequenceState {
  readonly name: string;
  readonly last: number;
  readonly called: boolean;
}

/** Kept by {@link migrate} alone: which steps a database has is told beside its tables. */
const MIGRATIONS = 'schema_migration';

/** Tables of the schema `public`, by name. */
export async function tablesOf({ rows }: Pick<Session, 'rows'>): Promise<TableShape[]> {
  return rows<{ name: string; columns: string[] }>(
    `SELECT c.relname AS name, coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL), '{}') AS columns
     FROM pg_class c
     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> $1
     GROUP BY c.relname ORDER BY c.relname COLLATE "C"`,
    MIGRATIONS,
  );
}

/** Names of the migrations that were applied; none in a database without any. */
export async function appliedIn({ rows }: Pick<Session, 'rows'>): Promise<string[]> {
  const [known] = await rows<{ known: boolean }>(`SELECT to_regclass('public.${MIGRATIONS}') IS NOT NULL AS known`);
  if (known?.known !== true) return [];
  return (await rows<{ name: string }>(`SELECT name FROM ${MIGRATIONS} ORDER BY serial`)).map(({ name }) => name);
}

/** To be read after the tables: a number that a row of theirs has is not given again. */
export async function sequencesOf({ client, rows }: Session): Promise<SequenceState[]> {
  const names = await rows<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
     AND c.relname NOT LIKE '${MIGRATIONS}%' ORDER BY c.relname COLLATE "C"`,
  );
  const states: SequenceState[] = [];
  for (const { name } of names) {
    const state = `SELECT last_value AS last, is_called AS called FROM ${client.escapeIdentifier(name)}`;
    const [found] = await rows<{ last: number; called: boolean }>(state);
    if (found !== undefined) states.push({ name, ...found });
  }
  return states;
}

/** `"table" ("a", "b")`, as COPY has it. */
export function copied({ client }: Pick<Session, 'client'>, { name, columns }: TableShape): string {
  return `${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')})`;
}
