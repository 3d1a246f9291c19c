import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ShouhuError } from '@shouhu/errors';
import { CHUNK_BYTES, chunkOpener, FILE_HEAD_BYTES, SEALED_CHUNK_BYTES, sealBytes } from './file-cipher.ts';
import { createKeyRing, rotateKeyRing } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';

const ring = createKeyRing();
const refused = (code: string) => (error: unknown) => error instanceof ShouhuError && error.code === code;

async function sealed(by: KeyRing, text: Buffer, piece = 50_000): Promise<Buffer> {
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += piece) yield text.subarray(at, at + piece);
  };
  const parts: Buffer[] = [];
  for await (const part of sealBytes(by, pieces())) parts.push(part);
  return Buffer.concat(parts);
}

function opened(by: KeyRing, bytes: Buffer): Buffer {
  const open = chunkOpener(by, bytes.subarray(0, FILE_HEAD_BYTES), 'F');
  const parts: Buffer[] = [];
  for (let at = FILE_HEAD_BYTES, index = 0; at < bytes.length; at += SEALED_CHUNK_BYTES, index += 1) {
    const end = Math.min(at + SEALED_CHUNK_BYTES, bytes.length);
    parts.push(open(index, end === bytes.length, bytes.subarray(at, end)));
  }
  return Buffer.concat(parts);
}

test('what is sealed opens as it was, at every length around a chunk and in whatever pieces it came', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constantFrom(0, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES), fc.nat(200_000)),
      fc.integer({ min: 1_000, max: 100_000 }),
      async (length, piece) => {
        const text = randomBytes(length);
        assert.ok(opened(ring, await sealed(ring, text, piece)).equals(text));
      },
    ),
    { numRuns: 30 },
  );
});

test('a changed byte, a chunk moved, dropped or cut off, and another ring do not open', async () => {
  const bytes = await sealed(ring, randomBytes(3 * CHUNK_BYTES));
  const chunk = (at: number) =>
    bytes.subarray(FILE_HEAD_BYTES + at * SEALED_CHUNK_BYTES, FILE_HEAD_BYTES + (at + 1) * SEALED_CHUNK_BYTES);
  const head = bytes.subarray(0, FILE_HEAD_BYTES);
  const flipped = Buffer.from(bytes);
  flipped[100] = (flipped[100] ?? 0) ^ 1;
  const salted = Buffer.from(bytes);
  salted[10] = (salted[10] ?? 0) ^ 1;
  const altered = [
    flipped,
    salted,
    Buffer.concat([head, chunk(1), chunk(0), chunk(2)]),
    Buffer.concat([head, chunk(0), chunk(1)]),
    Buffer.concat([head, chunk(0), chunk(2)]),
    bytes.subarray(0, -1),
  ];
  for (const [at, each] of altered.entries()) assert.throws(() => opened(ring, each), refused('SH-V008'), String(at));
  assert.throws(() => opened(createKeyRing(), bytes), refused('SH-V008'));
  assert.throws(() => chunkOpener(ring, Buffer.from('%PDF'), 'F'), refused('SH-V008'));
});

test('after a rotation old files open, and a ring from before opens no new one', async () => {
  const after = rotateKeyRing(ring);
  const text = randomBytes(10);
  assert.ok(opened(after, await sealed(ring, text)).equals(text));
  const young = await sealed(after, text);
  assert.throws(() => opened(ring, young), refused('SH-V009'));
});
