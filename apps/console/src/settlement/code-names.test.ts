import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeSets } from '@shouhu/codes';
import { ENGLISH } from './code-names.ts';

test('every national code of a settlement has an English name, and no other has', () => {
  for (const field of ['fund_pay_type', 'insutype', 'med_type', 'chrgitm_lv', 'clr_type'] as const)
    assert.deepEqual(Object.keys(ENGLISH[field]).toSorted(), Object.keys(codeSets[field].values).toSorted(), field);
});
