/** What a finished run leaves behind so that the next one need not judge everything again. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { quote } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import { FILES } from '../output/read.ts';
import { writeJson } from '../output/whole-file.ts';

/** Everything beside rows and rules that findings depend on: where any of it differs, all is judged again. */
export interface Ground {
  /** Counts up when what a state means changes: an older one is then worth nothing. */
  readonly format: 2;
  readonly version: string;
  readonly as_of: string | null;
  readonly exemptions: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly first_day: number;
  readonly absent: readonly string[];
}

export interface RunState {
  readonly ground: Ground;
  /** Digest of each rule that ran, by its code. */
  readonly rules: Readonly<Record<string, string>>;
  /** SHA-256 of the results: files that were touched since are not built upon. */
  readonly results: Readonly<Record<string, string>>;
}

const STATE = 'run-state.json';
const RESULTS = [FILES.findings, FILES.undecided] as const;

/** File of the digests of all persons of the run before. */
export function personsFile(out: string): string {
  return join(out, FILES.cache, 'persons.parquet');
}

/** The state of the last finished run into this folder, if its results still stand. */
export async function readState(out: string): Promise<RunState | null> {
  const text = await readFile(join(out, FILES.cache, STATE), 'utf8').catch(() => null);
  if (text === null || !existsSync(personsFile(out))) return null;
  const state: RunState = JSON.parse(text);
  for (const name of RESULTS) {
    if (!existsSync(join(out, name)) || (await digestOfFile(join(out, name))) !== state.results[name]) return null;
  }
  return state;
}

/** From here until {@link writeState} the folder holds no finished run: a kill leaves results that nobody builds upon. */
export async function dropState(out: string): Promise<void> {
  await rm(join(out, FILES.cache, STATE), { force: true });
}

/** Keeps the state of a run whose results are written. Reads x_person. */
export async function writeState(
  connection: DuckDBConnection,
  out: string,
  state: Omit<RunState, 'results'>,
): Promise<void> {
  await mkdir(join(out, FILES.cache), { recursive: true, mode: 0o700 });
  const partial = `${personsFile(out)}.part`;
  await connection.run(`COPY x_person TO ${quote(partial)} (FORMAT parquet, COMPRESSION zstd)`);
  await chmod(partial, 0o600);
  await rename(partial, personsFile(out));
  const results: Record<string, string> = {};
  for (const name of RESULTS) results[name] = await digestOfFile(join(out, name));
  await writeJson(join(out, FILES.cache, STATE), { ...state, results });
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
