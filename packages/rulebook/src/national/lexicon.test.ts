import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadNational, readAnnexPoint, readLexicons } from './index.ts';
import { longestMatches } from './terms.ts';
import { withoutOwn } from './own-substance.ts';

const lexicons = readLexicons();
const facts = loadNational();

const annexRow = { item_name: '某药', detection: '', bound: null, codes: ['XN02AAA001A001010100001'] };

test('prefixes have the shape of ICD-10, ICD-9-CM-3 or drug codes', () => {
  for (const { term, prefixes } of lexicons.indication.values()) {
    for (const prefix of prefixes) assert.match(prefix, /^(?:[A-Z]\d{0,2}(?:\.\d)?|\d{1,2}(?:\.\d{1,2})?)$/, term);
  }
  for (const { term, prefixes } of lexicons['first-line'].values()) {
    for (const prefix of prefixes) assert.match(prefix, /^X[A-Z]\d{2}[A-Z]{0,3}\d{0,3}$/, term);
  }
});

test('every term of a point stands in the lexicon, and every mapped point has codes', () => {
  const pairs = [
    [facts.indications, lexicons.indication],
    [facts.firstLine, lexicons['first-line']],
  ] as const;
  for (const [points, lexicon] of pairs) {
    for (const [id, { terms }] of points) {
      assert.ok(
        terms.some((term) => (lexicon.get(term)?.prefixes.length ?? 0) > 0),
        id,
      );
      for (const term of terms) assert.ok(lexicon.has(term), `${id}: ${term}`);
    }
  }
});

test('the longer term wins where two overlap', () => {
  assert.deepEqual(longestMatches('限晚期非小细胞肺癌', ['肺癌', '小细胞肺癌', '非小细胞肺癌']), ['非小细胞肺癌']);
});

test('the name of a gene is no disease', () => {
  const text = '限间变性淋巴瘤激酶(ALK)阳性的晚期非小细胞肺癌';
  const reading = readAnnexPoint({ ...annexRow, class_name: '药品限适应症', text }, lexicons);
  assert.deepEqual(reading.terms?.terms, ['非小细胞肺癌']);
  assert.equal(reading.confidence, 'medium');
});

test('a text without any term is not executable, and says why', () => {
  const reading = readAnnexPoint({ ...annexRow, class_name: '药品限适应症', text: '限按说明书' }, lexicons);
  assert.deepEqual([reading.state, reading.reason], ['not', 'no-coded-term']);
  const unknown = readAnnexPoint({ ...annexRow, class_name: '新的规则', text: '' }, lexicons);
  assert.deepEqual([unknown.state, unknown.reason], ['not', 'class-unknown']);
});

test('a bare second-line note speaks by the group of the drug itself', () => {
  const codes = ['XS01EEL010G010010100001'];
  const reading = readAnnexPoint({ ...annexRow, codes, class_name: '药品限二线使用', text: '限二线用药。' }, lexicons);
  assert.deepEqual(reading.terms?.terms, ['@XS01E']);
});

test('where column and text differ the wider permission wins', () => {
  const text = '单次住院最多支付14天。';
  const course = { ...annexRow, class_name: '药品限支付疗程', text };
  assert.deepEqual(readAnnexPoint({ ...course, bound: '15天' }, lexicons).fact, { kind: 'days', most: 15 });
  assert.deepEqual(readAnnexPoint({ ...course, bound: '10天' }, lexicons).fact, { kind: 'days', most: 14 });
  const gap = { ...annexRow, class_name: '医疗服务项目周期超频次', text: '间隔时间不短于14天', bound: '10' };
  assert.deepEqual(readAnnexPoint(gap, lexicons).fact, { kind: 'gap', days: 10 });
});

test('a group without the own substance covers all others', () => {
  const prefixes = withoutOwn(['XS01E'], ['XS01EEL010G010010100001']);
  const covers = (code: string): boolean => prefixes.some((prefix) => code.startsWith(prefix));
  assert.ok(!covers('XS01EEL010G010010199999'));
  assert.ok(covers('XS01EEL011') && covers('XS01EDL010') && covers('XS01EEQ092') && !covers('XS01FA'));
});
