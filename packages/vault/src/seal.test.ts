import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { sm4 } from 'sm-crypto-v2';
import { encode } from './encode.ts';
import { createKeyRing, hexOf, rotateKeyRing } from './key-ring.ts';
import { blindIndex, isCurrent, open, seal } from './seal.ts';

const WHERE = { table: 'person', column: 'tel', row: '7' };
const refused = (code: string) => (error: unknown) => error instanceof ShouhuError && error.code === code;

test('after a rotation old values still open and are known as old; a ring from before opens no new one', () => {
  const before = createKeyRing();
  const after = rotateKeyRing(before);
  const [old, young] = [seal(before, '13900000001', WHERE), seal(after, '13900000001', WHERE)];
  assert.deepEqual([old.slice(0, 3), young.slice(0, 3)], ['v1.', 'v2.']);
  assert.deepEqual([isCurrent(before, old), isCurrent(after, old), isCurrent(after, young)], [true, false, true]);
  assert.equal(open(after, old, WHERE), '13900000001');
  assert.equal(open(after, young, WHERE), '13900000001');
  assert.throws(() => open(before, young, WHERE), refused('SH-V009'));
  assert.throws(() => open(after, old.replace('v1', 'v2'), WHERE), refused('SH-V008'));
  assert.throws(() => open(createKeyRing(), old, WHERE), refused('SH-V008'));
});

test('what is no sealed value is refused, and the refusal names the place and shows no value', () => {
  const ring = createKeyRing();
  const sealed = seal(ring, '张三', WHERE);
  for (const bad of [
    '',
    '张三',
    'v1.',
    'v1.AAAA',
    `v01${sealed.slice(2)}`,
    ` ${sealed}`,
    `${sealed}=`,
    sealed.slice(0, 40),
  ]) {
    assert.throws(() => open(ring, bad, WHERE), refused('SH-V008'), bad);
  }
  try {
    open(ring, '13900000001', WHERE);
    assert.fail('opened');
  } catch (error) {
    assert(error instanceof ShouhuError);
    assert.deepEqual(error.place, { table: 'person', field: 'tel' });
    assert.doesNotMatch(JSON.stringify(error), /13900000001/);
  }
});

test('another implementation opens what is sealed, by what the format says', () => {
  const ring = createKeyRing();
  const content = Buffer.from(seal(ring, '浙江省杭州市', WHERE).slice(3), 'base64url');
  const [key] = ring.dataKeys;
  assert(key !== undefined);
  const opened = sm4.decrypt(content.subarray(12, -16), hexOf(key), {
    mode: 'gcm',
    iv: content.subarray(0, 12),
    tag: content.subarray(-16),
    associatedData: encode(['shouhu-seal-1', 'person', 'tel', '7']),
    padding: 'none',
  });
  assert.equal(opened, '浙江省杭州市');
});

test('a blind index is the same for equal texts of one kind, through rotations, and for nothing else', () => {
  const ring = createKeyRing();
  const index = blindIndex(ring, 'tel', '13900000001');
  assert.match(index, /^[0-9a-f]{32}$/);
  assert.equal(blindIndex(rotateKeyRing(ring), 'tel', '13900000001'), index);
  const others = [
    blindIndex(ring, 'tel', '13900000002'),
    blindIndex(ring, 'certno', '13900000001'),
    blindIndex(ring, 'tel1', '3900000001'),
    blindIndex(createKeyRing(), 'tel', '13900000001'),
  ];
  assert.equal(new Set([index, ...others]).size, 5);
});
