import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromSystemError } from '@shouhu/errors';
import type { Lake } from '../store/lake.ts';
import { FILE_MODE } from '../store/layout.ts';
import type { FileEntry } from '../store/manifest.ts';
import type { CheckResult } from './check.ts';

export const QUALITY = 'quality.json';
export const REJECTS = 'rejects.jsonl';

/** The text of quality.json: one check a line, keys in fixed order. */
export function qualityText(results: readonly CheckResult[]): string {
  return `[\n${results.map((result) => JSON.stringify(result)).join(',\n')}\n]\n`;
}

/**
 * Writes quality.json of the lake's state and rejects.jsonl of all its imports into a folder of results.
 * @throws ShouhuError when the folder cannot be written
 */
export async function copyReports(lake: Lake, out: string): Promise<void> {
  const of = (name: string): FileEntry[] => lake.manifest.reports.filter((file) => file.path.endsWith(`-${name}`));
  try {
    const quality = of(QUALITY).at(-1);
    if (quality !== undefined) await copyFile(join(lake.path, quality.path), join(out, QUALITY));
    await writeFile(join(out, REJECTS), '', { mode: FILE_MODE });
    for (const file of of(REJECTS)) await appendFile(join(out, REJECTS), await readFile(join(lake.path, file.path)));
  } catch (error) {
    throw fromSystemError(error, out, 'write') ?? error;
  }
}
