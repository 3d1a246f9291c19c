import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isTableName, tables } from '@shouhu/claims';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { LineCounter, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';
import type { Pair, YAMLMap } from 'yaml';
import type { Expression, FileMapping, Mapping } from './mapping.ts';

/**
 * Reads a mapping file (mappings/README.md describes it).
 * @throws ShouhuError with the line for anything that is not understood
 */
export async function readMapping(path: string): Promise<Mapping> {
  try {
    return parseMapping(await readFile(path, 'utf8'), basename(path));
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

/** Reads the text of a mapping file. @param name how the file is called towards the user */
export function parseMapping(text: string, name: string): Mapping {
  return new Reader(text, name).mapping();
}

class Reader {
  readonly #name: string;
  readonly #lines = new LineCounter();
  readonly #root: unknown;

  constructor(text: string, name: string) {
    this.#name = name;
    const document = parseDocument(text, { lineCounter: this.#lines });
    const [error] = document.errors;
    if (error !== undefined) {
      const line = this.#lines.linePos(error.pos[0]).line;
      throw shouhuError('SH-I017', { detail: error.message.split('\n')[0] ?? '' }, { file: name, line }, error);
    }
    this.#root = document.contents;
  }

  mapping(): Mapping {
    const byTable = this.#entries(this.#root, 'tables').find(([key]) => key === 'tables')?.[1];
    const files = this.#entries(byTable, 'tables').flatMap(([table, list]) => {
      if (!isSeq(list)) throw this.#malformed(list, `${table}: a list of files`);
      return list.items.map((item) => this.#file(table, item));
    });
    if (files.length === 0) throw this.#malformed(this.#root, 'tables');
    return { name: this.#name, files };
  }

  #file(table: string, node: unknown): FileMapping {
    if (!isTableName(table)) throw this.#unknown(table, node);
    const entries = new Map(this.#entries(node, 'files'));
    const other = [...entries.keys()].find((key) => !['files', 'absent', 'dates', 'fields', 'each'].includes(key));
    if (other !== undefined) throw this.#malformed(entries.get(other), other);
    const fields = this.#entries(entries.get('fields'), 'fields').map(([field, value]): [string, Expression] => {
      this.#refuseUnknownField(table, field, value);
      return [field, this.#expression(field, value)];
    });
    return {
      table,
      files: this.#text(entries.get('files'), 'files', node),
      absent: entries.has('absent') ? this.#texts(entries.get('absent'), 'absent') : [],
      dates: entries.has('dates') ? this.#text(entries.get('dates'), 'dates', node) : null,
      fields: new Map(fields),
      each: entries.has('each') ? this.#each(table, entries.get('each')) : null,
      line: this.#line(node),
    };
  }

  #each(table: keyof typeof tables, node: unknown): FileMapping['each'] {
    const [entry, ...others] = this.#entries(node, 'each');
    if (entry === undefined || others.length > 0) throw this.#malformed(node, 'each: one field');
    const [field, columns] = entry;
    this.#refuseUnknownField(table, field, columns);
    return { field, columns: this.#columns(columns, field) };
  }

  #expression(field: string, node: unknown): Expression {
    if (isScalar(node)) return { kind: 'column', column: this.#column(node, field), values: {} };
    const parts = new Map(this.#entries(node, field));
    for (const kind of ['first', 'concat', 'sum'] as const) {
      if (parts.has(kind)) return { kind, columns: this.#columns(parts.get(kind), field) };
    }
    if (parts.has('constant')) return { kind: 'constant', value: this.#text(parts.get('constant'), field, node) };
    if (!parts.has('column')) throw shouhuError('SH-I025', { field }, this.#place(node));
    const values = this.#entries(parts.get('values'), 'values').map(([from, to]): [string, string] => [
      from,
      this.#text(to, field, node),
    ]);
    return { kind: 'column', column: this.#column(parts.get('column'), field), values: Object.fromEntries(values) };
  }

  #refuseUnknownField(table: keyof typeof tables, field: string, node: unknown): void {
    if (!tables[table].fields.some(({ name }) => name === field)) throw this.#unknown(`${table}.${field}`, node);
  }

  #columns(node: unknown, field: string): string[] {
    const columns = this.#texts(node, field).map((column) => column.trim().toLowerCase());
    if (columns.length === 0) throw shouhuError('SH-I025', { field }, this.#place(node));
    return columns;
  }

  #column(node: unknown, field: string): string {
    const column = this.#text(node, field, node).trim().toLowerCase();
    if (column === '') throw shouhuError('SH-I025', { field }, this.#place(node));
    return column;
  }

  #texts(node: unknown, what: string): string[] {
    if (!isSeq(node)) throw this.#malformed(node, `${what}: a list`);
    return node.items.map((item) => this.#text(item, what, node));
  }

  /** A scalar as it is written, so that codes keep their leading zeros. */
  #text(node: unknown, what: string, around: unknown): string {
    if (!isScalar(node)) throw this.#malformed(node ?? around, what);
    return node.source ?? '';
  }

  #entries(node: unknown, what: string): [string, unknown][] {
    if (node === undefined || node === null) return [];
    if (!isMap(node)) throw this.#malformed(node, what);
    const map: YAMLMap = node;
    return map.items.map((pair: Pair) => [this.#text(pair.key, what, node), pair.value]);
  }

  #malformed(node: unknown, what: string): Error {
    return shouhuError('SH-I017', { detail: what }, this.#place(node));
  }

  #unknown(name: string, node: unknown): Error {
    return shouhuError('SH-I019', { name }, this.#place(node));
  }

  #place(node: unknown): { file: string; line: number } {
    return { file: this.#name, line: this.#line(node) };
  }

  #line(node: unknown): number {
    const start = isNode(node) ? node.range?.[0] : undefined;
    return start === undefined ? 1 : this.#lines.linePos(start).line;
  }
}
