import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strengthOf } from './strength.ts';

test('a password is told to be short, weak, fair or strong', () => {
  const said = [
    ['eleven char', 'short'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['202603021100', 'weak'],
    ['wangjianguo-2026', 'weak'],
    ['bookshelf river', 'fair'],
    ['Bookshelf 7 river', 'strong'],
    ['four unrelated words here', 'strong'],
  ] as const;
  for (const [password, strength] of said) assert.equal(strengthOf(password, 'wangjianguo'), strength, password);
});
