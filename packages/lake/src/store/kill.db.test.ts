import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { importStaged } from '../import.ts';
import { stageRows, writeSources } from '../net/staging.fixture.ts';
import type { SourceRows } from '../net/staging.fixture.ts';
import { openLake, verifyLake } from './lake.ts';
import { lockLake } from './lock.ts';
import { filesOf } from './manifest.ts';

/** Started by itself as `child`, this file imports what its arguments say and tells each phase in a line. */
if (process.argv[2] === 'child') {
  const [dir = '', lake = '', key_file = '', rows = '[]'] = process.argv.slice(3);
  const sources: SourceRows[] = JSON.parse(rows);
  await importStaged(
    { dir, lake, key_file, onProgress: (progress) => console.log(progress.phase) },
    stageRows(sources),
  );
  console.log('done');
  process.exit();
}

const root = await mkdtemp(join(tmpdir(), 'shouhu-kill-'));
after(() => rm(root, { recursive: true }));

const visit: SourceRows = {
  table: 'mdtrt_d',
  name: 'mdtrt_d.csv',
  rows: [{ mdtrt_id: 'M1', psn_no: 'P1', fixmedins_code: 'H1', med_type: '11', begntime: 20_100 }],
};
const lines = (name: string, ...ids: string[]): SourceRows => ({
  table: 'fee_list_d',
  name,
  rows: ids.map((bkkp_sn) => ({
    bkkp_sn,
    mdtrt_id: 'M1',
    psn_no: 'P1',
    fixmedins_code: 'H1',
    fee_ocur_time: 20_100,
    hilist_code: 'X',
    cnt: 1,
    det_item_fee_sumamt: 1,
  })),
});
const first = [visit, lines('fee_list_d-1.csv', '1', '2')];
const second = [lines('fee_list_d-2.csv', '2', '3')];

async function folder(base: string, name: string, sources: SourceRows[]): Promise<string> {
  const dir = join(base, name);
  await mkdir(dir, { recursive: true });
  await writeSources(dir, sources);
  return dir;
}

/** Imports in a process of its own and ends it as the power would, once it says that it is in `phase`. */
async function killedIn(phase: string, dir: string, lake: string, key: string, sources: SourceRows[]): Promise<void> {
  const args = [import.meta.filename, 'child', dir, lake, key, JSON.stringify(sources)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').includes(phase)) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
}

for (const phase of ['merge', 'write', 'commit', 'done']) {
  test(`an import killed in "${phase}" leaves the old state or the new one, and the next import goes on`, async () => {
    const base = join(root, phase);
    const [lake, key_file] = [join(base, 'lake'), join(base, 'key')];
    await importStaged({ dir: await folder(base, 'in-1', first), lake, key_file }, stageRows(first));
    const old = await verifyLake(lake);
    const dir = await folder(base, 'in-2', second);
    await killedIn(phase, dir, lake, key_file, second);
    const left = await verifyLake(lake);
    if (phase !== 'done' && phase !== 'commit') assert.deepEqual(left, old);
    const { manifest: kept } = left;
    assert.ok(kept.generation === 1 || kept.generation === 2);
    await importStaged({ dir, lake, key_file }, stageRows(second));
    const { manifest } = await verifyLake(lake);
    assert.equal(manifest.generation, 2);
    assert.equal(
      manifest.tables['fee_list_d']?.parts['202501']?.reduce((sum, file) => sum + file.rows, 0),
      3,
    );
    assert.ok(!existsSync(join(lake, 'scratch')));
  });
}

test('one importer at a time: the second is told who holds the lake', async () => {
  const base = join(root, 'lock');
  const [lake, key_file] = [join(base, 'lake'), join(base, 'key')];
  const dir = await folder(base, 'in', first);
  await mkdir(lake);
  const release = await lockLake(lake);
  await assert.rejects(importStaged({ dir, lake, key_file }, stageRows(first)), {
    code: 'SH-L005',
    params: { path: lake, pid: process.pid },
  });
  await release();
  assert.equal((await importStaged({ dir, lake, key_file }, stageRows(first))).changed, true);
});

test('a lock whose process is gone, or whose number another process has now, is taken over', async () => {
  const lake = join(root, 'stale');
  await mkdir(lake);
  for (const holder of [
    { pid: 2 ** 22 + 1, started: null },
    { pid: process.pid, started: '1' },
  ]) {
    await writeFile(join(lake, 'lock.json'), JSON.stringify({ ...holder, host: (await import('node:os')).hostname() }));
    const release = await lockLake(lake);
    await release();
    assert.deepEqual(await readdir(lake), []);
  }
});

test('a reader keeps its state while one more import goes over it', async () => {
  const base = join(root, 'reader');
  const [lake, key_file] = [join(base, 'lake'), join(base, 'key')];
  await importStaged({ dir: await folder(base, 'in-1', first), lake, key_file }, stageRows(first));
  const held = await openLake(lake);
  await importStaged({ dir: await folder(base, 'in-2', second), lake, key_file }, stageRows(second));
  for (const file of filesOf(held.manifest)) assert.ok(existsSync(join(lake, file.path)), file.path);
  const third = [lines('fee_list_d-3.csv', '4')];
  await importStaged({ dir: await folder(base, 'in-3', third), lake, key_file }, stageRows(third));
  const found = await readdir(join(lake, 'data', 'fee_list_d', '202501'));
  assert.equal(found.length, 2);
});
