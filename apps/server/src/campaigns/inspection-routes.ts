import { z } from 'zod';
import { takeUpload, uploadHeaders, withUploads } from '../files/uploads.ts';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { declare, recordAnswers } from './answers.ts';
import { myVisits, readVisit } from './inspections.ts';
import { storePhoto } from './photos.ts';
import { item } from './routes.ts';

const answer = z.object({
  answer_id: z.uuid(),
  item_id: z.string().min(1).max(40),
  value: z.string().max(2_000),
  amount_fen: z.int().min(0).nullable(),
  note: z.string().max(5_000),
  photos: list(z.object({ name: z.string().max(200), digest: z.string().regex(/^[0-9a-f]{64}$/) })),
  answered_at: z.iso.datetime(),
});

const declaration = z.object({
  request_id: z.uuid(),
  seen: z.int().min(0),
  answers: z.array(answer).max(300),
  summary: z.string().trim().min(1).max(20_000),
  committed: z.boolean(),
  late_reason: z.string().trim().min(1).max(1_000).nullable().default(null),
});

const photo = z.object({ digest: z.string(), file_id: z.string(), size: z.int() });

const visit = z.object({
  matter_id: z.string(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  state: z.string(),
  version: z.int(),
  campaign: z.string(),
  items: list(item),
  answers: list(answer.extend({ answered_by: z.string() })),
  /** Photographs that have arrived. */
  photos: list(photo),
});

/** Forms of inspections: the officers' on site with their photographs, the institution's own. */
export async function inspectionRoutes(app: App, services: Services): Promise<void> {
  const { db } = services;
  const one = z.object({ matter_id: z.uuid() });
  app.get('/api/inspections', { schema: { response: { 200: list(visit) } } }, async ({ asking }) =>
    myVisits(db, asking),
  );
  app.get(
    '/api/inspections/:matter_id',
    { schema: { params: one, response: { 200: visit } } },
    async ({ params, asking }) => readVisit(db, asking, params.matter_id),
  );
  const answers = z.object({ answers: z.array(answer).min(1).max(500) });
  app.post(
    '/api/inspections/:matter_id/answers',
    { schema: { params: one, body: answers, response: { 200: z.object({ added: z.int() }) } } },
    async ({ params, body, asking }) => ({
      added: await recordAnswers(db, asking, params.matter_id, body.answers),
    }),
  );
  app.post(
    '/api/inspections/:matter_id/self-inspection',
    { schema: { params: one, body: declaration, response: { 200: visit } } },
    async ({ params, body, asking }) => {
      await declare(db, asking, params.matter_id, body);
      return readVisit(db, asking, params.matter_id);
    },
  );
  await withUploads(app, (uploads) =>
    uploads.post(
      '/api/inspections/:matter_id/photos/:digest',
      {
        schema: {
          params: one.extend({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
          headers: uploadHeaders,
          response: { 200: photo },
        },
      },
      async (request, reply) => {
        const { params, asking } = request;
        return takeUpload(services, request, reply, async (pieces, name) =>
          storePhoto(services, asking, { ...params, name }, pieces),
        );
      },
    ),
  );
}
