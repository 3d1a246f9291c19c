import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { civilDate } from '@shouhu/codes';
import type { Point } from '@shouhu/rules';
import { ruleSchema } from '../schema.ts';
import { OPEN_FROM, OPEN_TO } from '../validity.ts';
import { KNOWN, faults, reading } from './fixtures.ts';
import { loadLocal } from './load.ts';
import { writeTemplates } from './template.ts';

function pointsOf(files: Readonly<Record<string, string | Uint8Array>>): Point[] {
  const read = reading(files);
  assert.ok(read.ok, read.ok ? '' : read.errors.map((error) => error.message).join('\n'));
  for (const rule of read.knowledge.rules) ruleSchema.parse(rule);
  return read.knowledge.rules.flatMap((rule) => rule.points);
}

const RESTRICT = 'rule,verdict,subject_code,property,operator,value,unit,care_type,valid_from,valid_to\n';

test('templates are readable as they are and are not overwritten', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shouhu-template-'));
  try {
    assert.equal(writeTemplates(folder).length, 9);
    assert.deepEqual(loadLocal(folder, KNOWN), {
      ok: true,
      knowledge: { rules: [], parameters: [], settings: [], exemptions: [] },
      notices: [],
    });
    assert.throws(() => writeTemplates(folder), { code: 'SH-K030' });
    writeTemplates(folder, { force: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a folder that is not there is an error of the catalogue', () => {
  assert.throws(() => loadLocal('/nowhere/at/all', KNOWN), { code: 'SH-I001' });
});

test('a row of a national rule inherits its code, class and verdict; a new name is a rule of its own', () => {
  const read = reading({
    'restrict.csv': `${RESTRICT}药品限儿童使用,,XA01AAT001A001010100001,age,<,14,year,,,\n本市规定,suspicion,C50*,gend,=,女,,inpatient,2025-01-01,2025-12-31\n`,
  });
  assert.ok(read.ok);
  const [national, local] = read.knowledge.rules;
  assert.equal(national?.rule_code, 'GZ10000101007000');
  assert.equal(national?.rule_class, 'policy');
  assert.equal(national?.points[0]?.verdict, null);
  assert.equal(local?.rule_code, '本市规定');
  assert.equal(local?.verdict, 'suspicion');
  const [point] = local?.points ?? [];
  assert.ok(point?.type === 'restrict');
  assert.equal(point.subject_kind, 'diagnosis');
  assert.deepEqual(point.subject, { codes: [], prefixes: ['C50'] });
  assert.deepEqual(point.require, { is: 'in', field: 'gend', set: { codes: ['2'], prefixes: [] } });
  assert.deepEqual([point.from, point.to], [civilDate(2025, 1, 1), civilDate(2025, 12, 31)]);
  assert.deepEqual(point.scope, { is: 'in', field: 'care_type', set: { codes: ['inpatient'], prefixes: [] } });
  assert.ok(Object.isFrozen(point.subject.prefixes));
});

test('several rows of one property are alternatives on the days they share, several properties all hold', () => {
  const points = pointsOf({
    'restrict.csv':
      `${RESTRICT}本市,violation,A1,hosp_lv,=,三级,,,,\n本市,violation,A1,hosp_lv,=,05,,,2025-01-01,\n` +
      '本市,violation,A1,age,between,6;14,year,,,\n本市,violation,A1,diag_code,not in,C50*;E11.900,,,,\n',
  });
  assert.equal(points.length, 4);
  const rank = (value: number): unknown => ({ is: 'compare', field: 'hosp_lv', op: '=', value });
  const [before, after, age, diagnosis] = points;
  assert.ok(before?.type === 'restrict' && after?.type === 'restrict');
  assert.deepEqual([before.from, before.to, before.require], [OPEN_FROM, 20_088, rank(3)]);
  assert.deepEqual([after.from, after.to], [20_089, OPEN_TO]);
  assert.deepEqual(after.require, { is: 'or', parts: [rank(3), rank(2)] });
  assert.ok(age?.type === 'restrict' && diagnosis?.type === 'restrict');
  assert.deepEqual(diagnosis.require, {
    is: 'not',
    part: { is: 'coded', list: 'diagnosis', set: { codes: ['E11.900'], prefixes: ['C50'] } },
  });
});

test('numbers come in the units of the model', () => {
  const points = pointsOf({
    'limit.csv':
      'rule,verdict,subject_code,measure,window,max,unit,group,across\n' +
      '医疗服务项目限定频次,,001102000040000,cnt,day,1,,,\n' +
      '限额,suspicion,X1,amount,month,300.50,yuan,,all\n限额,suspicion,T*,weight,prescription,250,g,,\n' +
      '限额,suspicion,A1,cnt,stay,1.5,per_stay_day,g,\n限额,suspicion,A2,cnt,stay,1.5,per_stay_day,g,\n' +
      '限额,suspicion,,visits,month,10,,,\n限额,suspicion,X*,kinds,prescription,5,,,\n',
    'price.csv':
      'rule,verdict,subject_code,measure,with_code,window,ratio,max,unit\n' +
      '单价,violation,A1,unit_price,,,,12.345678,yuan\n单价,violation,A2,unit_price,,,,,\n' +
      '单价,violation,A3,discount,A4,operation,0.5,,\n医疗服务项目超限定报销总额,,A5,paid,,year,,5000,yuan\n',
  });
  const limits = points.flatMap((point) => (point.type === 'limit' ? [[point.group, point.measure, point.max]] : []));
  assert.deepEqual(limits, [
    ['A5', 'paid', 500_000],
    ['001102000040000', 'cnt', 10_000],
    ['X1', 'amount', 30_050],
    ['T*', 'cnt', 2_500_000],
    ['g', 'cnt', 15_000],
    ['visit', 'visits', 10],
    ['X*', 'kinds', 5],
  ]);
  const grouped = points.find((point) => point.type === 'limit' && point.group === 'g');
  assert.ok(grouped?.type === 'limit');
  assert.deepEqual(grouped.subject.codes, ['A1', 'A2']);
  assert.equal(grouped.point_ids.length, 2);
  const prices = points.flatMap((point) => (point.type === 'price' ? [[point.measure, point.max, point.ratio]] : []));
  assert.deepEqual(prices, [
    ['unit_price', 12_345_678, null],
    ['unit_price', null, null],
    ['discount', null, 5000],
  ]);
});

test('pairs, intervals, companions and what is never payable', () => {
  const points = pointsOf({
    'together.csv':
      'rule,verdict,code_a,code_b,window,pays,allowed_with\n' +
      '重复,violation,A1,B1,day,,\n重复,violation,B1,A1,day,,\n重复,violation,A2,B2,hours:6,a,C1;C2\n',
    'spacing.csv':
      'rule,verdict,subject_code,other_code,min,unit,across\n间隔,suspicion,admission,,15,,\nLK2025-031,,A1,A2,7,hour,all\n',
    'needs.csv':
      'rule,verdict,subject_code,needs_code,window,look_back_days\n须有,suspicion,A1,XB01*;E11*;39.95,visit,30\n',
    'unpayable.csv':
      'rule,verdict,subject_code,when\n不付,violation,T000000001,alone\n不付,violation,T000000002,always\n',
  });
  const [admission, interval] = points.filter((point) => point.type === 'spacing');
  assert.deepEqual([admission?.subject, admission?.min, admission?.unit], [null, 15, 'day']);
  assert.deepEqual([interval?.other?.codes, interval?.unit, interval?.across], [['A2'], 'hour', 'all']);
  const [mirrored, pair] = points.filter((point) => point.type === 'together');
  assert.deepEqual([mirrored?.pays, mirrored?.point_ids.length], ['cheaper', 2]);
  assert.deepEqual([pair?.pays, pair?.window, pair?.allowed_with.codes], ['a', 'hours:6', ['C1', 'C2']]);
  const [needs] = points.filter((point) => point.type === 'needs');
  assert.deepEqual(
    [needs?.items.prefixes, needs?.diagnoses.prefixes, needs?.operations.codes, needs?.look_back_days],
    [['XB01'], ['E11'], ['39.95'], 30],
  );
  const [alone, always] = points.filter((point) => point.type === 'unpayable');
  assert.deepEqual([alone?.among.prefixes, always?.among.prefixes], [[''], []]);
});

test('encodings and line ends of spreadsheets are read', () => {
  const text = 'rule,verdict,subject_code,when\r\n不付,violation,T000000001,always\r\n';
  const gb18030 = Buffer.from([
    ...Buffer.from('rule,verdict,subject_code,when\r\n'),
    0xb2,
    0xbb,
    0xb8,
    0xb6,
    ...Buffer.from(',violation,T000000001,always\r\n'),
  ]);
  for (const content of [
    text,
    `\ufeff${text}`,
    gb18030,
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    text.replaceAll(',', '\t'),
  ]) {
    const read = reading({ 'unpayable.csv': content });
    assert.ok(read.ok);
    assert.equal(read.knowledge.rules[0]?.rule_name, '不付');
  }
});

test('unknown columns, empty rows and rows of commas are told and skipped', () => {
  const read = reading({ 'unpayable.csv': 'rule,subject_code,when,remark,verdict\n\n,,,,\nA,B1,always,x,violation\n' });
  assert.ok(read.ok);
  assert.deepEqual(
    read.notices.map(({ code, place }) => [code, place.line]),
    [
      ['SH-K004', 1],
      ['SH-K031', 3],
    ],
  );
});

test('parameters and exemptions', () => {
  const read = reading({
    'limit.csv': 'rule,subject_code,measure,window,max\n医疗服务项目限定频次,A1,amount,day,1\n',
    'parameters.csv':
      'rule,parameter,value,fixmedins_code,hosp_lv,valid_from\n医疗服务项目限定频次,max,2.50,H31010600042,三级,2025-01-01\n',
    'exempt.csv': 'rule,subject_kind,code,reason\n,item,A*,理由\n',
  });
  assert.ok(read.ok);
  const [parameter] = read.knowledge.parameters;
  assert.deepEqual(parameter?.setting, { name: 'max', value: 250 });
  assert.deepEqual([parameter.fixmedins_code, parameter.hosp_lv], ['H31010600042', 3]);
  assert.deepEqual(read.knowledge.exemptions[0]?.subject, { codes: [], prefixes: ['A'] });
});

test('an item may be named where its code is not known, but not in an exemption', () => {
  const [named] = pointsOf({
    'together.csv':
      'rule,verdict,code_a,code_b,window,pays\n自定规则,suspicion,名:甘草;名： 炙甘草;T001*,T001700101,prescription,\n',
  });
  assert.deepEqual(named?.type === 'together' && named.a, { codes: [], prefixes: ['T001'], names: ['炙甘草', '甘草'] });
  assert.deepEqual(named?.type === 'together' && named.b, { codes: ['T001700101'], prefixes: [] });
  const diagnosis = 'rule,subject_code,property,operator,value\n药品限儿童使用,X1,diag_code,=,名:肺炎\n';
  assert.deepEqual(faults({ 'restrict.csv': diagnosis }), ['SH-K025 2 value']);
  const exempt = 'rule,subject_kind,code,valid_from,valid_to,reason\n,item,名:甘草,,,理由\n';
  assert.deepEqual(faults({ 'exempt.csv': exempt }), ['SH-K025 2 code']);
});

test('stays may be compared by their diagnoses, uses may not', () => {
  const header = 'rule,verdict,subject_code,other_code,min,unit,same\n';
  const [stays] = pointsOf({ 'spacing.csv': `${header}本地规则,suspicion,admission,,15,day,diagnosis\n` });
  assert.equal(stays?.type === 'spacing' && stays.same_diagnosis, true);
  assert.deepEqual(faults({ 'spacing.csv': `${header}本地规则,suspicion,0011,,15,day,diagnosis\n` }), [
    'SH-K006 2 same',
  ]);
});
