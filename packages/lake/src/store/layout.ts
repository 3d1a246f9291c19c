/** Names inside a lake folder; only this file knows them. */

export const MANIFEST = 'manifest.json';
export const PREVIOUS_MANIFEST = 'manifest.previous.json';
export const LOCK = 'lock.json';
/** Everything a manifest may refer to lies in one of these. */
export const CONTENT_FOLDERS = ['data', 'sealed', 'reports'] as const;
/** Rejects of an import that was refused as a whole; no part of any state. */
export const REFUSED = 'refused.jsonl';
/** Work in progress; whatever stands here without a running import is rubbish. */
export const SCRATCH = 'scratch';

/** Owner only (docs/semantics.md 19). */
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

/** Path of a data file, relative to the lake. */
export function dataPath(table: string, part: string, generation: number, serial: number): string {
  return `data/${table}/${part}/${generation}-${serial}.parquet`;
}
