import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { balanceOf } from '@shouhu/ledger';
import { PEOPLE } from '../http/app.fixture.ts';
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
  discharge,
  fenOf,
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
import { takeCatalogue } from './take-catalogue.ts';

describe('outpatient care', () => {
  test('from registration to settlement: computed first, the same when it is settled, and asked for afterwards', async (t) => {
    const place = await till(t);
    const visit = await registered(place);
    const lines = [
      line('1', { pric: 600 }),
      line('2', { pric: 200, med_list_codg: ITEMS.classB }),
      line('3', { pric: 70, med_list_codg: ITEMS.capped }),
      line('4', { pric: 30, med_list_codg: ITEMS.outside }),
    ];
    const total = await charged(place, visit, lines);
    const before = await place.send('2206A', settling(visit, total, { acct_used_flag: '1' }));
    assert.equal((await place.on.db.selectFrom('settlement').selectAll().execute()).length, 0);
    const { setlinfo, setldetail } = await place.send('2207A', settling(visit, total, { acct_used_flag: '1' }));
    const same = ['medfee_sumamt', 'hifp_pay', 'psn_part_amt', 'acct_pay', 'psn_cash_pay', 'balc'];
    assert.deepEqual(
      same.map((name) => numberOf(setlinfo, name)),
      same.map((name) => numberOf(before['setlinfo'], name)),
    );
    assert.deepEqual(
      ['medfee_sumamt', 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt', 'act_pay_dedc'].map(
        (name) => numberOf(setlinfo, name),
      ),
      [900, 30, 20, 20, 830, 500],
    );
    assert.deepEqual([fieldOf(setlinfo, 'psn_name'), fieldOf(setlinfo, 'certno')], ['测试甲', '990001198001010011']);
    const { db } = place.on;
    const hifp = Math.round(numberOf(setlinfo, 'hifp_pay') * 100);
    assert.equal(await balanceOf(db, `payable:${HOSPITAL}:310100`), hifp);
    assert.equal(await balanceOf(db, `accrued:310100:${HOSPITAL}`), -hifp);
    assert.equal(await balanceOf(db, `acct:${EMPLOYEE}`), 12_050 - Math.round(numberOf(setlinfo, 'acct_pay') * 100));
    const named = { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') };
    const asked = await place.send('5203', { data: named });
    assert.deepEqual(asked['setldetail'], setldetail);
    assert.equal(numberOf(asked['setlinfo'], 'medfee_sumamt'), 900);
    const fees = await place.send('5204', { data: named });
    assert.ok(Array.isArray(fees));
    assert.deepEqual(
      fees.map((fee) => numberOf(fee, 'inscp_scp_amt')),
      [600, 180, 50, 0],
    );
    await assertWhole(place);
  });

  test('2001 says which fund pays and what is left of the year, and the reason where none does', async (t) => {
    const place = await till(t);
    const asked = async (med_type: string, more: object = {}): Promise<unknown[]> => {
      const data = { psn_no: EMPLOYEE, insutype: '310', med_type, begntime: '2026-03-02 09:00:00', ...more };
      const { trtinfo } = await place.send('2001', { data });
      assert.ok(Array.isArray(trtinfo));
      return trtinfo.map((row) =>
        ['fund_pay_type', 'trt_enjymnt_flag', 'deductible_left', 'crt_payb_lmt_amt'].map((name) => fieldOf(row, name)),
      );
    };
    assert.deepEqual(await asked('11'), [['310100', '1', '500', '2200']]);
    const visit = await registered(place);
    const total = await charged(place, visit, [line('1', { pric: 900 })]);
    await place.send('2207', settling(visit, total));
    // (900.00 − 500.00) × 0.6
    assert.deepEqual(await asked('11'), [['310100', '1', '0', '1960']]);
    assert.deepEqual(await asked('11', { begntime: '2027-01-01' }), [['310100', '1', '500', '2200']]);
    assert.deepEqual((await asked('21')).slice(0, 2), [
      ['310100', '1', '500', '149760'],
      ['330100', '1', '0', '350000'],
    ]);
    assert.deepEqual(await asked('41'), [['310100', '0', '0', '0']]);
  });

  test('batches are settled and taken back each by itself; the lines of one that was taken back are free again', async (t) => {
    const place = await till(t);
    const visit = await registered(place);
    const first = await charged(place, visit, [line('1', { pric: 800 })], 'B1');
    const second = await charged(place, visit, [line('2', { pric: 300 })], 'B2');
    const one = await place.send('2207', settling(visit, first));
    const two = await place.send('2207', settling(visit, second, { chrg_bchno: 'B2' }));
    await refused(place, 'SH-Q042', '2207', settling(visit, first));
    await refused(place, 'SH-Q030', '2204', { feedetail: [{ ...visit, chrg_bchno: 'B1', ...line('9') }] });
    await refused(place, 'SH-Q027', '2205', { data: { ...visit, chrg_bchno: 'B1' } });
    const named = { ...visit, setl_id: fieldOf(one['setlinfo'], 'setl_id') };
    const back = await place.send('2208', { data: named });
    assert.equal(fenOf(back['setlinfo'], 'hifp_pay'), -fenOf(one['setlinfo'], 'hifp_pay'));
    const kept = await place.on.db
      .selectFrom('settlement')
      .selectAll()
      .where('init_setl_id', '=', named.setl_id)
      .execute();
    assert.deepEqual(
      kept.map(({ refd_setl_flag, medfee_sumamt }) => [refd_setl_flag, medfee_sumamt]),
      [[true, -80_000]],
    );
    await refused(place, 'SH-Q044', '2208', { data: named });
    const itself = { ...visit, setl_id: fieldOf(back['setlinfo'], 'setl_id') };
    await refused(place, 'SH-Q046', '2208', { data: itself });
    assert.deepEqual(await statesOf(place), ['settled']);
    await assertWhole(place);
    await place.send('2208A', { data: { ...visit, setl_id: fieldOf(two['setlinfo'], 'setl_id') } });
    assert.deepEqual(await statesOf(place), ['open']);
    // Nothing stands: the year is as it was, and the batch costs what it cost the first time.
    const again = await place.send('2207', settling(visit, first));
    assert.equal(fenOf(again['setlinfo'], 'hifp_pay'), fenOf(one['setlinfo'], 'hifp_pay'));
    await assertWhole(place);
  });

  test('fees are removed by batch or all at once, and a registration is cancelled when none is left', async (t) => {
    const place = await till(t);
    const visit = await registered(place);
    await charged(place, visit, [line('1'), line('2')], 'B1');
    await charged(place, visit, [line('3')], 'B2');
    await refused(place, 'SH-Q005', '2202', { data: visit });
    await refused(place, 'SH-Q027', '2205', { data: { ...visit, chrg_bchno: 'B3' } });
    await place.send('2205', { data: { ...visit, chrg_bchno: 'B1' } });
    await place.send('2205', { data: { ...visit, chrg_bchno: '0000' } });
    await place.send('2205', { data: { ...visit, chrg_bchno: '0000' } });
    await place.send('2202', { data: visit });
    assert.deepEqual(await statesOf(place), ['cancelled']);
    await refused(place, 'SH-Q004', '2204', { feedetail: [{ ...visit, chrg_bchno: 'B1', ...line('1') }] });
  });

  test('the account pays with its owner, then relatives in their order, and never below nothing', async (t) => {
    const place = await till(t);
    const { db } = place.on;
    const visit = await registered(place, RESIDENT);
    await db
      .insertInto('mutual_aid')
      .values({ psn_no: RESIDENT, payer: EMPLOYEE, rank: 1, begndate: '2026-01-01', enddate: null })
      .execute();
    const total = await charged(place, visit, [line('1', { pric: 100 })]);
    const asked = settling(visit, total, { insutype: '390', acct_used_flag: '1' });
    const { setlinfo } = await place.send('2207', asked);
    const mulaid = fenOf(setlinfo, 'acct_mulaid_pay');
    assert.ok(mulaid > 0);
    assert.equal(await balanceOf(db, `acct:${EMPLOYEE}`), 12_050 - mulaid);
    assert.equal(await balanceOf(db, `payable:${HOSPITAL}:310200`), mulaid);
    await assertWhole(place);
    await place.send('2208', { data: { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') } });
    assert.equal(await balanceOf(db, `acct:${EMPLOYEE}`), 12_050);
    await assertWhole(place);
  });
});

describe('a stay', () => {
  test('is settled amid it and at its end; its deductible is paid once, and its parts are taken back from the last', async (t) => {
    const place = await till(t);
    const visit = await admitted(place);
    await refused(place, 'SH-Q007', '2401', admissionOf(visit.psn_no), { from: OTHER_HOSPITAL });
    const first = await stayed(place, visit, [line('1', { pric: 2000 }), line('2', { pric: 500, cnt: 4 })]);
    await refused(place, 'SH-Q014', '2304', settlingStay(visit, first));
    await place.send('2303', settlingStay(visit, first));
    const mid = await place.send('2304', settlingStay(visit, first, { mid_setl_flag: '1' }));
    assert.ok(numberOf(mid['setlinfo'], 'act_pay_dedc') > 0);
    assert.deepEqual(await statesOf(place), ['in-hospital']);
    await refused(place, 'SH-Q040', '2304', settlingStay(visit, 0, { mid_setl_flag: '1' }));
    // One of four is taken back after it was settled, and the stay goes on.
    const back = line('3', { cnt: -1, pric: 500, det_item_fee_sumamt: '-500.00', init_feedetl_sn: '2' });
    const second = await stayed(place, visit, [back, line('4', { pric: 3000 })]);
    assert.equal(second, 2500);
    await discharge(place, visit);
    await refused(place, 'SH-Q015', '2304', settlingStay(visit, second, { mid_setl_flag: '1' }));
    const last = await place.send('2304', settlingStay(visit, second));
    assert.equal(numberOf(last['setlinfo'], 'act_pay_dedc'), 0);
    assert.deepEqual(await statesOf(place), ['settled']);
    await refused(place, 'SH-Q006', '2304', settlingStay(visit, second));
    await refused(place, 'SH-Q006', '2301', { feedetail: [{ ...visit, ...line('5') }] });
    await refused(place, 'SH-Q006', '2405', { data: visit });
    await refused(place, 'SH-Q047', '2305', { data: { ...visit, setl_id: fieldOf(mid['setlinfo'], 'setl_id') } });
    await assertWhole(place);
    await place.send('2305', { data: { ...visit, setl_id: fieldOf(last['setlinfo'], 'setl_id') } });
    assert.deepEqual(await statesOf(place), ['discharged']);
    await place.send('2405', { data: visit });
    await place.send('2305', { data: { ...visit, setl_id: fieldOf(mid['setlinfo'], 'setl_id') } });
    assert.deepEqual(await statesOf(place), ['in-hospital']);
    await assertWhole(place);
    await place.send('2302', { data: [{ ...visit, feedetl_sn: '4' }] });
    await refused(place, 'SH-Q028', '2302', { data: [{ ...visit, feedetl_sn: '2' }] });
    await refused(place, 'SH-Q005', '2404', { data: visit });
    await place.send('2302', { data: { ...visit, feedetl_sn: '0000' } });
    await place.send('2404', { data: visit });
    assert.deepEqual(await statesOf(place), ['cancelled']);
    const used = await place.on.db.selectFrom('accumulation').select('used').execute();
    assert.deepEqual(
      used.map(({ used: { deductible, open } }) => [deductible, open]),
      [[{}, {}]],
    );
    await assertWhole(place);
  });

  test('over the turn of the year pays one deductible; taken back, it is in neither year', async (t) => {
    const place = await till(t);
    const visit = await admitted(place);
    place.clock('2026-12-30 10:00:00');
    const first = await stayed(place, visit, [line('1', { pric: 3000 })]);
    const mid = await place.send('2304', settlingStay(visit, first, { mid_setl_flag: '1' }));
    place.clock('2027-01-04 10:00:00');
    // Something else of the new year comes between, and carries the stay over.
    const other = await registered(place);
    const total = await charged(place, other, [line('1', { pric: 100 })]);
    await place.send('2207', settling(other, total));
    const second = await stayed(place, visit, [line('2', { pric: 2000 })]);
    await discharge(place, visit);
    const last = await place.send('2304', settlingStay(visit, second));
    assert.ok(numberOf(mid['setlinfo'], 'act_pay_dedc') > 0);
    assert.equal(numberOf(last['setlinfo'], 'act_pay_dedc'), 0);
    await assertWhole(place);
    await refused(place, 'SH-Q047', '2305', { data: { ...visit, setl_id: fieldOf(mid['setlinfo'], 'setl_id') } });
    await place.send('2305', { data: { ...visit, setl_id: fieldOf(last['setlinfo'], 'setl_id') } });
    const openIn = async (): Promise<unknown> =>
      (await place.on.db.selectFrom('accumulation').select(['year', 'used']).orderBy('year').execute()).map(
        ({ year, used }) => [year, Object.keys(used.open)],
      );
    assert.deepEqual(await openIn(), [
      [2026, [visit.mdtrt_id]],
      [2027, [visit.mdtrt_id]],
    ]);
    await place.send('2305', { data: { ...visit, setl_id: fieldOf(mid['setlinfo'], 'setl_id') } });
    assert.deepEqual(await openIn(), [
      [2026, []],
      [2027, []],
    ]);
    assert.deepEqual(await statesOf(place), ['discharged', 'settled']);
  });

  test('whose fees were all settled amid it ends by a settlement of nothing; one without any fee has none', async (t) => {
    const place = await till(t);
    const visit = await admitted(place);
    const total = await stayed(place, visit, [line('1', { pric: 3000 })]);
    await place.send('2304', settlingStay(visit, total, { mid_setl_flag: '1' }));
    await discharge(place, visit);
    const { setlinfo } = await place.send('2304', settlingStay(visit, 0));
    assert.equal(numberOf(setlinfo, 'medfee_sumamt'), 0);
    const used = await place.on.db.selectFrom('accumulation').select('used').execute();
    assert.deepEqual(
      used.map(({ used: { open } }) => open),
      [{}],
    );
    const empty = await admitted(place, RESIDENT);
    await discharge(place, empty);
    await refused(place, 'SH-Q040', '2304', settlingStay(empty, 0, { insutype: '390' }));
    await place.send('2305', { data: { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') } });
    await assertWhole(place);
  });

  test('elsewhere is paid as not filed, from its filing on as filed; what was settled by a filing stands when it is withdrawn', async (t) => {
    const place = await till(t);
    const { db } = place.on;
    await db.updateTable('insurance').set({ insuplc_admdvs: '420503' }).where('psn_no', '=', EMPLOYEE).execute();
    const there = { from: OTHER_HOSPITAL, insuplc_admdvs: '420503' };
    const visit = await admitted(place, EMPLOYEE, there);
    const total = await stayed(place, visit, [line('1', { pric: 20_000 })], there);
    await discharge(place, visit, there);
    const paid = async (infno: string): Promise<string> =>
      fieldOf((await place.send(infno, settlingStay(visit, total), there))['setlinfo'], 'hifp_pay');
    assert.equal(await paid('2303'), '11704');
    const referral = {
      psn_no: EMPLOYEE,
      insutype: '310',
      diag_code: 'I10.x00',
      diag_name: '高血压',
      reflin_medins_no: OTHER_HOSPITAL,
      reflin_medins_name: '测试县中医院',
      mdtrtarea_admdvs: '429000',
      hosp_agre_refl_flag: '1',
      refl_date: '2026-02-19',
      begndate: '2026-02-20',
    };
    const filed = async (more: object): Promise<string> =>
      fieldOf((await place.send('2501', { refmedin: { ...referral, ...more } }, there))['result'], 'trt_dcla_detl_sn');
    await filed({ begndate: '2026-02-21' });
    await filed({ mdtrtarea_admdvs: '429004' });
    assert.equal(await paid('2303'), '11704');
    await filed({ hosp_agre_refl_flag: '0' });
    assert.equal(await paid('2303'), '13376');
    const trt_dcla_detl_sn = await filed({ enddate: '2026-02-20' });
    assert.equal(await paid('2304'), '15048');
    await place.send('2502', { data: { trt_dcla_detl_sn, psn_no: EMPLOYEE } }, there);
    const [settled] = await db.selectFrom('settlement').select('amounts').execute();
    assert.equal(settled?.amounts['hifp_pay'], 15_048_00);
    await assertWhole(place);
  });

  test('what was told of it is corrected, whom to call lies sealed, and a discharge is not before the admission', async (t) => {
    const place = await till(t);
    const visit = await admitted(place);
    const { db } = place.on;
    const stored = await db.selectFrom('visit').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(stored), /王家属|13900000000/);
    const adminfo = { ...visit, adm_bed: '7', begntime: '2026-02-21 08:00:00', med_type: '24' };
    await place.send('2403', { adminfo });
    const [row] = await db.selectFrom('visit').selectAll().execute();
    assert.deepEqual([row?.particulars['adm_bed'], row?.begntime, row?.med_type], ['7', '2026-02-21 08:00:00', '24']);
    const data = { ...visit, dscg_way: '1' };
    const diseinfo = { diag_type: '1', diag_srt_no: 1, diag_code: 'I10.x00', diag_name: '高血压' };
    await refused(place, 'SH-Q009', '2402', { data: { ...data, endtime: '2026-02-20 08:00:00' }, diseinfo });
    await refused(place, 'SH-Q008', '2402', { data: { ...data, endtime: '2026-03-03 08:00:00' }, diseinfo });
    await discharge(place, visit);
    await refused(place, 'SH-Q015', '2402', { data: { ...data, endtime: '2026-03-02 08:00:00' }, diseinfo });
    await place.send('2405', { data: visit });
    await refused(place, 'SH-Q014', '2405', { data: visit });
  });
});

describe('a sale', () => {
  test('is visit, lines and settlement in one message, and is taken back as one', async (t) => {
    const place = await till(t);
    const from = PHARMACY;
    const lines = [line('1', { pric: 25.5, cnt: 2 }), line('2', { pric: 30, med_list_codg: ITEMS.outside })];
    const before = await place.send('2101', selling(lines), { from });
    assert.deepEqual(await statesOf(place), []);
    const { setlinfo } = await place.send('2102', selling(lines), { from });
    assert.equal(numberOf(setlinfo, 'acct_pay'), numberOf(before['setlinfo'], 'acct_pay'));
    assert.deepEqual([numberOf(setlinfo, 'medfee_sumamt'), numberOf(setlinfo, 'acct_pay')], [81, 81]);
    assert.equal(await balanceOf(place.on.db, `acct:${EMPLOYEE}`), 12_050 - 8_100);
    const named = { psn_no: EMPLOYEE, setl_id: fieldOf(setlinfo, 'setl_id') };
    await refused(place, 'SH-Q043', '2103', { data: named }, { from: HOSPITAL });
    await refused(place, 'SH-Q003', '2208', { data: { ...named, mdtrt_id: fieldOf(setlinfo, 'mdtrt_id') } }, { from });
    await place.send('2103', { data: named }, { from });
    assert.equal(await balanceOf(place.on.db, `acct:${EMPLOYEE}`), 12_050);
    assert.deepEqual(await statesOf(place), ['cancelled']);
    const fees = await place.send('5204', { data: { ...named, mdtrt_id: fieldOf(setlinfo, 'mdtrt_id') } }, { from });
    assert.ok(Array.isArray(fees) && fees.length === 2);
    await refused(place, 'SH-Q010', '2102', selling(lines, { med_type: '11' }), { from });
    await assertWhole(place);
  });
});

test('the catalogue of a folder is taken in, again and anew; an item is paid as on the day of the fee', async (t) => {
  const place = await till(t);
  const { db, folder } = place.on;
  const head =
    'med_list_codg,begndate,enddate,list_type,chrgitm_lv,med_chrgitm_type,selfpay_prop,pric_uplmt_amt,lmt_used_flag';
  const rows = [`${ITEMS.outside},2026-03-02,,101,02,09,0.3,12.5,0`, `${ITEMS.classA},2026-03-02,,101,09,09,,,`];
  const taken = async (...text: readonly string[]) => {
    await writeFile(join(folder, 'hilist_b.csv'), `${[head, ...text].join('\n')}\n`);
    return takeCatalogue(place.on.services, { caller: PEOPLE.admin, at: place.on.now() }, folder);
  };
  assert.deepEqual(await taken(...rows), { changed: 1, refused: 1 });
  assert.deepEqual(await taken(...rows), { changed: 0, refused: 1 });
  const visit = await registered(place);
  const lines = [
    line('1', { med_list_codg: ITEMS.outside, fee_ocur_time: '2026-03-01 23:59:59' }),
    line('2', { med_list_codg: ITEMS.outside, pric: 14.5 }),
  ];
  const { result } = await place.send('2204', {
    feedetail: lines.map((one) => ({ ...visit, chrg_bchno: 'B1', ...one })),
  });
  assert.ok(Array.isArray(result));
  assert.deepEqual(
    result.map((one) => [
      fieldOf(one, 'chrgitm_lv'),
      numberOf(one, 'fulamt_ownpay_amt'),
      numberOf(one, 'overlmt_amt'),
      numberOf(one, 'preselfpay_amt'),
    ]),
    [
      ['03', 100, 0, 0],
      ['02', 0, 2, 3.75],
    ],
  );
  assert.equal(
    (await db.selectFrom('log_entry').selectAll().where('action', '=', 'catalogue.taken').execute()).length,
    1,
  );
});

async function statesOf({ on: { db } }: Till): Promise<string[]> {
  return (await db.selectFrom('visit').select('state').orderBy('mdtrt_id').execute()).map(({ state }) => state);
}
