import { matchesGlob } from 'node:path';
import { shouhuError } from '@shouhu/errors';
import type { FileMapping, Mapping } from './mapping.ts';

/** A file of the folder and what the mapping says about it. */
export interface MappedEntry<Entry> {
  readonly entry: Entry;
  readonly mapped: { readonly mapping: Mapping; readonly file: FileMapping };
}

/**
 * Finds the files that a mapping speaks of; one file may feed several tables.
 * @throws ShouhuError for a pattern that matches nothing
 */
export function applyMapping<Entry extends { readonly name: string }>(
  mapping: Mapping,
  entries: readonly Entry[],
): MappedEntry<Entry>[] {
  return mapping.files.flatMap((file) => {
    const found = entries.filter(({ name }) => matchesGlob(name, file.files));
    const place = { file: mapping.name, line: file.line };
    if (found.length === 0) throw shouhuError('SH-I020', { pattern: file.files }, place);
    return found.map((entry) => ({ entry, mapped: { mapping, file } }));
  });
}
