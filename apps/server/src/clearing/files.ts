/** Files of institutions: 9101 up, 9102 down. Kept sealed; each is for the institution that it is of. */
import { shouhuError } from '@shouhu/errors';
import { instantText, text } from '@shouhu/interface';
import { open, seal } from '@shouhu/vault';
import { sql } from 'kysely';
import { fromBufferPromise } from 'yauzl';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { transactionOf } from '../settlement/transaction-of.ts';

/** What a file may unpack to, in bytes. */
const MOST_BYTES = 16_777_216;

/** Bytes as base64, or as the list of numbers that some systems send. */
const bytes = z
  .union([z.base64().min(1), z.array(z.int().min(-128).max(255)).min(1)], 'base64')
  .transform((value) => (typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.from(value)));

const upload = z.object({ fsUploadIn: z.object({ in: bytes, filename: text(200) }) });
const download = z.object({ fsDownloadIn: z.object({ file_qury_no: text(30) }) });

const place = (file_qury_no: string) => ({ table: 'clearing_file', column: 'content', row: file_qury_no });

export interface KeptFile {
  readonly file_qury_no: string;
  readonly filename: string;
  readonly content: Buffer;
}

/** @returns its 文件查询号 */
export async function keepFile(
  { trx, ring, message, at }: Handling,
  filename: string,
  content: Buffer,
): Promise<string> {
  const head = `${message.admdvs}${instantText(at).slice(0, 10).replaceAll('-', '')}`;
  const { rows } = await sql<{ file_qury_no: string }>`
    SELECT ${head} || lpad(nextval('clearing_serial')::text, 12, '0') AS file_qury_no`.execute(trx);
  const file_qury_no = rows[0]?.file_qury_no ?? head;
  await trx
    .insertInto('clearing_file')
    .values({
      file_qury_no,
      fixmedins_code: message.fixmedins_code,
      filename,
      content: seal(ring, content.toString('base64'), place(file_qury_no)),
      kept_at: at,
    })
    .execute();
  return file_qury_no;
}

/** A file of the sender. @throws ShouhuError SH-Y013 */
export async function fileOf({ trx, ring, message }: Handling, file_qury_no: string): Promise<KeptFile> {
  const found = await trx
    .selectFrom('clearing_file')
    .select(['filename', 'content'])
    .where('file_qury_no', '=', file_qury_no)
    .where('fixmedins_code', '=', message.fixmedins_code)
    .executeTakeFirst();
  if (found === undefined) throw shouhuError('SH-Y013', { file_qury_no }, { field: 'file_qury_no' });
  const content = Buffer.from(open(ring, found.content, place(file_qury_no)), 'base64');
  return { file_qury_no, filename: found.filename, content };
}

/** The text of a file that is text, or an archive of one. @throws ShouhuError SH-Y014 */
export async function textOf({ content }: KeptFile): Promise<string> {
  const whole = content.subarray(0, 2).toString('latin1') === 'PK' ? await unpacked(content) : content;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(whole);
  } catch {
    throw shouhuError('SH-Y014', { reason: '不是 UTF-8 文本' });
  }
}

async function unpacked(archive: Buffer): Promise<Buffer> {
  try {
    const zip = await fromBufferPromise(archive);
    if (zip.entryCount !== 1) throw shouhuError('SH-Y014', { reason: `zip 内有 ${zip.entryCount} 个文件` });
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const entry of zip.eachEntry())
      for await (const piece of await zip.openReadStreamPromise(entry)) {
        const part = Buffer.from(piece);
        length += part.length;
        if (length > MOST_BYTES) throw shouhuError('SH-Y014', { reason: '解压后超过 16 MB' });
        pieces.push(part);
      }
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SH-Y014') throw error;
    throw shouhuError('SH-Y014', { reason: 'zip 已损坏' }, {}, error);
  }
}

export const fileTransactions = [
  transactionOf({
    infno: '9101',
    name: '文件上传',
    input: upload,
    handle: async (handling, { fsUploadIn: { in: content, filename } }) => ({
      file_qury_no: await keepFile(handling, filename, content),
      filename,
      fixmedins_code: handling.message.fixmedins_code,
    }),
  }),
  transactionOf({
    infno: '9102',
    name: '文件下载',
    input: download,
    handle: async (handling, { fsDownloadIn: { file_qury_no } }) => {
      const { filename, content } = await fileOf(handling, file_qury_no);
      return { file_qury_no, filename, out: content.toString('base64') };
    },
  }),
];
