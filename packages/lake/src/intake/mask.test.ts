import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskValue } from './mask.ts';

describe('maskValue', () => {
  const cases: readonly (readonly [text: string, shown: string])[] = [
    ['2.005', '2.005'],
    ['2999-01-02 10:11:12', '2999-01-02 10:11:12'],
    ['29990102', '29990102'],
    ['1000000001', '1000000001'],
    ['13912345678', '13***78'],
    ['110101199001011234', '11***34'],
    ['11010119900101123X', '11***23*'],
    ['张三', '**'],
    ['P001 a@b.cn', '*001 ***.**'],
    ['1 '.repeat(40), `${'1 '.repeat(20)}…`],
  ];
  for (const [text, shown] of cases) it(`shows ${text} as ${shown}`, () => assert.equal(maskValue(text, false), shown));

  it('shows nothing of a personal field', () => assert.equal(maskValue('1', true), '***'));
});
