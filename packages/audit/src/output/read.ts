/** Reading a finished run back. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import type { WrittenFinding } from './written.ts';

export const FILES = {
  findings: 'findings.jsonl',
  undecided: 'cannot_decide.jsonl',
  summary: 'summary.json',
  run: 'run.json',
  rejects: 'rejects.jsonl',
  quality: 'quality.json',
  schemes: 'schemes.jsonl',
  leads: 'leads.jsonl',
  leadLines: 'lead_lines.parquet',
  indicators: 'indicators.parquet',
  institutions: 'institutions.jsonl',
  cache: 'cache',
} as const;

/**
 * Finds one finding, or one row that could not be decided, by its id.
 * @throws ShouhuError when there is no such run or no such id
 */
export async function findFinding(out: string, finding_id: string): Promise<WrittenFinding> {
  for (const name of [FILES.findings, FILES.undecided]) {
    for await (const finding of readFindings(join(out, name))) {
      if (finding.finding_id === finding_id) return finding;
    }
  }
  throw shouhuError('SH-U005', { option: 'FINDING_ID', value: finding_id, expected: `an id of ${FILES.findings}` });
}

/** The rows of a findings file, one by one. */
export async function* readFindings(path: string): AsyncGenerator<WrittenFinding> {
  const stream = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      const finding: WrittenFinding = JSON.parse(line);
      yield finding;
    }
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}
