import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { isSignedBy, makePrivateKey, publicKeyOf, verifierOf } from '@shouhu/vault';
import * as fc from 'fast-check';
import { signMessage, signedText } from './signature.ts';

describe('what is signed', () => {
  test('members in ASCII order, numbers as written, without the empty and the signature', () => {
    const message =
      '{ "msgid": "M1", "cainfo": "x", "dev_no": "", "sign_no": null, "Z": true, "input": {"b": [1.10, {"d": 2e3, "c": "甲\\u0041/\\""}], "a": {}} }';
    assert.equal(signedText(message), 'Z=true&input={"a":{},"b":[1.10,{"c":"甲A/\\"","d":2e3}]}&msgid=M1');
    assert.equal(signedText('[]'), '');
  });

  test('the order of keys and blanks between them do not matter, everything else does', () => {
    const sorted = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([key, each]) => [key, sorted(each)]),
          )
        : value;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const object = { ...value, input: { x: value } };
        assert.equal(signedText(JSON.stringify(object, null, 2)), signedText(JSON.stringify(sorted(object))));
      }),
    );
    assert.notEqual(signedText('{"input":{"a":1.1}}'), signedText('{"input":{"a":1.10}}'));
  });

  test('a signature holds for its message and key alone; a prepared key says the same', () => {
    const privateKey = makePrivateKey();
    const publicKey = publicKeyOf(privateKey);
    const message = '{"msgid":"M1","input":{"a":1.10}}';
    const cainfo = signMessage(privateKey, message);
    const bytes = (text: string): Buffer => Buffer.from(signedText(text), 'utf8');
    const verify = verifierOf(publicKey);
    assert.ok(verify !== undefined);
    const other = '{"msgid":"M1","input":{"a":1.1}}';
    for (const [text, signature] of [
      [message, cainfo],
      [other, cainfo],
      [message, signMessage(makePrivateKey(), message)],
      [message, 'f'.repeat(128)],
      [message, ''],
    ] as const) {
      assert.equal(verify(bytes(text), signature), text === message && signature === cainfo);
      assert.equal(isSignedBy(publicKey, bytes(text), signature), verify(bytes(text), signature));
    }
    for (const bad of ['', '04', `04${'0'.repeat(128)}`, `04${'f'.repeat(128)}`])
      assert.equal(verifierOf(bad), undefined);
  });

  test('the example of the documentation holds', () => {
    const page = readFileSync(new URL('../../../docs/gateway.md', import.meta.url), 'utf8');
    const of = (name: string): string => new RegExp(`^${name} +(.*)$`, 'm').exec(page)?.[1] ?? '';
    assert.equal(signedText(of('message')), of('text'));
    assert.equal(publicKeyOf(of('private key')), of('public key'));
    assert.ok(isSignedBy(of('public key'), Buffer.from(of('text'), 'utf8'), of('signature')));
  });
});
