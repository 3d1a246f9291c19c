import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { buildMessage } from './client.ts';
import { isMsgid, readEnvelope } from './envelope.ts';

const { text } = buildMessage(
  {
    fixmedins_code: 'H42900000001',
    fixmedins_name: '测试县人民医院',
    mdtrtarea_admvs: '429000',
    opter: '001',
    opter_name: '窗口一',
  },
  { infno: '1101', input: { data: {} }, at: new Date('2026-03-02T02:00:00Z'), serial: 1 },
);
const whole: Record<string, unknown> = JSON.parse(text);

function faultOf(more: object): [string, string | undefined] {
  try {
    readEnvelope(JSON.stringify({ ...whole, ...more }));
  } catch (error) {
    assert(error instanceof ShouhuError);
    return [error.code, error.params['field'] === undefined ? undefined : String(error.params['field'])];
  }
  return ['', undefined];
}

/** Each field: whether it must be there, one character too many, and what it cannot be. */
const FIELDS: readonly (readonly [name: string, needed: boolean, longest: number, wrong: readonly unknown[]])[] = [
  ['infno', true, 6, ['11', 'abcd', 1101]],
  ['msgid', true, 30, [12]],
  ['mdtrtarea_admvs', true, 6, ['42900', '42900A']],
  ['insuplc_admdvs', false, 6, ['1', 429_000]],
  ['recer_sys_code', true, 10, [{}]],
  ['dev_no', false, 100, [1]],
  ['dev_safe_info', false, 2_000, [[]]],
  ['cainfo', false, 1_024, [true]],
  ['signtype', false, 10, ['RSA', 2]],
  ['enctype', false, 10, ['AES']],
  ['infver', true, 6, ['one', 1]],
  ['opter_type', true, 3, ['4', 1]],
  ['opter', true, 30, [1]],
  ['opter_name', true, 50, [1]],
  ['inf_time', true, 19, ['2026-02-30 00:00:00', '2026-03-02T10:00:00', '2026-03-02 24:00:00', '2026-03-02']],
  ['fixmedins_code', true, 12, ['X42900000001', 'H4290000001']],
  ['fixmedins_name', true, 200, [1]],
  ['sign_no', false, 30, [1]],
  ['input', true, 0, [1, [], true]],
];

describe('envelope', () => {
  test('a message of the client is read', () => {
    const { infno, inf_time, insuplc_admdvs, sign_no } = readEnvelope(text);
    assert.deepEqual([infno, insuplc_admdvs, sign_no], ['1101', null, null]);
    assert.equal(inf_time.toISOString(), '2026-03-02T02:00:00.000Z');
  });

  test('what is no object is refused', () => {
    for (const bad of ['', 'null', '[]', '"a"', '{', `${text}x`, '\uFEFF'])
      assert.throws(() => readEnvelope(bad), { code: 'SH-T001' }, bad);
  });

  test('no text of a member can pass for other members in what is signed', () => {
    assert.deepEqual(faultOf({ opter_name: '一&opter_type=2' }), ['SH-T004', 'opter_name']);
    assert.deepEqual(faultOf({ fixmedins_name: '甲&乙医院' }), ['', undefined]);
  });

  test('each field: absent, empty, too long, wrong', () => {
    for (const [name, needed, longest, wrong] of FIELDS) {
      for (const empty of [undefined, null, '', '  '])
        assert.deepEqual(
          faultOf({ [name]: empty }),
          needed || empty === '  ' ? ['SH-T002', name] : ['', undefined],
          `${name} ${JSON.stringify(empty)}`,
        );
      if (longest > 0) {
        const [code, field] = faultOf({ [name]: 'x'.repeat(longest + 1) });
        assert.ok(['SH-T003', 'SH-T004'].includes(code) && field === name, `${name} ${code} ${field}`);
      }
      for (const each of wrong)
        assert.deepEqual(faultOf({ [name]: each }), ['SH-T004', name], `${name} ${String(each)}`);
    }
    assert.equal(FIELDS.length, 19);
  });

  test('a msgid is the code of its institution, a time and a serial', () => {
    const code = 'H42900000001';
    assert.ok(isMsgid(`${code}202603021000000001`, code));
    for (const bad of [
      `${code}20260302100000001`,
      `${code}2026030210000000011`,
      `${code}202613021000000001`,
      `${code}20260302100000000A`,
      'H42900000002202603021000000001',
    ])
      assert.ok(!isMsgid(bad, code), bad);
    assert.deepEqual(faultOf({ msgid: 'H42900000002202603021000000001' })[0], 'SH-T005');
  });
});
