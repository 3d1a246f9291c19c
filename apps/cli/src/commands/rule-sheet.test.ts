import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currentKnowledge } from '@shouhu/rulebook';
import { defaultsOf, emptyClass } from './rule-sheet.ts';

const { snapshot, facts } = currentKnowledge();

test('a class that needs local points shows the file and a row that gives it some', () => {
  const sheet = emptyClass(snapshot, facts, '医疗服务项目限科室使用');
  assert.equal(sheet?.template, 'restrict.csv');
  assert.match(sheet?.header ?? '', /^rule,subject_code,/);
  assert.match(sheet?.example ?? '', /^医疗服务项目限科室使用,/);
  assert.deepEqual(emptyClass(snapshot, facts, 'GZ10000102008000'), sheet);
});

test('a class of batches has no file; a class with points, and an unknown name, is none of these', () => {
  assert.deepEqual(
    [emptyClass(snapshot, facts, '药品进销存异常')?.template, emptyClass(snapshot, facts, '频繁门诊')],
    [null, undefined],
  );
  assert.equal(emptyClass(snapshot, facts, '没有这条规则'), undefined);
});

test('defaults say where they come from, why they may be wrong and how to change them', () => {
  const sheet = defaultsOf(facts, '频繁门诊');
  assert.ok(sheet !== null && sheet.change.some((way) => way.includes('limit.csv')));
  assert.equal(defaultsOf(facts, '药品限适应症'), null);
});
