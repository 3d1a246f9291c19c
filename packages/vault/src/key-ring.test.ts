import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { createKeyRing, fingerprint, hasFingerprint, hexOf, readRing, ringText, rotateKeyRing } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';

function secretsOf({ dataKeys, indexKey, signingKey }: KeyRing): string[] {
  return [...dataKeys, indexKey, signingKey].map(hexOf);
}

/** The text of a ring with some of its members replaced. */
function altered(ring: KeyRing, members: Readonly<Record<string, unknown>>): string {
  const content: unknown = JSON.parse(ringText(ring));
  assert(typeof content === 'object');
  return JSON.stringify({ ...content, ...members });
}

test('a ring is what its text says, before and after a rotation', () => {
  const first = createKeyRing();
  const second = rotateKeyRing(first);
  assert.deepEqual([first.dataKeys.length, second.dataKeys.length], [1, 2]);
  for (const ring of [first, second]) {
    const read = readRing(ringText(ring));
    assert(read.ok);
    assert.deepEqual(secretsOf(read.ring), secretsOf(ring));
    assert.equal(read.ring.publicKey, ring.publicKey);
  }
  assert.deepEqual(secretsOf(second).slice(0, 1), secretsOf(first).slice(0, 1));
  assert.equal(new Set([...secretsOf(second), ...secretsOf(createKeyRing())]).size, 7);
});

test('a fingerprint is of its ring and of what the ring becomes, not of what it was or of another', () => {
  const first = createKeyRing();
  const second = rotateKeyRing(first);
  assert.match(fingerprint(second), /^v2\.[0-9a-f]{32}$/);
  assert.equal(hasFingerprint(first, fingerprint(first)), true);
  assert.equal(hasFingerprint(second, fingerprint(first)), true);
  assert.equal(hasFingerprint(first, fingerprint(second)), false);
  assert.equal(hasFingerprint(rotateKeyRing(first), fingerprint(second)), false);
  assert.equal(hasFingerprint(createKeyRing(), fingerprint(first)), false);
  for (const bad of ['', 'v0.', 'v1', fingerprint(first).slice(0, -1)]) assert.equal(hasFingerprint(first, bad), false);
});

test('nothing printed of a ring, nor its fingerprint, holds a key', () => {
  const ring = rotateKeyRing(createKeyRing());
  const shown = [inspect(ring, { depth: null, showHidden: true }), JSON.stringify(ring), fingerprint(ring)].join('\n');
  for (const secret of secretsOf(ring)) {
    assert.equal(shown.includes(secret), false);
    assert.equal(shown.includes(Buffer.from(secret, 'hex').toString('base64')), false);
  }
});

test('any other text is damaged, and a newer format is told apart', () => {
  const ring = rotateKeyRing(createKeyRing());
  const [one = '', two = ''] = secretsOf(ring);
  const damaged = [
    '',
    'null',
    '[]',
    '7',
    'a'.repeat(64),
    ringText(ring).slice(0, -3),
    altered(ring, { format: 0 }),
    altered(ring, { format: '2' }),
    altered(ring, { format: 1.5 }),
    altered(ring, { data_keys: [] }),
    altered(ring, { data_keys: [one] }),
    altered(ring, { data_keys: [two, one] }),
    altered(ring, { data_keys: [one, two, 'x'] }).replace('"x"', '1'),
    altered(ring, { data_keys: one }),
    altered(ring, { index_key: one + one }),
    altered(ring, { index_key: undefined }),
    altered(ring, { signing_key: '0'.repeat(64) }),
    altered(ring, { signing_key: 'f'.repeat(64) }),
    altered(ring, { fingerprint: fingerprint(createKeyRing()) }),
  ];
  for (const [place, text] of damaged.entries()) {
    const read = readRing(text);
    assert.equal(read.ok ? 'read' : read.fault, 'damaged', String(place));
  }
  assert.deepEqual(readRing(altered(ring, { format: 2, data_keys: {} })), { ok: false, fault: 'newer', format: 2 });
});

test('one changed digit of any key is noticed', () => {
  const text = ringText(createKeyRing());
  for (const { index } of text.matchAll(/(?<=[0-9a-f]{4})[0-9a-f](?=")/g)) {
    const digit = text[index] === '0' ? '1' : '0';
    assert.equal(readRing(text.slice(0, index) + digit + text.slice(index + 1)).ok, false);
  }
});
