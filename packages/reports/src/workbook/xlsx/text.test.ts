import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnLetters, looksLikeFormula, SheetNames, sheetReference, xmlText } from './text.ts';

test('sheet names are legal, short and told apart whatever their case', () => {
  const names = new SheetNames();
  const wanted = [
    '规则[按日]:*?/\\',
    '规则[按日]:*?/\\',
    "'quoted'",
    '',
    'a'.repeat(40),
    'A'.repeat(40),
    'History',
    `${'长'.repeat(30)}𠮷`,
  ];
  const given = wanted.map((name) => names.unique(name));
  assert.equal(new Set(given.map((name) => name.toLowerCase())).size, wanted.length);
  for (const name of given) {
    assert.ok(name.length <= 31 && name.length > 0, name);
    assert.doesNotMatch(name, /[[\]:*?/\\]|^'|'$/);
    assert.ok(name.isWellFormed());
  }
  assert.equal(given[2], 'quoted');
});

test('a sheet within a formula', () => assert.equal(sheetReference("a'b"), "'a''b'"));

test('no text is markup, forbidden or too long', () => {
  assert.equal(xmlText('<a b="c">&\u0000\u0001\uD800'), '&lt;a b=&quot;c&quot;&gt;&amp;\uFFFD\uFFFD\uFFFD');
  assert.equal(xmlText('_x0041_ and _x00'), '_x005F_x0041_ and _x00');
  assert.equal(xmlText('one\ntwo\u2028'), 'one\ntwo\u2028');
  assert.equal(xmlText('长'.repeat(40_000)).length, 32_767);
});

test('what a spreadsheet program could take for a formula', () => {
  for (const text of ['=1', '+1', '-1', '@a', '\t=1']) assert.ok(looksLikeFormula(text), text);
  for (const text of ['1', 'a=1', '']) assert.ok(!looksLikeFormula(text), text);
});

test('columns by letters', () => {
  assert.deepEqual([0, 25, 26, 51, 701, 702].map(columnLetters), ['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA']);
});
