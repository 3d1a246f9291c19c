import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from './fixtures.ts';

/** Rows beside the faults that a check names, as `code line column`. */
type Cases = readonly (readonly [rows: readonly string[], ...found: readonly string[]])[];

function expectFaults(file: string, header: string, cases: Cases): void {
  for (const [rows, ...found] of cases) {
    assert.deepEqual(faults({ [file]: `${[header, ...rows].join('\n')}\n` }), found, rows.join('\n'));
  }
}

const RESTRICT = 'rule,verdict,subject_code,property,operator,value,unit,care_type,valid_from,valid_to';

test('a file of the wrong form', () => {
  const header = 'rule,verdict,subject_code,when\n';
  assert.deepEqual(faults({ 'limits.csv': header }), ['SH-K002']);
  assert.deepEqual(faults({ 'unpayable.xlsx': 'x' }), ['SH-K002']);
  assert.deepEqual(faults({ 'unpayable.csv': '' }), ['SH-K022']);
  assert.deepEqual(faults({ 'unpayable.csv': '# only remarks\n' }), ['SH-K022']);
  assert.deepEqual(faults({ 'unpayable.csv': new Uint8Array([0, 1, 2, 255, 254]) }), ['SH-K021']);
  assert.deepEqual(faults({ 'unpayable.csv': 'rule,when\n' }), ['SH-K003 1 subject_code']);
  assert.deepEqual(faults({ 'unpayable.csv': 'rule,rule,subject_code,when\n' }), ['SH-K023 1 rule']);
  assert.deepEqual(faults({ 'unpayable.csv': `${header}A,violation,"B,always\n` }), ['SH-K020 2']);
  assert.deepEqual(faults({ 'unpayable.csv': `${header}A,violation\n` }), ['SH-K024 2']);
  assert.deepEqual(faults({ 'unpayable.csv': `${header}A,violation,B1,always,x\n` }), ['SH-K024 2']);
  assert.deepEqual(faults({ 'unpayable.csv': new Uint8Array(64 * 1024 * 1024 + 1) }), ['SH-K033']);
});

test('each wrong cell is named with its line and column', () => {
  expectFaults('restrict.csv', RESTRICT, [
    [[',violation,A1,gend,=,1,,,,'], 'SH-K005 2 rule'],
    [['GZ10000101999000,violation,A1,gend,=,1,,,,'], 'SH-K007 2 rule'],
    [['新规,,A1,gend,=,1,,,,'], 'SH-K007 2 rule'],
    [['新规,maybe,A1,gend,=,1,,,,'], 'SH-K006 2 verdict'],
    [['药品限儿童使用,maybe,A1,gend,=,1,,,,'], 'SH-K006 2 verdict'],
    [['医疗服务项目限定频次,,A1,gend,=,1,,,,'], 'SH-K008 2 rule'],
    [['新规,violation,,gend,=,1,,,,'], 'SH-K005 2 subject_code'],
    [['新规,violation,两个字,gend,=,1,,,,'], 'SH-K025 2 subject_code'],
    [['新规,violation,3.31001E+14,gend,=,1,,,,'], 'SH-K025 2 subject_code'],
    [['新规,violation,3310010140000,gend,=,1,,,,'], 'SH-K025 2 subject_code'],
    [['新规,violation,A1;E11.900,gend,=,1,,,,'], 'SH-K026 2 subject_code'],
    [['新规,violation,A1,height,=,1,,,,'], 'SH-K006 2 property'],
    [['新规,violation,A1,gend,<,1,,,,'], 'SH-K006 2 operator'],
    [['新规,violation,A1,gend,=,3,,,,'], 'SH-K006 2 value'],
    [['新规,violation,A1,gend,=,,,,,'], 'SH-K005 2 value'],
    [['新规,violation,A1,fixmedins_type,=,3,,,,'], 'SH-K006 2 value'],
    [['新规,violation,A1,dept,=,外 科,,,,'], 'SH-K025 2 value'],
    [['新规,violation,A1,age,<,14,,,,'], 'SH-K006 2 unit'],
    [['新规,violation,A1,age,<,14.5,year,,,'], 'SH-K014 2 value'],
    [['新规,violation,A1,age,<,14;15,year,,,'], 'SH-K006 2 value'],
    [['新规,violation,A1,age,between,14;6,year,,,'], 'SH-K028 2 value'],
    [['新规,violation,A1,hosp_lv,=,四级,,,,'], 'SH-K006 2 value'],
    [['新规,violation,A1,gend,=,1,,ward,,'], 'SH-K006 2 care_type'],
    [['新规,violation,A1,gend,=,1,,,2025-02-30,'], 'SH-K009 2 valid_from'],
    [['新规,violation,A1,gend,=,1,,,2025-02-02,2025-02-01'], 'SH-K010 2 valid_to'],
    [
      ['新规,x,A1,height,=,1,,,a,b'],
      'SH-K006 2 verdict',
      'SH-K009 2 valid_from',
      'SH-K009 2 valid_to',
      'SH-K006 2 property',
    ],
  ]);
});

test('wrong measures, units, windows and numbers', () => {
  expectFaults('limit.csv', 'rule,verdict,subject_code,measure,window,max,unit', [
    [['限,violation,A1,size,day,1,'], 'SH-K006 2 measure'],
    [['限,violation,A1,cnt,days:0,1,'], 'SH-K006 2 window'],
    [['限,violation,A1,cnt,fortnight,1,'], 'SH-K006 2 window'],
    [['限,violation,A1,cnt,day,1,yuan'], 'SH-K006 2 unit'],
    [['限,violation,A1,cnt,day,1,per_stay_day'], 'SH-K006 2 window'],
    [['限,violation,A1,cnt,day,,'], 'SH-K014 2 max'],
    [['限,violation,A1,cnt,day,-1,'], 'SH-K014 2 max'],
    [['限,violation,A1,amount,day,1.001,yuan'], 'SH-K014 2 max'],
    [['限,violation,A1,kinds,day,1.5,'], 'SH-K014 2 max'],
    [['限,violation,E11.900,cnt,day,1,'], 'SH-K026 2 subject_code'],
  ]);
  expectFaults('price.csv', 'rule,verdict,subject_code,measure,window,ratio,max', [
    [['价,violation,A1,discount,operation,1.2,'], 'SH-K014 2 ratio'],
    [['价,violation,A1,discount,operation,,'], 'SH-K014 2 ratio'],
    [['价,violation,A1,discount,,0.5,'], 'SH-K006 2 window'],
    [['价,violation,A1,unit_price,,,1.0000001'], 'SH-K014 2 max'],
    [['药品限儿童使用,violation,A1,unit_price,,,1'], 'SH-K008 2 rule'],
  ]);
  expectFaults('spacing.csv', 'rule,verdict,subject_code,other_code,min,across', [
    [['隔,violation,A1,,0,'], 'SH-K014 2 min'],
    [['隔,violation,admission,A1,3,'], 'SH-K006 2 other_code'],
    [['隔,violation,A1,,3,county'], 'SH-K006 2 across'],
  ]);
  expectFaults('needs.csv', 'rule,verdict,subject_code,needs_code,window,look_back_days', [
    [['须,violation,A1,,visit,'], 'SH-K005 2 needs_code'],
    [['须,violation,A1,B1,visit,x'], 'SH-K014 2 look_back_days'],
  ]);
  expectFaults('unpayable.csv', 'rule,verdict,subject_code,when', [[['不付,violation,A1,never'], 'SH-K006 2 when']]);
  expectFaults('together.csv', 'rule,verdict,code_a,code_b,window,pays', [
    [['重,violation,A1,B1,day,c'], 'SH-K006 2 pays'],
    [['重,violation,A1,B1,day,', '重,violation,A1,B1,day,a'], 'SH-K011 3 valid_from'],
  ]);
});

test('rows that overlap, repeat or contradict each other', () => {
  expectFaults('limit.csv', 'rule,verdict,subject_code,measure,window,max,group,valid_from,valid_to', [
    [['限,violation,A1,cnt,day,1,,,2025-12-31', '限,violation,A1,cnt,day,2,,2026-01-01,']],
    [['限,violation,A1,cnt,day,1,,,2026-01-01', '限,violation,A1,cnt,day,2,,2026-01-01,'], 'SH-K012 3 max'],
    [['限,violation,A1,cnt,day,1,,,2026-01-01', '限,violation,A1,cnt,day,1,,2026-01-01,'], 'SH-K011 3 valid_from'],
    [['限,violation,A1,cnt,day,1,,,', '限,violation,A1,cnt,day,1,,,'], 'SH-K013 3 rule'],
    [['限,violation,A1,cnt,day,1,g,,', '限,violation,A2,cnt,day,2,g,,'], 'SH-K012 3 max'],
    [['限,violation,A1,cnt,day,1,g,,', '限,violation,A2,cnt,month,2,g,,']],
    [
      [
        '限,violation,A1,cnt,day,1,g,,2024-12-31',
        '限,violation,A2,cnt,day,2,g,2025-01-01,',
        '限,violation,A3,cnt,day,1,g,,',
      ],
      'SH-K012 4 max',
    ],
  ]);
  expectFaults('restrict.csv', RESTRICT, [
    [['限,violation,A1,gend,=,1,,,,', '限,violation,A1,gend,!=,1,,,,'], 'SH-K027 3 value'],
    [['限,violation,A1,age,>=,6,year,,,', '限,violation,A1,age,<=,14,year,,,'], 'SH-K027 3 value'],
    [['限,violation,A1,age,>=,6,year,,,2024-12-31', '限,violation,A1,age,<=,14,year,,2025-01-01,']],
    [['限,violation,A1,age,<,6,year,,,', '限,violation,A1,age,>,60,year,,,']],
    [['限,violation,A1,diag_code,!=,E11*,,,,', '限,violation,A1,diag_code,!=,C50*,,,,']],
    [['限,violation,A1,diag_code,!=,E11*,,,,', '限,violation,A1,diag_code,=,E11*,,,,'], 'SH-K027 3 value'],
    [['限,violation,A1,insutype,!=,310,,,,', '限,violation,A1,insutype,!=,390,,,,'], 'SH-K027 3 value'],
    [['限,violation,A1,gend,=,1,,,,', '限,violation,A1,gend,=,1,,,,'], 'SH-K013 3 rule'],
  ]);
});

test('one local rule has one type', () => {
  const files = {
    'restrict.csv': `${RESTRICT}\n同名,violation,A1,gend,=,1,,,,\n`,
    'unpayable.csv': 'rule,verdict,subject_code,when\n同名,violation,A1,always\n',
  };
  assert.deepEqual(faults(files), ['SH-K029 2 rule']);
});

test('wrong parameters', () => {
  expectFaults('parameters.csv', 'rule,parameter,value,fixmedins_code,hosp_lv,valid_from,valid_to', [
    [['没有,enabled,0,,,,'], 'SH-K007 2 rule'],
    [['药品限儿童使用,max,1,,,,'], 'SH-K019 2 parameter'],
    [['药品限儿童使用,enabled,,,,,'], 'SH-K005 2 value'],
    [['药品限儿童使用,enabled,2,,,,'], 'SH-K006 2 value'],
    [['药品限儿童使用,child_bound,x,,,,'], 'SH-K014 2 value'],
    [['药品限儿童使用,verdict,maybe,,,,'], 'SH-K006 2 value'],
    [['药品限儿童使用,enabled,0,H1*,,,'], 'SH-K025 2 fixmedins_code'],
    [['药品限儿童使用,enabled,0,,9级,,'], 'SH-K006 2 hosp_lv'],
    [['药品限儿童使用,enabled,0,,,2025-01-01,2024-01-01'], 'SH-K010 2 valid_to'],
    [['药品限儿童使用,enabled,0,,,,', 'GZ10000101007000,enabled,1,,,2025-01-01,'], 'SH-K011 3 valid_from'],
    [['药品限儿童使用,enabled,0,,,,', '药品限儿童使用,enabled,1,H31010600042,,,']],
  ]);
  const amount = 'rule,subject_code,measure,window,max\n医疗服务项目限定频次,A1,amount,day,1\n';
  const both = `${amount}医疗服务项目限定频次,A1,cnt,day,1\n`;
  const parameter = 'rule,parameter,value\n医疗服务项目限定频次,max,1.001\n';
  assert.deepEqual(faults({ 'limit.csv': amount, 'parameters.csv': parameter }), ['SH-K014 2 value']);
  assert.deepEqual(faults({ 'limit.csv': both, 'parameters.csv': parameter }), ['SH-K014 2 value']);
});

test('wrong exemptions', () => {
  expectFaults('exempt.csv', 'rule,subject_kind,code,valid_from,valid_to,reason', [
    [['没有,person,P1,,,理由'], 'SH-K007 2 rule'],
    [[',family,P1,,,理由'], 'SH-K006 2 subject_kind'],
    [[',person,,,,理由'], 'SH-K005 2 code'],
    [[',person,P1,,,'], 'SH-K005 2 reason'],
    [[',person,P1,tomorrow,,理由'], 'SH-K009 2 valid_from'],
  ]);
});
