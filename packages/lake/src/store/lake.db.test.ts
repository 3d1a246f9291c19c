import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { importStaged } from '../import.ts';
import { stageRows, writeSources } from '../net/staging.fixture.ts';
import type { SourceRows } from '../net/staging.fixture.ts';
import { openEngine } from './engine.ts';
import { asLakeFault } from './faults.ts';
import { openLake, prepareLake, verifyLake } from './lake.ts';
import { filesOf } from './manifest.ts';

const root = await mkdtemp(join(tmpdir(), 'shouhu-lake-'));
after(() => rm(root, { recursive: true }));

const sources: SourceRows[] = [
  {
    table: 'mdtrt_d',
    name: 'mdtrt_d.csv',
    rows: [{ mdtrt_id: 'M1', psn_no: 'P1', fixmedins_code: 'H1', med_type: '11', begntime: 20_100 }],
  },
  {
    table: 'fee_list_d',
    name: 'fee_list_d.csv',
    rows: [
      {
        mdtrt_id: 'M1',
        psn_no: 'P1',
        fixmedins_code: 'H1',
        fee_ocur_time: 20_100,
        hilist_code: 'X',
        cnt: 1,
        det_item_fee_sumamt: 1,
      },
    ],
  },
];

async function made(name: string): Promise<string> {
  const base = join(root, name);
  await mkdir(join(base, 'in'), { recursive: true });
  await writeSources(join(base, 'in'), sources);
  const lake = join(base, 'lake');
  await importStaged({ dir: join(base, 'in'), lake, key_file: join(base, 'key') }, stageRows(sources));
  return lake;
}

test('a lake is closed to others: files 0600, folders 0700, the key outside', async () => {
  const lake = await made('modes');
  const { manifest } = await verifyLake(lake);
  assert.equal((await stat(lake)).mode & 0o777, 0o700);
  for (const file of filesOf(manifest)) assert.equal((await stat(join(lake, file.path))).mode & 0o777, 0o600);
  assert.equal((await stat(join(lake, 'manifest.json'))).mode & 0o777, 0o600);
  assert.equal((await stat(join(root, 'modes', 'key'))).mode & 0o777, 0o600);
});

test('what is no lake is refused with its reason', async () => {
  const folder = join(root, 'foreign');
  await mkdir(folder);
  await assert.rejects(openLake(folder), { code: 'SH-L001' });
  await assert.rejects(openLake(join(folder, 'nothing')), { code: 'SH-L001' });
  await writeFile(join(folder, 'thesis.docx'), '');
  await assert.rejects(prepareLake(folder), { code: 'SH-L002' });
  await assert.rejects(prepareLake(join(folder, 'thesis.docx')), { code: 'SH-I002' });
});

test('damage is told by the file that has it', async () => {
  const lake = await made('damage');
  const { manifest } = await openLake(lake);
  const file = filesOf(manifest)[0]?.path ?? '';
  const content = await readFile(join(lake, file));
  content[20] = (content[20] ?? 0) ^ 1;
  await writeFile(join(lake, file), content);
  await assert.rejects(verifyLake(lake), { code: 'SH-L004', params: { path: lake, detail: file } });
  await truncate(join(lake, file), 10);
  await assert.rejects(openLake(lake), { code: 'SH-L004' });
  await appendFile(join(lake, 'manifest.json'), '}');
  await assert.rejects(openLake(lake), { code: 'SH-L004', params: { path: lake, detail: 'manifest.json' } });
  await writeFile(join(lake, 'manifest.json'), JSON.stringify({ ...manifest, format: 999 }));
  await assert.rejects(openLake(lake), { code: 'SH-L003' });
});

test('the key must be the one the lake was made with, and lie outside it', async () => {
  const lake = await made('keys');
  const dir = join(root, 'keys', 'more');
  await mkdir(dir);
  await writeFile(join(dir, 'x.csv'), 'x');
  const take = (key_file: string): Promise<unknown> => importStaged({ dir, lake, key_file }, stageRows(sources));
  await assert.rejects(take(join(lake, 'key')), { code: 'SH-L011' });
  await assert.rejects(take(join(root, 'keys', 'no-key')), { code: 'SH-L009' });
  await writeFile(join(root, 'keys', 'other'), `${'ab'.repeat(32)}\n`);
  await assert.rejects(take(join(root, 'keys', 'other')), { code: 'SH-L010' });
});

test('a folder that cannot be written is refused, by whomever', async () => {
  await assert.rejects(prepareLake('/sys/shouhu-lake'), { code: 'SH-L007' });
});

test('a full disk is told as such, by the engine too', async () => {
  const engine = await openEngine({ spill: join(root, 'spill') });
  const connection = await engine.connect();
  const written = connection.run(`COPY (FROM range(1000000)) TO '/dev/full' (FORMAT parquet)`);
  await assert.rejects(
    written.catch((error: unknown) => Promise.reject(asLakeFault(error, '/lake'))),
    { code: 'SH-L006', params: { path: '/lake' } },
  );
  engine.closeSync();
});

test('what the engine says about disk, rights and memory becomes an error of the catalogue', () => {
  const codeOf = (message: string): unknown =>
    Object.getOwnPropertyDescriptor(asLakeFault(new Error(message), '/l'), 'code')?.value;
  assert.equal(codeOf('IO Error: Could not write file "x": No space left on device'), 'SH-L006');
  assert.equal(codeOf('IO Error: Cannot open file "x": Permission denied'), 'SH-L007');
  assert.equal(codeOf('IO Error: Cannot open file "x": Read-only file system'), 'SH-L007');
  assert.equal(
    codeOf('Out of Memory Error: failed to allocate data of size 1.0 MiB (95.3 MiB/95.3 MiB used)'),
    'SH-L012',
  );
  assert.equal(codeOf('Binder Error: no such column'), undefined);
});
