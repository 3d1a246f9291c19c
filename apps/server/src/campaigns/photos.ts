/**
 * Photographs of the form on site. Their digests are recorded with the answers; the pictures come when there is a network, each under the
 * digest that names it, and go into the files of the inspection.
 */
import { nationalCalendar } from '@shouhu/clocks';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { standing } from '@shouhu/procedure';
import type { Kysely } from 'kysely';
import { takeBytes } from '../files/blobs.ts';
import { MOST_FILE_BYTES, recordFile } from '../files/stored-files.ts';
import type { FileType } from '../files/types.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { itemsAt, readInspection } from './answers.ts';

/** A photograph that has arrived. */
export interface KeptPhoto {
  /** SHA-256, as it was recorded on site. */
  readonly digest: string;
  readonly file_id: string;
  readonly size: number;
}

export interface PhotoWanted {
  readonly matter_id: string;
  readonly digest: string;
  readonly name: string;
}

const PHOTO_TYPES: readonly FileType[] = ['jpeg', 'png', 'heic'];

/**
 * Keeps a photograph. Sent twice, it lands once; when the visit is over it still may come, as its digest was recorded while it lasted.
 * @throws ShouhuError SH-H002, SH-H003; SH-H032 for who is no officer of the inspection; SH-E013 when no answer names it, SH-E012 when it is
 * another picture, SH-E001, SH-E002, SH-E006 for bytes that are not taken
 */
export async function storePhoto(
  services: Pick<Services, 'db' | 'ring' | 'folder' | 'mostFileBytes'>,
  asking: Asking,
  { matter_id, digest, name }: PhotoWanted,
  bytes: AsyncIterable<Uint8Array>,
): Promise<KeptPhoto> {
  const { db, mostFileBytes: most = MOST_FILE_BYTES } = services;
  const { caller, at } = asking;
  scopeOf(caller, 'inspection.note');
  const { row: place, deeds, conducted } = await readInspection(db, asking, matter_id);
  const { officers } = standing(conducted.procedure, deeds, nationalCalendar);
  if (!officers.includes(caller.id)) throw shouhuError('SH-H032', { id: matter_id });
  const title = await titleOf(db, matter_id, digest);
  const taken = await takeBytes(services, bytes, name, { most, types: PHOTO_TYPES, sha256: digest });
  const file_id = uuidOf(`${matter_id} photo ${digest}`);
  try {
    return await transaction(db, 'read committed', async (trx) => {
      const wanted = { file_id, subject: `matter:${matter_id}`, title, name, place, taken };
      const { row, isNew } = await recordFile(trx, services, asking, wanted);
      if (isNew) {
        await note(trx, caller, at, {
          action: 'file.stored',
          subject: row.subject,
          region: place.admdvs,
          detail: `${file_id} ${row.type} ${row.size} ${row.digest}`,
        });
      }
      return { digest, file_id, size: row.size };
    });
  } finally {
    await taken.drop();
  }
}

/** Photographs of an inspection that have arrived. */
export async function photosOf(db: Kysely<Schema>, matter_id: string): Promise<KeptPhoto[]> {
  const named = await db.selectFrom('inspection_answer').select('photos').where('matter_id', '=', matter_id).execute();
  const ids = [...new Set(named.flatMap(({ photos }) => photos.map(({ digest }) => digest)))].map((digest) =>
    uuidOf(`${matter_id} photo ${digest}`),
  );
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('stored_file')
    .select(['sha256 as digest', 'file_id', 'size'])
    .where('file_id', 'in', ids)
    .orderBy('stored_at')
    .orderBy('file_id')
    .execute();
  return rows;
}

/** The item that the photograph belongs to, as its title among the files. @throws ShouhuError SH-E013 when no answer names it */
async function titleOf(db: Kysely<Schema>, matter_id: string, digest: string): Promise<string> {
  const answers = await db
    .selectFrom('inspection_answer')
    .select(['item_id', 'photos'])
    .where('matter_id', '=', matter_id)
    .orderBy('answered_at')
    .orderBy('answer_id')
    .execute();
  const answer = answers.find(({ photos }) => photos.some((photo) => photo.digest === digest));
  if (answer === undefined) throw shouhuError('SH-E013', { digest });
  const item = (await itemsAt(db, matter_id)).find(({ item_id }) => item_id === answer.item_id);
  return `现场照片：${item?.text ?? answer.item_id}`.slice(0, 200);
}
