import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { compileTill } from '@shouhu/audit';
import { buildMessage, codeOf } from '@shouhu/interface';
import { snapshotOf } from '@shouhu/rulebook';
import { sql } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { takeMessage } from '../gateway/door.ts';
import { GATEWAY } from '../gateway/options.ts';
import {
  charged,
  EMPLOYEE,
  HOSPITAL,
  line,
  OTHER_HOSPITAL,
  registered,
  settling,
} from '../settlement/settlement.fixture.ts';
import { judge, openAnswer, openInputs } from './judge.ts';
import { readPersons } from './read-persons.ts';
import { replay } from './replay.ts';
import { tillOf } from './tills.ts';
import { asking, checkedTill, monthly, order, remindersOf } from './till-check.fixture.ts';

describe('3101 and 3102', () => {
  test('the history of another institution counts, refunds taken off; a reminder is tied to its feedback', async (t) => {
    const { place, publish, check } = await checkedTill(t);
    await publish(monthly(2));
    const there = { from: OTHER_HOSPITAL };
    const visit = await registered(place, undefined, there);
    const lines = [line('A1', { cnt: 2, pric: 100 }), line('A2', { cnt: -1, pric: 100, init_feedetl_sn: 'A1' })];
    const cost = await charged(place, visit, lines, 'B1', there);
    await place.send('2207', settling(visit, cost), there);
    const first = await check(asking({ orders: [order('R1')] }));
    assert.equal(first.answer.infcode, 0, first.answer.err_msg);
    assert.deepEqual(remindersOf(first), []);
    const second = await check(asking({ orders: [order('R1'), order('R2')] }));
    const [reminder] = remindersOf(second);
    assert.equal(reminder?.['vola_amt'], '100.00');
    const { db } = place.on;
    const decisions = await db.selectFrom('till_decision').selectAll().orderBy('decision_id').execute();
    assert.deepEqual(
      decisions.map(({ outcome, lines: own, history_lines }) => [outcome === 'not-checked', own, history_lines]),
      [
        [false, 1, 1],
        [false, 2, 1],
      ],
    );
    const jr_id = reminder['jr_id'];
    const told = (more: object, warn_type = '1') => ({
      data: { warn_type, warns: [{ warn_rslt_id: jr_id, dspo_way: '2', ...more }] },
    });
    assert.equal(codeOf((await check(told({ dspo_way: '1' }), '3103')).answer), 'SH-M012');
    assert.equal(codeOf((await check(told({}, '2'), '3103')).answer), 'SH-M011');
    assert.equal(codeOf((await check(told({ warn_rslt_id: 'F0' }), '3103')).answer), 'SH-M011');
    assert.equal((await check(told({ dspo_way: '1', dspo_way_rea: '病情需要' }), '3103')).answer.infcode, 0);
    assert.equal((await check(told({}), '3103')).answer.infcode, 0);
    const feedback = await db.selectFrom('till_feedback').selectAll().orderBy('dspo_way').execute();
    assert.deepEqual(
      feedback.map(({ decision_id, dspo_way }) => [decision_id, dspo_way]),
      [
        [decisions[1]?.decision_id, '1'],
        [decisions[1]?.decision_id, '2'],
      ],
    );
    assert.ok(!JSON.stringify([decisions, feedback]).includes('病情需要'));
  });

  test('a version that is published meanwhile does not mix in; what was decided replays by the rules that are kept', async (t) => {
    const { place, publish, check } = await checkedTill(t);
    const { db, ring } = place.on;
    await publish(monthly(1));
    const wanted = { psn_nos: [EMPLOYEE], mdtrt_ids: [], fixmedins_code: HOSPITAL, day: civilDayOf(place.on.now()) };
    const pinned = await readPersons(db, wanted);
    assert.equal(remindersOf(await check(asking({ orders: [order('R1'), order('R2')] }))).length, 1);
    await publish(monthly(9));
    const [before, now] = [await tillOf(db, pinned), await tillOf(db, await readPersons(db, wanted))];
    assert.notEqual(before.snapshot.digest, now.snapshot.digest);
    assert.equal(remindersOf(await check(asking({ orders: [order('R1'), order('R2')] }))).length, 0);
    const decisions = await db.selectFrom('till_decision').selectAll().orderBy('decision_id').execute();
    assert.deepEqual(
      decisions.map(({ snapshot }) => snapshot),
      [before.snapshot.digest, now.snapshot.digest],
    );
    for (const row of decisions) {
      const kept = await db
        .selectFrom('till_knowledge')
        .select('content')
        .where('snapshot', '=', row.snapshot ?? '')
        .executeTakeFirstOrThrow();
      const read = snapshotOf(JSON.parse(gunzipSync(kept.content).toString('utf8'))) ?? assert.fail();
      const till = compileTill(read.ruleset, [], read.exemptions);
      const { answer } = judge(openInputs(ring, row.decision_id, row.inputs), till);
      assert.equal(JSON.stringify(answer), openAnswer(ring, row.decision_id, row.answer));
      const { given, again } = await replay(place.on, row);
      assert.equal(again, given);
    }
  });

  test('an exemption is no reminder', async (t) => {
    const { publish, check } = await checkedTill(t);
    const exempt = `rule,subject_kind,code,valid_from,valid_to,reason\n月限量,institution,${HOSPITAL},,,试点\n`;
    await publish({ ...monthly(1), 'exempt.csv': exempt });
    assert.deepEqual(remindersOf(await check(asking({ orders: [order('R1'), order('R2')] }))), []);
  });

  test('advice that cannot be given is said and kept, or refused where the platform is set so', async (t) => {
    const { place, clinic, publish, check } = await checkedTill(t);
    const { db, services, now } = place.on;
    const outcomes = async () =>
      (await db.selectFrom('till_decision').select(['outcome', 'reason']).orderBy('decision_id').execute()).map(
        ({ outcome, reason }) => [outcome, reason],
      );
    await sql`ALTER TABLE visit_diagnosis RENAME TO visit_diagnosis_away`.execute(db);
    const unread = await check(asking({ orders: [order('R1')] }));
    assert.deepEqual(unread.answer.output, {
      result: [],
      cannot_decide: [],
      not_checked: [{ patn_id: EMPLOYEE, mdtrt_id: 'V1', reason: 'history' }],
    });
    const gateway = { ...GATEWAY, advice: 'closed' } as const;
    const message = buildMessage(clinic.sender, {
      infno: '3101',
      input: asking(),
      at: now(),
      serial: 900,
      insuplc_admdvs: '429000',
    });
    const closed = await takeMessage({ ...services, gateway }, { text: message.text, path: '3101', local: true });
    assert.equal(closed.outcome, 'refused');
    assert.match(closed.text, /SH-M010/);
    await sql`ALTER TABLE visit_diagnosis_away RENAME TO visit_diagnosis`.execute(db);
    await publish({ 'limit.csv': 'rule,subject_code\n坏,\n' });
    assert.equal((await check(asking({ orders: [order('R1')] }))).answer.infcode, 0);
    assert.deepEqual(await outcomes(), [
      ['not-checked', 'history'],
      ['not-checked', 'knowledge'],
    ]);
  });

  test('the same message again gets the same answer, and is one decision', async (t) => {
    const { place, clinic } = await checkedTill(t);
    const message = clinic.build('3101', asking({ orders: [order('R1')] }), { insuplc_admdvs: '429000' });
    const [first, again] = [await clinic.post(message), await clinic.post(message)];
    assert.deepEqual(again, first);
    assert.equal((await place.on.db.selectFrom('till_decision').select('decision_id').execute()).length, 1);
  });
});
