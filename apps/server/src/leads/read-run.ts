/** A finished run as it lies in its folder: what the platform takes over of it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES, readLedFindings } from '@shouhu/audit';
import type { Lead, LedFinding, Summary } from '@shouhu/audit';
import { fromSystemError, shouhuError } from '@shouhu/errors';

export interface RunFiles {
  readonly summary: Pick<Summary, 'snapshot' | 'period' | 'lines' | 'findings' | 'cannot_decide'>;
  readonly leads: readonly Lead[];
  /** Names by code, of institutions that the run knows. */
  readonly names: ReadonlyMap<string, string>;
  /** One after the other: a province has millions. */
  /** File of the lines of its leads; null where there is none. */
  readonly lead_lines: string | null;
  readonly findings: () => AsyncIterable<LedFinding> | Iterable<LedFinding>;
}

interface Named {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
}

/** @throws ShouhuError when the folder holds no finished run, or files of two */
export async function readRun(folder: string): Promise<RunFiles> {
  const summary: Summary = parsed(await textOf(folder, FILES.summary), folder, FILES.summary);
  const leads: Lead[] = await rowsOf(folder, FILES.leads);
  const found = leads.length;
  if (found !== summary.leads.leads) {
    const detail = `${found} ≠ ${summary.leads.leads}`;
    throw shouhuError('SH-D002', { path: folder, file: FILES.leads, detail });
  }
  const institutions: Named[] = await rowsOf(folder, FILES.institutions);
  const names = new Map(institutions.map(({ fixmedins_code, fixmedins_name }) => [fixmedins_code, fixmedins_name]));
  const path = join(folder, FILES.leadLines);
  const lead_lines = existsSync(path) ? path : null;
  return { summary, leads, names, lead_lines, findings: () => readLedFindings(folder) };
}

async function rowsOf<Row>(folder: string, file: string): Promise<Row[]> {
  const text = await textOf(folder, file);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => parsed(line, folder, file));
}

async function textOf(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

function parsed(text: string, path: string, file: string) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw shouhuError('SH-D002', { path, file, detail: '不是完整的 JSON is not whole JSON' }, {}, error);
  }
}
