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
import { openKey } from './privacy/key.ts';
import { reveal } from './privacy/seal.ts';
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
      antibiotic_grade: null,
      updt_day: null,
    },
  );
});

const visits = (...rows: Record<string, string | number>[]): SourceRows => ({
  table: 'mdtrt_d',
  name: 'mdtrt_d.csv',
  rows,
});
const lines = (name: string, ...rows: Record<string, string | number>[]): SourceRows => ({
  table: 'fee_list_d',
  name,
  rows,
});
const settlement = (setl_id: string, more: Record<string, string | number> = {}): Record<string, string | number> => ({
  setl_id,
  mdtrt_id: 'M1',
  psn_no: 'P1',
  fixmedins_code: 'H42050200001',
  setl_time: JANUARY,
  medfee_sumamt: 1000,
  fund_pay_sumamt: 800,
  ...more,
});
const settlements = (...rows: Record<string, string | number>[]): SourceRows => ({
  table: 'setl_d',
  name: 'setl_d.csv',
  rows,
});
const amounts = (lake: string): Promise<Record<string, unknown>[]> =>
  read(lake, 'SELECT line_id, cnt, amount_fen FROM j_line ORDER BY line_id').then((rows) =>
    rows.map((row) => Object.assign({}, row)),
  );

test('the same files again change nothing and say so', async () => {
  const { lake, take } = await scene();
  const sources = [visits(visit()), lines('fee_list_d.csv', line('1'))];
  await take(sources);
  const before = await verifyLake(lake);
  const again = await take(sources);
  assert.equal(again.changed, false);
  assert.deepEqual(again.skipped, ['fee_list_d.csv', 'mdtrt_d.csv']);
  assert.deepEqual(await verifyLake(lake), before);
});

test('overlapping exports count a line once, and touch only the months they change', async () => {
  const { lake, take } = await scene();
  const february = { fee_ocur_time: JANUARY + 31 };
  await take([visits(visit()), lines('fee_list_d-1.csv', line('1'), line('2', february))]);
  const before = await verifyLake(lake);
  const result = await take([lines('fee_list_d-2.csv', line('2', february), line('3', february))]);
  assert.deepEqual(result.tables['fee_list_d'], { added: 1, repeated: 1, superseded: 0 });
  const later = await verifyLake(lake);
  const parts = (at: typeof later): Readonly<Record<string, unknown>> => at.manifest.tables['fee_list_d']?.parts ?? {};
  assert.deepEqual(parts(later)['202501'], parts(before)['202501']);
  assert.notDeepEqual(parts(later)['202502'], parts(before)['202502']);
  assert.equal((await amounts(lake)).length, 3);
});

test('of two versions the greater updt_time holds, else the later import, and the other is history', async () => {
  const { lake, take } = await scene();
  const versions = (amount: number, updt_time?: number): Record<string, string | number> =>
    line('1', { det_item_fee_sumamt: amount, ...(updt_time === undefined ? {} : { updt_time }) });
  await take([visits(visit()), lines('fee_list_d-1.csv', versions(200, 20_300), versions(100, 20_200))]);
  assert.deepEqual(await amounts(lake), [{ line_id: '1', cnt: 20_000, amount_fen: 200 }]);
  await take([lines('fee_list_d-2.csv', versions(150, 20_250))]);
  assert.deepEqual(await amounts(lake), [{ line_id: '1', cnt: 20_000, amount_fen: 200 }]);
  await take([lines('fee_list_d-3.csv', versions(300))]);
  assert.deepEqual(await amounts(lake), [{ line_id: '1', cnt: 20_000, amount_fen: 300 }]);
  const { manifest } = await verifyLake(lake);
  assert.equal(
    manifest.tables['fee_list_d']?.history.reduce((sum, file) => sum + file.rows, 0),
    3,
  );
});

test('a correction may move a line to another month', async () => {
  const { lake, take } = await scene();
  await take([visits(visit()), lines('fee_list_d-1.csv', line('1'))]);
  await take([lines('fee_list_d-2.csv', line('1', { fee_ocur_time: JANUARY + 31 }))]);
  const { manifest } = await verifyLake(lake);
  assert.deepEqual(Object.keys(manifest.tables['fee_list_d']?.parts ?? {}), ['202502']);
});

test('vali_flag = 0 withdraws the row of that key', async () => {
  const { lake, take } = await scene();
  await take([visits(visit()), lines('fee_list_d-1.csv', line('1'), line('2'))]);
  await take([lines('fee_list_d-2.csv', line('1', { vali_flag: 0 }))]);
  assert.deepEqual(await amounts(lake), [{ line_id: '2', cnt: 20_000, amount_fen: 1000 }]);
});

test('rows without id are told apart by content and ordinal', async () => {
  const { lake, take } = await scene();
  const bare = (more: Record<string, string | number> = {}): Record<string, string | number> => {
    const { bkkp_sn: _, ...row } = line('1', more);
    return row;
  };
  const first = lines('fee_list_d-1.csv', bare(), bare(), bare({ cnt: 10_000 }));
  await take([visits(visit()), first]);
  assert.equal((await amounts(lake)).length, 3);
  await take([lines('fee_list_d-2.csv', bare(), bare(), bare({ cnt: 10_000 }), bare({ fee_ocur_time: JANUARY + 40 }))]);
  assert.equal((await amounts(lake)).length, 4);
  const changed = lines('fee_list_d-3.csv', bare({ cnt: 30_000 }));
  await assert.rejects(take([changed]), { code: 'SH-L013' });
  assert.equal((await amounts(lake)).length, 4);
  await take([changed], { replace: true });
  assert.equal((await amounts(lake)).length, 2);
});

test('--replace puts the new rows in the place of the period and institution they cover', async () => {
  const { lake, take } = await scene();
  const at = (id: string, day: number): Record<string, string | number> => line(id, { fee_ocur_time: JANUARY + day });
  const elsewhere = line('9', { fixmedins_code: 'H42050200002' });
  await take([visits(visit()), lines('fee_list_d-1.csv', at('1', 0), at('2', 3), at('3', 6), elsewhere)]);
  await take([lines('fee_list_d-2.csv', at('4', 0), at('5', 4))], { replace: true });
  assert.deepEqual(
    (await amounts(lake)).map((row) => row['line_id']),
    ['3', '4', '5', '9'],
  );
});

test('a refund of a later import changes the month of its original', async () => {
  const { lake, take } = await scene();
  await take([visits(visit()), lines('fee_list_d-1.csv', line('1'), line('2'))]);
  const refund = {
    cnt: -10_000,
    det_item_fee_sumamt: -500,
    inscp_amt: -500,
    init_feedetl_sn: '1',
    fee_ocur_time: JANUARY + 40,
  };
  await take([lines('fee_list_d-2.csv', line('3', refund))]);
  assert.deepEqual(await amounts(lake), [
    { line_id: '1', cnt: 10_000, amount_fen: 500 },
    { line_id: '2', cnt: 20_000, amount_fen: 1000 },
  ]);
  await take([lines('fee_list_d-3.csv', line('3', { ...refund, vali_flag: 0 }))]);
  assert.equal((await amounts(lake))[0]?.['amount_fen'], 1000);
});

test('a negative settlement removes its original with the lines; unsettled lines are not judged', async () => {
  const { lake, take } = await scene();
  const own = lines(
    'fee_list_d-1.csv',
    line('1', { setl_id: 'S1' }),
    line('2', { setl_id: 'S2' }),
    line('3', { setl_id: 'S9' }),
  );
  await take([visits(visit()), own]);
  assert.equal((await amounts(lake)).length, 3);
  await take([settlements(settlement('S1'), settlement('S2'))]);
  assert.deepEqual(
    (await amounts(lake)).map((row) => row['line_id']),
    ['1', '2'],
  );
  const reversal = settlement('S3', {
    medfee_sumamt: -1000,
    fund_pay_sumamt: -800,
    init_setl_id: 'S1',
    refd_setl_flag: 1,
  });
  await take([{ ...settlements(reversal), name: 'setl_d-2.csv' }]);
  assert.deepEqual(
    (await amounts(lake)).map((row) => row['line_id']),
    ['2'],
  );
});

test('no order of rows or files decides anything', async () => {
  const made = [
    line('1'),
    line('1', { det_item_fee_sumamt: 2 }),
    line('2', { updt_time: 20_200 }),
    line('2', { updt_time: 20_300, cnt: 1 }),
    line('3'),
    line('4', { cnt: -10_000, det_item_fee_sumamt: -333, fee_ocur_time: JANUARY + 2 }),
    line('5', { pric: 7 }),
    line('6', { vali_flag: 0 }),
    line('6'),
  ];
  const judged = async (...sources: SourceRows[]): Promise<string> => {
    const { lake, take } = await scene();
    await take([visits(visit()), ...sources]);
    return JSON.stringify(await read(lake, 'FROM j_line ORDER BY ALL'));
  };
  const once = await judged(lines('fee_list_d-1.csv', ...made));
  assert.equal(await judged(lines('fee_list_d-1.csv', ...made.toReversed())), once);
  assert.equal(
    await judged(lines('fee_list_d-2.csv', ...made.slice(0, 4)), lines('fee_list_d-1.csv', ...made.slice(4))),
    once,
  );
});

test('names and addresses stand in the lake as tokens only', async () => {
  const { lake, take } = await scene();
  const addr = '滨江路 1 号';
  await take([
    visits(visit({ addr, tel: '0717-1234567' }), visit({ mdtrt_id: 'M2', addr })),
    lines('fee_list_d.csv', line('1')),
  ]);
  const state = await verifyLake(lake);
  const stored = await read<{ addr: string }>(
    lake,
    `SELECT addr FROM read_parquet('${lake}/data/mdtrt_d/*/*.parquet') ORDER BY mdtrt_id`,
  );
  assert.match(stored[0]?.addr ?? '', /^[0-9a-f]{32}$/);
  assert.equal(stored[1]?.addr, stored[0]?.addr);
  const key = await openKey(join(lake, '..', 'key'), lake, state.manifest.key_check);
  assert.deepEqual(await reveal(state, key, new Set([stored[0]?.addr ?? ''])), [
    { field: 'addr', token: stored[0]?.addr, value: addr },
  ]);
});

test('what masters, settlements and lists say later reaches the rows that are there already', async () => {
  const { lake, take } = await scene();
  await take([visits(visit()), lines('fee_list_d.csv', line('1', { setl_id: 'S1', bilg_dr_code: 'D1' }))]);
  const attributes = async (): Promise<unknown[]> => {
    const rows = await read<Record<string, unknown>>(
      lake,
      `SELECT gend, hosp_lv, insutype, profttl, antibiotic_grade FROM j_line UNION ALL BY NAME SELECT gend, hosp_lv, insutype, profttl, death_day,
       diagnoses_known, operations_known FROM j_visit`,
    );
    return rows.map((row) => Object.values(row));
  };
  assert.deepEqual(await attributes(), [
    [null, null, null, null, null, null, null, null],
    [null, null, null, null, null, null, 0, 0],
  ]);
  const person = { psn_no: 'P1', gend: '1', insutype: '390' };
  const institution = { fixmedins_code: 'H42050200001', hosp_lv: '05' };
  await take([
    { table: 'psn_info_b', name: 'psn_info_b.csv', rows: [person] },
    { table: 'fixmedins_b', name: 'fixmedins_b.csv', rows: [institution] },
    {
      table: 'medins_staff_b',
      name: 'medins_staff_b.csv',
      rows: [{ dr_code: 'D1', profttl: '232', antibiotic_grade: '3' }],
    },
  ]);
  assert.deepEqual(await attributes(), [
    ['1', 2, '390', '232', '3', null, null, null],
    ['1', 2, '390', null, null, null, 0, 0],
  ]);
  await take([
    settlements(settlement('S1', { insutype: '310' })),
    { table: 'psn_info_b', name: 'psn_info_b-2.csv', rows: [{ ...person, gend: '2', die_date: JANUARY + 9 }] },
    { table: 'setl_list_diag_d', name: 'setl_list_diag_d.csv', rows: [{ mdtrt_id: 'M1', diag_code: 'I10' }] },
    { table: 'setl_list_oprn_d', name: 'setl_list_oprn_d.csv', rows: [{ mdtrt_id: 'M9', oprn_oprt_code: '00.01' }] },
  ]);
  assert.deepEqual(await attributes(), [
    ['2', 2, '310', '232', '3', null, null, null],
    ['2', 2, '310', null, null, JANUARY + 9, 1, 1],
  ]);
});

test('sources that contradict each other leave sex and birth absent', async () => {
  const { lake, take } = await scene();
  await take([
    visits(visit({ gend: '1', brdy: 10 })),
    lines('fee_list_d.csv', line('1')),
    { table: 'psn_info_b', name: 'psn_info_b.csv', rows: [{ psn_no: 'P1', gend: '2', brdy: 10 }] },
  ]);
  const [row] = await read<Record<string, unknown>>(lake, 'SELECT gend, brdy FROM j_line');
  assert.deepEqual({ ...row }, { gend: null, brdy: 10 });
});
