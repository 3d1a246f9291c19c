/** Reading a finished run back. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import type { Found } from '@shouhu/schemes';
import type { Lead } from '../leads/lead.ts';
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
  yield* readRows<WrittenFinding>(path);
}

/** The leads of a finished run in the order of their rank, one by one. */
export async function* readLeads(out: string): AsyncGenerator<Lead> {
  yield* readRows<Lead>(join(out, FILES.leads));
}

/** What the schemes of a finished run found, one by one. */
export async function* readSchemes(out: string): AsyncGenerator<Found> {
  yield* readRows<Found>(join(out, FILES.schemes));
}

async function* readRows<Row>(path: string): AsyncGenerator<Row> {
  const stream = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      const row: Row = JSON.parse(line);
      yield row;
    }
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  } finally {
    stream.destroy();
  }
}
