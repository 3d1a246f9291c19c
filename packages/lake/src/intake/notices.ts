import { tables } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import { valueNotices } from './code-notices.ts';
import type { SourceFile } from './source-file.ts';
import type { StagedRows } from './stage-file.ts';
import type { Notice, StagedTable } from './staged.ts';

/** Names that one notice lists. */
const MOST_NAMES = 100;

export function unknownFileNotice(file: string): Notice {
  return { code: 'SH-N006', table: null, file, field: null, value: null, count: 1 };
}

/** What is odd about a file: columns that nothing reads, another encoding. */
export function fileNotices({ name: file, table }: SourceFile, { reading, gb18030, rows }: StagedRows): Notice[] {
  const notices: Notice[] = [];
  const { unused } = reading;
  const about = { table, file, value: null };
  if (unused.length > 0) notices.push({ ...about, code: 'SH-N001', field: listed(unused), count: unused.length });
  if (gb18030) notices.push({ ...about, code: 'SH-N017', field: null, count: rows });
  return notices;
}

/** What is odd about a table: optional columns that no file carries, unknown codes, lines of quantity zero. */
export async function tableNotices(connection: DuckDBConnection, staged: StagedTable): Promise<Notice[]> {
  const { table, present } = staged;
  if (present.size === 0) return [];
  const absent = tables[table].fields.map(({ name }) => name).filter((name) => !present.has(name));
  const columns: Notice[] =
    absent.length === 0
      ? []
      : [{ code: 'SH-N008', table, file: null, field: listed(absent), value: null, count: absent.length }];
  return [...columns, ...(await valueNotices(connection, staged))];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown}, …` : shown;
}
