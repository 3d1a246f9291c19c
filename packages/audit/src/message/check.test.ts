import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import type { Rule } from '@shouhu/rules';
import { checkMessage } from './check.ts';
import { readRequest } from './schema.ts';
import { compileTill } from './till.ts';
import { worldOf } from './world.ts';

const women: Rule = {
  rule_code: 'GZ-TEST',
  rule_name: '药品区分性别使用',
  rule_type: 'restrict',
  rule_class: 'medical',
  verdict: 'violation',
  stages: ['before'],
  scope: { is: 'always' },
  basis: ['条例第三十八条'],
  message: '{item} 不适用于该性别',
  points: [
    {
      type: 'restrict',
      point_ids: ['K1'],
      from: 0,
      to: 99_999,
      scope: { is: 'always' },
      verdict: null,
      retroactive: false,
      subject_kind: 'item',
      subject: { codes: ['A'], prefixes: [] },
      require: { is: 'in', field: 'gend', set: { codes: ['2'], prefixes: [] } },
    },
  ],
};
const rules = compileTill({ snapshot: 'test', rules: [women] });
const noHistory = async () => null;

function order(values: object = {}) {
  return {
    rx_id: 'RX1',
    hilist_code: 'A',
    cnt: 1,
    pric: '12.34',
    sumamt: 12.34,
    ownpay_amt: '2.00',
    selfpay_amt: '0.34',
    drord_begn_date: '2026-03-05 10:00:00',
    ...values,
  };
}

function message({ gend = '1', orders = [order()] }: { gend?: string; orders?: object[] } = {}): string {
  const encounter = {
    mdtrt_id: 'V1',
    medins_id: 'H11010100001',
    medins_lv: '3',
    adm_date: '2026-03-05',
    med_type: '11',
    fsi_diagnose_dtos: [{ dise_codg: 'I10.x00' }],
    fsi_order_dtos: orders,
  };
  const patient = { patn_id: 'P1', gend, brdy: '1980-01-01', curr_mdtrt_id: 'V1', fsi_encounter_dtos: [encounter] };
  return JSON.stringify({ infno: '3101', input: { data: { syscode: 'S', task_id: 'T1', patient_dtos: [patient] } } });
}

function refusal(code: string) {
  return (error: unknown) => error instanceof ShouhuError && error.code === code;
}

describe('3101/3102', () => {
  test('answers a violation in the national form, in yuan', async () => {
    const { result, cannot_decide } = await checkMessage(message(), rules, noHistory);
    assert.deepEqual(cannot_decide, []);
    const [row] = result;
    assert.equal(row?.rule_id, 'GZ-TEST');
    assert.equal(row?.vola_amt, '10.00');
    assert.equal(row?.sev_deg, '1');
    assert.equal(row?.task_id, 'T1');
    assert.deepEqual(
      row?.judge_result_detail_dtos.map(({ rx_id, vola_item_type, vola_amt }) => [rx_id, vola_item_type, vola_amt]),
      [['RX1', '1', '10.00']],
    );
  });
  test('says what it cannot decide, and why', async () => {
    const { result, cannot_decide } = await checkMessage(message({ gend: '9' }), rules, noHistory);
    assert.deepEqual(result, []);
    assert.deepEqual(
      cannot_decide.map(({ rx_ids, reason }) => [rx_ids, reason]),
      [[['RX1'], 'gend']],
    );
  });
  test('accepts the bare data as well as the envelope', async () => {
    const { input } = JSON.parse(message());
    assert.equal((await checkMessage(JSON.stringify(input.data), rules, noHistory)).result.length, 1);
  });
  test('knows an item by the name that the message gives it', async () => {
    const [point] = women.points;
    assert.ok(point?.type === 'restrict');
    const subject = { codes: [], prefixes: [], names: ['某药片'] };
    const byName = { ...women, rule_code: 'GZ-NAME', points: [{ ...point, subject }] };
    const till = compileTill({ snapshot: 'test', rules: [women, byName] });
    const codes = async (orders: object[]) =>
      (await checkMessage(message({ orders }), till, noHistory)).result.map(({ rule_id }) => rule_id).toSorted();
    assert.deepEqual(await codes([order()]), ['GZ-TEST']);
    assert.deepEqual(await codes([order({ hilist_name: '某药片' })]), ['GZ-NAME', 'GZ-TEST']);
    const known = compileTill({ snapshot: 'test', rules: [byName] }, [{ item: 'A', name: '某药片' }]);
    assert.equal((await checkMessage(message(), known, noHistory)).result.length, 1);
  });
  test('takes an absent list of diagnoses and operations as not known', () => {
    const [patient] = readRequest(message()).data.patient_dtos;
    assert.ok(patient);
    const [visit] = worldOf(patient, null).visits;
    assert.deepEqual([visit?.diagnoses_known, visit?.operations_known], [1, 0]);
  });
  test('lets the message win over what the history holds of the same visit', () => {
    const [patient] = readRequest(message()).data.patient_dtos;
    assert.ok(patient);
    const own = worldOf(patient, null);
    const [old] = own.lines;
    assert.ok(old);
    const history = { ...own, lines: [old, { ...old, mdtrt_id: 'V0', line_id: 'L0' }], first_day: 10 };
    const joined = worldOf(patient, history);
    assert.deepEqual(
      joined.lines.map(({ mdtrt_id }) => mdtrt_id),
      ['V1', 'V0'],
    );
    assert.equal(joined.first_day, 10);
  });
  test('tells nothing new of what others did, and nothing twice', () => {
    const { input } = JSON.parse(message());
    const [told] = input.data.patient_dtos;
    const [current] = told.fsi_encounter_dtos;
    const elsewhere = { ...current, mdtrt_id: 'V0', medins_id: 'H11010100002' };
    told.fsi_his_data_dto = { fsi_encounter_dtos: [elsewhere, current] };
    const [patient] = readRequest(JSON.stringify({ input })).data.patient_dtos;
    assert.ok(patient);
    const ids = (history: Parameters<typeof worldOf>[1]) =>
      worldOf(patient, history).lines.map(({ mdtrt_id, line_id }) => [mdtrt_id, line_id]);
    assert.deepEqual(ids(null), [
      ['V1', 'RX1'],
      ['V0', 'RX1'],
    ]);
    const known = worldOf(patient, null);
    const theirs = {
      ...known,
      visits: known.visits.filter(({ mdtrt_id }) => mdtrt_id === 'V0'),
      lines: known.lines.filter(({ mdtrt_id }) => mdtrt_id === 'V0').map((row) => ({ ...row, line_id: 'L0' })),
    };
    assert.deepEqual(ids(theirs), [
      ['V1', 'RX1'],
      ['V0', 'L0'],
    ]);
  });
});

describe('a message that is refused', () => {
  const cases: [string, string, string][] = [
    ['no JSON', '{"patient_dtos": [', 'SH-M001'],
    ['another transaction', JSON.stringify({ infno: '2207', input: { data: { patient_dtos: [] } } }), 'SH-M002'],
    ['without a patient', '{"data": {}}', 'SH-T002'],
    ['three decimals', message({ orders: [order({ sumamt: '12.345' })] }), 'SH-T004'],
    ['a date that is none', message({ orders: [order({ drord_begn_date: '2026-02-30' })] }), 'SH-T004'],
    ['a foreign current visit', message().replace('"curr_mdtrt_id":"V1"', '"curr_mdtrt_id":"V9"'), 'SH-M005'],
  ];
  for (const [name, text, code] of cases) {
    test(name, async () => {
      await assert.rejects(checkMessage(text, rules, noHistory), refusal(code));
    });
  }
});
