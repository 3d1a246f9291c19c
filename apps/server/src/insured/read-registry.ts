/** The registry tables of a folder, person by person with insurances and identities, as a stream. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { registryTables } from '@shouhu/claims';
import type { RegistryTableName } from '@shouhu/claims';
import { shouhuError } from '@shouhu/errors';
import { openEngine, quote } from '@shouhu/lake';

/** Texts of one row by column. */
export type Texts = Readonly<Record<string, string | null>>;

export interface RegistryRow {
  readonly person: Texts;
  readonly insurances: readonly Texts[];
  readonly identities: readonly Texts[];
}

/** Memory of the engine, in megabytes. */
const MEMORY_MB = 512;

/** @throws ShouhuError SH-F013 when the folder has no `psn_info_b` */
export async function* readRegistry(folder: string, spill: string): AsyncGenerator<RegistryRow[]> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const person = sourceOf(folder, names, 'psn_info_b');
  if (person === null) throw shouhuError('SH-F013', { folder });
  const engine = await openEngine({ memory_mb: MEMORY_MB, spill });
  const connection = await engine.connect();
  try {
    const parts = (['psn_insu_d', 'psn_idet_d'] as const).map((table) => {
      const source = sourceOf(folder, names, table);
      return source === null
        ? `(SELECT NULL AS psn_no, NULL AS parts WHERE false)`
        : `(SELECT psn_no, list(part) AS parts FROM ${source} part GROUP BY psn_no)`;
    });
    const result = await connection.stream(
      `SELECT person, insured.parts AS insurances, identity.parts AS identities FROM ${person} person
       LEFT JOIN ${parts[0]} insured USING (psn_no) LEFT JOIN ${parts[1]} identity USING (psn_no)`,
    );
    for await (const rows of result.yieldRowObjectJs())
      yield rows.map(({ person: one, insurances, identities }) => ({
        person: textsOf(one),
        insurances: Array.isArray(insurances) ? insurances.map(textsOf) : [],
        identities: Array.isArray(identities) ? identities.map(textsOf) : [],
      }));
  } finally {
    connection.closeSync();
    engine.closeSync();
  }
}

/** The rows of one further table of the folder, as a stream; none where there is no file of it. */
export async function* readTable(folder: string, spill: string, table: RegistryTableName): AsyncGenerator<Texts[]> {
  const source = sourceOf(folder, existsSync(folder) ? readdirSync(folder) : [], table);
  if (source === null) return;
  const engine = await openEngine({ memory_mb: MEMORY_MB, spill });
  const connection = await engine.connect();
  try {
    const result = await connection.stream(`FROM ${source}`);
    for await (const rows of result.yieldRowObjectJs()) yield rows.map(textsOf);
  } finally {
    connection.closeSync();
    engine.closeSync();
  }
}

/** Files of a table: `psn_info_b.csv`, also gzipped, in parts (`psn_info_b-1.csv`), or Parquet. Columns that are missing are empty. */
function sourceOf(folder: string, names: readonly string[], table: RegistryTableName): string | null {
  const files = names.filter((name) => new RegExp(String.raw`^${table}(-[\w-]+)?\.(csv(\.gz)?|parquet)$`).test(name));
  const list = (kind: RegExp): string =>
    `[${files
      .filter((name) => kind.test(name))
      .map((name) => quote(join(folder, name)))
      .join(', ')}]`;
  const columns = registryTables[table].fields.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const empty = `SELECT ${columns.map((name) => `NULL::VARCHAR AS ${name}`).join(', ')} WHERE false`;
  const sources = [
    [/\.csv(\.gz)?$/, 'read_csv', `, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"'`],
    [/\.parquet$/, 'read_parquet', ''],
  ] as const;
  const read = sources.flatMap(([kind, reader, options]) => {
    const paths = list(kind);
    return paths === '[]' ? [] : [`SELECT * FROM ${reader}(${paths}, union_by_name = true${options})`];
  });
  const all = [empty, ...read].join(' UNION ALL BY NAME ');
  return read.length === 0
    ? null
    : `(SELECT ${columns.map((name) => `${name}::VARCHAR AS ${name}`).join(', ')} FROM (${all}))`;
}

function textsOf(value: unknown): Texts {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [name, text === null || text === undefined ? null : String(text)]),
  );
}
