/**
 * What is left over in the data folder, by the policy of docs/operations.md. What evidence and reports rest on is none of it: findings and leads
 * are in the database, their fee lines in `DIR/evidence`, report and working paper of a run stay in its folder.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { FILES, INCOMING } from '../../files/blobs.ts';
import { DOCUMENTS, FIGURES, RUNS } from '../../runs/run-folder.ts';
import type { Schema } from '../../store/schema.ts';

/** Something that nothing needs any more. */
export interface Leftover {
  /** `run:…` by its task, `file:…` by its digest, `upload:…` that was cut off. */
  readonly subject: string;
  readonly region: string;
  /** Files and folders that go. */
  readonly paths: readonly string[];
  readonly bytes: number;
}

interface Place {
  readonly db: Kysely<Schema>;
  readonly folder: string;
}

const DAY_MS = 86_400_000;
/** Without a row or a task, and silent for so long: whoever was at it is gone. */
const ABANDONED_MS = DAY_MS;
/** A run that ended so long ago keeps its documents only. */
const WHOLE_MS = 30 * DAY_MS;
/** What stays of a run: what people take away, its figures, and to whom persons were shown. */
const STAYS: ReadonlySet<string> = new Set([
  ...Object.values(DOCUMENTS).map(({ name }) => name),
  FIGURES,
  'summary.json',
  'letters',
  'reveal-log.jsonl',
]);

export async function leftovers(place: Place, at: Date): Promise<Leftover[]> {
  return [...(await ofRuns(place, at)), ...(await ofFiles(place, at))];
}

async function ofRuns({ db, folder }: Place, at: Date): Promise<Leftover[]> {
  const { rows } = await sql<{ task_id: string; admdvs: string; stage: 'open' | 'whole' | 'ended' | 'failed' }>`
    WITH latest AS (
      SELECT DISTINCT ON (input->>'from', input->>'to') task_id FROM task WHERE kind = 'run' AND state = 'done'
      ORDER BY input->>'from', input->>'to', ended_at DESC),
    wanted AS (SELECT input->>'run_task_id' AS task_id FROM task WHERE kind = 'plan' AND state IN ('queued', 'running'))
    SELECT task_id, admdvs, CASE WHEN state IN ('queued', 'running') THEN 'open' WHEN state <> 'done' THEN 'failed'
      WHEN task_id IN (TABLE latest) OR task_id::text IN (TABLE wanted) OR ended_at > ${new Date(at.getTime() - WHOLE_MS)} THEN 'whole'
      ELSE 'ended' END AS stage
    FROM task WHERE kind = 'run'`.execute(db);
  const tasks = new Map(rows.map((row) => [row.task_id, row]));
  const found: Leftover[] = [];
  for (const name of await namesIn(join(folder, RUNS))) {
    const [, task_id, part] = /^([0-9a-f]{8}-[0-9a-f-]{27})(\.part)?$/.exec(name) ?? [];
    if (task_id === undefined) continue;
    const path = join(folder, RUNS, name);
    const { stage = 'failed', admdvs = '' } = tasks.get(task_id) ?? {};
    const isDone = part === undefined && (stage === 'ended' || stage === 'whole');
    const paths =
      stage === 'ended' && isDone
        ? (await namesIn(path)).filter((each) => !STAYS.has(each)).map((each) => join(path, each))
        : stage === 'open' || isDone || !(await isAbandoned(path, at))
          ? []
          : [path];
    if (paths.length > 0) found.push({ subject: `run:${name}`, region: admdvs, paths, bytes: await bytesOf(paths) });
  }
  return found;
}

async function ofFiles({ db, folder }: Place, at: Date): Promise<Leftover[]> {
  const found: Leftover[] = [];
  const take = async (subject: string, path: string): Promise<void> => {
    if (!(await isAbandoned(path, at))) return;
    found.push({ subject, region: '', paths: [path], bytes: await bytesOf([path]) });
  };
  const files = join(folder, FILES);
  for (const name of await namesIn(join(files, INCOMING))) await take(`upload:${name}`, join(files, INCOMING, name));
  for (const part of (await namesIn(files)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const rows = await db.selectFrom('stored_file').select('digest').where('digest', 'like', `${part}%`).execute();
    const known = new Set(rows.map(({ digest }) => digest));
    for (const name of await namesIn(join(files, part)))
      if (/^[0-9a-f]{64}$/.test(name) && !known.has(name)) await take(`file:${name}`, join(files, part, name));
  }
  return found;
}

/** Whether nothing was written there for a day. */
export async function isAbandoned(path: string, at: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && at.getTime() - found.mtimeMs > ABANDONED_MS;
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    bytes += found.isDirectory() ? await bytesOf((await namesIn(path)).map((name) => join(path, name))) : found.size;
  }
  return bytes;
}

/** Sorted; nothing where there is no such folder. */
async function namesIn(path: string): Promise<string[]> {
  return (await readdir(path).catch((): string[] => [])).toSorted();
}
