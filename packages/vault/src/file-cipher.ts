/** Files at rest: SM4-GCM in chunks, so that a file is never whole in memory and any part of it opens by itself. */
import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { shouhuError } from '@shouhu/errors';
import { encode } from './encode.ts';
import type { KeyRing } from './key-ring.ts';
import { isChecking, isTagging } from './seal.ts';

/** Bytes of the text in every chunk but the last. */
export const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
/** A chunk as it lies on the disk: as long as its text, and its tag. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
const MAGIC = Buffer.from('SHF1');
const SALT_BYTES = 16;
/** What stands before the first chunk: format, version of the data key, salt of the file's own key. */
export const FILE_HEAD_BYTES = MAGIC.length + 4 + SALT_BYTES;

const CIPHER: string = 'sm4-gcm';

/**
 * Encrypts bytes as they come. Each file has a key of its own, made of the current data key and a salt; each chunk has its place and whether it is
 * the last in its nonce, so that chunks cannot be moved, and a file that was cut off does not open.
 */
export async function* sealBytes(ring: KeyRing, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const version = ring.dataKeys.length;
  const salt = randomBytes(SALT_BYTES);
  const key = keyOf(ring, version, salt);
  assert(key !== null, 'a key ring has a data key');
  const head = Buffer.alloc(FILE_HEAD_BYTES);
  MAGIC.copy(head);
  head.writeUInt32BE(version, MAGIC.length);
  salt.copy(head, MAGIC.length + 4);
  yield head;
  let index = 0;
  let waiting = Buffer.alloc(0);
  for await (const piece of source) {
    waiting = Buffer.concat([waiting, piece]);
    let at = 0;
    for (; waiting.length - at > CHUNK_BYTES; at += CHUNK_BYTES) {
      yield sealChunk(key, index, false, waiting.subarray(at, at + CHUNK_BYTES));
      index += 1;
    }
    waiting = waiting.subarray(at);
  }
  yield sealChunk(key, index, true, waiting);
}

/** Opens one chunk of a file, by its place and whether it is the last. */
export type ChunkOpener = (index: number, last: boolean, sealed: Uint8Array) => Buffer;

/**
 * Reads the head of a file.
 * @param id of the file, for the refusal
 * @throws ShouhuError, at once or when a chunk is opened: SH-V008 for what was altered or cut off, or is of other keys; SH-V009 for a key
 *   version that the ring lacks
 */
export function chunkOpener(ring: KeyRing, head: Buffer, id: string): ChunkOpener {
  const place = { table: 'stored_file', field: 'bytes' };
  if (head.length !== FILE_HEAD_BYTES || !head.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw shouhuError('SH-V008', { row: id }, place);
  }
  const version = head.readUInt32BE(MAGIC.length);
  const key = keyOf(ring, version, head.subarray(MAGIC.length + 4));
  if (key === null) throw shouhuError('SH-V009', { row: id, version }, place);
  return (index, last, sealed) => {
    const decipher = createDecipheriv(CIPHER, key, nonceOf(index, last));
    assert(isChecking(decipher));
    try {
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch (error) {
      throw shouhuError('SH-V008', { row: id }, place, error);
    }
  };
}

function sealChunk(key: KeyObject, index: number, last: boolean, text: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonceOf(index, last));
  assert(isTagging(cipher));
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 4);
  nonce.writeUInt32BE(last ? 1 : 0, 8);
  return nonce;
}

function keyOf(ring: KeyRing, version: number, salt: Uint8Array): KeyObject | null {
  const dataKey = ring.dataKeys[version - 1];
  if (dataKey === undefined) return null;
  const mac = createHmac('sm3', dataKey).update(encode(['shouhu-file-1', Buffer.from(salt).toString('hex')]));
  return createSecretKey(mac.digest().subarray(0, 16));
}
