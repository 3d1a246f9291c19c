/** What the worker does with an import: looks at the files once more, imports them in a process of their own. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { z } from 'zod';
import type { Services } from '../http/new-app.ts';
import { tell } from '../outbox/tell.ts';
import { runChild } from '../tasks/child.ts';
import type { Task } from '../tasks/tasks.ts';
import type { TaskWork } from '../tasks/work.ts';
import { checkFile } from './check-file.ts';
import { importAsked } from './import-input.ts';
import type { ImportInput, Imported } from './import-input.ts';
import { inboxFolder } from './inbox.ts';
import { uploadFolder } from './uploads.ts';

const counted = z.object({ rows: z.int(), rejected: z.int() });
const CHILD = join(import.meta.dirname, 'import-child.ts');

/** Where the refused rows of an import are kept, masked. */
export function rejectsFile(folder: string, task_id: string): string {
  return join(folder, 'imports', task_id, 'rejects.jsonl');
}

export const importWork: TaskWork = {
  work: async (services, task, { signal, onProgress }) => {
    const { claims, folder } = services;
    const { from, replace } = importAsked.parse(task.input);
    const dir =
      'folder' in from
        ? await inboxFolder(claims.inbox, from.folder)
        : uploadFolder(folder, task.asked_by.id, task.task_id);
    for (const name of (await readdir(dir)).filter((each) => !each.startsWith('.'))) {
      onProgress({ stage: 'check', step: name });
      await checkFile(join(dir, name), name, claims.mostBytes);
    }
    const scratch = scratchOf(folder, task);
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    const kept = rejectsFile(folder, task.task_id);
    const input: ImportInput = {
      dir,
      lake: claims.lake,
      keyFile: claims.keyFile,
      replace,
      memory_mb: claims.memory_mb,
      since: (task.started_at ?? task.asked_at).toISOString(),
      rejectsFile: kept,
    };
    const result = await runChild<Imported>({ module: CHILD, input, scratch, signal, onProgress }).catch((error) => {
      throw error instanceof ShouhuError ? atScreen(error, dir) : error;
    });
    return { ...result, rejects: existsSync(kept) };
  },
  tellDone: async (trx, task, result, at) => {
    const { rows, rejected } = counted.parse(result);
    const values = { rows, rejected, task_id: task.task_id };
    await tell(trx, { to: [task.asked_by.id], template: 'import.done', values, at });
  },
  tidy: async ({ folder }, task) => {
    await rm(uploadFolder(folder, task.asked_by.id, task.task_id), { recursive: true, force: true });
    await rm(scratchOf(folder, task), { recursive: true, force: true });
  },
};

/** What the command line refuses with its options as the remedy, in the words of who sits before a screen; paths are those of their own files. */
function atScreen(error: ShouhuError, dir: string): ShouhuError {
  const { code, params, place } = error;
  const text = (name: string): string => String(params[name] ?? '');
  if (code === 'SH-I006')
    return shouhuError('SH-J015', { file: place.file ?? text('table'), columns: text('columns') }, place, error);
  if (code === 'SH-I021') return shouhuError('SH-J016', { share: text('share'), limit: text('limit') }, place, error);
  if (code === 'SH-I022') return shouhuError('SH-J017', { table: text('table') }, place, error);
  const own = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replaceAll(`${dir}/`, '') : value,
  ]);
  return new ShouhuError(code, Object.fromEntries(own), place, error);
}

function scratchOf(folder: Services['folder'], { task_id }: Task): string {
  return join(folder, 'scratch', task_id);
}
