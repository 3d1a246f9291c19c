import { Readable } from 'node:stream';
import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { removeCutOff } from './blobs.ts';
import { listFiles, readFile, storeFile } from './stored-files.ts';
import { FILE_TYPES } from './types.ts';
import { encoded, takeUpload, uploadHeaders, withUploads } from './uploads.ts';

const subject = z.string().max(100);
export const fileRow = z.object({
  file_id: z.string(),
  subject,
  title: z.string(),
  digest: z.string(),
  sha256: z.string(),
  size: z.int(),
  type: z.enum(Object.keys(FILE_TYPES)),
  from_party: z.boolean(),
  stored_by: z.string(),
  stored_at: z.string(),
});
const wanted = z.object({ file_id: z.uuid(), subject, title: z.string().trim().min(1).max(200) });
const reading = z.object({ purpose: z.string().trim().min(2).max(200) });

/** Evidence and other files: the body of an upload is the file itself, whatever its declared type. */
export async function fileRoutes(app: App, services: Services): Promise<void> {
  await removeCutOff(services);
  app.get(
    '/api/files',
    { schema: { querystring: z.object({ subject }), response: { 200: list(fileRow) } } },
    async ({ query, asking }) => listFiles(services.db, asking.caller, query.subject),
  );
  app.get(
    '/api/files/:file_id',
    { schema: { params: z.object({ file_id: z.uuid() }), querystring: reading } },
    async ({ params, query, asking }, reply) => {
      const { row: file, name, bytes } = await readFile(services, asking, params.file_id, query.purpose);
      return reply
        .headers({
          'content-type': FILE_TYPES[file.type].media,
          'content-length': file.size,
          'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
          'x-content-type-options': 'nosniff',
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': 'no-store',
        })
        .send(Readable.from(bytes, { objectMode: false }));
    },
  );
  await withUploads(app, (uploads) =>
    uploads.post(
      '/api/files',
      { schema: { querystring: wanted, headers: uploadHeaders, response: { 200: fileRow } } },
      async (request, reply) => {
        const { query, asking } = request;
        return takeUpload(services, request, reply, async (pieces, name) =>
          storeFile(services, asking, { ...query, name }, pieces),
        );
      },
    ),
  );
}
