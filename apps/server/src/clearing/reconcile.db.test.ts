import assert from 'node:assert/strict';
import { deflateRawSync, crc32 } from 'node:zlib';
import { test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import { HOSPITAL, OTHER_HOSPITAL, fieldOf, till } from '../settlement/settlement.fixture.ts';
import type { Output, Till } from '../settlement/settlement.fixture.ts';
import { approveClearing } from './approve.ts';
import { askingAs, cancelled, settled } from './clearing.fixture.ts';
import { computeClearing } from './compute.ts';

const DAYS = { setl_optins: '429000', stmt_begndate: '2026-03-01', stmt_enddate: '2026-03-31' };

/** Three settlements of March, one of them taken back. */
async function march(t: Parameters<typeof till>[0]): Promise<Till & { readonly ids: readonly string[] }> {
  const place = await till(t);
  const { db } = place.on;
  const one = (setl_time: string, fen: number, clr_type = '11') =>
    settled(db, { fixmedins_code: HOSPITAL, setl_time, funds: { '310100': fen }, cash: 1_00, clr_type });
  const ids = [await one('2026-03-01 00:00:00', 100_00), await one('2026-03-02 10:00:00', 200_00)];
  ids.push(await one('2026-03-31 23:59:59', 300_00, '21'), await cancelled(db, ids[1] ?? '', '2026-03-05 10:00:00'));
  place.clock('2026-04-01 09:00:00');
  return { ...place, ids };
}

const codeOf = (asked: Promise<Output>): Promise<string> =>
  asked.then(
    () => 'none',
    (error: unknown) => (error instanceof ShouhuError ? error.code : String(error)),
  );

test('3201 says which sum differs', async (t) => {
  const { send, on } = await march(t);
  const right = {
    ...DAYS,
    insutype: '310',
    clr_type: '11',
    medfee_sumamt: 101,
    fund_pay_sumamt: '100.00',
    acct_pay: 0,
    fixmedins_setl_cnt: 1,
  };
  const ask = async (more: object, from = HOSPITAL) =>
    (await send('3201', { data: { ...right, ...more } }, { from }))['stmtinfo'];
  assert.deepEqual(await ask({}), { setl_optins: '429000', stmt_rslt: '0', stmt_rslt_dscr: '一致' });
  const odd = await ask({ medfee_sumamt: 102, fixmedins_setl_cnt: 3 });
  assert.deepEqual(odd, {
    setl_optins: '429000',
    stmt_rslt: '1',
    stmt_rslt_dscr: '医疗费总额：中心 101.00，机构 102.00；结算笔数：中心 1，机构 3',
  });
  assert.equal(fieldOf(await ask({ clr_type: '21', medfee_sumamt: 301, fund_pay_sumamt: 300 }), 'stmt_rslt'), '0');
  assert.equal(fieldOf(await ask({ insutype: '390' }), 'stmt_rslt'), '1');
  assert.equal(fieldOf(await ask({}, OTHER_HOSPITAL), 'stmt_rslt'), '1');
  const wrong = (more: object) => codeOf(send('3201', { data: { ...right, ...more } }));
  assert.equal(await wrong({ stmt_enddate: '2026-04-02' }), 'SH-Y012');
  assert.equal(await wrong({ stmt_begndate: '2026-04-01' }), 'SH-Y012');
  assert.equal(await wrong({ stmt_begndate: '2024-01-01' }), 'SH-Y012');
  for (const field of Object.keys(right)) assert.equal(await wrong({ [field]: '' }), 'SH-T002', field);
  for (const [field, value] of [
    ['setl_optins', '42900X'],
    ['stmt_begndate', '2026-02-30'],
    ['medfee_sumamt', '1.001'],
    ['fund_pay_sumamt', {}],
    ['acct_pay', 'NaN'],
    ['fixmedins_setl_cnt', 1.5],
    ['fixmedins_setl_cnt', 'many'],
  ] as const)
    assert.equal(await wrong({ [field]: value }), 'SH-T004', field);
  const kept = await on.ask('clinic', 'GET', '/api/reconciliations');
  assert.equal(Object.keys(kept.body).length, 4);
  assert.equal(Object.keys((await on.ask('abroad', 'GET', '/api/reconciliations')).body).length, 0);
});

const upload = async ({ send }: Till, content: Buffer, from = HOSPITAL) =>
  fieldOf(
    await send('9101', { fsUploadIn: { in: content.toString('base64'), filename: 'mx.txt' } }, { from }),
    'file_qury_no',
  );

async function textFor({ on: { db } }: Till, change: (row: string[], at: number) => string[] | null): Promise<string> {
  const rows = await db.selectFrom('settlement').selectAll().orderBy('setl_id').execute();
  return rows
    .map(({ setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag }, at) => {
      const amounts = [medfee_sumamt, fund_pay_sumamt, acct_pay].map((amount) => (amount / 100).toFixed(2));
      return change([setl_id, mdtrt_id, psn_no, ...amounts, refd_setl_flag ? '1' : '0'], at);
    })
    .filter((row) => row !== null)
    .map((row) => `${row.join('\t')}\r\n`)
    .join('');
}

test('3202 tells each line: the same, another amount, only here, only there', async (t) => {
  const place = await march(t);
  const { send } = place;
  const data = { ...DAYS, medfee_sumamt: 402, fund_pay_sumamt: 400, cash_payamt: 2, fixmedins_setl_cnt: 2 };
  const whole = await textFor(place, (row) => row);
  const clean = await send('3202', { data: { ...data, file_qury_no: await upload(place, Buffer.from(whole)) } });
  assert.equal(fieldOf(clean['stmtinfo'], 'stmt_rslt'), '0', JSON.stringify(clean));
  const zipped = await send('3202', { data: { ...data, file_qury_no: await upload(place, zipOf('mx.txt', whole)) } });
  assert.equal(fieldOf(zipped['stmtinfo'], 'stmt_rslt'), '0');
  // The first is left out, the third costs more, and one that nobody knows is added.
  const odd = await textFor(place, (row, at) => (at === 0 ? null : row.with(3, at === 2 ? '302.00' : (row[3] ?? ''))));
  const more = `${odd}X1\tX2\tX3\t5.00\t5.00\t0\t0\n`;
  const stated = { medfee_sumamt: 307, fund_pay_sumamt: 305, cash_payamt: 2, fixmedins_setl_cnt: 2 };
  const file_qury_no = await upload(
    place,
    Buffer.from(`\uFEFFsetl_id\tmdtrt_id\tpsn_no\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\trefd_setl_flag\n${more}`),
  );
  const asked = await send('3202', { data: { ...DAYS, ...stated, file_qury_no } });
  assert.match(fieldOf(asked['stmtinfo'], 'stmt_rslt_dscr'), /^3 行不一致；医疗费总额：中心 402.00，机构 307.00/);
  const result = fieldOf(asked['fileinfo'], 'file_qury_no');
  const down = await send('9102', { fsDownloadIn: { file_qury_no: result } });
  const lines = Buffer.from(fieldOf(down, 'out'), 'base64').toString().trim().split('\n');
  const byId = new Map(lines.map((line) => line.split('\t')).map((cells) => [cells[2], cells[4]]));
  const [first = '', second = '', third = '', back = ''] = place.ids;
  assert.deepEqual(
    byId,
    new Map([
      [first, '2'],
      [second, '0'],
      [third, '1'],
      [back, '0'],
      ['X1', '3'],
    ]),
  );
  assert.equal(
    await codeOf(send('9102', { fsDownloadIn: { file_qury_no: result } }, { from: OTHER_HOSPITAL })),
    'SH-Y013',
  );
  assert.equal(await codeOf(send('3202', { data: { ...data, file_qury_no } }, { from: OTHER_HOSPITAL })), 'SH-Y013');
  assert.equal(await codeOf(send('3202', { data: { ...data, file_qury_no } })), 'SH-Y016');
});

test('3202 refuses a file that cannot be read, and names the line', async (t) => {
  const place = await march(t);
  const data = { ...DAYS, medfee_sumamt: 1, fund_pay_sumamt: 1, cash_payamt: 0, fixmedins_setl_cnt: 1 };
  const good = 'S\tV\tN\t1.00\t1.00\t0\t0\n';
  for (const [content, code] of [
    [Buffer.from([0xff, 0xfe, 0x00]), 'SH-Y014'],
    [Buffer.from('PK not an archive'), 'SH-Y014'],
    [Buffer.from(' \n'), 'SH-Y014'],
    [zipOf('mx.txt', good).subarray(0, 40), 'SH-Y014'],
    [Buffer.from(good + good), 'SH-Y014'],
    [zipOf('big.txt', ' '.repeat(17_000_000)), 'SH-Y014'],
    [Buffer.from('S\tV\tN\t1.00\t1.00\t0\n'), 'SH-Y015'],
    [Buffer.from('\tV\tN\t1.00\t1.00\t0\t0\n'), 'SH-Y015'],
    [Buffer.from(`S\tV\t${'N'.repeat(31)}\t1.00\t1.00\t0\t0\n`), 'SH-Y015'],
    [Buffer.from('S\0\tV\tN\t1.00\t1.00\t0\t0\n'), 'SH-Y015'],
    [Buffer.from('S\tV\tN\t1.001\t1.00\t0\t0\n'), 'SH-Y015'],
    [Buffer.from('S\tV\tN\t1.00\t1.00\t0\t2\n'), 'SH-Y015'],
  ] as const) {
    const file_qury_no = await upload(place, content);
    assert.equal(
      await codeOf(place.send('3202', { data: { ...data, file_qury_no } })),
      code,
      content.toString().slice(0, 40),
    );
  }
  for (const given of ['', '***', [], [300]])
    assert.match(await codeOf(place.send('9101', { fsUploadIn: { in: given, filename: 'x' } })), /^SH-T00[234]$/);
  assert.equal(await codeOf(place.send('3202', { data: { ...data, file_qury_no: 'none' } })), 'SH-Y013');
});

test('3203A to 3205A: applied kind by kind with our own sums, withdrawn before approval only', async (t) => {
  const place = await march(t);
  const { send, on } = place;
  const ofMarch = { clr_optins: '429000', begndate: '2026-03-01', enddate: '2026-03-31', acct_pay: 0, psntime: 1 };
  const outpatient = { ...ofMarch, clr_type: '11', medfee_sumamt: 101, fund_appy_sum: 100 };
  const inpatient = { ...ofMarch, clr_type: '21', medfee_sumamt: 301, fund_appy_sum: 300 };
  const apply = (data: object, from = HOSPITAL) => send('3203A', { data }, { from });
  assert.equal(await codeOf(apply(outpatient)), 'SH-Y007');
  await computeClearing(on.db, askingAs('cashier', '2026-04-01 01:00:00'), '2026-03');
  assert.equal(await codeOf(apply({ ...outpatient, enddate: '2026-03-30' })), 'SH-Y011');
  assert.equal(await codeOf(apply({ ...outpatient, fund_appy_sum: 99 })), 'SH-Y008');
  assert.equal(await codeOf(apply({ ...outpatient, psntime: 2 })), 'SH-Y008');
  assert.equal(await codeOf(apply(outpatient, OTHER_HOSPITAL)), 'SH-Y007');
  for (const field of Object.keys(outpatient))
    assert.equal(await codeOf(apply({ ...outpatient, [field]: null })), 'SH-T002');
  const first = fieldOf(await apply(outpatient), 'clr_appy_evt_id');
  assert.equal(await codeOf(apply(outpatient)), 'SH-Y010');
  const state = async (id: string) => fieldOf(await send('3205A', { data: { clr_appy_evt_id: id } }), 'state');
  assert.equal(await state(first), 'computed');
  const second = fieldOf(await apply(inpatient), 'clr_appy_evt_id');
  assert.equal(await state(first), 'confirmed');
  const withdraw = (id: string, from = HOSPITAL) => codeOf(send('3204A', { data: { clr_appy_evt_id: id } }, { from }));
  assert.equal(await withdraw(second, OTHER_HOSPITAL), 'SH-Y009');
  assert.equal(await withdraw(second), 'none');
  assert.equal(await withdraw(second), 'SH-Y009');
  assert.equal(await state(first), 'computed');
  await apply(inpatient);
  await approveClearing(on.db, askingAs('head', '2026-04-02 10:00:00'), { month: '2026-03', seen_fen: 400_00 });
  assert.equal(await withdraw(first), 'SH-Y006');
  assert.equal(await state(first), 'approved');
});

/** An archive of one file. */
function zipOf(name: string, content: string): Buffer {
  const [whole, file] = [Buffer.from(content), Buffer.from(name)];
  const packed = deflateRawSync(whole);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(whole), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(whole.length, 18);
  common.writeUInt16LE(file.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, file, packed]);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), file]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
