/** Memory of live objects, after everything else has been collected. */
import assert from 'node:assert/strict';

/** Megabytes of live heap; the process must run with --expose-gc. */
export function heapMb(): number {
  assert(globalThis.gc !== undefined, 'started without --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
