/** An import in a process of its own. */
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ShouhuError } from '@shouhu/errors';
import { importFolder, openLake } from '@shouhu/lake';
import type { ImportProgress } from '@shouhu/lake';
import { asChild } from '../tasks/as-child.ts';
import type { Progress } from '../tasks/child.ts';
import { importInput } from './import-input.ts';
import type { Imported } from './import-input.ts';

/** So many kinds of notices are shown. */
const MOST_NOTICES = 50;

asChild(importInput, async (input, onProgress): Promise<Imported> => {
  const { dir, lake, keyFile, replace, memory_mb, since, rejectsFile } = input;
  let rows = 0;
  try {
    const result = await importFolder({
      dir,
      lake,
      key_file: keyFile,
      replace,
      memory_mb,
      onProgress: (progress) => {
        if (progress.phase === 'read' && progress.share === 1) rows += progress.rows ?? 0;
        onProgress(progressOf(progress, rows));
      },
    });
    const counts = result.changed ? result : await earlier(lake, since);
    if (counts !== null && counts.rejected > 0) await keepRejects(lake, rejectsFile);
    return {
      changed: counts !== null,
      generation: result.generation,
      rows: counts?.rows ?? 0,
      rejected: counts?.rejected ?? 0,
      notices: result.notices.slice(0, MOST_NOTICES),
    };
  } catch (error) {
    if (error instanceof ShouhuError && typeof error.params['rejects'] === 'string')
      await keep(error.params['rejects'], rejectsFile);
    throw error;
  }
});

function progressOf(progress: ImportProgress, done: number): Progress {
  const { phase: stage } = progress;
  if (progress.phase === 'write') return { stage, step: `${progress.table} ${progress.part}`, done };
  return { stage, step: 'file' in progress ? (progress.file ?? '') : '', done };
}

/** What the attempt before did, when it was ended between the lake's commit and its own answer. */
async function earlier(lake: string, since: string): Promise<{ rows: number; rejected: number } | null> {
  const { manifest } = await openLake(lake);
  const last = manifest.imports.at(-1);
  if (last === undefined || last.imported_at < since) return null;
  return { rows: last.sources.reduce((sum, { rows }) => sum + rows, 0), rejected: last.rejected };
}

async function keepRejects(lake: string, to: string): Promise<void> {
  const { manifest } = await openLake(lake);
  const last = manifest.reports.findLast(({ path }) => path.endsWith('-rejects.jsonl'));
  if (last !== undefined) await keep(join(lake, last.path), to);
}

async function keep(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
}
