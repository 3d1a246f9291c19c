import assert from 'node:assert/strict';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { fixtureRun } from '../fixture/run.fixture.ts';
import { openRun } from './open-run.ts';
import { withTables } from './tables.ts';

const made: { remove: () => Promise<void> }[] = [];
async function runWithout(...names: string[]): Promise<string> {
  const run = await fixtureRun(names);
  made.push(run);
  return run.out;
}
after(async () => {
  for (const run of made) await run.remove();
});

async function refused(work: () => Promise<unknown>, code: string, detail: RegExp): Promise<void> {
  await assert.rejects(work, (error) => error instanceof ShouhuError && error.code === code && detail.test(error.en));
}

describe('a run that is not whole is refused by name', () => {
  test('no folder', async () => refused(async () => openRun('/nowhere/at/all'), 'SH-D001', /summary\.json/));
  test('stopped before its end', async () => {
    const out = await runWithout('run.json');
    await refused(async () => openRun(out), 'SH-D001', /run\.json/);
  });
  for (const name of ['findings.jsonl', 'leads.jsonl', 'lead_lines.parquet']) {
    test(`without ${name}`, async () => {
      const out = await runWithout(name);
      await refused(async () => openRun(out), 'SH-D002', new RegExp(name.replace('.', '\\.')));
    });
  }
  test('a line torn in the middle', async () => {
    const out = await runWithout();
    await appendFile(join(out, 'schemes.jsonl'), '{"scheme_id":"S02","sch');
    await refused(async () => openRun(out), 'SH-D002', /schemes\.jsonl/);
  });
  test('files of two runs', async () => {
    const out = await runWithout();
    await appendFile(join(out, 'leads.jsonl'), '{"lead_id":"L04","schemes":[]}\n');
    await refused(async () => openRun(out), 'SH-D002', /4 ≠ 3/);
  });
  test('findings of another run', async () => {
    const out = await runWithout();
    await writeFile(join(out, 'findings.jsonl'), '');
    const run = await openRun(out);
    await refused(async () => withTables(run, async () => null), 'SH-D002', /findings\.jsonl 0 ≠ 8/);
  });
  test('written by a newer version', async () => {
    const out = await runWithout();
    await writeFile(join(out, 'summary.json'), '{"format":99}');
    await refused(async () => openRun(out), 'SH-D003', /format 99/);
  });
});

test('what a run may lack is null', async () => {
  const run = await openRun(await runWithout('quality.json', 'rejects.jsonl'));
  assert.deepEqual([run.risks, run.indicators, run.quality, run.rejects], [null, null, [], 0]);
});
