import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { test } from 'node:test';
import { PASSWORD_LENGTH, hashPassword, randomPassword, verifyPassword } from './password.ts';

test('a password verifies against its own hash only, and two hashes of it differ', async () => {
  const [one, two] = await Promise.all([
    hashPassword('四个不相干的词语连在一起啊'),
    hashPassword('四个不相干的词语连在一起啊'),
  ]);
  assert.notEqual(one, two);
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.equal(await verifyPassword({ hash: one, password: '四个不相干的词语连在一起啊' }), true);
  assert.equal(await verifyPassword({ hash: one, password: '四个不相干的词语连在一起' }), false);
});

test('the same characters in another encoding are the same password', async () => {
  const hash = await hashPassword('pa\u0301ssword-1234');
  assert.equal(await verifyPassword({ hash, password: 'p\u00e1ssword-1234' }), true);
  assert.equal(await verifyPassword({ hash, password: 'p\u00e1ssword-１２３４' }), true);
});

test('a hash says at which cost it was made', async () => {
  const nonce = Buffer.alloc(16, 7);
  const cost = { memory: 64, passes: 3, parallelism: 2 };
  const tag = argon2Sync('argon2id', { message: 'an older password', nonce, tagLength: 16, ...cost });
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  const hash = `$argon2id$v=19$m=64,t=3,p=2$${text(nonce)}$${text(tag)}`;
  assert.equal(await verifyPassword({ hash, password: 'an older password' }), true);
});

test('what is no hash verifies nothing', async () => {
  for (const hash of ['', 'plain', '$argon2i$v=19$m=64,t=3,p=2$AAAA$AAAA']) {
    assert.equal(await verifyPassword({ hash, password: hash }), false);
  }
});

test('random passwords are long, different and free of letters that look alike', () => {
  const made = new Set(Array.from({ length: 500 }, randomPassword));
  assert.equal(made.size, 500);
  for (const password of made) {
    assert.match(password, /^([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}$/);
    assert.ok(password.length >= PASSWORD_LENGTH.least);
  }
});
