/** A day of checks at the door and the night after it, for tests of what staff see: two hospitals, of which one never says what it did. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { connect } from '../gateway/gateway.fixture.ts';
import type { Institution } from '../gateway/gateway.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { openTill, settledAtDoor } from '../settlement/door.fixture.ts';
import { ITEMS, line, OTHER_HOSPITAL, RESIDENT } from '../settlement/settlement.fixture.ts';
import { boxCode, countRow, saleRow, scans } from '../trace/trace.fixture.ts';
import { compareYesterday } from './compare-day.ts';
import { openAnswer, sealAnswer, sealInputs, openInputs } from './judge.ts';
import { asking, order, publishRules, remindersOf } from './till-check.fixture.ts';

/** Rules by which something is found, and something cannot be decided as no prescription is told. */
const RULES = [
  'rule,verdict,subject_code,measure,window,max,across',
  `降糖药每月限量,violation,${ITEMS.classA},cnt,month,1,all`,
  `降压药每月限量,violation,${ITEMS.classB},cnt,month,1,all`,
  `同一处方限量,suspicion,${ITEMS.classA},cnt,prescription,1,all`,
  '',
].join('\n');
const insuplc_admdvs = '429000';

export interface CheckedDay {
  readonly hospital: Institution;
  readonly other: Institution;
  /** A reminder that was answered, settled, and compared by the night. */
  readonly answered: string;
  /** One whose kept answer is not what judging gives. */
  readonly altered: string;
  /** One that could not be made. */
  readonly unchecked: string;
  /** A box that was sold, and tried again elsewhere. */
  readonly box: string;
}

/** The clock stands on the day after. */
export async function checkedDay(on: Platform): Promise<CheckedDay> {
  const hospital = await openTill(on, true);
  const other = await connect(on, OTHER_HOSPITAL);
  await publishRules(on, 1, { 'limit.csv': RULES });
  const name = { hilist_name: '阿卡波糖片' };
  const check = async (from: Institution, infno: string, input: object): Promise<readonly [string, string]> => {
    const message = from.build(infno, input, { insuplc_admdvs });
    const received = await from.post(message);
    assert.equal(received.answer.infcode, 0, received.answer.err_msg);
    const [reminder] = remindersOf(received, '降糖药每月限量');
    return [`${message.msgid}-1`, String(reminder?.['jr_id'])];
  };
  const box = boxCode(1);
  const lines = [line('R1', { drug_trac_info: scans([box]) }), line('F2', { med_list_codg: ITEMS.capped, pric: 45.5 })];
  let answered = '';
  await settledAtDoor(hospital, lines, async (mdtrt_id) => {
    const orders = [
      order('R1', name),
      order('R2', name),
      order('F2', { hilist_code: ITEMS.capped, hilist_name: '彩色超声', pric: 45.5, sumamt: 45.5 }),
    ];
    const [before, jr_id] = await check(hospital, '3101', asking({ mdtrt_id, orders }));
    const warns = [{ warn_rslt_id: jr_id, dspo_way: '1', dspo_way_rea: '出差一月，需带药' }];
    await hospital.ask('3103', { data: { warn_type: '1', warns } });
    answered = before;
  });
  await settledAtDoor(hospital, [
    line('S1', { med_list_codg: ITEMS.classB }),
    line('S2', { med_list_codg: ITEMS.classB }),
  ]);
  const encounter = { medins_id: OTHER_HOSPITAL, insutype: '390' };
  const silent = asking({
    psn_no: RESIDENT,
    mdtrt_id: 'MZ0302',
    orders: [order('Q1', { ...name, cnt: 3, sumamt: 300 })],
    encounter,
  });
  await check(other, '3102', silent);
  const unchecked = await withoutHistory(
    on,
    async () => (await check(hospital, '3101', asking({ mdtrt_id: 'MZ0303', orders: [order('T1', name)] })))[0],
  );
  await other.ask('3501', { invinfo: countRow(1) });
  await other.ask('3505A', { selinfoDetail: [saleRow(1, [box])] }, { insuplc_admdvs });
  await other.ask('3592B', { data: { med_list_codg: ITEMS.classA, cnt: 3 } });
  const altered = await alter(on, answered);
  on.on('2026-03-03');
  await compareYesterday(on.services);
  return { hospital, other, answered, altered, unchecked, box };
}

/** What is asked meanwhile finds no history. */
async function withoutHistory<Value>({ db }: Platform, ask: () => Promise<Value>): Promise<Value> {
  await sql`ALTER TABLE visit_diagnosis RENAME TO visit_diagnosis_away`.execute(db);
  try {
    return await ask();
  } finally {
    await sql`ALTER TABLE visit_diagnosis_away RENAME TO visit_diagnosis`.execute(db);
  }
}

/** The same decision under another number, with an amount that judging does not give. */
async function alter({ db, ring }: Platform, like: string): Promise<string> {
  const decision_id = `${like}9`;
  const row = await db
    .selectFrom('till_decision')
    .selectAll()
    .where('decision_id', '=', like)
    .executeTakeFirstOrThrow();
  const { result, ...rest } = JSON.parse(openAnswer(ring, like, row.answer));
  const [first, ...others] = result;
  const answer = sealAnswer(ring, decision_id, { ...rest, result: [{ ...first, vola_amt: '1.00' }, ...others] });
  const inputs = sealInputs(ring, decision_id, openInputs(ring, like, row.inputs));
  await db
    .insertInto('till_decision')
    .values({ ...row, decision_id, mdtrt_id: 'MZ0304', inputs, answer })
    .execute();
  return decision_id;
}
