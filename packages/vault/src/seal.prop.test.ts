import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { encode } from './encode.ts';
import { createKeyRing } from './key-ring.ts';
import { open, seal } from './seal.ts';

const ring = createKeyRing();
const text = fc.string({ unit: 'binary' });
const where = fc.record({ table: text, column: text, row: text });
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

test('any text opens where it was sealed, never twice as the same value, and nowhere else', () => {
  fc.assert(
    fc.property(text, where, where, (value, here, there) => {
      const sealed = seal(ring, value, here);
      assert.equal(open(ring, sealed, here), value);
      assert.notEqual(seal(ring, value, here), sealed);
      assert.match(sealed, /^v1\.[\w-]+$/);
      if (JSON.stringify(here) !== JSON.stringify(there)) assert.throws(() => open(ring, sealed, there), /SH-V008/);
      const shifted = { ...here, table: here.table + here.column.slice(0, 1), column: here.column.slice(1) };
      if (here.column !== '') assert.throws(() => open(ring, sealed, shifted), /SH-V008/);
    }),
  );
});

test('one changed character anywhere is noticed', () => {
  fc.assert(
    fc.property(text, where, fc.nat(), fc.integer({ min: 1, max: 63 }), (value, here, place, step) => {
      const sealed = seal(ring, value, here);
      const at = 3 + (place % (sealed.length - 3));
      const other = BASE64URL[(BASE64URL.indexOf(sealed[at] ?? '') + step) % 64] ?? '';
      assert.throws(() => open(ring, sealed.slice(0, at) + other + sealed.slice(at + 1), here), /SH-V008/);
    }),
  );
});

test('lists of as many fields have the same bytes only when they are the same', () => {
  const short = fc.array(fc.string({ unit: fc.constantFrom('\u0000', '\u0001', 'a', '字') }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(short, short, (left, right) => {
      assert.equal(encode(left).equals(encode(right)), JSON.stringify(left) === JSON.stringify(right));
    }),
    { numRuns: 1000 },
  );
});
