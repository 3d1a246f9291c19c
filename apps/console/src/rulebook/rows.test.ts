import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { changesOf, pastedRows, rowsOf, textOf } from './rows.ts';

const column = (name: string) => ({ name, needed: true, about: '' });
const table = { file: 'limit.csv', about: '', columns: ['rule', 'subject_code', 'max'].map(column) };
const cell = fc.string({ maxLength: 8 }).map((text) => text.replaceAll(/\s+/g, ' ').trim());
const rows = fc.array(
  fc.tuple(cell, cell, cell).filter((row) => row.some((each) => each !== '')),
  { maxLength: 6 },
);

describe('rows of knowledge', () => {
  test('cells survive their text, each row on a line of its own', () => {
    fc.assert(
      fc.property(rows, (written) => {
        const text = textOf(table, written);
        assert.deepEqual(rowsOf(table, text), written);
        assert.equal(text.split('\n').length - 1, written.length === 0 ? 0 : written.length + 1);
      }),
    );
  });

  test('remarks and the order of columns carry no meaning; what a spreadsheet quotes is read', () => {
    const text = '\uFEFF# 上限\nmax,rule\r\n5,"甲,乙"\n';
    assert.deepEqual(rowsOf(table, text), [['甲,乙', '', '5']]);
    assert.deepEqual(pastedRows('a\tb\r\n"c ""1""\nd"\t2\r\n'), [
      ['a', 'b'],
      ['c "1"\nd', '2'],
    ]);
  });

  test('the changes lead from the one to the other, and there are none between the same', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const changes = changesOf(before, after);
        const sorted = (all: readonly (readonly string[])[]): string[] => all.map((row) => row.join('\t')).toSorted();
        const gone = sorted(changes.flatMap((change) => (change.before === null ? [] : [change.before])));
        const rest = sorted(before).filter((row) => {
          const at = gone.indexOf(row);
          if (at !== -1) gone.splice(at, 1);
          return at === -1;
        });
        const come = changes.flatMap((change) => (change.after === null ? [] : [change.after.join('\t')]));
        assert.deepEqual([...rest, ...come].toSorted(), sorted(after));
        assert.deepEqual(changesOf(before, before), []);
      }),
    );
    assert.deepEqual(changesOf([['甲', 'X', '5']], [['甲', 'X', '6']])[0]?.is, 'changed');
  });
});
