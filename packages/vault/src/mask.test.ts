import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskAddress, maskIdentityNumber, maskName, maskPhone } from './mask.ts';

const REGION = '浙江省杭州市西湖区';

describe('masks', () => {
  const cases: readonly (readonly [mask: (text: string) => string, text: string, shown: string])[] = [
    [maskIdentityNumber, '110101199001011234', '11***34'],
    [maskIdentityNumber, '11010119900101123X', '11***3X'],
    [maskIdentityNumber, '110101900101123', '11***23'],
    [maskIdentityNumber, '1101011990010112', '***'],
    [maskIdentityNumber, '张三110101199001011234', '***'],
    [maskIdentityNumber, '', '***'],
    [maskPhone, '13912345678', '13***78'],
    [maskPhone, '+8613912345678', '+8***78'],
    [maskPhone, '0571-88880000', '05***00'],
    [maskPhone, '88880000', '***'],
    [maskPhone, '13912345678 张三', '***'],
    [maskName, '张三', '张＊'],
    [maskName, ' 欧阳小明 ', '欧＊'],
    [maskName, '𠮷田一', '𠮷＊'],
    [maskName, '阿依古丽·买买提', '阿＊'],
    [maskName, '王', '＊'],
    [maskName, '13912345678', '＊'],
    [maskName, '', '＊'],
    [(text) => maskAddress(text, REGION), `${REGION}文三路90号`, `${REGION}***`],
    [(text) => maskAddress(text, REGION), '西湖区文三路90号', '***'],
    [(text) => maskAddress(text, ''), '文三路90号', '***'],
  ];
  for (const [mask, text, shown] of cases) it(`shows ${text} as ${shown}`, () => assert.equal(mask(text), shown));
});
