import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { importStaged } from '../import.ts';
import type { Extent } from '../net/holding.ts';
import { stageRows, writeSources } from '../net/staging.fixture.ts';
import type { SourceRows } from '../net/staging.fixture.ts';
import { openEngine, rowsOf } from '../store/engine.ts';
import { openLake } from '../store/lake.ts';
import { absentFields } from './absent.ts';
import { judgedMonths, judgedViews } from './views.ts';
import { daysOf } from './world.ts';

const root = await mkdtemp(join(tmpdir(), 'shouhu-views-'));
after(() => rm(root, { recursive: true }));

const DAY = 20_100;
const BOX = '81000000000000000001';
const visit = (
  mdtrt_id: string,
  psn_no: string,
  more: Record<string, string | number> = {},
): Record<string, string | number> => ({
  mdtrt_id,
  psn_no,
  fixmedins_code: 'P42050200001',
  med_type: '41',
  begntime: DAY,
  ...more,
});
const line = (
  bkkp_sn: string,
  mdtrt_id: string,
  psn_no: string,
  more: Record<string, string | number> = {},
): Record<string, string | number> => ({
  bkkp_sn,
  mdtrt_id,
  psn_no,
  fixmedins_code: 'P42050200001',
  fee_ocur_time: DAY,
  hilist_code: 'XA01',
  cnt: 10_000,
  det_item_fee_sumamt: 1000,
  ...more,
});
const moved = (
  inv_type: string,
  biz_time: number,
  drug_trac_codg: string,
  more: Record<string, string | number> = {},
): Record<string, string | number> => ({
  fixmedins_code: 'P42050200001',
  med_list_codg: 'XA01',
  inv_type,
  cnt: 10_000,
  biz_time,
  drug_trac_codg,
  ...more,
});
const sources: SourceRows[] = [
  {
    table: 'mdtrt_d',
    name: 'mdtrt_d.csv',
    rows: [visit('M1', 'P1', { dscg_maindiag_code: 'I10' }), visit('M2', 'P2')],
  },
  {
    table: 'fee_list_d',
    name: 'fee_list_d.csv',
    rows: [
      line('1', 'M1', 'P1', { drug_trac_codg: `${BOX}; 82`, trdn_flag: 0 }),
      line('2', 'M2', 'P2', { drug_trac_codg: BOX, fee_ocur_time: DAY + 31 }),
      line('3', 'M2', 'P2', { drug_trac_codg: '83' }),
      line('4', 'M2', 'P2', { cnt: -10_000, det_item_fee_sumamt: -1000, init_feedetl_sn: '3' }),
    ],
  },
  {
    table: 'stock',
    name: 'stock.csv',
    rows: [
      moved('3505', DAY, BOX, { psn_no: 'P1' }),
      moved('3505', DAY, '84'),
      moved('3506', DAY + 1, '84'),
      moved('3505', DAY + 2, '84', { psn_no: 'P2' }),
      moved('3503', DAY, '85'),
    ],
  },
  {
    table: 'setl_list_diag_d',
    name: 'setl_list_diag_d.csv',
    rows: [
      { mdtrt_id: 'M1', diag_code: 'I10' },
      { mdtrt_id: 'M2', diag_code: 'J00' },
    ],
  },
];
const lake = join(root, 'lake');
await mkdir(join(root, 'in'));
await writeSources(join(root, 'in'), sources);
await importStaged({ dir: join(root, 'in'), lake, key_file: join(root, 'key') }, stageRows(sources));

async function seen(sql: string, extent: Extent = {}): Promise<unknown[]> {
  const engine = await openEngine({ spill: join(root, 'spill') });
  const connection = await engine.connect();
  await judgedViews(connection, await openLake(lake), extent);
  const rows = await rowsOf<Record<string, unknown>>(connection, sql);
  engine.closeSync();
  return rows.map((row) => Object.values(row).join(' '));
}

test('a box sold on a line, or over the counter without one, is one sale; taken back it is none', async () => {
  const sales = "SELECT drug_trac_codg, coalesce(psn_no, '-'), coalesce(line_id, '-'), day FROM j_sale ORDER BY ALL";
  assert.deepEqual(await seen(sales), [
    `${BOX} P1 1 ${DAY}`,
    `${BOX} P2 2 ${DAY + 31}`,
    `82 P1 1 ${DAY}`,
    `84 P2 - ${DAY + 2}`,
  ]);
  assert.equal((await seen(sales, { from: 'P2', to: null })).length, 4);
  assert.equal((await seen(sales, { psn_nos: ['P1'] })).length, 2);
});

test('an extent cuts lines, visits and their lists by month and by person', async () => {
  const lines = 'SELECT line_id FROM j_line ORDER BY ALL';
  assert.deepEqual(await seen(lines), ['1', '2']);
  assert.deepEqual(await seen(lines, { months: ['202502'] }), ['2']);
  assert.deepEqual(await seen(lines, { from: null, to: 'P2' }), ['1']);
  assert.deepEqual(await seen('SELECT mdtrt_id FROM j_visit', { from: 'P2', to: null }), ['M2']);
  const lists = 'SELECT mdtrt_id, code FROM j_diagnosis ORDER BY ALL';
  assert.deepEqual(await seen(lists), ['M1 I10', 'M2 J00']);
  assert.deepEqual(await seen(lists, { psn_nos: ['P1'] }), ['M1 I10']);
  assert.deepEqual(await seen(lists, { months: ['202502'] }), ['M2 J00']);
});

test('the lake tells its months, its days and what nobody gave', async () => {
  const held = await openLake(lake);
  assert.deepEqual(judgedMonths(held), ['202501', '202502']);
  const engine = await openEngine({ spill: join(root, 'spill') });
  assert.deepEqual(await daysOf(await engine.connect(), held), { first_day: DAY, last_day: DAY + 31 });
  engine.closeSync();
  const absent = absentFields(held);
  assert.ok(absent.line.includes('gend') && absent.line.includes('rxno') && !absent.line.includes('med_type'));
  assert.ok(absent.visit.includes('death_day') && !absent.visit.includes('diagnoses_known'));
  assert.ok(absent.tables.includes('setl_d') && !absent.tables.includes('stock'));
});
