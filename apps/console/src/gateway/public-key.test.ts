import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { makePrivateKey, publicKeyOf } from '@shouhu/vault';
import { readPublicKey } from './public-key.ts';

test('a public key is read from hexadecimal in its usual spellings and from PEM', () => {
  const key = publicKeyOf(makePrivateKey());
  const spaced = key.toUpperCase().replaceAll(/(.{32})/g, '$1\n');
  for (const text of [key, ` ${key}\n`, spaced, key.slice(2)]) assert.deepEqual(readPublicKey(text), { key });
  // The head of a key of SM2 in DER: algorithm, curve, a string of bits.
  const head = '3059301306072a8648ce3d020106082a811ccf5501822d034200';
  const base64 = Buffer.from(head + key, 'hex').toString('base64');
  assert.deepEqual(readPublicKey(`-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`), { key });
});

test('a private key is refused as one, whatever else as unknown', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  for (const text of [pem, '{"privateKey": "00"}']) assert.deepEqual(readPublicKey(text), { fault: 'private' });
  for (const text of ['', '04', 'g'.repeat(130), '-----BEGIN PUBLIC KEY-----\n*\n-----END PUBLIC KEY-----'])
    assert.deepEqual(readPublicKey(text), { fault: 'unknown' });
});
