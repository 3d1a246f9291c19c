import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  admdvsName,
  allRegions,
  careOf,
  careRows,
  codeName,
  codeSets,
  compareHospLv,
  hospRank,
  hospRanks,
  isAdmdvs,
  isCodedField,
  regionOf,
} from './index.ts';
import type { CodeSet } from './index.ts';

test('a value has its national name, and a foreign one has none', () => {
  assert.equal(codeName('insutype', '310'), '职工基本医疗保险');
  assert.equal(codeName('inv_type', '3506'), '商品销售退货');
  assert.equal(codeName('insutype', '999'), undefined);
  assert.equal(codeName('gend', 'toString'), undefined);
  assert.equal(isCodedField('med_type'), true);
  assert.equal(isCodedField('psn_no'), false);
});

test('every set names its source, and marks only values that it has', () => {
  for (const [field, set] of Object.entries<CodeSet>(codeSets)) {
    assert.notEqual(set.source, '', field);
    for (const value of set.unverified ?? []) assert.ok(Object.hasOwn(set.values, value), `${field} ${value}`);
  }
});

test('grades compare by rank, whatever their writing', () => {
  assert.deepEqual(['02', '三级甲等', '3', ' 05 ', '1', '11', '无等级', '5', ''].map(hospRank), [
    3,
    3,
    3,
    2,
    1,
    0,
    0,
    undefined,
    undefined,
  ]);
  for (const [code, name] of Object.entries(codeSets.hosp_lv.values)) assert.equal(hospRank(code), hospRank(name));
  assert.equal(hospRanks.get('三级'), 3);
  assert.ok((compareHospLv('02', '03') ?? 0) > 0);
  assert.ok((compareHospLv('11', '10') ?? 0) < 0);
  assert.equal(compareHospLv('05', '05'), 0);
  assert.equal(compareHospLv('三级', '02'), undefined);
});

test('a visit’s kind follows the national digits of its med_type', () => {
  const kinds: readonly (readonly [string, string | undefined, boolean])[] = [
    ['11', 'outpatient', false],
    ['1301', 'outpatient', true],
    ['140104', 'outpatient', false],
    ['2105', 'inpatient', false],
    ['24', 'inpatient', true],
    ['28', 'inpatient', false],
    ['5212', 'inpatient', false],
    ['41', 'pharmacy', false],
    ['9901', 'outpatient', false],
    ['9921', 'inpatient', false],
    ['9929', 'pharmacy', false],
  ];
  for (const [med_type, care_type, emergency] of kinds) {
    assert.deepEqual({ ...careOf(med_type) }.care_type, care_type, med_type);
    assert.equal(careOf(med_type)?.emergency, emergency, med_type);
  }
  for (const med_type of ['53', '61', '3101', '99', '1', '', 'xx']) assert.equal(careOf(med_type), undefined, med_type);
  assert.equal(new Set(careRows.map((row) => row.med_type)).size, careRows.length);
});

test('regions are known from province to county', () => {
  assert.equal(allRegions().size, 34 + 342 + 2975);
  assert.equal(regionOf('310101')?.full_name, '上海市黄浦区');
  assert.equal(regionOf('370600')?.full_name, '山东省烟台市');
  assert.equal(regionOf('441900')?.full_name, '广东省东莞市');
  assert.equal(regionOf('419001')?.full_name, '河南省济源市');
  assert.deepEqual(regionOf('330000'), { code: '330000', name: '浙江省', level: 'province', full_name: '浙江省' });
  assert.equal(regionOf('999999'), undefined);
});

test('insurance also knows a province’s and a city’s own level', () => {
  for (const code of ['330100', '339900', '330199', '330106']) assert.equal(isAdmdvs(code), true, code);
  for (const code of ['999900', '339999', '33', '', '33010a']) assert.equal(isAdmdvs(code), false, code);
  assert.equal(admdvsName('429004'), '湖北省仙桃市');
  assert.equal(admdvsName('429000'), '湖北省省直辖县级行政区划');
  assert.equal(admdvsName('339900'), '浙江省本级');
  assert.equal(admdvsName('330199'), '浙江省杭州市本级');
  assert.equal(admdvsName('999900'), undefined);
});
