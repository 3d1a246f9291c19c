import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { DuckDBConnection } from '@duckdb/node-api';
import { importStaged } from './import.ts';
import type { ImportOptions, ImportResult } from './import.ts';
import { judgedViews } from './judge/views.ts';
import { stageRows, writeSources } from './net/staging.fixture.ts';
import type { SourceRows } from './net/staging.fixture.ts';
import { openEngine, rowsOf } from './store/engine.ts';
import { verifyLake } from './store/lake.ts';

const root = await mkdtemp(join(tmpdir(), 'shouhu-import-'));
after(() => rm(root, { recursive: true }));
let serial = 0;

/** A folder of its own, and an import into its lake. */
async function scene(): Promise<{
  lake: string;
  take: (sources: SourceRows[], more?: Partial<ImportOptions>) => Promise<ImportResult>;
}> {
  serial += 1;
  const base = join(root, String(serial));
  let imports = 0;
  await mkdir(base);
  const lake = join(base, 'lake');
  const take = async (sources: SourceRows[], more: Partial<ImportOptions> = {}): Promise<ImportResult> => {
    imports += 1;
    const dir = join(base, `in-${imports}`);
    await mkdir(dir);
    await writeSources(dir, sources);
    return importStaged({ dir, lake, key_file: join(base, 'key'), ...more }, stageRows(sources));
  };
  return { lake, take };
}

async function read<Row>(lake: string, sql: string): Promise<Row[]> {
  const engine = await openEngine({ spill: join(root, 'spill') });
  const connection: DuckDBConnection = await engine.connect();
  await judgedViews(connection, await verifyLake(lake));
  const rows = await rowsOf<Row>(connection, sql);
  engine.closeSync();
  return rows;
}

const JANUARY = 20_100;

const visit = (more: Record<string, string | number> = {}): Record<string, string | number> => ({
  mdtrt_id: 'M1',
  psn_no: 'P1',
  fixmedins_code: 'H42050200001',
  med_type: '21',
  begntime: JANUARY,
  begntime_s: 28_800,
  ...more,
});
const line = (bkkp_sn: string, more: Record<string, string | number> = {}): Record<string, string | number> => ({
  bkkp_sn,
  mdtrt_id: 'M1',
  psn_no: 'P1',
  fixmedins_code: 'H42050200001',
  fee_ocur_time: JANUARY,
  hilist_code: 'XA01',
  cnt: 20_000,
  pric: 5_000_000,
  det_item_fee_sumamt: 1000,
  inscp_amt: 1000,
  ...more,
});

test('a folder becomes judged rows', async () => {
  const { lake, take } = await scene();
  const result = await take([
    { table: 'mdtrt_d', name: 'mdtrt_d.csv', rows: [visit({ gend: '1', brdy: 0, addr: '滨江路 1 号' })] },
    { table: 'fee_list_d', name: 'fee_list_d.csv', rows: [line('1'), line('2', { fee_ocur_time: JANUARY + 31 })] },
  ]);
  assert.equal(result.changed, true);
  const lines = await read<Record<string, unknown>>(lake, 'SELECT * FROM j_line ORDER BY line_id');
  assert.equal(lines.length, 2);
  assert.deepEqual(
    { ...lines[0] },
    {
      psn_no: 'P1',
      fixmedins_code: 'H42050200001',
      mdtrt_id: 'M1',
      day: JANUARY,
      med_type: '21',
      care_type: 'inpatient',
      emergency: 0,
      insutype: null,
      psn_type: null,
      gend: '1',
      brdy: 0,
      hosp_lv: null,
      fixmedins_type: '1',
      internet_hosp: null,
      matn_type: null,
      line_id: '1',
      setl_id: null,
      item: 'XA01',
      second: null,
      cnt: 20_000,
      amount_fen: 1000,
      inscp_fen: 1000,
      pric: 5_000_000,
      pric_uplmt: null,
      rxno: null,
      dept: null,
      dr: null,
      profttl: null,
      prd_days: null,
      med_chrgitm_type: null,
    },
  );
});
