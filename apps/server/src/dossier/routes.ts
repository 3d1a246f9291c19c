import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { DOSSIER_KINDS } from './kinds.ts';
import { addNote, readDossier, verifyDossier } from './read-dossier.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), list(z.string())]);
const entry = z.object({
  entry_id: z.string(),
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  kind: z.string(),
  subject: z.string(),
  detail: z.object({ day: z.string() }).catchall(value),
  digest: z.string(),
});
const dossier = z.object({
  entries: list(entry),
  names: z.record(z.string(), z.string()),
  kinds: z.record(z.string(), z.int()),
});
const verdict = z.object({
  ok: z.boolean(),
  entries: z.int(),
  digest: z.string(),
  seq: z.int().optional(),
  fault: z.string().optional(),
});
const filter = z.object({
  kind: z.enum(DOSSIER_KINDS).optional(),
  before: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const wanted = z.object({
  entry_id: z.uuid(),
  kind: z.enum(['note', 'interview', 'evidence']),
  day: z.iso.date(),
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().max(20_000).default(''),
  file: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
});

/** The dossier of an institution: read, written into, verified. */
export function dossierRoutes(app: App, { db }: Services): void {
  const one = z.object({ fixmedins_code: z.string().max(30) });
  app.get(
    '/api/institutions/:fixmedins_code/dossier',
    { schema: { params: one, querystring: filter, response: { 200: dossier } } },
    async ({ params, query, asking }) => readDossier(db, asking.caller, params.fixmedins_code, query),
  );
  app.get(
    '/api/institutions/:fixmedins_code/dossier/verdict',
    { schema: { params: one, response: { 200: verdict } } },
    async ({ params, asking }) => {
      const found = await verifyDossier(db, asking.caller, params.fixmedins_code);
      return found;
    },
  );
  app.post(
    '/api/institutions/:fixmedins_code/dossier',
    { schema: { params: one, body: wanted, response: { 200: dossier } } },
    async ({ params, body, asking }) => {
      await addNote(db, asking, params.fixmedins_code, body);
      return readDossier(db, asking.caller, params.fixmedins_code, { limit: 100 });
    },
  );
}
