import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  assessment,
  credit,
  DUTIES,
  inspection,
  measure,
  penalty,
  points,
  publication,
  review,
  summaryPenalty,
  transfer,
} from '@shouhu/procedure';
import { catalogue } from '@shouhu/errors';
import { basisOf, inEnglish, nameOf } from './law.ts';

const CHINESE = /\p{Script=Han}/u;
const procedures = [
  review,
  inspection,
  measure,
  penalty,
  assessment,
  points,
  credit,
  summaryPenalty,
  transfer,
  publication,
];
const steps = procedures.flatMap((each) => Object.values(each.steps));
const clocks = procedures.flatMap((each) => Object.values(each.clocks));

describe('the law in English', () => {
  test('every basis of a step and of a clock is put into words', () => {
    for (const { basis } of [...steps, ...clocks]) assert.doesNotMatch(basisOf(basis).en, CHINESE, basis);
    assert.deepEqual(basisOf('令第4号 26–28；行政处罚法 56'), {
      zh: '令第4号第 26–28 条；行政处罚法第 56 条',
      en: 'Order No. 4, art. 26–28; Administrative Penalty Law, art. 56',
    });
    assert.equal(basisOf('令第4号 53, 55').en, 'Order No. 4, art. 53, 55');
    assert.equal(basisOf('令第4号').en, 'Order No. 4');
    assert.equal(basisOf('3701').zh, '服务协议、疑点审核经办流程');
    assert.equal(basisOf('服务协议（默认值，未核实）').zh, '服务协议（期限以本地规定为准）');
  });

  test('terms in a refusal are found again', () => {
    for (const { name } of [...steps, ...clocks]) assert.doesNotMatch(inEnglish(name), CHINESE, name);
    assert.equal(inEnglish(Object.values(DUTIES).slice(0, 2).join('、')), 'Inspector, Auditor');
    assert.equal(inEnglish('张三'), '张三');
  });

  test('what a newer server knows shows by its key', () => {
    assert.deepEqual(nameOf('steps', 'other', 'leap'), { zh: 'leap', en: 'leap' });
    assert.ok('SH-H004' in catalogue);
  });
});
