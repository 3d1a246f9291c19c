/** Who saw person numbers in clear, when and for what: OUT/reveal-log.jsonl. */
import { appendFile, chmod } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fromSystemError } from '@shouhu/errors';

const REVEAL_LOG = 'reveal-log.jsonl';

/**
 * Appends a record before anything is revealed: what is not recorded is not shown.
 * @param files names within OUT that will hold the numbers
 * @throws ShouhuError when the log cannot be written
 */
export async function recordReveal(out: string, purpose: string, files: readonly string[]): Promise<void> {
  const path = join(out, REVEAL_LOG);
  const when = new Date().toISOString();
  const records = files.map((file) => `${JSON.stringify({ who: userName(), when, purpose, file })}\n`);
  try {
    await appendFile(path, records.join(''), { mode: 0o600, flush: true });
    await chmod(path, 0o600);
  } catch (error) {
    throw fromSystemError(error, path, 'write') ?? error;
  }
}

/** The account of the system; one without a name is named by its number. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}
