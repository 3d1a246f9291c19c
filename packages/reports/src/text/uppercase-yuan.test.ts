import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uppercaseYuan } from './uppercase-yuan.ts';

const CASES: readonly (readonly [fen: number, text: string])[] = [
  [0, '零元整'],
  [1, '壹分'],
  [10, '壹角整'],
  [105, '壹元零伍分'],
  [150, '壹元伍角整'],
  [1_000, '壹拾元整'],
  [1_234_567, '壹万贰仟叁佰肆拾伍元陆角柒分'],
  [10_000_100, '壹拾万零壹元整'],
  [1_000_000_000, '壹仟万元整'],
  [10_050_000_000, '壹亿零伍拾万元整'],
  [1_000_010_000, '壹仟万零壹佰元整'],
  [2_000_300_0405, '贰亿零叁万零肆元零伍分'],
  [-150, '负壹元伍角整'],
];

for (const [fen, text] of CASES) test(`${fen} fen`, () => assert.equal(uppercaseYuan(fen), text));
