/** Files of a subject: brought, listed, read. Bytes first, then the row and its entry in the log: what is listed is there. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { open, seal } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import type { Services } from '../http/new-app.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { openBlob, takeBytes, wholeOf } from './blobs.ts';
import type { Kept, Taken } from './blobs.ts';
import { reachSubject } from './subjects.ts';
import type { Place } from './subjects.ts';
import { endingOf, EVIDENCE_TYPES, FILE_TYPES } from './types.ts';
import type { FileType } from './types.ts';

/** A file as lists show it; its name, which may name a person, only comes with its bytes. */
export interface FileRow extends Kept {
  readonly file_id: string;
  readonly subject: string;
  readonly title: string;
  readonly from_party: boolean;
  readonly stored_by: string;
  readonly stored_at: string;
}

export interface NewFile {
  /** Made by the client: a repeat stores nothing new. */
  readonly file_id: string;
  readonly subject: string;
  readonly title: string;
  readonly name: string;
}

/** 200 MB: a video of an inspection. */
export const MOST_FILE_BYTES = 209_715_200;

type FileServices = Pick<Services, 'db' | 'ring' | 'folder' | 'mostFileBytes'>;

/**
 * Stores a file as it comes.
 * @throws ShouhuError SH-H002, SH-H003 for a subject out of reach; SH-H006 for an id of another file; SH-E… for bytes that are not taken
 */
export async function storeFile(
  services: FileServices,
  asking: Asking,
  wanted: NewFile,
  bytes: AsyncIterable<Uint8Array>,
  types: readonly FileType[] = EVIDENCE_TYPES,
): Promise<FileRow> {
  const { db, mostFileBytes: most = MOST_FILE_BYTES } = services;
  const place = await reachSubject(db, asking.caller, wanted.subject, 'act');
  const taken = await takeBytes(services, bytes, wanted.name, { most, types });
  try {
    return await transaction(db, 'read committed', async (trx) => {
      const { row, isNew } = await recordFile(trx, services, asking, { ...wanted, place, taken });
      if (isNew) await noteStored(trx, asking, place, row);
      return row;
    });
  } finally {
    await taken.drop();
  }
}

/** Has the log say that a file was stored, in the transaction that stores it. */
export async function noteStored(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  { admdvs }: Place,
  { file_id, subject, type, size, digest }: FileRow,
): Promise<void> {
  const detail = `${file_id} ${type} ${size} ${digest}`;
  await note(trx, caller, at, { action: 'file.stored', subject, region: admdvs, detail });
}

/**
 * Holds the bytes of a digest until the transaction ends: nobody removes them while they get a row, and none gets a row while they are removed.
 * @param by those who store hold it together, who removes holds it alone
 */
export async function holdDigest(trx: Transaction<Schema>, digest: string, by: 'storing' | 'removing'): Promise<void> {
  const key = sql`hashtextextended(${`file ${digest}`}, 0)`;
  await (
    by === 'removing' ? sql`SELECT pg_advisory_xact_lock(${key})` : sql`SELECT pg_advisory_xact_lock_shared(${key})`
  ).execute(trx);
}

/** Lays the bytes and writes their row, within a transaction that notes it. @throws ShouhuError SH-H006 for an id of another file */
export async function recordFile(
  trx: Transaction<Schema>,
  { ring }: Pick<Services, 'ring'>,
  { caller, at }: Asking,
  { file_id, subject, title, name, place, taken }: NewFile & { readonly place: Place; readonly taken: Taken },
): Promise<{ readonly row: FileRow; readonly isNew: boolean }> {
  const { kept } = taken;
  await holdDigest(trx, kept.digest, 'storing');
  await taken.lay();
  const made = await trx
    .insertInto('stored_file')
    .values({
      file_id,
      subject,
      title,
      name: seal(ring, name, nameOf(file_id)),
      ...kept,
      fixmedins_code: place.fixmedins_code,
      admdvs: place.admdvs,
      from_party: caller.fixmedins_code !== null,
      stored_by: caller.id,
      stored_at: at,
    })
    .onConflict((on) => on.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made !== undefined) return { row: rowOf(made), isNew: true };
  const before = await trx
    .selectFrom('stored_file')
    .selectAll()
    .where('file_id', '=', file_id)
    .executeTakeFirstOrThrow();
  const same = before.subject === subject && before.digest === kept.digest && before.title === title;
  if (!same) throw shouhuError('SH-H006', { id: file_id });
  return { row: rowOf(before), isNew: false };
}

/** Files of a subject, oldest first; an institution sees its own and those given to it. */
export async function listFiles(db: Kysely<Schema>, caller: Caller, subject: string): Promise<FileRow[]> {
  await reachSubject(db, caller, subject, 'read');
  const code = caller.fixmedins_code;
  const rows = await db
    .selectFrom('stored_file')
    .selectAll()
    .where('subject', '=', subject)
    .$if(code !== null, (query) =>
      query.where((e) =>
        e.or([
          e.and([e('from_party', '=', true), e('fixmedins_code', '=', code)]),
          e.exists(
            e
              .selectFrom('file_given')
              .select('file_given.file_id')
              .whereRef('file_given.file_id', '=', 'stored_file.file_id')
              .where('file_given.fixmedins_code', '=', code ?? ''),
          ),
        ]),
      ),
    )
    .orderBy('stored_at')
    .orderBy('file_id')
    .execute();
  return rows.map(rowOf);
}

/** A file on its way to a reader. */
export interface Sent {
  readonly row: FileRow;
  /** As it may be saved: without a path, with an ending that fits the content. */
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
}

/**
 * Opens a file for its reader; the log says for what.
 * @throws ShouhuError SH-H003 out of reach; SH-E005, SH-V008 when the bytes are not what was stored
 */
export async function readFile(
  services: FileServices,
  { caller, at }: Asking,
  file_id: string,
  purpose: string,
): Promise<Sent> {
  const { db, ring } = services;
  const row = await db.selectFrom('stored_file').selectAll().where('file_id', '=', file_id).executeTakeFirst();
  if (row === undefined || !(await mayRead(db, caller, row))) throw shouhuError('SH-H003', { id: file_id });
  const blob = await openBlob(services, row);
  try {
    const pieces = wholeOf(blob, row.digest);
    const begun = await pieces.next();
    const name = safeName(open(ring, row.name, nameOf(file_id)), row.type);
    await transaction(db, 'read committed', (trx) =>
      note(trx, caller, at, {
        action: 'file.read',
        subject: row.subject,
        purpose,
        region: row.admdvs,
        detail: `${file_id} ${row.digest}`,
      }),
    );
    return { row: rowOf(row), name, bytes: goingOn(begun, pieces, async () => blob.close()) };
  } catch (error) {
    await blob.close();
    throw error;
  }
}

/** Staff by what the file belongs to; an institution what it brought or was given. */
async function mayRead(db: Kysely<Schema>, caller: Caller, row: Selectable<Schema['stored_file']>): Promise<boolean> {
  const { file_id, subject, from_party, fixmedins_code } = row;
  if (caller.fixmedins_code === null) {
    await reachSubject(db, caller, subject, 'read');
    return true;
  }
  if (from_party && fixmedins_code === caller.fixmedins_code) return true;
  const given = await db
    .selectFrom('file_given')
    .select('file_id')
    .where('file_id', '=', file_id)
    .where('fixmedins_code', '=', caller.fixmedins_code)
    .executeTakeFirst();
  return given !== undefined;
}

/** What was begun before the answer, so that damage shows as a refusal. */
async function* goingOn(
  begun: IteratorResult<Buffer>,
  rest: AsyncIterable<Buffer>,
  close: () => Promise<void>,
): AsyncGenerator<Buffer> {
  try {
    if (begun.done !== true) yield begun.value;
    yield* rest;
  } finally {
    await close();
  }
}

function safeName(name: string, type: FileType): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, '_').slice(-150);
  const endings: readonly string[] = FILE_TYPES[type].endings;
  return endings.includes(endingOf(plain)) ? plain : `${plain}.${endings[0]}`;
}

const nameOf = (row: string) => ({ table: 'stored_file', column: 'name', row });

function rowOf(row: Selectable<Schema['stored_file']>): FileRow {
  const { file_id, subject, title, digest, sha256, size, type, from_party, stored_by, stored_at } = row;
  return {
    file_id,
    subject,
    title,
    digest,
    sha256,
    size,
    type,
    from_party,
    stored_by,
    stored_at: stored_at.toISOString(),
  };
}
