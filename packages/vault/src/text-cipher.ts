/** SM4-GCM over one text with a key that two sides share: bodies of messages, where both agreed on it. */
import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { isChecking, isTagging } from './seal.ts';

const CIPHER: string = 'sm4-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY = /^[0-9a-f]{32}$/;

/** A new key: 16 bytes, hexadecimal. */
export function makeTextKey(): string {
  return randomBytes(16).toString('hex');
}

export function isTextKey(text: string): boolean {
  return KEY.test(text);
}

/** @returns base64 of nonce (12 bytes), ciphertext, tag (16 bytes); another one each time */
export function encryptText(key: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, Buffer.from(key, 'hex'), nonce);
  assert(isTagging(cipher));
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** @returns undefined for what was not encrypted with this key, or was changed since */
export function decryptText(key: string, encrypted: string): string | undefined {
  const bytes = Buffer.from(encrypted, 'base64');
  const tagAt = bytes.length - TAG_BYTES;
  if (tagAt < NONCE_BYTES) return undefined;
  const decipher = createDecipheriv(CIPHER, Buffer.from(key, 'hex'), bytes.subarray(0, NONCE_BYTES));
  assert(isChecking(decipher));
  decipher.setAuthTag(bytes.subarray(tagAt));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, tagAt)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

/** SM3 of a text, hexadecimal. */
export function digestOfText(text: string): string {
  return createHash('sm3').update(text).digest('hex');
}
