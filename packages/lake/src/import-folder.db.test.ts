import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { importFolder } from './import-folder.ts';
import { worldOf } from './judge/world.ts';
import { openEngine } from './store/engine.ts';
import { openLake } from './store/lake.ts';

const root = await mkdtemp(join(tmpdir(), 'shouhu-folder-'));
after(() => rm(root, { recursive: true }));

const VISITS = `mdtrt_id,psn_no,fixmedins_code,med_type,begntime,endtime,gend,brdy,dscg_maindiag_code
M1,P1,H42050200001,21,2025-01-02 08:00:00,2025-01-05 10:00:00,1,1960-02-29,I10.x00
M2,P2,P42050200009,41,2025-01-03,,2,1985-07-01,
`;
const LINES = `bkkp_sn,mdtrt_id,psn_no,fixmedins_code,fee_ocur_time,hilist_code,cnt,pric,det_item_fee_sumamt,inscp_amt,drug_trac_codg
1,M1,P1,H42050200001,2025-01-02 09:30:00,XA01,2,5.00,10.00,8.50,
2,M1,P1,H42050200001,2025-01-03 09:30:00,XA01,-1,5.00,-5.00,-4.25,
3,M2,P2,P42050200009,2025-01-03,XB02,1,12.345678,12.35,12.35,81000000000000000001;81000000000000000002
`;
const PERSONS = `psn_no,gend,brdy,addr
P1,2,1960-02-29,滨江路 1 号
P2,2,1985-07-01,
`;

async function folder(
  name: string,
  files: Record<string, string>,
): Promise<{ dir: string; lake: string; key_file: string }> {
  const base = join(root, name);
  const dir = join(base, 'in');
  await mkdir(dir, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(dir, file), text);
  return { dir, lake: join(base, 'lake'), key_file: join(base, 'key') };
}

test('files become the world of their persons', async () => {
  const told = await folder('whole', { 'mdtrt_d.csv': VISITS, 'fee_list_d.csv': LINES, 'psn_info_b.csv': PERSONS });
  const result = await importFolder(told);
  assert.deepEqual([result.changed, result.rows, result.rejected], [true, 7, 0]);
  const engine = await openEngine({ spill: join(root, 'spill') });
  const connection = await engine.connect();
  const world = await worldOf(connection, await openLake(told.lake), ['P1', 'P2']);
  engine.closeSync();
  assert.deepEqual(
    world.lines.map(({ line_id, cnt, amount_fen, inscp_fen, second }) => ({
      line_id,
      cnt,
      amount_fen,
      inscp_fen,
      second,
    })),
    [
      { line_id: '1', cnt: 10_000, amount_fen: 500, inscp_fen: 425, second: 34_200 },
      { line_id: '3', cnt: 10_000, amount_fen: 1235, inscp_fen: 1235, second: null },
    ],
  );
  const [stay, purchase] = world.visits;
  assert.deepEqual(
    [stay?.care_type, stay?.gend, stay?.brdy, stay?.diagnoses_known, stay?.begin_second],
    ['inpatient', null, -3594, 1, 28_800],
  );
  assert.deepEqual(
    [purchase?.care_type, purchase?.gend, purchase?.fixmedins_type, purchase?.diagnoses_known],
    ['pharmacy', '2', '2', 0],
  );
  assert.deepEqual(
    world.diagnoses.map((row) => ({ ...row })),
    [{ mdtrt_id: 'M1', code: 'I10.x00' }],
  );
  assert.deepEqual(
    world.sales.map((sale) => sale.drug_trac_codg),
    ['81000000000000000001', '81000000000000000002'],
  );
  assert.equal(world.first_day, 20_090);
});

test('too many rejected rows, or an essential table without a row, change nothing', async () => {
  const bad = LINES.replaceAll(',XA01,', ',,');
  const told = await folder('rejects', { 'mdtrt_d.csv': VISITS, 'fee_list_d.csv': bad });
  await assert.rejects(importFolder(told), { code: 'SH-I021' });
  await assert.rejects(openLake(told.lake), { code: 'SH-L001' });
  assert.match(await readFile(join(told.lake, 'refused.jsonl'), 'utf8'), /SH-R001/);
  assert.equal((await importFolder({ ...told, max_reject: 0.5 })).rejected, 2);
  const none = await folder('empty', { 'mdtrt_d.csv': VISITS, 'fee_list_d.csv': `${LINES.split('\n')[0]}\n` });
  await assert.rejects(importFolder(none), { code: 'SH-I022' });
  const missing = await folder('missing', { 'mdtrt_d.csv': VISITS });
  await assert.rejects(importFolder(missing), { code: 'SH-I005' });
});

test('the same folder again is known by its content before it is read, whatever else lies in it', async () => {
  const told = await folder('again', { 'mdtrt_d.csv': VISITS, 'fee_list_d.csv': LINES, 'readme.txt': 'x' });
  await importFolder(told);
  const phases = new Set<string>();
  const again = await importFolder({ ...told, onProgress: ({ phase }) => phases.add(phase) });
  assert.deepEqual(
    [again.changed, again.generation, [...again.skipped]],
    [false, 1, ['fee_list_d.csv', 'mdtrt_d.csv']],
  );
  assert.deepEqual([...phases], []);
});
