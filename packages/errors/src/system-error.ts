import { shouhuError } from './shouhu-error.ts';
import type { ShouhuError } from './shouhu-error.ts';

/**
 * Turns what the operating system said about a path into an error of the catalogue.
 * @param doing what was tried, as a refused right means different remedies
 * @returns undefined when it is no such error, which the caller then throws on as it is
 */
export function fromSystemError(caught: unknown, path: string, doing: 'read' | 'write'): ShouhuError | undefined {
  switch (systemCode(caught)) {
    case 'ENOENT':
      return shouhuError('SH-I001', { path }, {}, caught);
    case 'ENOTDIR':
      return shouhuError('SH-I002', { path }, {}, caught);
    case 'EISDIR':
      return shouhuError('SH-I003', { path }, {}, caught);
    case 'EACCES':
    case 'EPERM':
      return shouhuError(doing === 'read' ? 'SH-I008' : 'SH-L007', { path }, {}, caught);
    case 'EROFS':
      return shouhuError('SH-L007', { path }, {}, caught);
    case 'ENOSPC':
    case 'EDQUOT':
      return shouhuError('SH-L006', { path }, {}, caught);
    default:
      return undefined;
  }
}

function systemCode(caught: unknown): unknown {
  return caught instanceof Error && 'code' in caught ? caught.code : undefined;
}
