import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { CipherGCM, Cipheriv, DecipherGCM, Decipheriv } from 'node:crypto';
import { shouhuError } from '@shouhu/errors';
import { encode } from './encode.ts';
import type { KeyRing } from './key-ring.ts';

/** Where a sealed value stands. It opens there only, so that nobody can move it to a row or column he may read. */
export interface Where {
  readonly table: string;
  readonly column: string;
  /** Id of the row. */
  readonly row: string;
}

const CIPHER: string = 'sm4-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = /^v([1-9]\d{0,8})\.([A-Za-z0-9_-]+)$/;
const INDEX_DIGITS = 32;

/**
 * Encrypts a personal value by SM4-GCM with the current data key, a random nonce of 96 bits and its place as associated data.
 * The length of the text stays visible. A data key should seal far less than 2³² values: rotate before.
 * @returns `v<key version>.<base64url of nonce, ciphertext, tag>`, 40 characters and 4/3 of the UTF-8 of the text
 */
export function seal(ring: KeyRing, text: string, where: Where): string {
  const version = ring.dataKeys.length;
  const key = ring.dataKeys[version - 1];
  assert(key !== undefined, 'a key ring has a data key');
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  assert(isTagging(cipher));
  cipher.setAAD(placeBytes(where));
  const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v${version}.${body.toString('base64url')}`;
}

/**
 * Decrypts a sealed value. Callers log who asked and for what (docs/semantics.md 19).
 * @throws ShouhuError when it is altered, stands elsewhere or is of other keys (SH-V008), or of a key version that this ring
 *   does not have (SH-V009)
 */
export function open(ring: KeyRing, sealed: string, where: Where): string {
  const { table, column, row } = where;
  const place = { table, field: column };
  const [, version = '', encoded = ''] = SEALED.exec(sealed) ?? [];
  const content = Buffer.from(encoded, 'base64url');
  const tagAt = content.length - TAG_BYTES;
  // Other spellings of the same bytes are refused too: nobody but us writes sealed values.
  if (tagAt < NONCE_BYTES || content.toString('base64url') !== encoded) throw shouhuError('SH-V008', { row }, place);
  const key = ring.dataKeys[Number(version) - 1];
  if (key === undefined) throw shouhuError('SH-V009', { row, version }, place);
  const decipher = createDecipheriv(CIPHER, key, content.subarray(0, NONCE_BYTES));
  assert(isChecking(decipher));
  decipher.setAAD(placeBytes(where));
  decipher.setAuthTag(content.subarray(tagAt));
  try {
    const text = decipher.update(content.subarray(NONCE_BYTES, tagAt));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (error) {
    throw shouhuError('SH-V008', { row }, place, error);
  }
}

/** Whether a sealed value is of the current data key; any other is to be sealed again after a rotation. */
export function isCurrent(ring: KeyRing, sealed: string): boolean {
  return sealed.startsWith(`v${ring.dataKeys.length}.`);
}

/**
 * Blind index of a personal value, by which equal values are found without opening any: HMAC-SM3, 128 bits in hexadecimal.
 * @param kind what is looked up (`certno`, `tel`); equal texts of two kinds have nothing in common
 * @param text as the caller normalises it, the same way when writing and when looking up
 */
export function blindIndex(ring: KeyRing, kind: string, text: string): string {
  const mac = createHmac('sm3', ring.indexKey).update(encode(['shouhu-index-1', kind, text]));
  return mac.digest('hex').slice(0, INDEX_DIGITS);
}

function placeBytes({ table, column, row }: Where): Buffer {
  return encode(['shouhu-seal-1', table, column, row]);
}

/** Node's types know only the AES modes as ciphers with a tag; SM4-GCM is one too. */
export function isTagging(cipher: Cipheriv): cipher is CipherGCM {
  return 'getAuthTag' in cipher;
}

export function isChecking(decipher: Decipheriv): decipher is DecipherGCM {
  return 'setAuthTag' in decipher;
}
