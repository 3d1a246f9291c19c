import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { begunAt, isMadeBy, readToken, tokenOf } from './token.ts';

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((each) => Buffer.from(each).toString('hex'));
const made = fc.record({ secret: hex(32), handle: hex(12), begun: fc.nat({ max: 2 ** 32 - 1 }) });

test('a token says what it was made of, and only its secret makes it', () => {
  fc.assert(
    fc.property(made, hex(32), ({ secret, handle, begun }, other) => {
      const token = readToken(tokenOf(secret, handle, begun));
      assert.ok(token !== undefined);
      assert.deepEqual([token.handle, token.begun], [handle, begun]);
      assert.ok(isMadeBy(secret, token));
      assert.equal(isMadeBy(other, token), other === secret);
    }),
  );
});

test('one character more, less or other, and it is no token or nobody made it', () => {
  fc.assert(
    fc.property(
      made,
      fc.nat(),
      fc.constantFrom('A', 'B', 'a', '0', '9', '-', '_', '=', '+', '/', ' '),
      ({ secret, handle, begun }, at, letter) => {
        const text = tokenOf(secret, handle, begun);
        const place = at % text.length;
        const others = [
          `${text.slice(0, place)}${letter}${text.slice(place + 1)}`,
          text.slice(0, place),
          `${text}${letter}`,
        ].filter((each) => each !== text);
        for (const each of others) {
          const read = readToken(each);
          assert.ok(read === undefined || !isMadeBy(secret, read), each);
        }
      },
    ),
  );
});

test('time goes in steps of the rotation', () => {
  const at = new Date('2026-03-02T02:00:59.999Z');
  assert.equal(begunAt(at, 60), Date.parse('2026-03-02T02:00:00Z') / 1_000);
  assert.equal(begunAt(new Date(at.getTime() + 1), 60), Date.parse('2026-03-02T02:01:00Z') / 1_000);
});
