import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { CipherGCM, Cipheriv, DecipherGCM, Decipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged } from '../store/faults.ts';
import { isRecord, parseJson } from '../store/json.ts';
import type { Lake } from '../store/lake.ts';
import { subkey } from './key.ts';
import type { Key } from './key.ts';

/** One personal value beside its token. */
export interface ClearValue {
  readonly field: string;
  readonly token: string;
  readonly value: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER: string = 'sm4-gcm';
const SM4_KEY_BYTES = 16;

/** Encrypts clear values with SM4-GCM: nonce, tag, then JSON lines in order of their tokens. */
export function seal(key: Key, values: readonly ClearValue[]): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, sealKey(key), nonce);
  assert(isTagging(cipher));
  const body = Buffer.concat([
    cipher.update(values.map((value) => `${JSON.stringify(value)}\n`).join(''), 'utf8'),
    cipher.final(),
  ]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/**
 * The clear values of the given tokens. Callers log who asked and for what (docs/semantics.md 19).
 * @throws ShouhuError when a sealed file was altered
 */
export async function reveal(lake: Lake, key: Key, tokens: ReadonlySet<string>): Promise<ClearValue[]> {
  const found = new Map<string, ClearValue>();
  for (const file of lake.manifest.sealed) {
    for (const value of unseal(key, await readFile(join(lake.path, file.path)), lake.path, file.path)) {
      if (tokens.has(value.token)) found.set(value.token, value);
    }
  }
  return [...found.values()];
}

function unseal(key: Key, content: Buffer, lake: string, name: string): ClearValue[] {
  const [nonceEnd, tagEnd] = [NONCE_BYTES, NONCE_BYTES + TAG_BYTES];
  const decipher = createDecipheriv(CIPHER, sealKey(key), content.subarray(0, nonceEnd));
  assert(isChecking(decipher));
  decipher.setAuthTag(content.subarray(nonceEnd, tagEnd));
  try {
    const text = Buffer.concat([decipher.update(content.subarray(tagEnd)), decipher.final()]).toString('utf8');
    return text.split('\n').flatMap((line) => clearValue(parseJson(line)));
  } catch {
    throw damaged(lake, name);
  }
}

function sealKey(key: Key): Buffer {
  return subkey(key, 'seal').subarray(0, SM4_KEY_BYTES);
}

function clearValue(entry: unknown): ClearValue[] {
  if (!isRecord(entry)) return [];
  const { field, token, value } = entry;
  return typeof field === 'string' && typeof token === 'string' && typeof value === 'string'
    ? [{ field, token, value }]
    : [];
}

/** Node's types know only the AES modes as ciphers with a tag; SM4-GCM is one too. */
function isTagging(cipher: Cipheriv): cipher is CipherGCM {
  return 'getAuthTag' in cipher;
}

function isChecking(decipher: Decipheriv): decipher is DecipherGCM {
  return 'setAuthTag' in decipher;
}
