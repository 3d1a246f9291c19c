import assert from 'node:assert/strict';
import { createCipheriv, createHash } from 'node:crypto';
import { test } from 'node:test';
import { sm2 } from 'sm-crypto-v2';
import { isTagging } from './seal.ts';
import { isSignedBy, makePrivateKey, publicKeyOf, sign } from './sm2.ts';

/** GB/T 32918.5, annex A: signature over the 256-bit curve, user id 1234567812345678. */
const STANDARD = {
  message: Buffer.from('message digest'),
  privateKey: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
  publicKey:
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  k: 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n,
  x1: 0x04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73n,
  signature:
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
};

test('SM2: the key pair and the signature of the standard', () => {
  const { message, privateKey, publicKey, k, x1, signature } = STANDARD;
  assert.equal(publicKeyOf(privateKey), publicKey);
  assert.equal(isSignedBy(publicKey, message, signature), true);
  assert.equal(sm2.doSignature(message, privateKey, { hash: true, pointPool: [{ k, x1 }] }), signature);
  const again = sign(privateKey, publicKey, message);
  assert.equal(isSignedBy(publicKey, message, again), true);
  assert.notEqual(again, signature);
});

test('SM2: another message, key or signature is refused, and what is none of them too', () => {
  const { message, publicKey, signature } = STANDARD;
  const other = publicKeyOf(makePrivateKey());
  const nought = '0'.repeat(64);
  const order = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123';
  assert.equal(isSignedBy(publicKey, Buffer.from('message digesu'), signature), false);
  assert.equal(isSignedBy(other, message, signature), false);
  for (const bad of ['', signature.slice(2), `${signature}00`, signature.toUpperCase(), nought + nought]) {
    assert.equal(isSignedBy(publicKey, message, bad), false, bad);
  }
  assert.equal(isSignedBy(publicKey, message, signature.slice(0, 64) + order), false);
  assert.equal(isSignedBy(publicKey, message, order + signature.slice(64)), false);
  for (const bad of ['', publicKey.slice(2), `04${nought}${nought}`, publicKey.replace(/3$/, '4')]) {
    assert.equal(isSignedBy(bad, message, signature), false, bad);
  }
});

test('SM3 of node:crypto: the two examples of GB/T 32905', () => {
  const sm3 = (text: string) => createHash('sm3').update(text).digest('hex');
  assert.equal(sm3('abc'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  assert.equal(sm3('abcd'.repeat(16)), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
});

test('SM4-GCM of node:crypto: the example of RFC 8998, A.1', () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  const cipherName: string = 'sm4-gcm';
  const cipher = createCipheriv(
    cipherName,
    bytes('0123456789abcdeffedcba9876543210'),
    bytes('00001234567800000000abcd'),
  );
  assert(isTagging(cipher));
  cipher.setAAD(bytes('feedfacedeadbeeffeedfacedeadbeefabaddad2'));
  const plain = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'ee', 'aa'].map((byte) => byte.repeat(8)).join('');
  assert.equal(
    cipher.update(bytes(plain)).toString('hex') + cipher.final('hex'),
    '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
  );
  assert.deepEqual(cipher.getAuthTag(), bytes('83de3541e4c2b58177e065a9bf7b62ec'));
});
