/** Makes a document of a deed, once: number, content, PDF and log in one transaction. */
import { createHash } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { documentKind, documentNames } from '@shouhu/procedure';
import type { DocumentName } from '@shouhu/procedure';
import type { Typeset } from '@shouhu/reports';
import { seal } from '@shouhu/vault';
import type { Selectable, Transaction } from 'kysely';
import { readMatter } from '../casework/matter.ts';
import type { Matter } from '../casework/matter.ts';
import { takeBytes } from '../files/blobs.ts';
import { MOST_FILE_BYTES, recordFile } from '../files/stored-files.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { namesOf } from '../people/people.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { bureauOf } from './bureau.ts';
import type { Bureau } from './schema.ts';
import { missingSignature } from './co-signatures.ts';
import { facingOf } from './facing.ts';
import { TEMPLATE, WRITINGS } from './kinds/kinds.ts';
import { numberOf } from './numbers.ts';
import type { Content } from './render/content.ts';
import { pdfOf } from './render/pdf.ts';
import type { DocumentTable } from './schema.ts';

export interface NewDocument {
  /** Made by the client: a repeat makes nothing new. */
  readonly document_id: string;
  readonly matter_id: string;
  readonly kind: string;
  /** The deed that it documents. */
  readonly seq: number;
  /** What the maker writes instead of what is usual. */
  readonly fields: Readonly<Record<string, string>>;
}

type Row = Selectable<DocumentTable>;
type DocumentServices = Pick<Services, 'db' | 'ring' | 'folder'>;

/** Tries with a page that was made beforehand. Somebody else may take the number each time: then the page is made while the number is held. */
const BEFOREHAND = 3;

/** Rolls back, so that nobody waits while the page is made. */
class NotTypeset extends Error {
  readonly content: Content;
  readonly digest: string;

  constructor(content: Content, digest: string) {
    super('not typeset yet');
    this.content = content;
    this.digest = digest;
  }
}

/**
 * The page is made while no lock and no connection is held, and recorded when the content is still the same.
 *
 * The same deed with the same fields gives the document that there is; anything else a further revision under the same number.
 * @returns id of the document that stands
 * @throws ShouhuError SH-H002, SH-H003 out of reach; SH-H006 for an id of another document; SH-E007 for a kind that is not of the deed; SH-E008
 * while an officer who took part has not confirmed the deed
 */
export async function makeDocument(services: DocumentServices, asking: Asking, wanted: NewDocument): Promise<string> {
  let page: (Typeset & { readonly digest: string }) | undefined;
  for (let tries = 0; ; tries += 1) {
    try {
      return await recordDocument(services, asking, wanted, async (content, digest) => {
        if (page?.digest === digest) return page;
        if (tries < BEFOREHAND) throw new NotTypeset(content, digest);
        return pdfOf(content);
      });
    } catch (error) {
      if (!(error instanceof NotTypeset)) throw error;
      page = { ...(await pdfOf(error.content)), digest: error.digest };
    }
  }
}

async function recordDocument(
  services: DocumentServices,
  asking: Asking,
  wanted: NewDocument,
  pageOf: (content: Content, digest: string) => Promise<Typeset>,
): Promise<string> {
  const { caller, at } = asking;
  const { document_id, matter_id, seq } = wanted;
  scopeOf(caller, 'document.make');
  return transaction(services.db, 'read committed', async (trx) => {
    const matter = await readMatter(trx, caller, matter_id, 'act', true);
    const kind = kindOf(matter, wanted);
    const repeated = await trx
      .selectFrom('document')
      .selectAll()
      .where('document_id', '=', document_id)
      .executeTakeFirst();
    if (repeated !== undefined) return sameOrRefused(repeated, wanted);
    await refuseUnconfirmed(trx, matter, seq);
    const bureau = await bureauOf(trx, matter.row.admdvs);
    const { word, name } = documentKind(kind);
    const year = Number(at.toLocaleDateString('en', { year: 'numeric', timeZone: 'Asia/Shanghai' }));
    const number =
      word === undefined ? null : await numberOf(trx, { bureau, word, year, matter_id, kind, deed_seq: seq });
    const content = await contentOf(trx, matter, wanted, kind, bureau, number);
    const content_digest = createHash('sm3').update(JSON.stringify(content)).digest('hex');
    const last = await lastOf(trx, wanted);
    if (last?.content_digest === content_digest) return last.document_id;
    const { pdf, pages } = await pageOf(content, content_digest);
    const taken = await takeBytes(services, one(pdf), 'document.pdf', { most: MOST_FILE_BYTES, types: ['pdf'] });
    const file = { file_id: document_id, subject: `matter:${matter_id}`, title: content.title };
    try {
      await recordFile(trx, services, asking, { ...file, name: `${content.title}.pdf`, place: matter.row, taken });
    } finally {
      await taken.drop();
    }
    const row = { document_id, matter_id, kind, deed_seq: seq, revision: (last?.revision ?? 0) + 1, number };
    await trx
      .insertInto('document')
      .values({
        ...row,
        template: content.template,
        title: content.title,
        content: seal(services.ring, JSON.stringify(content), contentAt(document_id)),
        content_digest,
        pages,
        made_by: caller.id,
        made_at: at,
      })
      .execute();
    await note(trx, caller, at, {
      action: 'document.make',
      subject: file.subject,
      region: matter.row.admdvs,
      detail: `${document_id} ${name} ${number ?? ''} ${row.revision} ${taken.kept.digest}`,
    });
    return document_id;
  });
}

/** Where the sealed content of a document stands. */
export const contentAt = (row: string) => ({ table: 'document', column: 'content', row });

function kindOf({ row, deeds }: Matter, { kind, seq }: NewDocument): DocumentName {
  const name = documentNames.find((each) => each === kind);
  const deed = deeds[seq - 1];
  if (name === undefined || deed === undefined) throw shouhuError('SH-H003', { id: `${kind} ${seq}` });
  const { procedure, of, name: document } = documentKind(name);
  if (procedure !== row.procedure || !of.includes(deed.action)) throw shouhuError('SH-E007', { document });
  return name;
}

function sameOrRefused(before: Row, { document_id, matter_id, kind, seq }: NewDocument): string {
  const same = before.matter_id === matter_id && before.kind === kind && before.deed_seq === seq;
  if (!same) throw shouhuError('SH-H006', { id: document_id });
  return document_id;
}

async function refuseUnconfirmed(trx: Transaction<Schema>, matter: Matter, seq: number): Promise<void> {
  const missing = await missingSignature(trx, matter, seq);
  if (missing === null) return;
  const names = await namesOf(trx, [missing.person]);
  throw shouhuError('SH-E008', { step: missing.step, person: names[missing.person] ?? missing.person });
}

async function contentOf(
  trx: Transaction<Schema>,
  matter: Matter,
  { seq, fields }: NewDocument,
  kind: DocumentName,
  bureau: Bureau,
  number: string | null,
): Promise<Content> {
  const { row, deeds } = matter;
  const place = await trx
    .selectFrom('institution')
    .select('fixmedins_name')
    .where('fixmedins_code', '=', row.fixmedins_code)
    .executeTakeFirstOrThrow();
  const persons = deeds.flatMap(({ by, with: others, facts }) => [
    by,
    ...others,
    ...Object.values(facts).flat().map(String),
  ]);
  const names = await namesOf(trx, persons);
  const decision = await decisionOf(trx, row.matter_id);
  const facing = facingOf({ matter, seq, bureau, fixmedins_name: place.fixmedins_name, names, fields, decision });
  const { title = documentKind(kind).name, to = null, blocks, notes = [] } = WRITINGS[kind].write(facing);
  return {
    title,
    number,
    bureau: bureau.name,
    to,
    blocks,
    sealed: documentKind(kind).sealed === true,
    day: facing.day,
    notes,
    template: `${kind} ${TEMPLATE}`,
  };
}

async function decisionOf(trx: Transaction<Schema>, matter_id: string): Promise<string | null> {
  const row = await trx
    .selectFrom('document')
    .select('number')
    .where('matter_id', '=', matter_id)
    .where('kind', '=', 'penalty-decision')
    .orderBy('deed_seq', 'desc')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? null;
}

async function lastOf(trx: Transaction<Schema>, { matter_id, kind, seq }: NewDocument): Promise<Row | undefined> {
  return trx
    .selectFrom('document')
    .selectAll()
    .where('matter_id', '=', matter_id)
    .where('kind', '=', kind)
    .where('deed_seq', '=', seq)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
