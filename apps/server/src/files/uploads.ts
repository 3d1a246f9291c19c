/** Routes whose body is a file itself, whatever its declared type: taken as it comes, never whole in memory. */
import { Readable } from 'node:stream';
import { shouhuError } from '@shouhu/errors';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { tooLarge } from './blobs.ts';
import { MOST_FILE_BYTES } from './stored-files.ts';

/** The name, percent-encoded: it does not stand in the address, which is written down in many places. */
export const uploadHeaders = z.object({ 'x-file-name': z.string().max(2_000).default('') });

/** Routes of their own, with bodies as they come. */
export async function withUploads(app: App, routes: (uploads: App) => void): Promise<void> {
  await app.register(async (uploads: App) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', (_request, body, done) => done(null, body));
    routes(uploads);
  });
}

interface Upload {
  readonly body: unknown;
  readonly raw: { readonly headers: { readonly 'content-length'?: string | undefined } };
  readonly headers: { readonly 'x-file-name': string };
}

/** @throws ShouhuError SH-E001 too large, SH-E006 without a body, SH-H005 for a name that is not percent-encoded, and those of `store` */
export async function takeUpload<Row>(
  { mostFileBytes: most = MOST_FILE_BYTES }: Pick<Services, 'mostFileBytes'>,
  { body, raw, headers }: Upload,
  reply: FastifyReply,
  store: (pieces: AsyncIterable<Uint8Array>, name: string) => Promise<Row>,
): Promise<Row> {
  try {
    if (Number(raw.headers['content-length'] ?? 0) > most) throw tooLarge(most);
    if (!(body instanceof Readable)) throw shouhuError('SH-E006', {});
    // What is left of a refused file is neither kept nor waited for; the answer must still get through.
    const pieces: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false });
    return await store(pieces, decoded(headers['x-file-name']));
  } catch (error) {
    if (body instanceof Readable) body.resume();
    void reply.header('connection', 'close');
    throw error;
  }
}

/** A name within a header (RFC 8187). */
export function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @throws ShouhuError SH-H005 for a name that is not percent-encoded */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name).slice(0, 300);
  } catch {
    throw shouhuError('SH-H005', { field: 'x-file-name', reason: 'percent-encoding' });
  }
}
