import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { refusesEachLeaf } from '../gateway/fields.fixture.ts';
import { codeIndex } from '../credit/person.ts';
import {
  EMPLOYEE,
  HOSPITAL,
  ITEMS,
  OTHER_HOSPITAL,
  PHARMACY,
  RESIDENT,
  admissionOf,
  admitted,
  charged,
  fieldOf,
  line,
  numberOf,
  refused,
  registered,
  selling,
  settling,
  settlingStay,
  stayed,
  till,
} from './settlement.fixture.ts';
import type { Till } from './settlement.fixture.ts';
import { assertWhole } from './whole.ts';
import { settlementTransactions } from './transactions.ts';

const visitNamed = { mdtrt_id: 'M1', psn_no: EMPLOYEE };
const settled = { data: { ...visitNamed, setl_id: 'S1' } };
const disease = {
  diag_type: '1',
  diag_srt_no: '1',
  diag_code: 'I10',
  diag_name: '高血压',
  diag_time: '2026-03-02 09:20:00',
};
const registration = {
  data: {
    psn_no: EMPLOYEE,
    insutype: '310',
    begntime: '2026-03-02 09:00:00',
    mdtrt_cert_type: '02',
    mdtrt_cert_no: '990001198001010011',
    ipt_otp_no: 'O1',
    atddr_no: 'D1',
    dr_name: '医生',
    dept_code: '01',
    dept_name: '内科',
    caty: 'A03',
  },
};
const purpose = { mdtrtinfo: { ...visitNamed, med_type: '11', begntime: '2026-03-02 09:00:00' }, diseinfo: [disease] };
const batch = { ...line('1'), ...visitNamed, chrg_bchno: 'B1' };
const release = { data: { ...visitNamed, endtime: '2026-03-02 08:00:00', dscg_way: '1' }, diseinfo: [disease] };

/** One message of each transaction that is in order. */
const VALID: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '2001': {
    data: {
      psn_no: EMPLOYEE,
      insutype: '310',
      fixmedins_code: HOSPITAL,
      med_type: '11',
      begntime: '2026-03-02 09:00:00',
      endtime: '2026-03-02 10:00:00',
      dise_codg: 'M1',
      dise_name: '高血压',
      oprn_oprt_code: '1',
      oprn_oprt_name: '一',
      matn_type: '1',
      birctrl_type: '1',
    },
  },
  '2101': { ...selling([line('1')]) },
  '2102': { ...selling([line('1')]) },
  '2103': settled,
  '2201': registration,
  '2202': { data: { ...visitNamed, ipt_otp_no: 'O1' } },
  '2203': purpose,
  '2203A': purpose,
  '2204': { feedetail: [batch] },
  '2205': { data: { ...visitNamed, chrg_bchno: 'B1' } },
  '2206': { ...settling(visitNamed, 100) },
  '2206A': { ...settling(visitNamed, 100) },
  '2207': { ...settling(visitNamed, 100) },
  '2207A': { ...settling(visitNamed, 100) },
  '2208': settled,
  '2208A': settled,
  '2301': { feedetail: [{ ...line('1'), ...visitNamed }] },
  '2302': { data: [{ ...visitNamed, feedetl_sn: '1' }] },
  '2303': { ...settlingStay(visitNamed, 100) },
  '2304': { ...settlingStay(visitNamed, 100) },
  '2305': settled,
  '2401': { ...admissionOf(EMPLOYEE) },
  '2402': release,
  '2403': { adminfo: { ...visitNamed, adm_bed: '7' }, diseinfo: [disease] },
  '2404': { data: visitNamed },
  '2405': { data: visitNamed },
  '2601': { data: { psn_no: EMPLOYEE, omsgid: 'X1', oinfno: '2207' } },
  '5203': settled,
  '5204': settled,
};

/** Fields that a message may leave out. */
const OPTIONAL = new Set(
  `mdtrt_cert_no acct_used_flag psn_setlway mid_setl_flag rx_circ_flag hosp_appr_flag bilg_dept_codg bilg_dept_name bilg_dr_codg
  bilg_dr_name coner_name tel chfpdr_name adm_dept_name adm_bed diag_dept dise_dor_no diag_time vali_flag`
    .split(/\s+/)
    .concat('2103 mdtrt_id', '2202 ipt_otp_no', '2601 psn_no')
    .concat(
      'fixmedins_code endtime dise_codg dise_name oprn_oprt_code oprn_oprt_name matn_type birctrl_type'
        .split(' ')
        .map((field) => `2001 ${field}`),
    ),
);
/** Told in the message and not read. */
const UNREAD = new Set(['2303 chrg_bchno', '2304 chrg_bchno']);

describe('every field of every transaction', () => {
  test('there is a message of each', () => {
    assert.deepEqual(Object.keys(VALID).toSorted(), settlementTransactions.map(({ infno }) => infno).toSorted());
    for (const { infno, input } of settlementTransactions) assert.ok(input.safeParse(VALID[infno]).success, infno);
  });

  for (const { infno, input } of settlementTransactions) {
    test(`${infno}: absent, empty, too long, of another type`, () => {
      refusesEachLeaf({ infno, input }, VALID[infno], { optional: OPTIONAL, unread: UNREAD });
    });
  }

  test('numbers have their decimals and bounds, times are of the calendar', () => {
    const upload = settlementTransactions.find(({ infno }) => infno === '2204') ?? assert.fail();
    const takes = (more: object): boolean => upload.input.safeParse({ feedetail: [{ ...batch, ...more }] }).success;
    for (const det_item_fee_sumamt of [100, '100', '100.5', -100, '-0.01']) assert.ok(takes({ det_item_fee_sumamt }));
    for (const det_item_fee_sumamt of ['1e3', '100.001', 'NaN', '１００', 1e15, '1,000'])
      assert.ok(!takes({ det_item_fee_sumamt }));
    for (const cnt of ['0.00001', 'x', 1e14]) assert.ok(!takes({ cnt }));
    for (const pric of [-1, '0.0000001']) assert.ok(!takes({ pric }));
    for (const fee_ocur_time of ['2026-02-30 10:00:00', '2026-03-02 25:00:00', '2026/03/02', '今天'])
      assert.ok(!takes({ fee_ocur_time }));
    assert.ok(!takes({ feedetl_sn: '0000' }));
    assert.ok(!takes({ chrg_bchno: '0000' }));
    assert.ok(!takes({ hosp_appr_flag: '7' }));
  });
});

describe('what is refused, and changes nothing', () => {
  test('persons, visits and settlements of others; what does not fit the visit', async (t) => {
    const place = await till(t);
    const visit = await registered(place);
    const total = await charged(place, visit, [line('1')]);
    const from = OTHER_HOSPITAL;
    await refused(place, 'SH-Q001', '2207', settling(visit, total), { from });
    await refused(place, 'SH-Q001', '2204', { feedetail: [{ ...batch, ...visit }] }, { from });
    await refused(place, 'SH-Q001', '2202', { data: { ...visit, mdtrt_id: '1' } });
    await refused(place, 'SH-Q002', '2207', settling({ ...visit, psn_no: RESIDENT }, total));
    await refused(place, 'SH-Q003', '2304', settlingStay(visit, total));
    await refused(place, 'SH-Q011', '2207', settling(visit, total, { insutype: '510' }));
    await refused(place, 'SH-Q011', '2207', settling(visit, total, { med_type: '14' }));
    await refused(place, 'SH-Q012', '2207', settling(visit, total, { mdtrt_cert_no: '990001195002020028' }));
    for (const mdtrt_cert_type of ['01', '04'])
      await refused(place, 'SH-W020', '2207', settling(visit, total, { mdtrt_cert_type }));
    await refused(place, 'SH-F005', '2207', settling(visit, total, { mdtrt_cert_type: '99' }));
    await refused(place, 'SH-F007', '2207', settling(visit, total), { insuplc_admdvs: '420500' });
    await refused(place, 'SH-F001', '2201', { data: { ...registration.data, psn_no: '9', mdtrt_cert_no: null } });
    await refused(place, 'SH-F008', '2201', { data: { ...registration.data, insutype: '390' } });
    const dead = { psn_no: '4290000003', insutype: '390', mdtrt_cert_no: null };
    await refused(place, 'SH-F004', '2201', { data: { ...registration.data, ...dead } });
    await refused(place, 'SH-F004', '2401', admissionOf(dead.psn_no, dead));
    await refused(place, 'SH-F004', '2102', selling([line('1')], dead), { from: PHARMACY });
    await refused(place, 'SH-Q010', '2401', admissionOf(RESIDENT, { med_type: '11' }));
    await refused(place, 'SH-Q010', '2203A', {
      ...purpose,
      mdtrtinfo: { ...purpose.mdtrtinfo, ...visit, med_type: '21' },
    });
    const { setlinfo } = await place.send('2207', settling(visit, total));
    const named = { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') };
    for (const infno of ['2208', '5203', '5204']) {
      await refused(place, 'SH-Q043', infno, { data: named }, { from });
      await refused(place, 'SH-Q043', infno, { data: { ...named, psn_no: RESIDENT } });
      await refused(place, 'SH-Q043', infno, { data: { ...named, mdtrt_id: '1' } });
    }
  });

  test('what is still to come, and a visit that nobody has said the purpose of', async (t) => {
    const place = await till(t);
    const later = '2026-03-02 10:06:00';
    await refused(place, 'SH-Q008', '2201', { data: { ...registration.data, begntime: later } });
    await refused(place, 'SH-Q008', '2401', admissionOf(EMPLOYEE, { begntime: later }));
    await refused(place, 'SH-Q008', '2102', selling([line('1')], { begntime: later }), { from: PHARMACY });
    const { data } = await place.send('2201', registration);
    const visit = { mdtrt_id: fieldOf(data, 'mdtrt_id'), psn_no: EMPLOYEE };
    await refused(place, 'SH-Q008', '2204', { feedetail: [{ ...batch, ...visit, fee_ocur_time: later }] });
    const total = await charged(place, visit, [line('1', { fee_ocur_time: '2026-03-02 10:04:00' })]);
    await refused(place, 'SH-Q016', '2207', settling(visit, total));
  });

  test('lines that are there already, cost something else, or mix visits and diseases', async (t) => {
    const place = await till(t);
    const visit = await registered(place);
    const other = await registered(place);
    const send = (...lines: readonly object[]) => ({ feedetail: lines.map((one) => ({ ...batch, ...visit, ...one })) });
    await place.send('2204', send({ feedetl_sn: '1' }));
    await refused(place, 'SH-Q020', '2204', send({ feedetl_sn: '2' }, { feedetl_sn: '1' }));
    await refused(place, 'SH-Q020', '2204', send({ feedetl_sn: '2' }, { feedetl_sn: '2' }));
    const error = await refused(place, 'SH-Q021', '2204', send({ feedetl_sn: '2', det_item_fee_sumamt: 100.06 }));
    assert.match(error.zh, /100\.06.*100\.00/);
    await place.send('2204', send({ feedetl_sn: '2', det_item_fee_sumamt: 100.05 }));
    await refused(place, 'SH-Q025', '2204', send({ feedetl_sn: '3', dise_codg: 'M00500' }));
    await refused(
      place,
      'SH-Q025',
      '2204',
      send({ feedetl_sn: '3', chrg_bchno: 'B2' }, { feedetl_sn: '4', chrg_bchno: 'B2', dise_codg: 'M1' }),
    );
    await refused(place, 'SH-Q026', '2204', send({ feedetl_sn: '3' }, { feedetl_sn: '4', ...other }));
  });

  test('refunds of nothing, of another item, and of more than is left', async (t) => {
    const place = await till(t);
    const visit = await admitted(place);
    await stayed(place, visit, [line('1', { cnt: 4, pric: 10 })]);
    const back = (feedetl_sn: string, cnt: number, more: object = {}) => ({
      ...visit,
      ...line(feedetl_sn, { cnt, pric: 10, init_feedetl_sn: '1', ...more }),
    });
    const sends = (...lines: readonly object[]) => ({ feedetail: lines });
    await refused(place, 'SH-Q022', '2301', sends(back('2', -1, { init_feedetl_sn: null })));
    await refused(place, 'SH-Q022', '2301', sends(back('2', -1, { init_feedetl_sn: '7' })));
    await refused(place, 'SH-Q022', '2301', sends(back('2', 1)));
    await refused(place, 'SH-Q022', '2301', sends(back('2', 0, { init_feedetl_sn: null })));
    await refused(place, 'SH-Q024', '2301', sends(back('2', -1, { med_list_codg: ITEMS.classB })));
    await refused(place, 'SH-Q023', '2301', sends(back('2', -5)));
    await refused(place, 'SH-Q023', '2301', sends(back('2', -3), back('3', -2)));
    await place.send('2301', sends(back('2', -3)));
    const error = await refused(place, 'SH-Q023', '2301', sends(back('3', -2)));
    assert.match(error.zh, /剩余数量 1、金额 10\.00/);
    await refused(place, 'SH-Q022', '2301', sends(back('3', -1, { init_feedetl_sn: '2' })));
    await place.send('2301', sends(back('3', -1)));
    const twice = await Promise.allSettled(
      ['a', 'b', 'c'].map(async (name) => {
        await place.send('2301', sends({ ...visit, ...line(`${name}1`, { cnt: 1 }) }));
        return place.send('2301', sends({ ...visit, ...line(name, { cnt: -1, init_feedetl_sn: 'a1' }) }));
      }),
    );
    assert.equal(twice.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  test('other sums than ours, with both figures; less than nothing; batches without lines', async (t) => {
    const place = await till(t);
    const visit = await registered(place);
    const total = await charged(place, visit, [line('1', { pric: 100, med_list_codg: ITEMS.classB })]);
    for (const infno of ['2206', '2207']) {
      const error = await refused(place, 'SH-Q041', infno, settling(visit, 100.01));
      assert.match(error.zh, /medfee_sumamt 报送 100\.01 元，计算为 100\.00 元/);
      await refused(place, 'SH-Q041', infno, settling(visit, total, { preselfpay_amt: 0 }));
      await refused(place, 'SH-Q041', infno, settling(visit, total, { inscp_scp_amt: '90.01' }));
      await refused(place, 'SH-Q040', infno, settling(visit, total, { chrg_bchno: 'B9' }));
    }
    const sums = { fulamt_ownpay_amt: 0, overlmt_selfpay: '0.00', preselfpay_amt: 10, inscp_scp_amt: 90 };
    await place.send('2207', settling(visit, total, sums));
    await charged(
      place,
      visit,
      [line('2', { pric: 100, cnt: -1, med_list_codg: ITEMS.classB, init_feedetl_sn: '1' })],
      'B2',
    );
    await refused(place, 'SH-S006', '2207', settling(visit, -100, { chrg_bchno: 'B2' }));
  });

  test('an institution whose agreement is over, a doctor who may not be paid, and what was cleared', async (t) => {
    const place = await till(t);
    const visit = await registered(place);
    const total = await charged(place, visit, [line('1')]);
    const { setlinfo } = await place.send('2207', settling(visit, total));
    const named = { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') };
    const { db } = place.on;
    const kind = { fixmedins_code: HOSPITAL, insutype: '310', clr_type: '11' };
    await db
      .insertInto('settlement_closed')
      .values({ ...kind, through: '2026-03-02' })
      .execute();
    await refused(place, 'SH-Q045', '2208', { data: named });
    await db.updateTable('settlement_closed').set({ through: '2026-03-01' }).execute();
    await place.send('2208', { data: named });
    await suspendDoctor(place);
    await refused(place, 'SH-Q029', '2207', settling(visit, total));
    await refused(place, 'SH-Q029', '2204', { feedetail: [{ ...batch, ...visit, feedetl_sn: '2' }] });
    await place.send('2204', {
      feedetail: [{ ...batch, ...visit, feedetl_sn: '2', chrg_bchno: 'B2', bilg_dr_codg: 'D429000000999' }],
    });
    const rescue = await registered(place, EMPLOYEE, { med_type: '13' });
    await charged(place, rescue, [line('1')]);
    await place.send('2207', settling(rescue, 100, { med_type: '13' }));
    place.clock('2028-01-05 10:00:00');
    await refused(place, 'SH-T020', '2206', settling(visit, 100, { chrg_bchno: 'B2' }));
    await refused(place, 'SH-T020', '2207', settling(visit, 100, { chrg_bchno: 'B2' }));
    await assertWhole(place);
  });
});

/** Twelve points of a decision on 1 March: nothing of the doctor's is paid from then on. */
async function suspendDoctor({ on: { db, ring } }: Till): Promise<void> {
  const [person_id, matter_id] = [randomUUID(), randomUUID()];
  const names = { code_sealed: 'x', code_masked: 'x', name_sealed: 'x', name_masked: 'x' };
  const code_index = codeIndex(ring, 'staff', 'D429000000123');
  await db
    .insertInto('credit_person')
    .values({ person_id, kind: 'staff', code_index, ...names })
    .execute();
  const matter = {
    lead_id: null,
    parent_id: null,
    fixmedins_code: HOSPITAL,
    admdvs: '429000',
    due_day: null,
    due_clock: null,
  };
  await db
    .insertInto('matter')
    .values({ matter_id, procedure: 'points', version: 1, state: 'decided', opened_at: new Date(), ...matter })
    .execute();
  const finding = { nature: 'fraud', responsibility: 'main', points: 12, found_on: '2026-02-01' };
  await db
    .insertInto('points_finding')
    .values({ matter_id, person_id, ...finding })
    .execute();
  const deed = { action: 'decide', actor: 'head', others: '[]', day: '2026-03-01', facts: '{"points":12}', late: '[]' };
  await db
    .insertInto('deed')
    .values({ matter_id, seq: 1, request_id: randomUUID(), recorded_at: new Date(), ...deed })
    .execute();
}

describe('many at once', () => {
  test('two tills that settle one batch: one does', async (t) => {
    const place = await till(t);
    const visit = await registered(place);
    const total = await charged(place, visit, [line('1', { pric: 900 })]);
    const both = await Promise.allSettled(
      [1, 2, 3, 4].map(() => place.send('2207', settling(visit, total, { acct_used_flag: '1' }))),
    );
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const one of both) if (one.status === 'rejected') assert.equal(one.reason.code, 'SH-Q042');
    await assertWhole(place);
    const [row] = await place.on.db.selectFrom('settlement').selectAll().execute();
    const named = { ...visit, setl_id: row?.setl_id };
    const backs = await Promise.allSettled([1, 2, 3].map(() => place.send('2208', { data: named })));
    assert.equal(backs.filter(({ status }) => status === 'fulfilled').length, 1);
    await assertWhole(place);
  });

  test('institutions that settle one person at once each see what the others used', async (t) => {
    const place = await till(t);
    const places = [HOSPITAL, OTHER_HOSPITAL, HOSPITAL, OTHER_HOSPITAL];
    const visits = await Promise.all(
      places.map(async (from) => {
        const visit = await registered(place, EMPLOYEE, { from });
        return { from, visit, total: await charged(place, visit, [line('1', { pric: 400 })], 'B1', { from }) };
      }),
    );
    const answers = await Promise.all(
      visits.map(({ from, visit, total }) =>
        place.send('2207', settling(visit, total, { acct_used_flag: '1' }), { from }),
      ),
    );
    const sum = (name: string): number => answers.reduce((all, { setlinfo }) => all + numberOf(setlinfo, name), 0);
    // 500 yuan are deducted in the year, whoever comes first, and the account pays what it holds.
    assert.equal(sum('act_pay_dedc'), 500);
    assert.equal(Math.round(sum('acct_pay') * 100), 12_050);
    await assertWhole(place);
  });

  test('ten thousand lines are one message and a handful of statements', async (t) => {
    const place = await till(t);
    const visit = await admitted(place, RESIDENT);
    const lines = Array.from({ length: 10_000 }, (_, nth) =>
      line(String(nth), { pric: 1.01, med_list_codg: ITEMS.classB }),
    );
    const total = await stayed(place, visit, lines);
    assert.equal(total, 10_100);
    const asked = settlingStay(visit, total, { insutype: '390', mid_setl_flag: '1' });
    const { setlinfo } = await place.send('2304', asked);
    assert.equal(numberOf(setlinfo, 'medfee_sumamt'), total);
    await assertWhole(place);
  });
});
