/** Signed heads of the log, a file each in a folder outside the data: what shows later that the chain was cut off or made anew. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { signHead } from '@shouhu/vault';
import type { KeyRing, SignedHead } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { civilDayOf } from '../casework/matter.ts';
import { syncPath, writeWhole } from '../operation/durable.ts';
import type { Schema } from '../store/schema.ts';

const HEAD_FILE = /^\d{4}-\d{2}-\d{2}-\d+\.json$/;

const headSchema = z.object({
  day: z.iso.date(),
  seq: z.int().min(0),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string(),
});

export interface HeadsOptions {
  readonly db: Kysely<Schema>;
  readonly ring: KeyRing;
  readonly folder: string;
}

/** Where they go unless told: beside the data, so that a copy or theft of the one is not that of the other. */
export function headsBeside(data: string): string {
  return `${resolve(data)}-heads`;
}

/** `broken`: the log no longer holds the last head that was exported, so that nothing is signed any more. */
export type Exported = 'written' | 'nothing-new' | 'broken';

/** All heads of a folder, as they were signed. @throws ShouhuError SH-O008 for a file that is none */
export async function readHeads(folder: string): Promise<SignedHead[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const heads: SignedHead[] = [];
  for (const name of names.filter((one) => HEAD_FILE.test(one)).toSorted()) {
    const path = join(folder, name);
    const read = headSchema.safeParse(parsed(await readFile(path, 'utf8')));
    if (!read.success) throw shouhuError('SH-O008', { path });
    heads.push(read.data);
  }
  return heads;
}

/**
 * Signs where the log stands and writes it down. A file is never replaced: a head once exported can only be missing, which the one after it shows.
 * @param day on which this was the head
 */
export async function exportHead({ db, ring, folder }: HeadsOptions, day: string): Promise<Exported> {
  const before = (await readHeads(folder)).toSorted((a, b) => a.seq - b.seq).at(-1);
  if (before !== undefined && (await digestAt(db, before.seq)) !== before.digest) return 'broken';
  const head = await db
    .selectFrom('log_entry')
    .select(['seq', 'digest'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (head === undefined || head.seq === before?.seq) return 'nothing-new';
  const signed = signHead(ring, { day, ...head });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(join(folder, `${day}-${head.seq}.json`), `${JSON.stringify(signed, null, 2)}\n`);
  await syncPath(folder);
  return 'written';
}

async function digestAt(db: Kysely<Schema>, seq: number): Promise<string | undefined> {
  const entry = await db.selectFrom('log_entry').select('digest').where('seq', '=', seq).executeTakeFirst();
  return entry?.digest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How often is looked whether a day has ended. */
const LOOK_MS = 60_000;

export interface HeadKeeper {
  /** False once the log no longer held an exported head, or the folder could not be written. */
  readonly holds: () => boolean;
  /** Exports the last head. */
  readonly stop: () => Promise<void>;
}

/**
 * Exports a head at the start, for each day when it has ended, and at the stop.
 * @param warn told what an operator has to look into
 */
export async function keepHeads(
  options: HeadsOptions & { readonly now: () => Date; readonly warn: (line: string) => void },
): Promise<HeadKeeper> {
  const { now, warn } = options;
  let holds = true;
  let day = dayOf(now());
  const signed = async (of: string): Promise<void> => {
    const found = await exportHead(options, of).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    holds = found === 'written' || found === 'nothing-new';
    if (!holds) warn(`the head of the log was not exported: ${found}`);
  };
  await signed(day);
  const timer = setInterval(() => {
    const today = dayOf(now());
    if (today === day) return;
    const ended = day;
    day = today;
    void signed(ended);
  }, LOOK_MS);
  timer.unref();
  return {
    holds: () => holds,
    stop: async () => {
      clearInterval(timer);
      await signed(dayOf(now()));
    },
  };
}

function dayOf(at: Date): string {
  return formatCivilDate(civilDayOf(at));
}
