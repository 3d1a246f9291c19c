/** Bad input at the command line: a code, a reason and a remedy in both languages, an exit status, never a stack. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runCli } from './run-cli.ts';

const EXAMPLE = fileURLToPath(new URL('../../../docs/benefits/3-two-stays.json', import.meta.url));

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-cli-'));
  await mkdir(join(folder, 'empty'));
  await mkdir(join(folder, 'foreign'));
  await writeFile(join(folder, 'foreign', 'letter.txt'), 'hello');
  await mkdir(join(folder, 'tables'));
  await writeFile(join(folder, 'tables', 'fee_list_d.csv'), 'some,other,columns\n1,2,3\n');
  await mkdir(join(folder, 'knowledge'));
  await writeFile(
    join(folder, 'knowledge', 'limit.csv'),
    'rule,subject_code,measure,window,max\n不存在的规则,A,cnt,day,1\n频繁门诊,A,cnt,fortnight,x\n',
  );
  await writeFile(join(folder, 'labels.csv'), 'fixmedins_code,confirmed,note\nH1,1,\n');
  await writeFile(join(folder, 'message.json'), '{"infno":"2207"}');
});
after(() => rm(folder, { recursive: true, force: true }));

async function refused(args: readonly string[], status: number, code: string): Promise<string> {
  const ran = await runCli(args, folder);
  assert.equal(ran.status, status, ran.stderr);
  assert.match(ran.stderr, new RegExp(`^${code} `, 'm'));
  assert.match(ran.stderr, /处理：/);
  assert.match(ran.stderr, /remedy: /);
  assert.doesNotMatch(ran.stderr, /\n\s+at /);
  return ran.stderr;
}

describe('wrong usage ends with status 2', () => {
  const cases: [string, string[], string][] = [
    ['an unknown command', ['frobnicate'], 'SH-U001'],
    ['an unknown option', ['audit', '--fast', '--out', 'o'], 'SH-U002'],
    ['an option without its value', ['audit', '--out'], 'SH-U003'],
    ['a missing argument', ['import', '--lake', 'l'], 'SH-U004'],
    ['no source', ['audit', '--out', 'o'], 'SH-U009'],
    ['two sources', ['audit', '--claims', 'tables', '--lake', 'l', '--out', 'o'], 'SH-U006'],
    ['a day that is none', ['audit', '--lake', 'l', '--out', 'o', '--from', '2026-02-30'], 'SH-U005'],
    [
      'a period that ends before it begins',
      ['audit', '--lake', 'l', '--out', 'o', '--from', '2026-03-01', '--to', '2026-02-01'],
      'SH-U008',
    ],
    ['a number out of bounds', ['synth', '--out', 'c', '--months', '13'], 'SH-U005'],
    ['person numbers revealed for nothing', ['report', '--out', 'o', '--reveal'], 'SH-U010'],
    ['a purpose of nothing', ['letters', '--out', 'o', '--reveal', '--purpose', ' '], 'SH-U010'],
    ['one argument too many', ['rules', 'list', 'all'], 'SH-U007'],
    ['national points that are nowhere', ['audit', '--lake', 'l', '--out', 'o', '--national', 'nowhere'], 'SH-U005'],
    ['an identity provider without TLS', ['serve', '--oidc-issuer', 'http://sso.example'], 'SH-U005'],
    ['an identity provider without a client', ['serve', '--oidc-issuer', 'https://sso.example'], 'SH-U004'],
    [
      'an identity provider without a secret',
      ['serve', '--oidc-issuer', 'https://sso.example', '--oidc-client', 'shouhu'],
      'SH-U004',
    ],
    ['a demo over what is not its own', ['demo', '--small', '--out', 'foreign'], 'SH-U005'],
  ];
  for (const [name, args, code] of cases) test(name, async () => void (await refused(args, 2, code)));
});

describe('input that is refused ends with status 1 and changes nothing', () => {
  const cases: [string, string[], string][] = [
    ['a folder that is not there', ['import', 'nowhere', '--lake', 'l'], 'SH-I001'],
    ['a file where a folder should be', ['import', 'message.json', '--lake', 'l'], 'SH-I002'],
    ['an empty folder', ['import', 'empty', '--lake', 'l'], 'SH-I004'],
    ['a wrong header', ['import', 'tables', '--lake', 'l'], 'SH-I006'],
    ['a lake that is none', ['audit', '--lake', 'foreign', '--out', 'o'], 'SH-L001'],
    ['a folder of other things as lake', ['import', 'tables', '--lake', 'foreign'], 'SH-L002'],
    ['reports of a run that is none', ['report', '--out', 'foreign'], 'SH-D001'],
    ['letters of a run that is none', ['letters', '--out', 'nowhere'], 'SH-D001'],
    ['an unknown rule', ['audit', '--lake', 'l', '--out', 'o', '--only', 'nope'], 'SH-K007'],
    ['knowledge with faults', ['audit', '--lake', 'l', '--out', 'o', '--knowledge', 'knowledge'], 'SH-K001'],
    ['a message of another transaction', ['check', '--message', 'message.json'], 'SH-M002'],
    ['a model that is none', ['audit', '--lake', 'l', '--out', 'o', '--model', 'message.json'], 'SH-P005'],
    ['a model that is not there', ['audit', '--lake', 'l', '--out', 'o', '--model', 'nothing.json'], 'SH-I001'],
    [
      'labels of another kind',
      ['model', 'train', '--runs', 'empty', '--labels', 'tables/fee_list_d.csv', '--out', 'm'],
      'SH-P001',
    ],
    [
      'a folder that is no run',
      ['model', 'train', '--runs', 'empty', '--labels', 'labels.csv', '--out', 'm'],
      'SH-P004',
    ],
    [
      'a secret that is not there',
      ['serve', '--oidc-issuer', 'https://s.example', '--oidc-client', 's', '--oidc-secret-file', 'nothing'],
      'SH-I001',
    ],
    ['claims that are none', ['benefits', 'explain', 'message.json'], 'SH-S009'],
    ['a file of claims that is no JSON', ['benefits', 'explain', 'labels.csv'], 'SH-S009'],
    ['a policy that is none', ['benefits', 'explain', EXAMPLE, '--policy', 'message.json'], 'SH-S001'],
    ['a message that is not there', ['check', '--message', 'nothing.json'], 'SH-I001'],
  ];
  for (const [name, args, code] of cases) test(name, async () => void (await refused(args, 1, code)));

  test('every fault of the knowledge is named with its file, line and column', async () => {
    const stderr = await refused(['knowledge', 'check', 'knowledge'], 1, 'SH-K001');
    assert.match(stderr, /SH-K007 .*不存在的规则/);
    assert.match(stderr, /limit\.csv，行 3，字段 window/);
    assert.match(stderr, /limit\.csv, line 3, field max/);
  });
  test('nothing was left behind', async () => {
    assert.deepEqual(await readdir(join(folder, 'foreign')), ['letter.txt']);
  });
});
