import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  BIRTH_DATES,
  addDays,
  creditCodeCheck,
  formatCivilDate,
  idCardCheck,
  isCreditCode,
  readIdCard,
} from './index.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const birth = fc.nat({ max: BIRTH_DATES.to - BIRTH_DATES.from }).map((offset) => addDays(BIRTH_DATES.from, offset));

/** Replaces the character at a place by another of the alphabet. */
function replaced(text: string, at: number, alphabet: string, step: number): string {
  const old = alphabet.indexOf(text[at] ?? '');
  const other = alphabet[(old + 1 + (step % (alphabet.length - 1))) % alphabet.length] ?? '';
  return text.slice(0, at) + other + text.slice(at + 1);
}

test('every well-made citizen number is read, and one wrong digit or two exchanged ones are noticed', () => {
  fc.assert(
    fc.property(digits(6), birth, digits(3), fc.nat({ max: 16 }), fc.nat(), (admdvs, brdy, serial, at, step) => {
      const first17 = admdvs + formatCivilDate(brdy).replaceAll('-', '') + serial;
      const check = idCardCheck(first17) ?? '';
      assert.deepEqual(readIdCard(first17 + check), { admdvs, brdy, gend: Number(serial) % 2 === 1 ? '1' : '2' });
      assert.equal(readIdCard(replaced(first17, at, '0123456789', step) + check), undefined);
      const [a = '', b = ''] = [first17[at], first17[at + 1]];
      if (b === '' || a === b) return;
      assert.notEqual(idCardCheck(first17.slice(0, at) + b + a + first17.slice(at + 2)), check);
    }),
  );
});

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

test('one wrong character of a credit code is noticed', () => {
  const tail = fc.stringMatching(new RegExp(`^[${ALPHABET}]{9}$`));
  fc.assert(
    fc.property(digits(6), tail, fc.nat({ max: 16 }), fc.nat(), (admdvs, tail9, at, step) => {
      const first17 = `91${admdvs}${tail9}`;
      const check = creditCodeCheck(first17) ?? '';
      assert.equal(isCreditCode(first17 + check), true);
      assert.notEqual(creditCodeCheck(replaced(first17, at, ALPHABET, step)), check);
    }),
  );
});
