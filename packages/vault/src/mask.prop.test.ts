import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { maskAddress, maskIdentityNumber, maskName, maskPhone } from './mask.ts';

const any = fc.string({ unit: 'binary' });
const identityNumber = fc.stringMatching(/^(\d{15}|\d{17}[\dXx])$/);
const phone = fc.stringMatching(/^(1\d{10}|\+861\d{10}|0\d{2,3}-\d{7,8})$/);
const han = fc.string({
  unit: fc.integer({ min: 0x4e00, max: 0x9fff }).map((point) => String.fromCodePoint(point)),
  minLength: 1,
});

test('of a number the ends are shown and never the middle, whatever the middle is', () => {
  for (const [mask, number] of [
    [maskIdentityNumber, identityNumber],
    [maskPhone, phone],
  ] as const) {
    fc.assert(
      fc.property(number, (text) => {
        assert.equal(mask(text), `${text.slice(0, 2)}***${text.slice(-2)}`);
        assert.equal(mask(text).includes(text.slice(2, -2)), false);
      }),
    );
  }
});

test('of any other text in the place of a number or an address nothing is shown', () => {
  fc.assert(
    fc.property(any, (text) => {
      if (!/^\+?[\d-]+[Xx]?$/.test(text)) {
        assert.equal(maskIdentityNumber(text), '***');
        assert.equal(maskPhone(text), '***');
      }
      assert.equal(maskAddress(text, ''), '***');
    }),
  );
});

test('of a name at most one letter is shown, and two names of one surname look alike', () => {
  fc.assert(
    fc.property(han, han, han, (surname, one, other) => {
      assert.equal(maskName(surname + one), maskName(surname + other));
      assert.equal(maskName(surname + one), `${surname.slice(0, 1)}＊`);
    }),
  );
  fc.assert(fc.property(any, (text) => assert.match(maskName(text), /^\p{L}?＊$/u)));
});

test('of an address nothing but the given region is shown', () => {
  fc.assert(
    fc.property(any, any, (region, rest) => {
      assert.equal(maskAddress(region + rest, region), `${region}***`);
      assert.equal(maskAddress(rest, region), rest.startsWith(region) ? `${region}***` : '***');
    }),
  );
});
