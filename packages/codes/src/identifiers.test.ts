import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  classifyCode,
  creditCodeCheck,
  formatCivilDate,
  idCardCheck,
  isCreditCode,
  isDrug,
  isTraceCode,
  readIdCard,
  readInstitutionCode,
  readStaffCode,
} from './index.ts';

test('an institution code tells kind, region and serial', () => {
  assert.deepEqual(readInstitutionCode('H31010600042'), { kind: 'medical', admdvs: '310106', serial: '00042' });
  assert.equal(readInstitutionCode('P31010600042')?.kind, 'pharmacy');
  for (const code of ['H3101060004', 'X31010600042', 'h31010600042', ''])
    assert.equal(readInstitutionCode(code), undefined);
});

test('a staff code tells the profession', () => {
  assert.deepEqual(readStaffCode('D610724006954'), { kind: 'doctor', admdvs: '610724', serial: '006954' });
  assert.equal(readStaffCode('HY610724006954')?.kind, 'pharmacist');
  assert.equal(readStaffCode('HJ610724006954')?.kind, 'technician');
  assert.equal(readStaffCode('N610724006954')?.kind, 'nurse');
  assert.equal(readStaffCode('E610724006954'), undefined);
});

test('a citizen number tells region, birth and sex when its check holds', () => {
  const card = readIdCard('11010519491231002x');
  assert.ok(card !== undefined);
  assert.equal(formatCivilDate(card.brdy), '1949-12-31');
  assert.deepEqual([card.admdvs, card.gend], ['110105', '2']);
  assert.equal(readIdCard('110105194912310021'), undefined);
  assert.equal(readIdCard('11010519491231002'), undefined);
  assert.equal(idCardCheck('1101051949123100x'), undefined);
  const noSuchDay = '11010519490230002';
  assert.equal(readIdCard(noSuchDay + String(idCardCheck(noSuchDay))), undefined);
});

test('a unified social credit code carries a check', () => {
  assert.equal(isCreditCode('91350100M000100Y43'), true);
  assert.equal(isCreditCode('91350100M000100Y44'), false);
  assert.equal(creditCodeCheck('91350100M000100YI'), undefined);
  assert.equal(creditCodeCheck(''), undefined);
});

test('codes are told apart by their shapes', () => {
  const kinds: readonly (readonly [string, string | undefined])[] = [
    ['XB01AAT012A001010203485', 'western-drug'],
    ['ZA06EAX0357010501055', 'patent-drug'],
    ['T001400875', 'herbal-slice'],
    ['T0101000010000000001', 'herbal-granule'],
    ['C0101010010000100001', 'consumable'],
    ['C01010100100001000010000001', 'consumable'],
    ['003310010140000', 'service'],
    ['A01.000', 'diagnosis'],
    ['I10.x00x002', 'diagnosis'],
    ['M32.111+D77*', 'diagnosis'],
    ['J18', 'diagnosis'],
    ['36.0601', 'operation'],
    ['86.3x10x071', 'operation'],
    ['81.51', 'operation'],
    ['XB01', undefined],
    ['', undefined],
    ['阿莫西林', undefined],
  ];
  for (const [code, kind] of kinds) assert.equal(classifyCode(code), kind, code);
  assert.equal(isDrug('herbal-slice'), true);
  assert.equal(isDrug('service'), false);
  assert.equal(isDrug(undefined), false);
});

test('a trace code is twenty digits', () => {
  assert.equal(isTraceCode('81234560000000000001'), true);
  assert.equal(isTraceCode('8123456000000000000'), false);
});
