import { queryOptions } from '@tanstack/react-query';
import { address } from '../api/address.ts';
import { ask, refusedBy } from '../api/ask.ts';
import type { FileRow, PaperFile, ReceivedDocument } from './answers.ts';

export const paperFileQuery = (matter_id: string) =>
  queryOptions({
    queryKey: ['paper-file', matter_id],
    queryFn: () => ask<PaperFile>('GET', `/api/matters/${matter_id}/paper-file`),
  });

export const receivedQuery = queryOptions({
  queryKey: ['documents'],
  queryFn: () => ask<readonly ReceivedDocument[]>('GET', '/api/documents'),
});

export interface Upload {
  readonly file_id: string;
  readonly matter_id: string;
  readonly title: string;
  readonly file: File;
}

/** Sends a file as it is; the server computes its digest. @throws Refused */
export async function upload({ file_id, matter_id, title, file }: Upload): Promise<FileRow> {
  const path = address('/api/files', { file_id, subject: `matter:${matter_id}`, title });
  const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) };
  const response = await fetch(path, { method: 'POST', headers, body: file }).catch(() => undefined);
  if (response?.ok === true) return response.json();
  throw await refusedBy(response);
}
