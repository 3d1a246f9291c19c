import { z } from 'zod';
import type { FastifyReply } from 'fastify';
import { FILE_TYPES } from '../files/types.ts';
import type { FileType } from '../files/types.ts';
import { fileRow } from '../files/routes.ts';
import { encoded } from '../files/uploads.ts';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { ownBureau, setBureau } from './bureau.ts';
import { confirmDeed } from './co-signatures.ts';
import { deliverDocument, listReceived, receiveDocument, WAYS } from './deliver-document.ts';
import { makeDocument } from './make-document.ts';
import { readPaperFile } from './paper-file.ts';
import { readCover, readDocx } from './read-document.ts';

const line = z.string().trim().min(1).max(200);
const bureau = z.object({
  admdvs: z.string().regex(/^\d{6}$/),
  name: line,
  abbreviation: z.string().trim().min(1).max(20),
  address: line,
  telephone: line,
  reconsideration: line,
  court: line,
  refund_account: line,
  fine_account: line,
});

const document = z.object({
  document_id: z.string(),
  matter_id: z.string(),
  kind: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  seq: z.int(),
  on: z.string(),
  revision: z.int(),
  superseded: z.boolean(),
  pages: z.int(),
  page_from: z.int().nullable(),
  digest: z.string(),
  given: z.boolean(),
  made_by: z.string(),
  made_at: z.string(),
  delivered: z.object({ way: z.string(), on: z.string() }).nullable(),
  received_at: z.string().nullable(),
});
const signature = z.object({ seq: z.int(), signer: z.string(), signed_at: z.string() });
const paperFile = z.object({
  matter_id: z.string(),
  title: z.string(),
  bureau: z.string(),
  party: z.string(),
  cause: z.string(),
  officers: z.string(),
  opened: z.string(),
  closed: z.string().nullable(),
  documents: list(document),
  evidence: list(fileRow),
  offers: list(
    z.object({
      kind: z.string(),
      name: z.string(),
      seq: z.int(),
      on: z.string(),
      step: z.string(),
      before: z.string().nullable(),
      made: z.boolean(),
      unconfirmed: list(z.string()),
      fields: list(z.object({ name: z.string(), label: z.string() })),
    }),
  ),
  signatures: list(signature),
  names: z.record(z.string(), z.string()),
});
const received = z.object({
  document_id: z.string(),
  matter_id: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  way: z.string(),
  on: z.string(),
  received_at: z.string().nullable(),
});

const ofMatter = z.object({ matter_id: z.uuid() });
const ofDocument = z.object({ document_id: z.uuid() });
const purpose = z.object({ purpose: z.string().trim().min(2).max(200) });
const making = z.object({
  document_id: z.uuid(),
  kind: z.string().max(60),
  seq: z.int().min(1).max(10_000),
  fields: z.record(z.string().max(40), z.string().trim().min(1).max(10_000)).default({}),
});
const delivering = z.object({ way: z.enum(WAYS), on: z.iso.date(), receiver: z.string().trim().min(1).max(60) });

/** The paper file of a matter: documents made of its deeds, their delivery, the word of those who took part. */
export function documentRoutes(app: App, services: Services): void {
  const { db } = services;
  app.get(
    '/api/matters/:matter_id/paper-file',
    { schema: { params: ofMatter, response: { 200: paperFile } } },
    async ({ params, asking }) => readPaperFile(db, asking.caller, params.matter_id),
  );
  app.get(
    '/api/matters/:matter_id/cover',
    { schema: { params: ofMatter, querystring: purpose } },
    async ({ params, query, asking }, reply) => {
      const { name, bytes } = await readCover(services, asking, params.matter_id, query.purpose);
      return attached(reply, name, 'pdf', bytes);
    },
  );
  app.post(
    '/api/matters/:matter_id/documents',
    { schema: { params: ofMatter, body: making, response: { 200: paperFile } } },
    async ({ params, body, asking }) => {
      await makeDocument(services, asking, { ...params, ...body });
      return readPaperFile(db, asking.caller, params.matter_id);
    },
  );
  app.post(
    '/api/matters/:matter_id/deeds/:seq/signature',
    {
      schema: { params: ofMatter.extend({ seq: z.coerce.number().int().min(1) }), response: { 200: list(signature) } },
    },
    async ({ params, asking }) => confirmDeed(db, asking, params.matter_id, params.seq),
  );
  app.get(
    '/api/documents/:document_id/docx',
    { schema: { params: ofDocument, querystring: purpose } },
    async ({ params, query, asking }, reply) => {
      const { name, bytes } = await readDocx(services, asking, params.document_id, query.purpose);
      return attached(reply, name, 'docx', bytes);
    },
  );
  const done = z.object({ ok: z.literal(true) });
  app.post(
    '/api/documents/:document_id/delivery',
    { schema: { params: ofDocument, body: delivering, response: { 200: done } } },
    async ({ params, body, asking }) => {
      await deliverDocument(services, asking, { ...params, ...body });
      return { ok: true as const };
    },
  );
  app.get('/api/documents', { schema: { response: { 200: list(received) } } }, async ({ asking }) =>
    listReceived(db, asking.caller),
  );
  app.post(
    '/api/documents/:document_id/receipt',
    { schema: { params: ofDocument, response: { 200: done } } },
    async ({ params, asking }) => {
      await receiveDocument(db, asking, params.document_id);
      return { ok: true as const };
    },
  );
  app.get('/api/bureau', { schema: { response: { 200: bureau } } }, async ({ asking }) => ownBureau(db, asking.caller));
  app.post('/api/bureau', { schema: { body: bureau, response: { 200: bureau } } }, async ({ body, asking }) =>
    setBureau(db, asking, body),
  );
}

function attached(reply: FastifyReply, name: string, type: FileType, bytes: Buffer) {
  return reply
    .headers({
      'content-type': FILE_TYPES[type].media,
      'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(bytes);
}
