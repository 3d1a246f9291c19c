import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeOf } from '@shouhu/interface';
import { refusesEachFault } from '../gateway/fields.fixture.ts';
import type { FieldRule } from '../gateway/fields.fixture.ts';
import { EMPLOYEE, OTHER_HOSPITAL, registered, RESIDENT } from '../settlement/settlement.fixture.ts';
import { asking, checkedTill, order } from './till-check.fixture.ts';

const here = { insuplc_admdvs: '429000' };
const PATIENT = 'data.patient_dtos.0';
const ENCOUNTER = `${PATIENT}.fsi_encounter_dtos.0`;
const ORDER = `${ENCOUNTER}.fsi_order_dtos.0`;

const text = (path: string, longest: number, needed = true): FieldRule => ({
  path,
  needed,
  longest,
  wrong: [{}, [], true],
});
const moment = (path: string, needed = true): FieldRule => ({
  path,
  needed,
  wrong: ['2026-02-30', '2026/03/01', 'soon', 20_260_301, '2026-03-01 24:00:00'],
});
const amount = (path: string, needed = true): FieldRule => ({ path, needed, wrong: ['1.234', 'x', {}, 1e30] });
const quantity = (path: string, needed = true): FieldRule => ({ path, needed, wrong: ['1.00001', 'x', {}] });
const price = (path: string): FieldRule => ({ path, needed: false, wrong: ['1.0000001', 'x', {}] });
const oneOf = (path: string): FieldRule => ({ path, needed: false, wrong: ['3', 'x', {}] });
const rows = (path: string): FieldRule => ({ path, needed: false, wrong: ['x', 1, {}] });

describe('3101, 3102 and 3103 refuse what is wrong, by name', () => {
  test('each field that is read', async (t) => {
    const { clinic } = await checkedTill(t);
    const operations = { fsi_operation_dtos: [{ oprn_code: '47.0901' }] };
    const right = asking({ orders: [order('R1')], encounter: operations });
    await refusesEachFault(
      clinic,
      '3101',
      right,
      [
        { path: 'data', needed: true, wrong: [1, 'x', []] },
        text('data.task_id', 50, false),
        { path: 'data.patient_dtos', needed: true, wrong: ['x', {}] },
        text(`${PATIENT}.patn_id`, 50),
        oneOf(`${PATIENT}.gend`),
        moment(`${PATIENT}.brdy`, false),
        text(`${PATIENT}.curr_mdtrt_id`, 50),
        { path: `${PATIENT}.fsi_encounter_dtos`, needed: true, wrong: ['x', {}] },
        text(`${ENCOUNTER}.mdtrt_id`, 50),
        text(`${ENCOUNTER}.medins_id`, 50),
        text(`${ENCOUNTER}.medins_type`, 6, false),
        text(`${ENCOUNTER}.medins_lv`, 3, false),
        oneOf(`${ENCOUNTER}.internet_hosp_flag`),
        moment(`${ENCOUNTER}.adm_date`),
        moment(`${ENCOUNTER}.dscg_date`, false),
        text(`${ENCOUNTER}.dr_codg`, 30, false),
        text(`${ENCOUNTER}.adm_dept_codg`, 30, false),
        text(`${ENCOUNTER}.med_type`, 6, false),
        text(`${ENCOUNTER}.matn_stas`, 6, false),
        text(`${ENCOUNTER}.insutype`, 6, false),
        text(`${ENCOUNTER}.psn_type`, 6, false),
        rows(`${ENCOUNTER}.fsi_diagnose_dtos`),
        rows(`${ENCOUNTER}.fsi_order_dtos`),
        rows(`${ENCOUNTER}.fsi_operation_dtos`),
        text(`${ENCOUNTER}.fsi_diagnose_dtos.0.dise_codg`, 20),
        text(`${ENCOUNTER}.fsi_operation_dtos.0.oprn_code`, 30),
        text(`${ORDER}.rx_id`, 50),
        text(`${ORDER}.rxno`, 40, false),
        text(`${ORDER}.hilist_code`, 50),
        text(`${ORDER}.hilist_name`, 200, false),
        text(`${ORDER}.chrg_type`, 6, false),
        ...['lv1_hosp_item_pric', 'lv2_hosp_item_pric', 'lv3_hosp_item_pric', 'pric'].map((name) =>
          price(`${ORDER}.${name}`),
        ),
        quantity(`${ORDER}.cnt`),
        amount(`${ORDER}.sumamt`),
        amount(`${ORDER}.ownpay_amt`, false),
        amount(`${ORDER}.selfpay_amt`, false),
        quantity(`${ORDER}.prd_days`, false),
        moment(`${ORDER}.drord_begn_date`),
        text(`${ORDER}.drord_dept_codg`, 30, false),
        text(`${ORDER}.drord_dr_codg`, 30, false),
        text(`${ORDER}.drord_dr_profttl`, 6, false),
        text(`${ORDER}.drug_trac_codg`, 4_000, false),
        oneOf(`${ORDER}.trdn_flag`),
      ],
      here,
    );
    const told = { data: { warn_type: '1', warns: [{ warn_rslt_id: 'F1', dspo_way: '1', dspo_way_rea: '病情需要' }] } };
    await refusesEachFault(clinic, '3103', told, [
      { path: 'data', needed: true, wrong: [1, 'x', []] },
      { path: 'data.warn_type', needed: true, wrong: ['3', 1, {}] },
      { path: 'data.warns', needed: true, wrong: ['x', {}] },
      { path: 'data.warns.0.warn_rslt_id', needed: true, longest: 50, wrong: [1, {}] },
      { path: 'data.warns.0.dspo_way', needed: true, wrong: ['3', 1, {}] },
      { path: 'data.warns.0.dspo_way_rea', needed: false, longest: 500, wrong: [1, {}] },
    ]);
  });

  test('foreign persons, visits and institutions', async (t) => {
    const { place, check } = await checkedTill(t);
    const there = await registered(place, EMPLOYEE, { from: OTHER_HOSPITAL });
    const own = await registered(place, EMPLOYEE);
    const refusedBy = async (input: object, code: string) => {
      for (const infno of ['3101', '3102']) assert.equal(codeOf((await check(input, infno)).answer), code);
    };
    await refusedBy(asking({ psn_no: '4299999999' }), 'SH-M007');
    await refusedBy(asking({ encounter: { medins_id: OTHER_HOSPITAL } }), 'SH-M008');
    await refusedBy(asking({ mdtrt_id: there.mdtrt_id }), 'SH-M009');
    await refusedBy(asking({ mdtrt_id: own.mdtrt_id, psn_no: RESIDENT }), 'SH-M009');
    await refusedBy(asking({ patient: { curr_mdtrt_id: 'V9' } }), 'SH-M005');
    place.on.on('2028-02-01');
    await refusedBy(asking(), 'SH-T020');
    assert.deepEqual(await place.on.db.selectFrom('till_decision').select('decision_id').execute(), []);
  });

  test('ten thousand lines are judged; a message above 1 MiB is not read', async (t) => {
    const { clinic, check } = await checkedTill(t);
    const lines = (count: number, more: object = {}) =>
      Array.from({ length: count }, (_, at) => ({
        rx_id: String(at),
        hilist_code: 'A',
        cnt: 1,
        sumamt: 1,
        drord_begn_date: '2026-03-02',
        ...more,
      }));
    const { answer } = await check(asking({ orders: lines(10_000) }));
    assert.equal(answer.infcode, 0, answer.err_msg);
    const large = clinic.build(
      '3101',
      asking({ orders: lines(10_000, { hilist_name: '测试药品测试药品测试药品' }) }),
      here,
    );
    const refused = await clinic.post(large);
    assert.deepEqual([refused.status, codeOf(refused.answer)], [413, 'SH-T007']);
  });
});
