import assert from 'node:assert/strict';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ShouhuError } from '@shouhu/errors';
import { writeXlsx } from 'hucre/xlsx';
import { quote, rowsOf } from '../store/engine.ts';
import { stage } from './stage.ts';
import type { IntakeProgress, RawReject, Staging } from './staged.ts';
import { Intake } from './intake.fixture.ts';
import type { Files } from './intake.fixture.ts';

let intake: Intake;
before(async () => {
  intake = await Intake.open();
});
after(() => intake.close());

/** The refused rows in short: line, field, code. */
async function refusals(staging: Staging): Promise<unknown[]> {
  return (await intake.rejects(staging)).map(({ line, field, code }) => [line, field, code]);
}

const PERSONS = 'psn_no,gend,brdy\n';
const TWO_PERSONS = [
  { psn_no: 'A1', gend: '1', brdy: 0 },
  { psn_no: 'B2', gend: '2', brdy: 1 },
];

async function readsTwoPersons(files: Files): Promise<Staging> {
  const staging = await intake.staged(files);
  assert.deepEqual(await intake.rows(staging, 'psn_info_b', 'psn_no, gend, brdy'), TWO_PERSONS);
  assert.deepEqual(await intake.rejects(staging), []);
  return staging;
}

describe('files that are read', () => {
  const text = `${PERSONS}A1,1,1970-01-01\nB2,2,1970-01-02\n`;
  const forms: Readonly<Record<string, Files>> = {
    'plain CSV': { 'psn_info_b.csv': text },
    'a byte order mark': { 'psn_info_b.csv': `\uFEFF${text}` },
    'carriage returns': { 'psn_info_b.csv': text.replaceAll('\n', '\r\n') },
    'both line ends': { 'psn_info_b.csv': text.replace('\n', '\r\n') },
    'no newline at the end': { 'psn_info_b.csv': text.trimEnd() },
    'blank lines': { 'psn_info_b.csv': `\n${text.replaceAll('\n', '\n\n')}` },
    tabs: { 'psn_info_b.tsv': text.replaceAll(',', '\t') },
    'tabs in a .csv': { 'psn_info_b.csv': text.replaceAll(',', '\t') },
    'upper case names': { 'PSN_INFO_B.CSV': text.toUpperCase() },
    'another order and further columns': {
      'psn_info_b.csv': 'memo,brdy,gend,psn_no\nx,1970-01-01,1,A1\ny,1970-01-02,2,B2\n',
    },
    quotes: { 'psn_info_b.csv': '"psn_no","gend","brdy"\n"A1","1","1970-01-01"\n"B2","2",1970-01-02\n' },
    'a delimiter at the end of each row': { 'psn_info_b.csv': `${PERSONS}A1,1,1970-01-01,\nB2,2,1970-01-02,\n` },
    'blanks around values': { 'psn_info_b.csv': ' psn_no ,gend, brdy\n A1 ,1 , 1970-01-01\nB2,\t2,19700102 \n' },
    gzip: { 'psn_info_b.csv.gz': gzipSync(text) },
    'two files': {
      'psn_info_b-1.csv': `${PERSONS}A1,1,1970-01-01\n`,
      'psn_info_b.part2.csv': `${PERSONS}B2,2,1970-01-02\n`,
    },
    JSONL: {
      'psn_info_b.jsonl':
        '{"psn_no":"A1","gend":1,"brdy":"1970-01-01"}\n\n{"BRDY":"1970-01-02","psn_no":"B2","gend":"2"}',
    },
    'gzip of JSONL': {
      'psn_info_b.ndjson.gz': gzipSync(
        '{"psn_no":"A1","gend":1,"brdy":"1970-01-01"}\n{"brdy":"1970-01-02","psn_no":"B2","gend":"2"}\n',
      ),
    },
  };
  for (const [what, files] of Object.entries(forms)) it(what, async () => void (await readsTwoPersons(files)));

  it('XLSX with dates as dates, as serials and as texts', async () => {
    const data = [
      { psn_no: 'A1', gend: 1, brdy: new Date(Date.UTC(1970, 0, 1)) },
      { psn_no: 'B2', gend: '2', brdy: 25570 },
    ];
    const columns = ['psn_no', 'gend', 'brdy'].map((key) => ({
      header: key,
      key,
      ...(key === 'brdy' ? { numFmt: 'yyyy-mm-dd' } : {}),
    }));
    await readsTwoPersons({ 'psn_info_b.xlsx': await writeXlsx({ sheets: [{ name: '人员', columns, data }] }) });
    const general = ['psn_no', 'gend', 'brdy'].map((key) => ({ header: key, key }));
    const serials = [
      { psn_no: 'A1', gend: 1, brdy: 25569 },
      { psn_no: 'B2', gend: 2, brdy: '1970-01-02' },
    ];
    await readsTwoPersons({
      'psn_info_b.xlsx': await writeXlsx({ sheets: [{ name: '人员', columns: general, data: serials }] }),
    });
  });

  it('Parquet with native types', async () => {
    const dir = await intake.folder({});
    const path = join(dir, 'fee_list_d-2025.parquet');
    await intake.connection
      .run(`COPY (SELECT 'V1' AS mdtrt_id, 7 AS psn_no, 'H31010600001' AS FIXMEDINS_CODE, TIMESTAMP '2025-01-02 03:04:05' AS fee_ocur_time,
      'X1' AS hilist_code, 2::DECIMAL(16,4) AS cnt, 3.5::DECIMAL(18,6) AS det_item_fee_sumamt, 1.25::DOUBLE AS pric, true AS vali_flag, ['a','b'] AS drug_trac_codg
      ) TO ${quote(path)} (FORMAT parquet)`);
    const staging = await intake.stage(dir);
    assert.deepEqual(
      await intake.rows(
        staging,
        'fee_list_d',
        'psn_no, fixmedins_code, fee_ocur_time, fee_ocur_time_s, cnt, det_item_fee_sumamt, pric, vali_flag, drug_trac_codg',
      ),
      [
        {
          psn_no: '7',
          fixmedins_code: 'H31010600001',
          fee_ocur_time: 20090,
          fee_ocur_time_s: 11045,
          cnt: 20000,
          det_item_fee_sumamt: 350,
          pric: 1250000,
          vali_flag: 1,
          drug_trac_codg: 'a;b',
        },
      ],
    );
  });

  it('GB18030, and says so', async () => {
    const gbk = Buffer.concat([
      Buffer.from('psn_no,gend,emp_name\nA1,1,'),
      Buffer.from([0xb0, 0xa2, 0xcb, 0xae]),
      Buffer.from('\n'),
    ]);
    const staging = await intake.staged({ 'psn_info_b.csv': gbk });
    assert.deepEqual(await intake.rows(staging, 'psn_info_b', 'psn_no, emp_name'), [
      { psn_no: 'A1', emp_name: '阿水' },
    ]);
    assert.deepEqual(
      staging.notices.filter(({ code }) => code === 'SH-N017').map(({ file, count }) => [file, count]),
      [['psn_info_b.csv', 1]],
    );
  });

  it('GB18030 whose first Chinese text stands far behind the beginning', async () => {
    const ascii = 'A,1,\n'.repeat(1_000_000);
    const gbk = Buffer.concat([
      Buffer.from(`psn_no,gend,emp_name\n${ascii}B2,1,`),
      Buffer.from([0xb0, 0xa2]),
      Buffer.from('\n'),
    ]);
    const staging = await intake.staged({ 'psn_info_b.csv': gbk });
    const counted = await rowsOf(
      intake.connection,
      `SELECT count(*) AS n, max(emp_name) AS name FROM ${staging.tables.get('psn_info_b')?.relation}`,
    );
    assert.deepEqual(counted, [{ n: 1_000_001, name: '阿' }]);
  });

  it('aliases, the national name first, and every empty spelling', async () => {
    const head =
      'mdtrt_id,psn_no,fixmedins_code,fee_ocur_time,med_list_codg,cnt,det_item_fee_sumamt,inscp_amt,inscp_scp_amt,rxno,pric';
    const row = 'V,P,H,20250102,X,1,2.00';
    const staging = await intake.staged({ 'fee_list_d.csv': `${head}\n${row},3,4,R,\\N\n${row},,4,"",NULL\n` });
    assert.deepEqual(await intake.rows(staging, 'fee_list_d', 'inscp_amt, rx_drord_no, pric, fee_ocur_time_s'), [
      { inscp_amt: 300, rx_drord_no: 'R', pric: null, fee_ocur_time_s: null },
      { inscp_amt: 400, rx_drord_no: null, pric: null, fee_ocur_time_s: null },
    ]);
    assert.deepEqual([...(staging.tables.get('fee_list_d')?.present ?? [])].toSorted().slice(0, 3), [
      'cnt',
      'det_item_fee_sumamt',
      'fee_ocur_time',
    ]);
  });

  it('a header without rows as an empty table', async () => {
    const staging = await intake.staged({ 'psn_info_b.csv': PERSONS });
    assert.deepEqual(
      [staging.files[0]?.rows, staging.tables.get('psn_info_b')?.rows, staging.tables.get('setl_d')?.rows],
      [0, 0, 0],
    );
    assert.deepEqual(await intake.rows(staging, 'setl_d', 'setl_id, src_file'), []);
  });

  it('negative lines and withdrawn rows as they are', async () => {
    const head = 'mdtrt_id,psn_no,fixmedins_code,fee_ocur_time,hilist_code,cnt,det_item_fee_sumamt,vali_flag';
    const staging = await intake.staged({
      'fee_list_d.csv': `${head}\nV,P,H,2025-01-02,X,-1,-2.00,1\nV,P,H,2025-01-02,X,0,0,0\n`,
    });
    assert.deepEqual(await intake.rows(staging, 'fee_list_d', 'cnt, det_item_fee_sumamt, vali_flag, src_file'), [
      { cnt: -10000, det_item_fee_sumamt: -200, vali_flag: 1, src_file: 0 },
      { cnt: 0, det_item_fee_sumamt: 0, vali_flag: 0, src_file: 0 },
    ]);
    assert.deepEqual(
      staging.notices.filter(({ code }) => code === 'SH-N012').map(({ count }) => count),
      [1],
    );
  });
});

describe('what is noticed', () => {
  it('unknown files, columns and code values; missing columns', async () => {
    const staging = await intake.staged({
      'psn_info_b.csv': 'psn_no,gend,who\nA,1,x\nB,7,x\nC,7,x\n',
      'notes.txt': 'x',
      '.hidden': 'x',
    });
    const short = staging.notices.map(({ code, table, file, field, value, count }) => [
      code,
      table,
      file,
      field,
      value,
      count,
    ]);
    assert.deepEqual(short, [
      ['SH-N006', null, 'notes.txt', null, null, 1],
      ['SH-N001', 'psn_info_b', 'psn_info_b.csv', 'who', null, 1],
      [
        'SH-N008',
        'psn_info_b',
        null,
        'brdy, insutype, psn_type, insu_admdvs, emp_name, addr, tel, die_date, updt_time, vali_flag',
        null,
        10,
      ],
      ['SH-N002', 'psn_info_b', null, 'gend', '7', 2],
    ]);
  });

  it('at most twenty unknown values, the rest together', async () => {
    const many = Array.from({ length: 30 }, (_, at) => `P${at},x${at}`).join('\n');
    const staging = await intake.staged({ 'psn_info_b.csv': `psn_no,gend\n${many}\n` });
    const counts = staging.notices
      .filter(({ code }) => code === 'SH-N002')
      .map(({ value, count }) => [value === null, count]);
    assert.equal(counts.length, 21);
    assert.deepEqual(counts.at(-1), [true, 10]);
  });

  it('grades of hospitals by any of their names', async () => {
    const staging = await intake.staged({ 'fixmedins_b.csv': 'fixmedins_code,hosp_lv\nH1,三级甲等\nH2,3\nH3,02\n' });
    assert.deepEqual(
      staging.notices.filter(({ code }) => code === 'SH-N002'),
      [],
    );
  });
});

describe('files that are refused', () => {
  it('a folder that is not there, is a file, is empty or holds no table', async () => {
    const dir = await intake.folder({ 'a.csv': 'x' });
    const codes = [
      [join(dir, 'none'), 'SH-I001'],
      [join(dir, 'a.csv'), 'SH-I002'],
      [await intake.folder({}), 'SH-I004'],
      [dir, 'SH-I004'],
    ];
    for (const [path = '', code] of codes) {
      await assert.rejects(intake.stage(path), (error: unknown) => error instanceof ShouhuError && error.code === code);
    }
  });

  it('a folder in the place of a file', async () => {
    const dir = await intake.folder({});
    await mkdir(join(dir, 'mdtrt_d.csv'));
    await assert.rejects(
      intake.stage(dir),
      (error: unknown) => error instanceof ShouhuError && error.code === 'SH-I003',
    );
  });

  const cases: readonly (readonly [what: string, files: Files, code: string, place?: object])[] = [
    ['a kind of file that is not read', { 'mdtrt_d.pdf': 'x' }, 'SH-I014', { file: 'mdtrt_d.pdf' }],
    ['a wrong header', { 'psn_info_b.csv': 'person,sex\nA,1\n' }, 'SH-I006', { file: 'psn_info_b.csv', line: 1 }],
    ['no header', { 'psn_info_b.csv': 'A,1,1970-01-01\n' }, 'SH-I006', { file: 'psn_info_b.csv', line: 1 }],
    ['a column twice', { 'psn_info_b.csv': 'psn_no,gend,GEND\nA,1,1\n' }, 'SH-I007', { line: 1 }],
    ['an empty file', { 'psn_info_b.csv': '' }, 'SH-I009'],
    ['blank lines only', { 'psn_info_b.csv': '\n\n' }, 'SH-I009'],
    ['binary garbage', { 'psn_info_b.csv': Buffer.alloc(5000, Buffer.from([0, 255, 17, 10])) }, 'SH-I011'],
    ['a workbook called CSV', { 'psn_info_b.csv': Buffer.from('PK\u0003\u0004rest') }, 'SH-I011'],
    ['text called Parquet', { 'psn_info_b.parquet': PERSONS }, 'SH-I011'],
    ['text called XLSX', { 'psn_info_b.xlsx': PERSONS }, 'SH-I011'],
    ['UTF-16', { 'psn_info_b.csv': Buffer.from(`\uFEFF${PERSONS}`, 'utf16le') }, 'SH-I012'],
    ['a damaged archive', { 'psn_info_b.csv.gz': gzipSync(PERSONS.repeat(100)).subarray(0, 30) }, 'SH-I013'],
    ['text called gzip', { 'psn_info_b.csv.gz': PERSONS }, 'SH-I013'],
    [
      'an endless line',
      { 'psn_info_b.csv': `${PERSONS}A,1,1970-01-01\n${'x'.repeat(7_000_000)}` },
      'SH-I010',
      { line: 3 },
    ],
    ['an endless line of JSON', { 'psn_info_b.jsonl': `{"a":"${'x'.repeat(7_000_000)}"}` }, 'SH-I010', { line: 1 }],
  ];
  for (const [what, files, code, place] of cases) it(what, () => intake.refuses(files, code, place));

  it('mixed encodings, with the line where the second begins', async () => {
    const chinese = Buffer.from([0xb0, 0xa2, 0xcb, 0xae]);
    const mixed = Buffer.concat([Buffer.from('psn_no,emp_name\nA,阿水\nB,'), chinese, Buffer.from('\n')]);
    await intake.refuses({ 'psn_info_b.csv': mixed }, 'SH-I012', { file: 'psn_info_b.csv', line: 3 });
  });
});

describe('rows that are refused', () => {
  it('tells line, field, masked value, code and reason, and keeps the row', async () => {
    const head = 'mdtrt_id,psn_no,fixmedins_code,fee_ocur_time,hilist_code,cnt,det_item_fee_sumamt,drug_trac_codg';
    const staging = await intake.staged({
      'fee_list_d.csv': `${head}\nV,P,H,2025-01-02,X,1,2.00,"a\nb"\n,P310101199001011234,H,2999-01-02,,1,2.005,\nV,P,H,1900-01-01,X,1x,1000000001,\n`,
    });
    const found = await intake.rejects(staging);
    assert.deepEqual(
      found.map(({ line, field, value, code }) => [line, field, value, code]),
      [
        [4, 'mdtrt_id', null, 'SH-R001'],
        [4, 'fee_ocur_time', '2999-01-02', 'SH-R003'],
        [4, 'det_item_fee_sumamt', '2.005', 'SH-R005'],
        [4, 'hilist_code', null, 'SH-R001'],
        [5, 'fee_ocur_time', '1900-01-01', 'SH-R003'],
        [5, 'cnt', '1*', 'SH-R007'],
        [5, 'det_item_fee_sumamt', '1000000001', 'SH-R006'],
      ],
    );
    assert.deepEqual(Object.keys(found[0] ?? {}), ['file', 'line', 'table', 'field', 'value', 'code', 'reason']);
    assert.deepEqual(found[1]?.reason.en, 'fee_ocur_time lies outside 1990-01-01 to 2099-12-31');
    assert.deepEqual(
      [staging.rejects.rows, staging.rejects.entries, staging.tables.get('fee_list_d')?.rows],
      [2, 7, 1],
    );
    const raw = await intake.lines<RawReject>(staging.rejects.raw);
    assert.deepEqual(raw[0], {
      file: 'fee_list_d.csv',
      line: 4,
      row: {
        mdtrt_id: '',
        psn_no: 'P310101199001011234',
        fixmedins_code: 'H',
        fee_ocur_time: '2999-01-02',
        hilist_code: '',
        cnt: '1',
        det_item_fee_sumamt: '2.005',
        drug_trac_codg: '',
      },
    });
    assert.equal((await stat(staging.rejects.raw)).mode & 0o777, 0o600);
  });

  it('never shows a name, a long number or a personal field', async () => {
    const staging = await intake.staged({
      'mdtrt_d.csv': `mdtrt_id,psn_no,fixmedins_code,med_type,begntime,tel,ipt_days\nV,P,H,11,张三 13912345678,${'1'.repeat(101)},3天\n`,
    });
    assert.deepEqual(
      (await intake.rejects(staging)).map(({ field, value }) => [field, value]),
      [
        ['begntime', '** 13***78'],
        ['ipt_days', '3*'],
        ['tel', '***'],
      ],
    );
  });

  it('rows of a wrong shape, by physical line, and goes on behind them', async () => {
    const staging = await intake.staged({
      'psn_info_b.csv': `psn_no,gend,emp_name\nA,1,"x\ny"\nB,1\nC,1,x,y\nD,"1"x,y\nE,1,ok\nF,"1,ok\n`,
    });
    assert.deepEqual(await refusals(staging), [
      [4, null, 'SH-R019'],
      [5, null, 'SH-R020'],
      [6, null, 'SH-R023'],
      [8, null, 'SH-R023'],
    ]);
    assert.deepEqual(await intake.rows(staging, 'psn_info_b', 'psn_no'), [{ psn_no: 'A' }, { psn_no: 'E' }]);
    assert.deepEqual(
      (await intake.lines<RawReject>(staging.rejects.raw)).map(({ row }) => row),
      ['B,1', 'C,1,x,y', 'D,"1"x,y', 'F,"1,ok'],
    );
    assert.deepEqual(staging.files[0]?.rows, 6);
  });

  it('a quote that never ends costs one line', async () => {
    const many = 'G,1,x\n'.repeat(400_000);
    const staging = await intake.staged({ 'psn_info_b.csv': `psn_no,gend,emp_name\nF,"1,ok\n${many}` });
    assert.deepEqual(await refusals(staging), [[2, null, 'SH-R023']]);
    assert.equal(staging.tables.get('psn_info_b')?.rows, 400_000);
  });

  it('rows with NUL bytes or bytes of no encoding', async () => {
    const sound = 'A,1,阿水\n'.repeat(200);
    const bytes = Buffer.concat([
      Buffer.from(`psn_no,gend,emp_name\n${sound}B\0,1,x\nC,1,`),
      Buffer.from([0xb0, 0xff]),
      Buffer.from('\n'),
    ]);
    const staging = await intake.staged({ 'psn_info_b.csv': bytes });
    assert.deepEqual(await refusals(staging), [
      [202, null, 'SH-R017'],
      [203, null, 'SH-R021'],
    ]);
    assert.equal(staging.tables.get('psn_info_b')?.rows, 200);
  });

  it('JSON lines that are no objects', async () => {
    const staging = await intake.staged({
      'psn_info_b.jsonl':
        '{"psn_no":"A"}\n[1]\n{"psn_no":\n{"psn_no":12345678901234567890,"gend":true}\n{"gend":"1"}\n',
    });
    assert.deepEqual(await refusals(staging), [
      [2, null, 'SH-R022'],
      [3, null, 'SH-R022'],
      [5, 'psn_no', 'SH-R001'],
    ]);
    assert.deepEqual(await intake.rows(staging, 'psn_info_b', 'psn_no, gend'), [
      { psn_no: '12345678901234567890', gend: '1' },
      { psn_no: 'A', gend: null },
    ]);
  });

  it('rows of a sheet and of a Parquet file by their number', async () => {
    const columns = ['psn_no', 'brdy'].map((key) => ({ header: key, key }));
    const data = [
      { psn_no: 'A', brdy: '1970-01-01' },
      { psn_no: 'B', brdy: 'soon' },
    ];
    const xlsx = await intake.staged({
      'psn_info_b.xlsx': await writeXlsx({ sheets: [{ name: 's', columns, data }] }),
    });
    assert.deepEqual(await refusals(xlsx), [[3, 'brdy', 'SH-R002']]);
    const dir = await intake.folder({});
    await intake.connection.run(
      `COPY (SELECT * FROM (VALUES ('A', DATE '1970-01-01'), ('B', DATE '1800-01-01')) t(psn_no, brdy)) TO ${quote(join(dir, 'psn_info_b.parquet'))} (FORMAT parquet)`,
    );
    assert.deepEqual(await refusals(await intake.stage(dir)), [[2, 'brdy', 'SH-R003']]);
  });

  it('in the order of files and lines, whatever their number', async () => {
    const bad = (from: number): string =>
      `psn_no,brdy\n${Array.from({ length: 5000 }, (_, at) => `P${at},x${from}`).join('\n')}\n`;
    const staging = await intake.staged({ 'psn_info_b-2.csv': bad(2), 'psn_info_b-1.csv': bad(1) });
    const found = (await intake.rejects(staging)).map(({ file, line }) => [file, line]);
    assert.deepEqual(found.slice(0, 2), [
      ['psn_info_b-1.csv', 2],
      ['psn_info_b-1.csv', 3],
    ]);
    assert.deepEqual(found.at(-1), ['psn_info_b-2.csv', 5001]);
    assert.equal(found.length, 10_000);
  });
});

describe('progress', () => {
  it('names every phase and file, and leaves no copy behind', async () => {
    const dir = await intake.folder({ 'psn_info_b.csv': 'psn_no,brdy\nA,x\nB,\n' });
    const scratch = await intake.folder({});
    const steps: IntakeProgress[] = [];
    await stage(intake.connection, { dir, scratch, onProgress: (step) => steps.push(step) });
    const told = steps.map(({ phase, file, rows }) => JSON.stringify([phase, file, rows]));
    assert.deepEqual(
      [...new Set(told)].map((step): unknown => JSON.parse(step)),
      [
        ['discover', null, null],
        ['read', 'psn_info_b.csv', null],
        ['locate-rejects', 'psn_info_b.csv', 2],
        ['read', 'psn_info_b.csv', 2],
        ['codes', null, null],
      ],
    );
    assert.deepEqual((await readdir(scratch)).toSorted(), [
      'psn_info_b-0.parquet',
      'rejects-raw.jsonl',
      'rejects.jsonl',
    ]);
  });
});
