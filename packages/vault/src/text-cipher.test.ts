import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sm4 } from 'sm-crypto-v2';
import { decryptText, encryptText, isTextKey, makeTextKey } from './text-cipher.ts';

test('a text opens with its key alone, unchanged; another implementation opens it too', () => {
  const [key, other] = [makeTextKey(), makeTextKey()];
  assert.ok(isTextKey(key) && !isTextKey(key.toUpperCase().replace(/[0-9]/g, 'A')) && !isTextKey(''));
  for (const text of ['', '{"data":{"psn_name":"张三"}}']) {
    const encrypted = encryptText(key, text);
    assert.notEqual(encryptText(key, text), encrypted);
    assert.equal(decryptText(key, encrypted), text);
    assert.equal(decryptText(other, encrypted), undefined);
    const bytes = Buffer.from(encrypted, 'base64');
    const opened = sm4.decrypt(bytes.subarray(12, -16), key, {
      mode: 'gcm',
      iv: bytes.subarray(0, 12),
      tag: bytes.subarray(-16),
      padding: 'none',
    });
    assert.equal(opened, text);
    bytes[12] = (bytes[12] ?? 0) ^ 1;
    assert.equal(decryptText(key, bytes.toString('base64')), undefined);
  }
  for (const bad of ['', 'AAAA', '张三']) assert.equal(decryptText(key, bad), undefined);
});
