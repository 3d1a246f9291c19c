/** Compiled rules by their snapshot: of the version in force, and of any by which something was decided. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compileTill, tunables } from '@shouhu/audit';
import type { Till } from '@shouhu/audit';
import { currentKnowledge, snapshotOf, snapshotText } from '@shouhu/rulebook';
import type { Snapshot } from '@shouhu/rulebook';
import type { Kysely, Transaction } from 'kysely';
import type { Files } from '../rulebook/files.ts';
import type { Schema } from '../store/schema.ts';

type Reading = Kysely<Schema> | Transaction<Schema>;

export interface Compiled {
  readonly snapshot: Snapshot;
  readonly till: Till;
}

/** The last ones that were used; each takes some tens of megabytes. */
const MOST = 4;
const bySnapshot = new Map<string, Compiled>();
/** Digest of a local content → the snapshot that it makes with what ships. */
const byContent = new Map<string, string>();

/** What a message was judged by: found at its entry, and held to its end. */
export interface Pinned {
  readonly version: number;
  readonly content: string;
}

/** The rules of a version, where they are compiled already. */
export function tillAtHand({ content }: Pinned): Compiled | undefined {
  const known = bySnapshot.get(byContent.get(content) ?? '');
  return known === undefined ? undefined : used(known);
}

/** The rules of a version, compiled when they are first asked for. */
export async function tillOf(db: Reading, pinned: Pinned): Promise<Compiled> {
  const known = tillAtHand(pinned);
  if (known !== undefined) return known;
  const { version, content } = pinned;
  const { files } = await db
    .selectFrom('rule_version')
    .select('files')
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  const compiled = compile(await snapshotOfFiles(files));
  byContent.set(content, compiled.snapshot.digest);
  return used(compiled);
}

/** The rules of a snapshot that is kept. */
export async function tillBySnapshot(db: Reading, snapshot: string): Promise<Compiled> {
  const known = bySnapshot.get(snapshot);
  if (known !== undefined) return used(known);
  const { content } = await db
    .selectFrom('till_knowledge')
    .select('content')
    .where('snapshot', '=', snapshot)
    .executeTakeFirstOrThrow();
  const read = snapshotOf(JSON.parse(gunzipSync(content).toString('utf8')));
  if (read?.digest !== snapshot) throw new Error(`snapshot ${snapshot} is not what was kept`);
  return used(compile(read));
}

/** Keeps the rules that something is decided by, so that it can be judged again. */
export async function keepKnowledge(trx: Transaction<Schema>, snapshot: Snapshot, at: Date): Promise<void> {
  await trx
    .insertInto('till_knowledge')
    .values({ snapshot: snapshot.digest, content: gzipSync(snapshotText(snapshot)), kept_at: at })
    .onConflict((on) => on.doNothing())
    .execute();
}

async function snapshotOfFiles(files: Files): Promise<Snapshot> {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-till-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 });
    return currentKnowledge({ schemes: tunables, folder }).snapshot;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function compile(snapshot: Snapshot): Compiled {
  return { snapshot, till: compileTill(snapshot.ruleset, [], snapshot.exemptions) };
}

function used(compiled: Compiled): Compiled {
  const { digest } = compiled.snapshot;
  bySnapshot.delete(digest);
  bySnapshot.set(digest, compiled);
  const [oldest] = bySnapshot.keys();
  if (bySnapshot.size > MOST && oldest !== undefined) bySnapshot.delete(oldest);
  return compiled;
}
