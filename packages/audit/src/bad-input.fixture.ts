/** For tests: an invented county held as tables that a test edits, and what a whole run makes of it. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importFolder } from '@shouhu/lake';
import { currentKnowledge, type Snapshot } from '@shouhu/rulebook';
import type { Found } from '@shouhu/schemes';
import type { RankedInstitution } from '@shouhu/indicators';
import type { Lead } from './leads/lead.ts';
import { FILES } from './output/read.ts';
import type { Summary } from './output/summary.ts';
import type { WrittenFinding } from './output/written.ts';
import { runAudit } from './run.ts';

export type Row = Readonly<Record<string, string>>;
/** Rows by the national name of their table. */
export type County = Readonly<Record<string, readonly Row[]>>;

/** What a run wrote, read back. */
export interface Audited {
  readonly lake: string;
  readonly out: string;
  readonly summary: Summary;
  readonly findings: readonly WrittenFinding[];
  readonly schemes: readonly Found[];
  readonly leads: readonly Lead[];
  readonly institutions: readonly RankedInstitution[];
}

/** The tables of a folder that `generateCounty` wrote; none of its cells holds a comma. */
export function readCounty(dir: string): County {
  const files = readdirSync(dir).filter((file) => file.endsWith('.csv'));
  const tables = Map.groupBy(files, (file) => file.replace(/(-\d.*)?\.csv$/, ''));
  return Object.fromEntries([...tables].map(([table, own]) => [table, own.flatMap((file) => rowsIn(join(dir, file)))]));
}

function rowsIn(file: string): Row[] {
  const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
}

export function without(county: County, table: string): County {
  return Object.fromEntries(Object.entries(county).filter(([name]) => name !== table));
}

/** The county with the rows of each table changed, or left out where the change gives undefined. */
export function changed(county: County, change: (row: Row, table: string) => Row | undefined): County {
  return Object.fromEntries(
    Object.entries(county).map(([table, rows]) => [
      table,
      rows.map((row) => change(row, table)).filter((row) => row !== undefined),
    ]),
  );
}

export interface Circumstances {
  /** One unless told otherwise: several cases run at a time. */
  readonly threads?: number;
  /** Files into which the rows of each table are parted. */
  readonly files?: number;
  readonly snapshot?: Snapshot;
}

const { snapshot: current } = currentKnowledge();

/** The whole pipeline over the tables: written to disk, imported, judged. */
export async function audited(parent: string, county: County, circumstances: Circumstances = {}): Promise<Audited> {
  const { threads = 1, files = 1, snapshot = current } = circumstances;
  const folder = mkdtempSync(join(parent, 'case-'));
  const [dir, lake, out] = [join(folder, 'claims'), join(folder, 'lake'), join(folder, 'out')];
  writeCounty(dir, county, files);
  await importFolder({ dir, lake, key_file: join(parent, 'key'), max_reject: 0, threads });
  const summary = await runAudit({ lake, out, snapshot, threads });
  return { lake, out, summary, ...(await readResults(out)) };
}

function writeCounty(dir: string, county: County, files: number): void {
  mkdirSync(dir);
  for (const [table, rows] of Object.entries(county)) {
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0) continue;
    const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? '')).join(','));
    const each = Math.ceil(lines.length / files);
    for (let from = 0; from < lines.length; from += each) {
      const part = [columns.join(','), ...lines.slice(from, from + each)];
      writeFileSync(join(dir, `${table}-${from}.csv`), `${part.join('\n')}\n`);
    }
  }
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function readResults(out: string): Promise<Omit<Audited, 'lake' | 'out' | 'summary'>> {
  return {
    findings: await rowsOfFile<WrittenFinding>(join(out, FILES.findings)),
    schemes: await rowsOfFile<Found>(join(out, FILES.schemes)),
    leads: await rowsOfFile<Lead>(join(out, FILES.leads)),
    institutions: await rowsOfFile<RankedInstitution>(join(out, FILES.institutions)),
  };
}

async function rowsOfFile<One>(path: string): Promise<One[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}
