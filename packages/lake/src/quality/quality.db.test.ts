import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { importStaged } from '../import.ts';
import { stageRows, writeSources } from '../net/staging.fixture.ts';
import type { SourceRows } from '../net/staging.fixture.ts';
import { openLake } from '../store/lake.ts';
import type { CheckResult } from './check.ts';
import { qualityChecks } from './report.ts';
import { copyReports } from './reports.ts';

const root = await mkdtemp(join(tmpdir(), 'shouhu-quality-'));
after(() => rm(root, { recursive: true }));

async function report(name: string, sources: SourceRows[]): Promise<{ text: string; of: (id: string) => string }> {
  const base = join(root, name);
  const [dir, lake, out] = [join(base, 'in'), join(base, 'lake'), join(base, 'out')];
  await mkdir(dir, { recursive: true });
  await mkdir(out);
  await writeSources(dir, sources);
  await importStaged({ dir, lake, key_file: join(base, 'key') }, stageRows(sources));
  await copyReports(await openLake(lake), out);
  const text = await readFile(join(out, 'quality.json'), 'utf8');
  assert.equal(await readFile(join(out, 'rejects.jsonl'), 'utf8'), '');
  const results: CheckResult[] = JSON.parse(text);
  const of = (id: string): string => {
    const found = results.find((result) => result.id === id);
    return found === undefined ? 'unknown' : `${found.numerator}/${found.denominator} ${found.status}`;
  };
  return { text, of };
}

const settlement = (setl_id: string, more: Record<string, string | number> = {}): Record<string, string | number> => ({
  setl_id,
  mdtrt_id: 'M1',
  psn_no: 'P1',
  fixmedins_code: 'H42050200001',
  setl_time: 20_101,
  medfee_sumamt: 1000,
  fund_pay_sumamt: 800,
  hifp_pay: 800,
  psn_pay: 200,
  acct_pay: 150,
  cash_payamt: 50,
  ...more,
});
const line = (bkkp_sn: string, more: Record<string, string | number> = {}): Record<string, string | number> => ({
  bkkp_sn,
  mdtrt_id: 'M1',
  psn_no: 'P1',
  fixmedins_code: 'H42050200001',
  fee_ocur_time: 20_100,
  hilist_code: 'X',
  cnt: 20_000,
  pric: 5_000_000,
  det_item_fee_sumamt: 1000,
  setl_id: 'S1',
  med_chrgitm_type: '09',
  ...more,
});
const visit = (more: Record<string, string | number> = {}): Record<string, string | number> => ({
  mdtrt_id: 'M1',
  psn_no: 'P1',
  fixmedins_code: 'H42050200001',
  med_type: '11',
  begntime: 20_100,
  gend: '1',
  ...more,
});
const tables = (
  visits: SourceRows['rows'],
  lines: SourceRows['rows'],
  settlements: SourceRows['rows'],
): SourceRows[] => [
  { table: 'mdtrt_d', name: 'mdtrt_d.csv', rows: visits },
  { table: 'fee_list_d', name: 'fee_list_d.csv', rows: lines },
  { table: 'setl_d', name: 'setl_d.csv', rows: settlements },
];

test('every check has an id of its own, and no statement is wrong', async () => {
  assert.equal(new Set(qualityChecks.map((check) => check.id)).size, qualityChecks.length);
  const everything: SourceRows[] = [
    ...tables([visit()], [line('1')], [settlement('S1')]),
    { table: 'psn_info_b', name: 'psn_info_b.csv', rows: [{ psn_no: 'P1' }] },
    { table: 'fixmedins_b', name: 'fixmedins_b.csv', rows: [{ fixmedins_code: 'H42050200001' }] },
  ];
  const { text } = await report('all', everything);
  assert.ok(!text.includes('"error"'));
});

test('identities, references and code sets are counted', async () => {
  const { of } = await report(
    'counts',
    tables(
      [visit(), visit({ mdtrt_id: 'M2', gend: '7', endtime: 20_099 })],
      [line('1'), line('2', { setl_id: 'S2', det_item_fee_sumamt: 999 }), line('3', { mdtrt_id: 'M9', setl_id: 'S9' })],
      [
        settlement('S1'),
        settlement('S2', { psn_pay: 201 }),
        settlement('S3', { fund_pay_sumamt: 802, psn_pay: 198, cash_payamt: 48 }),
      ],
    ),
  );
  assert.equal(of('sum.setl_d.medfee_sumamt'), '0/3 pass');
  assert.equal(of('sum.setl_d.fund_pay_sumamt'), '1/3 fail');
  assert.equal(of('sum.setl_d.lines'), '0/2 pass');
  assert.equal(of('sum.fee_list_d.price'), '0/3 pass');
  assert.equal(of('refers.fee_list_d.mdtrt_d'), '1/3 fail');
  assert.equal(of('settled.fee_list_d'), '1/3 fail');
  assert.equal(of('codes.mdtrt_d.gend'), '1/2 fail');
  assert.equal(of('time.mdtrt_d.end'), '1/1 fail');
  assert.equal(of('complete.mdtrt_d.endtime'), '1/2 pass');
  assert.equal(of('complete.mdtrt_d.brdy'), '0/0 not applicable');
  assert.equal(of('conflict.mdtrt_d.gend'), '0/0 not applicable');
});

test('a province that counts the personal account into the fund is measured by its own rule', async () => {
  const guangdong = {
    fixmedins_code: 'H44010000001',
    fund_pay_sumamt: 950,
    psn_pay: 50,
    acct_pay: 150,
    cash_payamt: 50,
  };
  const at = { fixmedins_code: 'H44010000001' };
  const { of } = await report('province', tables([visit(at)], [line('1', at)], [settlement('S1', guangdong)]));
  assert.equal(of('sum.setl_d.fund_pay_sumamt'), '0/1 pass');
});

test('the report does not depend on the order of rows', async () => {
  const rows = [line('1'), line('2', { cnt: -10_000, det_item_fee_sumamt: -500 }), line('3', { pric: 1 })];
  const one = await report('order-1', tables([visit()], rows, [settlement('S1')]));
  const two = await report('order-2', tables([visit()], rows.toReversed(), [settlement('S1')]));
  assert.equal(two.text, one.text);
});
