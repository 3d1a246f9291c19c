/** A finished run read back: everything small of OUT, checked to be whole. Findings and lines stay in their files. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES } from '@shouhu/audit';
import type { Lead, Summary } from '@shouhu/audit';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import type { RankedInstitution } from '@shouhu/indicators';
import type { CheckResult } from '@shouhu/lake';
import type { Found } from '@shouhu/schemes';

/** What run.json says. */
interface RunTimes {
  readonly started_at: string;
  readonly seconds: number;
}

export interface Run {
  readonly out: string;
  readonly summary: Summary;
  readonly times: RunTimes;
  readonly quality: readonly CheckResult[];
  readonly leads: readonly Lead[];
  readonly found: readonly Found[];
  /** By rank; null where the run has no indicators. */
  readonly risks: readonly RankedInstitution[] | null;
  /** Paths of files that a run may lack, or null. */
  readonly lines: string | null;
  readonly indicators: string | null;
  readonly rejects: number;
}

/** Formats of summary.json that this version reads. */
const FORMAT = 1;

/** @throws ShouhuError when OUT holds no finished run, a part of one, or one of a newer version */
export async function openRun(out: string): Promise<Run> {
  for (const file of [FILES.summary, FILES.run]) {
    if (!(await isThere(join(out, file)))) throw shouhuError('SH-D001', { path: out, file });
  }
  const summary = await readJson<Summary>(out, FILES.summary);
  if (summary.format > FORMAT) throw shouhuError('SH-D003', { path: out, version: summary.format });
  for (const file of [FILES.findings, FILES.undecided, FILES.leads, FILES.schemes]) {
    if (!(await isThere(join(out, file)))) throw shouhuError('SH-D002', { path: out, file, detail: '缺失 is missing' });
  }
  const leads = await readRows<Lead>(out, FILES.leads);
  if (leads.length !== summary.leads.leads) throw mismatch(out, FILES.leads, leads.length, summary.leads.leads);
  const lines = await pathOf(out, FILES.leadLines);
  if (lines === null && leads.some((lead) => lead.lines > 0)) {
    throw shouhuError('SH-D002', { path: out, file: FILES.leadLines, detail: '缺失 is missing' });
  }
  return {
    out,
    summary,
    times: await readJson<RunTimes>(out, FILES.run),
    quality: (await isThere(join(out, FILES.quality))) ? await readJson<CheckResult[]>(out, FILES.quality) : [],
    leads,
    found: await readRows<Found>(out, FILES.schemes),
    risks: (await isThere(join(out, FILES.institutions)))
      ? await readRows<RankedInstitution>(out, FILES.institutions)
      : null,
    lines,
    indicators: await pathOf(out, FILES.indicators),
    rejects: (await isThere(join(out, FILES.rejects))) ? (await readRows(out, FILES.rejects)).length : 0,
  };
}

/** A file that holds another number of rows than the summary says. */
export function mismatch(out: string, file: string, rows: number, expected: number): Error {
  return shouhuError('SH-D002', { path: out, file, detail: `${rows} ≠ ${expected}` });
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    const known = fromSystemError(error, path, 'read');
    if (known?.code === 'SH-I001' || known?.code === 'SH-I002') return false;
    throw known ?? error;
  }
}

async function pathOf(out: string, file: string): Promise<string | null> {
  const path = join(out, file);
  return (await isThere(path)) ? path : null;
}

async function readJson<Value>(out: string, file: string): Promise<Value> {
  const text = await textOf(out, file);
  const value: Value = parsed(text, out, file);
  return value;
}

async function readRows<Row>(out: string, file: string): Promise<Row[]> {
  const text = await textOf(out, file);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const row: Row = parsed(line, out, file);
      return row;
    });
}

async function textOf(out: string, file: string): Promise<string> {
  const path = join(out, file);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

function parsed(text: string, out: string, file: string) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw shouhuError('SH-D002', { path: out, file, detail: '不是完整的 JSON is not whole JSON' }, {}, error);
  }
}
