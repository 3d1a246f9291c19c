import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../gateway/gateway.fixture.ts';
import {
  EMPLOYEE,
  HOSPITAL,
  OTHER_HOSPITAL,
  admissionOf,
  admitted,
  charged,
  fieldOf,
  line,
  registered,
  settling,
  stayed,
  till,
} from './settlement.fixture.ts';
import type { Till } from './settlement.fixture.ts';
import { assertWhole } from './whole.ts';

const insuplc_admdvs = '429000';

/** A till whose hospitals are connected to the door. */
async function connected(t: Parameters<typeof till>[0]) {
  const place = await till(t);
  const hospital = await connect(place.on, HOSPITAL, { agreement: false });
  const other = await connect(place.on, OTHER_HOSPITAL, { agreement: false });
  const reverse = async (omsgid: string, oinfno: string, psn_no: string | null = EMPLOYEE, from = hospital) =>
    (await from.ask('2601', { data: { psn_no, omsgid, oinfno } }, { insuplc_admdvs })).answer;
  return { place, hospital, other, reverse };
}

const resultOf = ({ output }: { readonly output?: unknown }): string =>
  fieldOf(Reflect.get(Object(output), 'result'), 'revs_rslt');

async function standing({ on: { db } }: Till): Promise<number> {
  const rows = await db.selectFrom('settlement').select('refd_setl_flag').execute();
  return rows.reduce((sum, { refd_setl_flag }) => sum + (refd_setl_flag ? -1 : 1), 0);
}

test('a settlement whose answer was lost is taken back, once', async (t) => {
  const { place, hospital, other, reverse } = await connected(t);
  const visit = await registered(place);
  const total = await charged(place, visit, [line('1', { pric: 900 })]);
  const message = hospital.build('2207', settling(visit, total, { acct_used_flag: '1' }), { insuplc_admdvs });
  const { answer } = await hospital.post(message);
  assert.equal(answer.infcode, 0, JSON.stringify(answer));
  const wrongPerson = await reverse(message.msgid, '2207', '4290000002');
  assert.match(wrongPerson.err_msg ?? '', /SH-Q043/);
  assert.match((await reverse(message.msgid, '2304')).err_msg ?? '', /SH-T014/);
  assert.match((await reverse(message.msgid, '2207', EMPLOYEE, other)).err_msg ?? '', /SH-T014/);
  assert.match((await reverse(message.msgid, '2208')).err_msg ?? '', /SH-Q048/);
  assert.equal(await standing(place), 1);
  assert.equal(resultOf(await reverse(message.msgid, '2207')), '1');
  assert.equal(await standing(place), 0);
  assert.equal(resultOf(await reverse(message.msgid, '2207', null)), '1');
  assert.equal(await standing(place), 0);
  // Its first answer would say that it stands.
  assert.match((await hospital.post(message)).answer.err_msg ?? '', /SH-T023/);
  assert.equal(await standing(place), 0);
  await assertWhole(place);
  // The batch is free again, under a new msgid.
  const again = await hospital.ask('2207', settling(visit, total), { insuplc_admdvs });
  assert.equal(again.answer.infcode, 0);
  await assertWhole(place);
});

test('one that was refused did nothing; one that never came is refused if it comes', async (t) => {
  const { place, hospital, reverse } = await connected(t);
  const visit = await registered(place);
  const total = await charged(place, visit, [line('1')]);
  const wrong = hospital.build('2207', settling(visit, 1), { insuplc_admdvs });
  assert.match((await hospital.post(wrong)).answer.err_msg ?? '', /SH-Q041.*100\.00/);
  assert.equal(resultOf(await reverse(wrong.msgid, '2207')), '2');
  const late = hospital.build('2207', settling(visit, total), { insuplc_admdvs });
  assert.equal(resultOf(await reverse(late.msgid, '2207')), '3');
  assert.match((await hospital.post(late)).answer.err_msg ?? '', /SH-T023/);
  assert.equal(resultOf(await reverse(late.msgid, '2207')), '3');
  assert.equal(await standing(place), 0);
});

test('one that is under way when its reversal comes is settled and taken back, or never settled', async (t) => {
  const { place, hospital, reverse } = await connected(t);
  for (const nth of [1, 2, 3, 4, 5, 6]) {
    const visit = await registered(place);
    const total = await charged(place, visit, [line('1', { pric: 100 * nth })]);
    const message = hospital.build('2207', settling(visit, total, { acct_used_flag: '1' }), { insuplc_admdvs });
    const both = [hospital.post(message).then(({ answer }) => answer), reverse(message.msgid, '2207')];
    const [settled, reversed] = await Promise.all(nth % 2 === 0 ? both : both.toReversed().map(async (one) => one));
    assert.ok(settled !== undefined && reversed !== undefined);
    assert.equal(await standing(place), 0, `${nth}: ${JSON.stringify([settled, reversed])}`);
  }
  await assertWhole(place);
});

test('registrations and admissions are reversed as they are cancelled: not when there are fees', async (t) => {
  const { place, hospital, reverse } = await connected(t);
  const message = hospital.build('2401', admissionOf(EMPLOYEE), { insuplc_admdvs });
  assert.equal((await hospital.post(message)).answer.infcode, 0);
  assert.equal(resultOf(await reverse(message.msgid, '2401')), '1');
  assert.equal(resultOf(await reverse(message.msgid, '2401')), '1');
  const second = await admitted(place);
  await stayed(place, second, [line('1')]);
  const { msgid } = await place.on.db
    .selectFrom('visit')
    .select('msgid')
    .where('mdtrt_id', '=', second.mdtrt_id)
    .executeTakeFirstOrThrow();
  // It came by another way than the door, which knows nothing of it, and bars it.
  assert.equal(resultOf(await reverse(msgid, '2401')), '3');
  const third = hospital.build('2401', admissionOf('4290000002'), { insuplc_admdvs });
  const { answer } = await hospital.post(third);
  const mdtrt_id = fieldOf(Reflect.get(Object(answer.output), 'result'), 'mdtrt_id');
  await stayed(place, { mdtrt_id, psn_no: '4290000002' }, [line('1')]);
  assert.match((await reverse(third.msgid, '2401', '4290000002')).err_msg ?? '', /SH-Q005/);
});
