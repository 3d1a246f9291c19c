import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { applyMapping } from './apply-mapping.ts';
import { parseMapping } from './read-mapping.ts';

const MAPPING = `tables:
  psn_info_b:
    - files: 'people*.csv'
      absent: [NA, '-']
      dates: dd/MM/yyyy
      fields:
        psn_no: Person ID
        gend: { column: Sex, values: { 01: 1, F: '2' } }
        brdy: { first: [Birth, Born] }
        insutype: { constant: 0310 }
        addr: { concat: [Town, Street] }
`;

function refused(text: string, code: string, line: number): void {
  assert.throws(
    () => parseMapping(text, 'own.yaml'),
    (error: unknown) => {
      assert.ok(error instanceof ShouhuError, String(error));
      assert.deepEqual([error.code, error.place], [code, { file: 'own.yaml', line }]);
      return true;
    },
  );
}

describe('parseMapping', () => {
  it('reads columns in lower case and constants as they are written', () => {
    const [file] = parseMapping(MAPPING, 'own.yaml').files;
    assert.deepEqual(
      [file?.table, file?.files, file?.absent, file?.dates, file?.line],
      ['psn_info_b', 'people*.csv', ['NA', '-'], 'dd/MM/yyyy', 3],
    );
    assert.deepEqual(Object.fromEntries(file?.fields ?? []), {
      psn_no: { kind: 'column', column: 'person id', values: {} },
      gend: { kind: 'column', column: 'sex', values: { '01': '1', F: '2' } },
      brdy: { kind: 'first', columns: ['birth', 'born'] },
      insutype: { kind: 'constant', value: '0310' },
      addr: { kind: 'concat', columns: ['town', 'street'] },
    });
  });

  it('names the place of what it does not understand', () => {
    refused('tables: [', 'SH-I017', 1);
    refused('columns: {}\n', 'SH-I017', 1);
    refused('tables:\n  psn_info_b: people.csv\n', 'SH-I017', 2);
    refused('tables:\n  psn_info_b:\n    - fields: { psn_no: A }\n', 'SH-I017', 3);
    refused('tables:\n  psn_info_b:\n    - files: a\n      colums: {}\n', 'SH-I017', 4);
    refused('tables:\n  people:\n    - files: a\n', 'SH-I019', 3);
    refused('tables:\n  psn_info_b:\n    - files: a\n      fields:\n        person: A\n', 'SH-I019', 5);
    refused('tables:\n  psn_info_b:\n    - files: a\n      each: { person: [A] }\n', 'SH-I019', 4);
    refused('tables:\n  psn_info_b:\n    - files: a\n      fields:\n        psn_no:\n', 'SH-I025', 5);
    refused(
      'tables:\n  psn_info_b:\n    - files: a\n      fields:\n        psn_no: { values: { a: b } }\n',
      'SH-I025',
      5,
    );
    refused('tables:\n  psn_info_b:\n    - files: a\n      fields:\n        psn_no: { first: [] }\n', 'SH-I025', 5);
  });
});

describe('applyMapping', () => {
  it('refuses a pattern that matches no file, with its line', () => {
    const mapping = parseMapping(MAPPING, 'own.yaml');
    assert.deepEqual(
      applyMapping(mapping, [{ name: 'people-1.csv' }, { name: 'x.csv' }]).map(({ entry }) => entry.name),
      ['people-1.csv'],
    );
    assert.throws(
      () => applyMapping(mapping, [{ name: 'x.csv' }]),
      (error: unknown) => error instanceof ShouhuError && error.code === 'SH-I020' && error.place.line === 3,
    );
  });
});
