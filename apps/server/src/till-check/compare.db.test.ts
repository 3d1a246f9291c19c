/** Days as they happen between check and settlement, and what the night makes of them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeByReference } from '@shouhu/rules';
import { civilDayOf } from '../casework/matter.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import {
  admitted,
  charged,
  discharge,
  EMPLOYEE,
  ITEMS,
  line,
  OTHER_HOSPITAL,
  registered,
  RESIDENT,
  settling,
  settlingStay,
  stayed,
} from '../settlement/settlement.fixture.ts';
import { changesBetween } from './changes.ts';
import { compareDay, decidedOf } from './compare-day.ts';
import { historyOf } from './history.ts';
import { readPersons } from './read-persons.ts';
import { replay } from './replay.ts';
import { tillOf } from './tills.ts';
import { asking, checkedTill, monthly, order, remindersOf } from './till-check.fixture.ts';
import type { Sent } from '../settlement/settlement.fixture.ts';
import type { CheckedTill } from './till-check.fixture.ts';

const DAY = civilDayOf(new Date('2026-03-02T02:00:00Z'));
const there = { from: OTHER_HOSPITAL };

/** Residents besides those of every test, by number. */
async function insure({ place: { on } }: CheckedTill, count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, (_, at) => `42901${String(at).padStart(5, '0')}`);
  const certno = (at: number) => `99000119700101${String(at).padStart(3, '0')}X`;
  await takeIn(on, {
    psn_info_b: `psn_no,psn_cert_type,certno,psn_name,gend,naty,brdy,die_date,card_no,card_sn\n${numbers
      .map((psn_no, at) => `${psn_no},99,${certno(at)},测试,${(at % 2) + 1},01,1970-01-01,,,\n`)
      .join('')}`,
    psn_insu_d: `psn_no,insutype,psn_type,psn_insu_stas,psn_insu_date,paus_insu_date,cvlserv_flag,insuplc_admdvs,emp_name,balc\n${numbers
      .map((psn_no) => `${psn_no},390,1501,1,2020-01-01,,0,429000,,\n`)
      .join('')}`,
  });
  return numbers;
}

/** Another visit, settled; at another institution if nothing else is said. */
async function another({ place }: CheckedTill, psn_no: string, at: Sent = there): Promise<void> {
  const visit = await registered(place, psn_no, { ...at, insutype: '390' });
  const cost = await charged(place, visit, [line('E1')], 'B1', at);
  await place.send('2207', settling(visit, cost, { insutype: '390' }), at);
}

interface Course {
  readonly isChecked: boolean;
  /** Numbers of orders that are checked, and of lines that are charged. */
  readonly ordered: readonly string[];
  readonly charged: readonly string[];
  readonly refunds: boolean;
  readonly after: 'elsewhere' | 'late' | 'nothing';
  /** Of the lines that are charged, in yuan. */
  readonly price: number;
  /** Whether lines have the numbers of their orders. */
  readonly isSame: boolean;
}

const PLAIN: Course = {
  isChecked: true,
  ordered: ['1', '2', '3'],
  charged: ['1', '2', '3'],
  refunds: false,
  after: 'nothing',
  price: 100,
  isSame: true,
};

async function play(checked: CheckedTill, psn_no: string, course: Course): Promise<string> {
  const { place, check } = checked;
  const visit = await registered(place, psn_no, { insutype: '390' });
  const { mdtrt_id } = visit;
  if (course.isChecked) {
    const orders = course.ordered.map((number) => order(course.isSame ? number : `RX${number}`));
    const encounter = { insutype: '390', psn_type: '1501' };
    const { answer } = await check(asking({ psn_no, mdtrt_id, orders, encounter }));
    assert.equal(answer.infcode, 0, answer.err_msg);
  }
  if (course.after !== 'nothing') await another(checked, psn_no, course.after === 'late' ? {} : there);
  const lines = course.charged.map((number) => line(number, { pric: course.price }));
  const back = course.refunds ? [line('Z', { cnt: -1, pric: course.price, init_feedetl_sn: course.charged[0] })] : [];
  const cost = await charged(place, visit, [...lines, ...back]);
  await place.send('2207', settling(visit, cost, { insutype: '390' }));
  return mdtrt_id;
}

async function differencesOf({ place: { on } }: CheckedTill, mdtrt_id: string) {
  const rows = await on.db
    .selectFrom('till_difference')
    .select(['change', 'cause', 'till_fen', 'day_fen', 'jr_id'])
    .where('mdtrt_id', '=', mdtrt_id)
    .execute();
  return rows;
}

describe('the settled day beside the till', () => {
  test('each cause by itself', async (t) => {
    const checked = await checkedTill(t);
    const { place, publish } = checked;
    await publish(monthly(2));
    const cases: readonly (readonly [string, Partial<Course>, readonly (readonly [string, string])[]])[] = [
      ['as it was checked', {}, []],
      ['under other numbers', { isSame: false }, []],
      ['never', { isChecked: false }, [['appeared', 'never-checked']]],
      ['the order was taken back', { charged: ['1', '2'] }, [['vanished', 'not-charged']]],
      ['a line came later', { ordered: ['1', '2'] }, [['appeared', 'later-line']]],
      ['a refund', { refunds: true }, [['vanished', 'refund']]],
      [
        'another institution',
        { ordered: ['1', '2'], charged: ['1', '2'], after: 'elsewhere' },
        [['appeared', 'other-institution']],
      ],
      [
        'an earlier visit was settled later',
        { ordered: ['1', '2'], charged: ['1', '2'], after: 'late' },
        [['appeared', 'late-upload']],
      ],
      ['another price', { price: 90 }, [['changed', 'told-otherwise']]],
    ];
    const persons = await insure(checked, cases.length + 1);
    const visits: string[] = [];
    for (const [at, [, course]] of cases.entries())
      visits.push(await play(checked, persons[at] ?? '', { ...PLAIN, ...course }));
    const compared = await compareDay(place.on.services, DAY);
    for (const [at, [name, , expected]] of cases.entries()) {
      const rows = await differencesOf(checked, visits[at] ?? '');
      assert.deepEqual(
        rows.map(({ change, cause }) => [change, cause]),
        expected,
        name,
      );
    }
    assert.equal(compared.visits, cases.length + 2);
    await publish(monthly(1));
    const again = await compareDay(place.on.services, DAY);
    assert.ok((again.causes['knowledge'] ?? 0) > 0);
    assert.deepEqual(await differencesOf(checked, visits[0] ?? ''), [
      {
        ...(await differencesOf(checked, visits[0] ?? ''))[0],
        change: 'changed',
        cause: 'knowledge',
        till_fen: 10_000,
        day_fen: 20_000,
      },
    ]);
    const decisions = await place.on.db.selectFrom('till_decision').selectAll().execute();
    for (const row of decisions) {
      const { given, again: judged } = await replay(place.on, row);
      assert.equal(judged, given);
    }
  });

  test('what the end of a stay decides has the discharge as its cause', async (t) => {
    const checked = await checkedTill(t);
    const { place, publish, check } = checked;
    const daily = `日限量,violation,${ITEMS.classA},cnt,stay,1,per_stay_day\n`;
    await publish({ 'limit.csv': `rule,verdict,subject_code,measure,window,max,unit\n${daily}` });
    const visit = await admitted(place, RESIDENT);
    const encounter = { adm_date: '2026-02-20 08:00:00', med_type: '21', insutype: '390', psn_type: '1501' };
    const orders = [order('S1', { cnt: 20, sumamt: 2000 })];
    const { mdtrt_id } = visit;
    const asked = await check(asking({ psn_no: RESIDENT, mdtrt_id, orders, encounter }));
    assert.deepEqual(remindersOf(asked, '日限量'), []);
    const cost = await stayed(place, visit, [line('S1', { cnt: 20 })]);
    await discharge(place, visit);
    await place.send('2304', settlingStay(visit, cost, { insutype: '390' }));
    await compareDay(place.on.services, DAY);
    const rows = await differencesOf(checked, mdtrt_id);
    assert.ok(
      rows.some(({ change, cause, day_fen }) => change === 'appeared' && cause === 'discharge' && day_fen !== null),
    );
    assert.ok(rows.every(({ cause }) => cause !== 'unexplained'));
  });

  test('a box that was sold elsewhere, and a death of the registry, are said at the till, replayed, and explained at night', async (t) => {
    const checked = await checkedTill(t);
    const { place, check } = checked;
    const { db } = place.on;
    const code = '83000010000000000001';
    const drug_trac_info = [{ feedetl_sn: 'E1', drug_trac_codg: code, trdn_flag: '0' }];
    place.clock('2026-03-02 09:20:00');
    const elsewhere = await registered(place, EMPLOYEE, there);
    const fee_ocur_time = '2026-03-02 09:10:00';
    const cost = await charged(place, elsewhere, [line('E1', { fee_ocur_time, drug_trac_info })], 'B1', there);
    await place.send('2207', settling(elsewhere, cost), there);
    place.clock('2026-03-02 10:00:00');
    const { mdtrt_id } = await registered(place, RESIDENT, { insutype: '390' });
    const boxed = (rx_id: string, drug_trac_codg: string) => order(rx_id, { drug_trac_codg, trdn_flag: '0' });
    const encounter = { insutype: '390' };
    const orders = [boxed('1', '83000010000000000002'), boxed('2', code)];
    const said = await check(asking({ psn_no: RESIDENT, mdtrt_id, orders, encounter }));
    assert.equal(remindersOf(said, '药品追溯码重复销售').length, 1, said.text);
    assert.ok(!said.text.includes(EMPLOYEE) && !said.text.includes(elsewhere.mdtrt_id));
    const [psn_no = ''] = await insure(checked, 1);
    await db.updateTable('insured_person').set({ die_date: '2026-03-01' }).where('psn_no', '=', psn_no).execute();
    const dead = await check(asking({ psn_no, mdtrt_id: 'V9', orders: [order('1')], encounter }));
    assert.equal(remindersOf(dead, '死亡后使用医保').length, 1, dead.text);
    const decisions = await db.selectFrom('till_decision').selectAll().execute();
    assert.equal(decisions.length, 2);
    for (const decision of decisions) {
      const { given, again } = await replay(place.on, decision);
      assert.equal(again, given);
    }
    const own = { mdtrt_id, psn_no: RESIDENT };
    const total = await charged(place, own, [line('1')]);
    await place.send('2207', settling(own, total, { insutype: '390' }));
    await compareDay(place.on.services, DAY);
    const found = await differencesOf(checked, mdtrt_id);
    assert.deepEqual(
      found.map(({ change, cause }) => [change, cause]),
      [['vanished', 'not-charged']],
    );
  });

  test('over a generated day nothing is unexplained, and the reference finds what is left', async (t) => {
    const checked = await checkedTill(t);
    const { place, publish } = checked;
    const { db, services } = place.on;
    await publish(monthly(2));
    const persons = await insure(checked, 24);
    const random = dice(20_260_302);
    const some = (most: number) => Array.from({ length: 1 + random(most) }, (_, at) => String(at + 1));
    for (const [at, psn_no] of persons.entries()) {
      if (at === 12) await publish(monthly(1));
      if (random(3) === 0) await another(checked, psn_no);
      await play(checked, psn_no, {
        isChecked: random(6) > 0,
        ordered: some(4),
        charged: some(4),
        refunds: random(3) === 0,
        after: (['elsewhere', 'late', 'nothing', 'nothing'] as const)[random(4)] ?? 'nothing',
        price: random(4) === 0 ? 80 : 100,
        isSame: random(2) === 0,
      });
    }
    const { causes, never_checked } = await compareDay(services, DAY);
    assert.ok(never_checked > 0 && Object.keys(causes).length >= 5, JSON.stringify(causes));
    assert.equal(causes['unexplained'] ?? 0, 0);
    const known = await readPersons(db, { psn_nos: persons, mdtrt_ids: [], fixmedins_code: '', day: DAY });
    const { snapshot } = await tillOf(db, known);
    const decisions = await db.selectFrom('till_decision').selectAll().execute();
    for (const { decision_id, psn_no, mdtrt_id } of decisions) {
      const decided = (await decidedOf(place.on, decision_id)) ?? assert.fail();
      const { settled } = changesBetween(
        decided,
        historyOf(known.rows, { psn_no, day: DAY, data_from: known.data_from }),
      );
      const rows = await db.selectFrom('till_difference').selectAll().where('mdtrt_id', '=', mdtrt_id).execute();
      const found = new Set(decided.judgement.findings.map(({ finding_id }) => finding_id));
      for (const { jr_id, change } of rows) found[change === 'vanished' ? 'delete' : 'add'](jr_id);
      const own = new Set(settled.lines.flatMap((row) => (row.mdtrt_id === mdtrt_id ? [row.line_id] : [])));
      const truth = judgeByReference(snapshot.ruleset, settled).findings.filter(
        ({ line_ids, mdtrt_ids }) =>
          mdtrt_ids.includes(mdtrt_id) && (line_ids.length === 0 || line_ids.some((id) => own.has(id))),
      );
      assert.deepEqual([...found].toSorted(), truth.map(({ finding_id }) => finding_id).toSorted(), decision_id);
    }
  });
});

/** The same numbers below a bound for the same seed. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
