import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { localTables } from './tables.ts';
import type { Table } from './tables.ts';

/** Makes spreadsheets read the Chinese remarks as UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes one empty table per kind of local knowledge, each column explained in remarks that the reader skips.
 * @returns the paths written
 * @throws ShouhuError when a file is there already and `force` is not given, or the folder cannot be written
 */
export function writeTemplates(folder: string, { force = false }: { readonly force?: boolean } = {}): string[] {
  const files = localTables.map((table) => ({ path: join(folder, table.file), text: templateText(table) }));
  const existing = files.find(({ path }) => existsSync(path));
  if (existing !== undefined && !force) throw shouhuError('SH-K030', { path: existing.path });
  try {
    mkdirSync(folder, { recursive: true });
    for (const { path, text } of files) writeFileSync(path, text);
  } catch (error) {
    throw fromSystemError(error, folder, 'write') ?? error;
  }
  return files.map(({ path }) => path);
}

/** The text of one empty table: remarks, then the header. */
function templateText({ about, columns }: Table): string {
  const remarks = [
    `# ${about}`,
    ...columns.map((column) => `# ${column.name}${column.needed ? '（必有列）' : ''}：${column.about}`),
  ];
  const header = columns.map((column) => column.name).join(',');
  return `${BYTE_ORDER_MARK}${[...remarks, header].join('\n')}\n`;
}
