import { fromSystemError, ShouhuError, shouhuError } from '@shouhu/errors';

/**
 * What went wrong while the lake was worked on, as an error of the catalogue: also what the database engine says
 * about the disk, a right or its memory, which it says in text only. Anything else comes back as it was.
 */
export function asLakeFault(caught: unknown, path: string, purpose = 'shouhu import'): unknown {
  if (caught instanceof ShouhuError) return caught;
  const known = fromSystemError(caught, path, 'write');
  if (known !== undefined) return known;
  const text = caught instanceof Error ? caught.message : '';
  if (/No space left on device|disk quota|max_temp_directory_size/i.test(text)) {
    return shouhuError('SH-L006', { path }, {}, caught);
  }
  if (/Permission denied|Read-only file system/i.test(text)) return shouhuError('SH-L007', { path }, {}, caught);
  if (/Out of Memory Error/i.test(text)) {
    const limit = /([\d.]+ ?[KMGT]iB)\/([\d.]+ ?[KMGT]iB) used/.exec(text)?.[2] ?? '?';
    return shouhuError('SH-L012', { limit, purpose }, {}, caught);
  }
  return caught;
}

/** A lake whose content is not what its manifest says. */
export function damaged(path: string, detail: string): ShouhuError {
  return shouhuError('SH-L004', { path, detail });
}
