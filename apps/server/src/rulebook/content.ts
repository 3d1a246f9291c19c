/** The tables of local knowledge as text: checked, named by a digest, and laid down as the folder that runs judge by. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tunables } from '@shouhu/audit';
import type { ShouhuError } from '@shouhu/errors';
import { loadLocal, localTables } from '@shouhu/rulebook';
import type { LocalReading } from '@shouhu/rulebook';
import { z } from 'zod';
import { digestOf } from './files.ts';
import type { Files } from './files.ts';
import { national } from './national.ts';

const MOST_CHARACTERS = 4_000_000;
const isTable = (name: string): boolean => localTables.some(({ file }) => file === name);

/** Only the tables there are: nobody names a path. Tables without text are left out. */
export const filesSchema = z
  .record(z.string().refine(isTable, 'no table of local knowledge'), z.string().max(MOST_CHARACTERS))
  .transform((files): Files => Object.fromEntries(Object.entries(files).filter(([, text]) => text.trim() !== '')));

/** The folder of a content below the platform's data, laid down once. */
export async function folderOf(folder: string, files: Files): Promise<string> {
  const path = join(folder, 'knowledge', digestOf(files));
  if (existsSync(path)) return path;
  const part = `${path}.${randomUUID()}.part`;
  await mkdir(part, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(files)) await writeFile(join(part, name), text, { mode: 0o600 });
  try {
    await rename(part, path);
  } catch (error) {
    await rm(part, { recursive: true });
    // Somebody else laid down the same content meanwhile.
    if (!existsSync(path)) throw error;
  }
  return path;
}

/** What is wrong or odd with a cell, a row or a table. */
interface Fault {
  readonly file: string;
  /** Line of the text, the header being the first; null for the table as a whole. */
  readonly line: number | null;
  readonly column: string | null;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly fix_zh: string;
  readonly fix_en: string;
}

export interface Checked {
  readonly faults: readonly Fault[];
  /** Judged on all the same. */
  readonly notices: readonly Fault[];
}

/** Reads tables as a run would, beside the shipped rules. */
export async function readContent(folder: string, files: Files): Promise<LocalReading> {
  const scratch = join(folder, 'scratch', `check-${randomUUID()}`);
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(scratch, name), text, { mode: 0o600 });
    return loadLocal(scratch, national().known, tunables);
  } finally {
    await rm(scratch, { recursive: true });
  }
}

export async function checkContent(folder: string, files: Files): Promise<Checked> {
  const reading = await readContent(folder, files);
  const faults = reading.ok ? [] : reading.errors;
  return { faults: faults.map(faultOf), notices: reading.notices.map(faultOf) };
}

function faultOf({ code, zh, en, fix_zh, fix_en, place }: ShouhuError): Fault {
  const { file = '', line = null, field = null } = place;
  return { file, line, column: field, code, zh, en, fix_zh, fix_en };
}
