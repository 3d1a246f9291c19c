/** A document on its way to the party: delivered by the bureau, received by the institution. */
import { transaction } from '@shouhu/database';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { seal } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import { civilDayOf, dayOf, readMatter } from '../casework/matter.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { isGiven } from './paper-file.ts';

/** How a document reaches the party (令第4号 59). */
export const WAYS = ['直接送达', '留置送达', '邮寄送达', '委托送达', '电子送达', '公告送达'] as const;

export interface Delivered {
  readonly document_id: string;
  readonly way: (typeof WAYS)[number];
  readonly on: string;
  /** Who took it. */
  readonly receiver: string;
}

/**
 * Records how a document was delivered, once, and lets the institution read it from then on.
 * @throws ShouhuError SH-H002, SH-H003 out of reach; SH-H005 for a day that is to come, or before it was made; SH-H006 when it was delivered
 * otherwise; SH-E011 for what is not for the party, or superseded
 */
export async function deliverDocument(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  { document_id, way, on, receiver }: Delivered,
): Promise<void> {
  scopeOf(caller, 'document.deliver');
  await transaction(db, 'read committed', async (trx) => {
    const document = await trx
      .selectFrom('document')
      .selectAll()
      .where('document_id', '=', document_id)
      .executeTakeFirst();
    if (document === undefined) throw shouhuError('SH-H003', { id: document_id });
    const { row, deeds } = await readMatter(trx, caller, document.matter_id, 'act', true);
    const deed = deeds[document.deed_seq - 1];
    const day = dayOf(on);
    if (deed === undefined || day > civilDayOf(at) || day < deed.on)
      throw shouhuError('SH-H005', { field: 'on', reason: on });
    const newer = await trx
      .selectFrom('document')
      .select('document_id')
      .where('matter_id', '=', document.matter_id)
      .where('kind', '=', document.kind)
      .where('deed_seq', '=', document.deed_seq)
      .where('revision', '>', document.revision)
      .executeTakeFirst();
    if (newer !== undefined || !isGiven(document.kind)) throw shouhuError('SH-E011', { document: document.title });
    const made = await trx
      .insertInto('document_delivery')
      .values({
        document_id,
        way,
        day: formatCivilDate(day),
        receiver: seal(ring, receiver, { table: 'document_delivery', column: 'receiver', row: document_id }),
        delivered_by: caller.id,
        delivered_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('document_id')
      .executeTakeFirst();
    if (made === undefined) return refuseUnlessSame(trx, document_id, way, formatCivilDate(day));
    await trx
      .insertInto('file_given')
      .values({ file_id: document_id, fixmedins_code: row.fixmedins_code, given_by: caller.id, given_at: at })
      .execute();
    await note(trx, caller, at, {
      action: 'document.deliver',
      subject: `matter:${document.matter_id}`,
      region: row.admdvs,
      detail: `${document_id} ${document.title} ${way} ${on}`,
    });
  });
}

async function refuseUnlessSame(db: Kysely<Schema>, document_id: string, way: string, day: string): Promise<void> {
  const before = await db
    .selectFrom('document_delivery')
    .select(['way', 'day'])
    .where('document_id', '=', document_id)
    .executeTakeFirstOrThrow();
  if (before.way !== way || before.day !== day) throw shouhuError('SH-H006', { id: document_id });
}

/** A document as its institution sees it. */
export interface ReceivedDocument {
  readonly document_id: string;
  readonly matter_id: string;
  readonly title: string;
  readonly number: string | null;
  readonly way: string;
  readonly on: string;
  readonly received_at: string | null;
}

/** What was delivered to the caller's institution, latest first. */
export async function listReceived(db: Kysely<Schema>, caller: Caller): Promise<ReceivedDocument[]> {
  const rows = await receivedBy(db, caller).execute();
  return rows.map(({ day, received_at, ...row }) => ({
    ...row,
    on: day,
    received_at: received_at?.toISOString() ?? null,
  }));
}

/** The institution says that it has a document; said once. @throws ShouhuError SH-H003 for what was not delivered to it */
export async function receiveDocument(db: Kysely<Schema>, { caller, at }: Asking, document_id: string): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const row = await receivedBy(trx, caller)
      .where('document.document_id', '=', document_id)
      .select('stored_file.admdvs')
      .executeTakeFirst();
    if (row === undefined) throw shouhuError('SH-H003', { id: document_id });
    const made = await trx
      .insertInto('document_receipt')
      .values({ document_id, received_by: caller.id, received_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('document_id')
      .executeTakeFirst();
    if (made === undefined) return;
    await note(trx, caller, at, {
      action: 'document.received',
      subject: `matter:${row.matter_id}`,
      region: row.admdvs,
      detail: document_id,
    });
  });
}

function receivedBy(db: Kysely<Schema>, caller: Caller) {
  const scope = scopeOf(caller, 'document.received');
  const code = scope.reach === 'institution' ? scope.fixmedins_code : '';
  return db
    .selectFrom('file_given')
    .innerJoin('document', 'document.document_id', 'file_given.file_id')
    .innerJoin('stored_file', 'stored_file.file_id', 'file_given.file_id')
    .innerJoin('document_delivery', 'document_delivery.document_id', 'document.document_id')
    .leftJoin('document_receipt', 'document_receipt.document_id', 'document.document_id')
    .select([
      'document.document_id',
      'document.matter_id',
      'document.title',
      'document.number',
      'document_delivery.way',
      'document_delivery.day',
      'document_receipt.received_at',
    ])
    .where('file_given.fixmedins_code', '=', code)
    .orderBy('document_delivery.delivered_at', 'desc')
    .orderBy('document.document_id');
}
