/** The whole way on an invented county: synth, import, audit, explain; the answer sheet and the bytes decide. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runCli } from './run-cli.ts';
import { scoreRun } from './score.ts';

let folder = '';

async function done(...args: string[]): Promise<string> {
  const ran = await runCli(args, folder);
  assert.equal(ran.status, 0, ran.stderr);
  return ran.stdout;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shouhu-county-'));
  await done('synth', '--insured', '2500', '--months', '12', '--seed', '7', '--out', 'claims');
  await done('import', 'claims', '--lake', 'lake', '--key-file', 'key');
  await done('audit', '--lake', 'lake', '--out', 'out');
});
after(() => rm(folder, { recursive: true, force: true }));

describe('a county', () => {
  test('every planted violation is found with its amount, and nothing else', async () => {
    const { classes: scores } = await scoreRun(join(folder, 'claims'), join(folder, 'out'));
    assert.ok(scores.length >= 21 + 5, `${scores.length} classes`);
    for (const score of scores) {
      assert.deepEqual(score.missed, [], score.rule_code);
      assert.deepEqual(score.false_alarms, [], score.rule_code);
      assert.deepEqual(score.amount_errors, [], score.rule_code);
      assert.equal(score.extra_findings_on_honest, 0, score.rule_code);
    }
  });

  test('other file names, another order of rows and two threads give the same bytes', async () => {
    const other = join(folder, 'other');
    await cp(join(folder, 'claims'), other, { recursive: true });
    const path = join(other, 'fee_list_d-2026-05.csv');
    const [header = '', ...rows] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const half = rows.length >> 1;
    await writeFile(join(other, 'fee_list_d-a.csv'), `${[header, ...rows.slice(half).toReversed()].join('\n')}\n`);
    await writeFile(join(other, 'fee_list_d-z.csv'), `${[header, ...rows.slice(0, half).toReversed()].join('\n')}\n`);
    await rm(path);
    await done('audit', '--claims', 'other', '--out', 'again', '--threads', '1');
    for (const name of ['findings.jsonl', 'cannot_decide.jsonl', 'summary.json']) {
      assert.equal(
        await readFile(join(folder, 'again', name), 'utf8'),
        await readFile(join(folder, 'out', name), 'utf8'),
        name,
      );
    }
  });

  test('results are for their owner only and hold no clear personal data', async () => {
    const findings = await readFile(join(folder, 'out', 'findings.jsonl'), 'utf8');
    assert.equal((await stat(join(folder, 'out', 'findings.jsonl'))).mode & 0o777, 0o600);
    const [header = '', first = ''] = (await readFile(join(folder, 'claims', 'psn_info_b.csv'), 'utf8')).split('\n');
    const tel = first.split(',')[header.split(',').indexOf('tel')] ?? '';
    assert.notEqual(tel, '');
    assert.ok(!findings.includes(tel));
  });

  test('report and working paper come with the run, letters when asked for', async () => {
    const findings = await readFile(join(folder, 'out', 'findings.jsonl'), 'utf8');
    const { psn_no, fixmedins_code } = JSON.parse(findings.split('\n')[0] ?? '');
    for (const name of ['report.html', 'working-paper.xlsx']) {
      assert.equal((await stat(join(folder, 'out', name))).mode & 0o777, 0o600, name);
    }
    const page = await readFile(join(folder, 'out', 'report.html'), 'utf8');
    assert.ok(!page.includes(psn_no));
    await done('report', '--out', 'out');
    assert.equal(await readFile(join(folder, 'out', 'report.html'), 'utf8'), page);
    assert.equal(
      await done('letters', '--out', 'out', '--institution', fixmedins_code),
      `out/letters/${fixmedins_code}.pdf\n`,
    );
  });

  test('a finding explains itself, and a period keeps to itself', async () => {
    const [line = ''] = (await readFile(join(folder, 'out', 'findings.jsonl'), 'utf8')).split('\n');
    const { finding_id, rule_name } = JSON.parse(line);
    assert.match(await done('explain', finding_id, '--out', 'out'), new RegExp(rule_name));
    const summary = JSON.parse(
      await done(
        'audit',
        '--lake',
        'lake',
        '--out',
        'may',
        '--from',
        '2026-05-01',
        '--to',
        '2026-05-31',
        '--no-report',
        '--json',
      ),
    );
    const may = (await readFile(join(folder, 'may', 'findings.jsonl'), 'utf8')).trimEnd().split('\n');
    assert.equal(may.length, summary.findings);
    for (const row of may) assert.match(JSON.parse(row).service_date, /^2026-05-/);
  });

  test('the same files again change nothing', async () => {
    const result = JSON.parse(await done('import', 'claims', '--lake', 'lake', '--key-file', 'key', '--json'));
    assert.equal(result.changed, false);
  });
});
