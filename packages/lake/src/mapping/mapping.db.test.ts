import { join } from 'node:path';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Intake } from '../intake/intake.fixture.ts';
import type { Files } from '../intake/intake.fixture.ts';

let intake: Intake;
before(async () => {
  intake = await Intake.open();
});
after(() => intake.close());

const SHIPPED = join(import.meta.dirname, '../../../../mappings/us-teaching.yaml');

function numbered(name: string, count: number): string {
  return Array.from({ length: count }, (_, at) => `${name}_${at + 1}`).join(',');
}

/** Invented claims in the shape of the teaching set. */
const TEACHING: Files = {
  'Beneficiarydata.csv': 'BeneID,DOB,DOD,Gender,Race\nB1,1943-01-01,NA,1,1\nB2,1940-09-01,2009-12-01,2,1\n',
  'Inpatientdata.csv': `BeneID,ClaimID,ClaimStartDt,ClaimEndDt,Provider,InscClaimAmtReimbursed,AttendingPhysician,OperatingPhysician,AdmissionDt,DeductibleAmtPaid,DischargeDt,${numbered('ClmDiagnosisCode', 10)},${numbered('ClmProcedureCode', 6)}
B1,C1,2009-09-09,2009-09-16,P1,9000,D1,NA,2009-09-08,1068,2009-09-17,5780,5533,NA,NA,NA,NA,NA,NA,NA,NA,4443,NA,NA,NA,NA,NA
`,
  'Outpatientdata.csv': `BeneID,ClaimID,ClaimStartDt,ClaimEndDt,Provider,InscClaimAmtReimbursed,AttendingPhysician,OperatingPhysician,${numbered('ClmDiagnosisCode', 10)},${numbered('ClmProcedureCode', 6)},DeductibleAmtPaid
B2,C2,2009-06-02,2009-06-02,P2,30,D2,NA,V5832,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA
`,
};

describe('the shipped mapping of the teaching set', () => {
  it('makes every claim a visit with one line, one settlement, its diagnoses and operations', async () => {
    const staging = await intake.stage(await intake.folder(TEACHING), SHIPPED);
    assert.deepEqual(await intake.rejects(staging), []);
    assert.deepEqual(
      staging.notices.filter(({ code }) => code !== 'SH-N008'),
      [],
    );
    assert.deepEqual(await intake.rows(staging, 'psn_info_b', 'psn_no, gend, brdy, die_date'), [
      { psn_no: 'B1', gend: '1', brdy: -9862, die_date: null },
      { psn_no: 'B2', gend: '2', brdy: -10714, die_date: 14579 },
    ]);
    assert.deepEqual(
      await intake.rows(staging, 'mdtrt_d', 'mdtrt_id, med_type, begntime, endtime, dscg_maindiag_code'),
      [
        { mdtrt_id: 'C1', med_type: '21', begntime: 14495, endtime: 14504, dscg_maindiag_code: '5780' },
        { mdtrt_id: 'C2', med_type: '11', begntime: 14397, endtime: 14397, dscg_maindiag_code: 'V5832' },
      ],
    );
    assert.deepEqual(await intake.rows(staging, 'fee_list_d', 'bkkp_sn, cnt, det_item_fee_sumamt, inscp_amt'), [
      { bkkp_sn: 'C1', cnt: 10_000, det_item_fee_sumamt: 1_006_800, inscp_amt: 1_006_800 },
      { bkkp_sn: 'C2', cnt: 10_000, det_item_fee_sumamt: 3000, inscp_amt: 3000 },
    ]);
    assert.deepEqual(await intake.rows(staging, 'setl_d', 'setl_id, medfee_sumamt, fund_pay_sumamt, psn_pay'), [
      { setl_id: 'C1', medfee_sumamt: 1_006_800, fund_pay_sumamt: 900_000, psn_pay: 106_800 },
      { setl_id: 'C2', medfee_sumamt: 3000, fund_pay_sumamt: 3000, psn_pay: null },
    ]);
    assert.deepEqual(await intake.rows(staging, 'setl_list_diag_d', 'mdtrt_id, diag_code'), [
      { mdtrt_id: 'C1', diag_code: '5533' },
      { mdtrt_id: 'C1', diag_code: '5780' },
      { mdtrt_id: 'C2', diag_code: 'V5832' },
    ]);
    assert.deepEqual(await intake.rows(staging, 'setl_list_oprn_d', 'oprn_oprt_code, oper_dr_code'), [
      { oprn_oprt_code: '4443', oper_dr_code: null },
    ]);
  });
});

const OWN = `tables:
  psn_info_b:
    - files: people.*
      absent: ['-']
      dates: dd/MM/yyyy
      fields:
        psn_no: { concat: [Area, Number] }
        gend: { column: Sex, values: { M: 1, F: 2 } }
        brdy: { first: [Birth, Born] }
        insutype: { constant: 310 }
`;

describe('a mapping of one’s own', () => {
  it('joins, translates, chooses and rewrites dates, and takes national names by themselves', async () => {
    const csv = 'Area,Number,Sex,Birth,Born,tel\nA,1,M,-,02/01/1970,1\nA,2,F,03/01/1970,-,-\n';
    const staging = await intake.staged({ 'people.csv': csv }, OWN);
    assert.deepEqual(await intake.rows(staging, 'psn_info_b', 'psn_no, gend, brdy, insutype, tel'), [
      { psn_no: 'A1', gend: '1', brdy: 1, insutype: '310', tel: '1' },
      { psn_no: 'A2', gend: '2', brdy: 2, insutype: '310', tel: null },
    ]);
  });

  it('works over JSONL and GB18030 alike', async () => {
    const json = '{"Area":"A","Number":1,"SEX":"M","Birth":"02/01/1970"}\n';
    const staging = await intake.staged({ 'people.jsonl': json }, OWN.replace('[Birth, Born]', '[Birth]'));
    assert.deepEqual(await intake.rows(staging, 'psn_info_b', 'psn_no, brdy'), [{ psn_no: 'A1', brdy: 1 }]);
  });

  it('refuses rows whose parts are wrong, with what stood there', async () => {
    const csv = 'Area,Number,Sex,Birth,Born\nA,1,M,1970-01-02,\nA,2,F,32/01/1970,\n-,-,F,,\n';
    const staging = await intake.staged({ 'people.csv': csv }, OWN);
    assert.deepEqual(
      (await intake.rejects(staging)).map(({ line, field, value, code }) => [line, field, value, code]),
      [
        [3, 'brdy', '32/01/1970', 'SH-R002'],
        [4, 'psn_no', null, 'SH-R001'],
      ],
    );
  });

  it('sums exactly, and refuses what cannot be added', async () => {
    const mapping = `tables:
  setl_d:
    - files: own.csv
      fields: { medfee_sumamt: { sum: [A, B] } }
`;
    const head = 'setl_id,mdtrt_id,psn_no,fixmedins_code,setl_time,fund_pay_sumamt,A,B';
    const row = (id: string, a: string, b: string): string => `${id},V,P,H,2025-01-01,0,${a},${b}`;
    const csv = [
      head,
      row('1', '0.1', '0.2'),
      row('2', '', '-3'),
      row('3', '1.005', '0.005'),
      row('4', '1', 'x'),
      row('5', '', ''),
    ].join('\n');
    const staging = await intake.staged({ 'own.csv': csv }, mapping);
    assert.deepEqual(await intake.rows(staging, 'setl_d', 'setl_id, medfee_sumamt'), [
      { setl_id: '1', medfee_sumamt: 30 },
      { setl_id: '2', medfee_sumamt: -300 },
      { setl_id: '3', medfee_sumamt: 101 },
    ]);
    assert.deepEqual(
      (await intake.rejects(staging)).map(({ line, code }) => [line, code]),
      [
        [5, 'SH-R004'],
        [6, 'SH-R001'],
      ],
    );
  });

  it('names a column or file that is not there', async () => {
    await intake.refuses(
      { 'people.csv': 'Area,Sex,Birth,Born\nA,M,,\n' },
      'SH-I018',
      { file: 'own.yaml', line: 3 },
      OWN,
    );
    await intake.refuses({ 'persons.csv': 'Area\nA\n' }, 'SH-I020', { file: 'own.yaml', line: 3 }, OWN);
  });

  it('keeps a row of a wrong shape one row where columns become rows', async () => {
    const mapping = `tables:
  setl_list_diag_d:
    - files: own.csv
      fields: { mdtrt_id: V }
      each: { diag_code: [D1, D2] }
`;
    const staging = await intake.staged({ 'own.csv': 'V,D1,D2\nA,x,y\nB,x\nC,,\n' }, mapping);
    assert.deepEqual(await intake.rows(staging, 'setl_list_diag_d', 'mdtrt_id, diag_code'), [
      { mdtrt_id: 'A', diag_code: 'x' },
      { mdtrt_id: 'A', diag_code: 'y' },
    ]);
    assert.deepEqual(
      (await intake.rejects(staging)).map(({ line, code }) => [line, code]),
      [[3, 'SH-R019']],
    );
  });
});
