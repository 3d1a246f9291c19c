import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shouhuError } from '@shouhu/errors';
import { damaged } from './faults.ts';
import { isRecord, parseJson } from './json.ts';
import { MANIFEST, PREVIOUS_MANIFEST } from './layout.ts';

/** Version of the folder layout and of this file; another version is refused, never guessed at. */
const LAKE_FORMAT = 2;

/** One immutable file of the lake. */
export interface FileEntry {
  /** Relative to the lake, with forward slashes. */
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of the content, hexadecimal. */
  readonly digest: string;
}

/** One table: which national columns any source gave, its files by month, the superseded rows. */
export interface TableEntry {
  /** National columns that at least one source file had, sorted. A column nobody gave is absent, not empty. */
  readonly columns: readonly string[];
  /** `yyyyMM`, or {@link UNDATED} for tables without a date → files. */
  readonly parts: Readonly<Record<string, readonly FileEntry[]>>;
  /** Versions that a correction, a withdrawal or a replacement put aside. */
  readonly history: readonly FileEntry[];
}

/** One source file that an import took in. */
interface SourceEntry {
  readonly name: string;
  readonly table: string;
  /** SHA-256 over the file's bytes and the mapping that read it. */
  readonly digest: string;
  readonly rows: number;
}

/** One import that changed the lake. */
interface ImportEntry {
  readonly generation: number;
  /** Instant in UTC, ISO 8601. */
  readonly imported_at: string;
  readonly sources: readonly SourceEntry[];
  readonly rejected: number;
}

/** The state of a lake: a reader that holds it sees one state whatever an importer does meanwhile. */
export interface Manifest {
  readonly format: number;
  /** Grows by one with every import that changed something. */
  readonly generation: number;
  readonly tables: Readonly<Record<string, TableEntry>>;
  readonly imports: readonly ImportEntry[];
  /** Encrypted clear values of the tokens. */
  readonly sealed: readonly FileEntry[];
  /** Rejects and quality of each import, by name. */
  readonly reports: readonly FileEntry[];
  /** Proves that the same key made all tokens: a token of a constant. */
  readonly key_check: string | null;
}

/** The state of a folder that no import has finished in yet. */
export const EMPTY_MANIFEST: Manifest = {
  format: LAKE_FORMAT,
  generation: 0,
  tables: {},
  imports: [],
  sealed: [],
  reports: [],
  key_check: null,
};

/** The part of a table whose rows carry no date. */
export const UNDATED = 'undated';

/** Every file a state refers to. */
export function filesOf(manifest: Manifest): FileEntry[] {
  const tables = Object.values(manifest.tables);
  return [
    ...tables.flatMap((table) => [...Object.values(table.parts).flat(), ...table.history]),
    ...manifest.sealed,
    ...manifest.reports,
  ];
}

/**
 * Reads the current state, or undefined when the folder holds none.
 * @throws ShouhuError when the manifest is damaged or of another version
 */
export async function readManifest(lake: string): Promise<Manifest | undefined> {
  return readState(lake, MANIFEST);
}

/** The state before the current one: its files are kept for readers that still hold it. */
export async function readPreviousManifest(lake: string): Promise<Manifest | undefined> {
  return readState(lake, PREVIOUS_MANIFEST);
}

async function readState(lake: string, name: string): Promise<Manifest | undefined> {
  const text = await readFile(join(lake, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (!isManifest(value)) throw damaged(lake, name);
  if (value.format !== LAKE_FORMAT) throw shouhuError('SH-L003', { path: lake, version: value.format });
  return value;
}

function isManifest(value: unknown): value is Manifest {
  return (
    isRecord(value) &&
    typeof value['format'] === 'number' &&
    Number.isSafeInteger(value['generation']) &&
    isRecord(value['tables']) &&
    Object.values(value['tables']).every(isTable) &&
    Array.isArray(value['imports']) &&
    isFileList(value['sealed']) &&
    isFileList(value['reports'])
  );
}

function isTable(value: unknown): boolean {
  return (
    isRecord(value) &&
    Array.isArray(value['columns']) &&
    isRecord(value['parts']) &&
    Object.values(value['parts']).every(isFileList) &&
    isFileList(value['history'])
  );
}

function isFileList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (file: unknown) =>
        isRecord(file) &&
        typeof file['path'] === 'string' &&
        typeof file['digest'] === 'string' &&
        Number.isSafeInteger(file['rows']) &&
        Number.isSafeInteger(file['bytes']),
    )
  );
}
