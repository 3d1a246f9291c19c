import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { World } from '@shouhu/claims';
import { judgeByReference } from '@shouhu/rules';
import { diagnosis, line, today, visit, world } from '@shouhu/testkit';
import { buildSnapshot } from '../snapshot/build.ts';
import { reading } from './fixtures.ts';

/** Line ids charged by local knowledge of one file, and what could not be decided. */
function judged(
  file: string,
  rows: readonly string[],
  values: Partial<World>,
): { charged: string[]; undecided: number } {
  const read = reading({ [file]: `${rows.join('\n')}\n` });
  assert.ok(read.ok, read.ok ? '' : read.errors.map((error) => error.message).join('\n'));
  const snapshot = buildSnapshot({ sources: [{ name: 'local', version: '', rules: read.knowledge.rules }] });
  const { findings, undecided } = judgeByReference(snapshot.ruleset, world(values));
  return { charged: findings.flatMap((finding) => finding.line_ids), undecided: undecided.length };
}

const stay = { visits: [visit()], diagnoses: [diagnosis('E11.900')] };

test('a level is compared by its rank', () => {
  const rows = ['rule,verdict,subject_code,property,operator,value', '限三级,violation,A,hosp_lv,>=,二级'];
  const lines = [
    line({ line_id: 'L3', hosp_lv: 3 }),
    line({ line_id: 'L2', hosp_lv: 2 }),
    line({ line_id: 'L1', hosp_lv: 1 }),
  ];
  assert.deepEqual(judged('restrict.csv', rows, { ...stay, lines }), { charged: ['L1'], undecided: 0 });
  assert.deepEqual(judged('restrict.csv', rows, { ...stay, lines: [line({ hosp_lv: null })] }), {
    charged: [],
    undecided: 1,
  });
});

test('alternatives suffice one by one, properties only together', () => {
  const rows = [
    'rule,verdict,subject_code,property,operator,value,unit',
    '限病,violation,A,diag_code,=,C50*,',
    '限病,violation,A,diag_code,=,E11*,',
    '限病,violation,A,age,between,18;60,year',
  ];
  const lines = [line({ line_id: 'L1' }), line({ line_id: 'L2', brdy: today - 365 })];
  assert.deepEqual(judged('restrict.csv', rows, { ...stay, lines }), { charged: ['L2'], undecided: 0 });
  const other = { ...stay, diagnoses: [diagnosis('I10.x00')], lines: [line()] };
  assert.deepEqual(judged('restrict.csv', rows, other), { charged: ['L1'], undecided: 0 });
});

test('a group counts together, the exact maximum is clean', () => {
  const rows = [
    'rule,verdict,subject_code,measure,window,max,unit,group',
    '限量,violation,A,cnt,day,2,,AB',
    '限量,violation,B,cnt,day,2,,AB',
  ];
  const lines = [line({ line_id: 'L1' }), line({ line_id: 'L2', item: 'B' })];
  assert.deepEqual(judged('limit.csv', rows, { ...stay, lines }).charged, []);
  const third = line({ line_id: 'L3', item: 'B', second: 40_000 });
  assert.deepEqual(judged('limit.csv', rows, { ...stay, lines: [...lines, third] }).charged.length > 0, true);
});

test('an amount in yuan is a limit in fen', () => {
  const rows = ['rule,verdict,subject_code,measure,window,max,unit', '限额,violation,A,amount,day,100.00,yuan'];
  assert.deepEqual(judged('limit.csv', rows, { ...stay, lines: [line({ amount_fen: 10_000 })] }).charged, []);
  assert.deepEqual(judged('limit.csv', rows, { ...stay, lines: [line({ amount_fen: 10_001 })] }).charged, ['L1']);
});

test('the row’s dates and care type bound it', () => {
  const rows = [
    'rule,verdict,subject_code,when,care_type,valid_from,valid_to',
    '不付,violation,A,always,inpatient,2025-03-05,2025-03-05',
  ];
  const lines = [
    line({ line_id: 'L1' }),
    line({ line_id: 'L2', day: today + 1 }),
    line({ line_id: 'L3', care_type: 'outpatient' }),
  ];
  assert.deepEqual(judged('unpayable.csv', rows, { ...stay, lines }).charged, ['L1']);
});

test('the cheaper of a pair written in both directions pays', () => {
  const rows = ['rule,verdict,code_a,code_b,window', '重复,violation,A,B,day', '重复,violation,B,A,day'];
  const lines = [line({ line_id: 'L1', amount_fen: 500, inscp_fen: 500 }), line({ line_id: 'L2', item: 'B' })];
  assert.deepEqual(judged('together.csv', rows, { ...stay, lines }).charged, ['L1']);
});

test('a needed diagnosis, item or operation beside the subject', () => {
  const rows = ['rule,verdict,subject_code,needs_code,window', '须有,suspicion,A,B1;E11*;39.95,visit'];
  assert.deepEqual(judged('needs.csv', rows, { ...stay, lines: [line()] }).charged, []);
  const without = { ...stay, diagnoses: [diagnosis('I10.x00')], lines: [line()] };
  assert.deepEqual(judged('needs.csv', rows, without).charged, ['L1']);
});

test('a gap of exactly the minimum is clean', () => {
  const rows = ['rule,verdict,subject_code,other_code,min', '间隔,violation,A,,7'];
  const lines = [line({ line_id: 'L1' }), line({ line_id: 'L2', day: today + 7 })];
  assert.deepEqual(judged('spacing.csv', rows, { ...stay, lines }).charged, []);
  const early = [line({ line_id: 'L1' }), line({ line_id: 'L2', day: today + 6 })];
  assert.deepEqual(judged('spacing.csv', rows, { ...stay, lines: early }).charged, ['L2']);
});

test('a cap of the paid amount stands in price.csv and is counted over its window', () => {
  const rows = ['rule,subject_code,measure,window,max', '医疗服务项目超限定报销总额,A,paid,year,150.00'];
  const lines = [line({ line_id: 'L1' }), line({ line_id: 'L2', day: today + 1 })];
  assert.deepEqual(judged('price.csv', rows, { ...stay, lines: lines.slice(0, 1) }).charged, []);
  assert.notDeepEqual(judged('price.csv', rows, { ...stay, lines }).charged, []);
});
