import { release } from 'node:os';

const [major = 0, minor = 0] = release()
  .split('.')
  .map((part) => Number.parseInt(part, 10));

/**
 * How a thousand files are brought to the disk, after they were made or after a crash: one by one it takes seconds, as
 * a file system a tenth of that. Linux tells of errors by the latter since 5.8 only.
 */
export const SYNC_METHOD = major > 5 || (major === 5 && minor >= 8) ? 'syncfs' : 'fsync';
