import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ShouhuError,
  asShouhuError,
  catalogue,
  errorsPage,
  formatError,
  fromSystemError,
  reasonText,
  reasons,
  shouhuError,
} from './index.ts';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();

test('an error carries code, place, reason and remedy in both languages, and its exit status', () => {
  const error = shouhuError('SH-I006', { table: 'mdtrt_d', columns: 'psn_no' }, { file: 'mdtrt_d.csv', line: 1 });
  assert.equal(error.exit, 1);
  assert.equal(error.zh, '表 mdtrt_d 的表头缺少必需的列：psn_no');
  assert.match(error.fix_en, /--mapping/);
  assert.equal(
    formatError(error, 'zh'),
    [
      'SH-I006 表 mdtrt_d 的表头缺少必需的列：psn_no',
      '  位置：mdtrt_d.csv，行 1',
      '  处理：第一行应为国家标准字段名；列名不同时请用 --mapping 写明对应关系',
    ].join('\n'),
  );
});

test('anything else caught is an internal fault, shown without its stack', () => {
  const text = formatError(new TypeError('boom\n    at somewhere.ts:1'), 'en');
  assert.match(text, /^SH-X001 Internal fault: boom\n {2}remedy: /);
  assert.doesNotMatch(text, /somewhere/);
  assert.equal(asShouhuError('odd').exit, 3);
});

const refused = (code: string, doing: 'read' | 'write'): string | undefined =>
  fromSystemError(Object.assign(new Error(code), { code }), '/data/x', doing)?.code;

test('what the operating system refuses has a code of its own', () => {
  assert.equal(refused('ENOENT', 'read'), 'SH-I001');
  assert.equal(refused('EISDIR', 'read'), 'SH-I003');
  assert.equal(refused('EACCES', 'read'), 'SH-I008');
  assert.equal(refused('EACCES', 'write'), 'SH-L007');
  assert.equal(refused('ENOSPC', 'write'), 'SH-L006');
  assert.equal(refused('ECONNRESET', 'read'), undefined);
  assert.equal(fromSystemError('no error', '/data/x', 'read'), undefined);
});

test('the two languages of a text name the same parameters', () => {
  for (const [code, entry] of Object.entries(catalogue)) {
    assert.deepEqual(placeholders(entry.zh), placeholders(entry.en), code);
    assert.deepEqual(placeholders(entry.fix_zh), placeholders(entry.fix_en), code);
  }
  for (const [code, reason] of Object.entries(reasons)) {
    assert.deepEqual(placeholders(reason.zh), placeholders(reason.en), code);
  }
});

test('the section of a code says how the program ends', () => {
  for (const [code, { exit }] of Object.entries(catalogue)) {
    assert.equal(exit, code.startsWith('SH-U') ? 2 : code.startsWith('SH-X') ? 3 : 1, code);
  }
});

test('reject reasons and notices have names of their own and fill their parameters', () => {
  const names = Object.values(reasons).map((reason) => reason.name);
  assert.equal(new Set(names).size, names.length);
  assert.equal(reasonText('SH-R001', { field: 'psn_no' }, 'zh'), '必需的字段 psn_no 为空');
});

test('the page lists every code once', () => {
  const page = errorsPage();
  for (const code of [...Object.keys(catalogue), ...Object.keys(reasons)]) {
    assert.equal(page.split(`| ${code} |`).length, 2, code);
  }
});

test('machine output carries the texts', () => {
  const error = new ShouhuError('SH-U001', { command: 'adit' }, {}, undefined);
  const shown: unknown = JSON.parse(JSON.stringify(error));
  assert.deepEqual(shown, {
    code: 'SH-U001',
    exit: 2,
    zh: '没有“adit”这个命令',
    en: 'There is no command "adit"',
    fix_zh: '运行 shouhu --help 查看全部命令',
    fix_en: 'Run shouhu --help for the list of commands',
    place: {},
  });
});
