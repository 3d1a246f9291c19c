/** Statements as they were asked, to be asked again by others: with the number of the run in place of what belonged to the first one. */
import { PostgresQueryCompiler } from 'kysely';
import type { CompiledQuery, Kysely, KyselyPlugin } from 'kysely';

export interface Recorder<Schema> {
  readonly db: Kysely<Schema>;
  readonly statements: readonly CompiledQuery[];
}

/** @returns the same database, which notes what it is asked */
export function recording<Schema>(db: Kysely<Schema>): Recorder<Schema> {
  const compiler = new PostgresQueryCompiler();
  const statements: CompiledQuery[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      statements.push(compiler.compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { db: db.withPlugin(plugin), statements };
}

/** Of a run the values that are its own, each with the expression that makes it of `:n`. */
export type Own = Readonly<Record<string, string>>;

/** A number of so many digits after a prefix, made of `:n`. */
export const numbered = (prefix: string, digits: number): string => `('${prefix}' || lpad((:n)::text, ${digits}, '0'))`;

/** One statement of a script. */
export function statementOf({ sql, parameters }: CompiledQuery, own: Own): string {
  return sql
    .replaceAll(/\$(\d+)/g, (_, place: string) => literal(parameters[Number(place) - 1], own))
    .replaceAll('\n', ' ');
}

function literal(value: unknown, own: Own): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return `'${value}'`;
  if (value instanceof Date) return quoted(value.toISOString(), own);
  if (Array.isArray(value)) return quoted(arrayText(value), own, '::text[]');
  return quoted(typeof value === 'string' ? value : JSON.stringify(value), own);
}

const arrayText = (values: readonly unknown[]): string =>
  `{${values.map((one) => (one === null ? 'NULL' : JSON.stringify(typeof one === 'string' ? one : JSON.stringify(one)))).join(',')}}`;

/** @param cast of what is put together, which has no type to be guessed any more */
function quoted(text: string, own: Own, cast = ''): string {
  const value = Object.keys(own).find((one) => text.includes(one));
  if (value === undefined) return escaped(text);
  if (text === value) return own[value] ?? '';
  const parts = text.split(value).map((part) => quoted(part, own));
  return `(${parts.join(` || ${own[value]}::text || `)})${cast}`;
}

/** A colon begins a variable of pgbench, in texts too. */
const escaped = (text: string): string =>
  `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\072')}'`;
