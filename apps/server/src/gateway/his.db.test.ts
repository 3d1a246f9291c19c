/** The simulated hospital systems against the whole application: whatever goes wrong on the way, their books are those of the platform. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Journal, NO_FAULTS, USUAL_FAULTS, play, readCounty } from '@shouhu/his';
import type { County, Place, Played } from '@shouhu/his';
import { received } from '@shouhu/interface';
import type { Message, Received, Sender } from '@shouhu/interface';
import { generateCounty } from '@shouhu/synth';
import { makePrivateKey, makeTextKey, publicKeyOf } from '@shouhu/vault';
import { PEOPLE, platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { takeInsured } from '../insured/take-in.ts';
import { takeCatalogue } from '../settlement/take-catalogue.ts';
import { assertWhole } from '../settlement/whole.ts';
import { compareYesterday } from '../till-check/compare-day.ts';
import { proveBooks, proveDecisions } from '../week/prove.ts';
import { makePublic } from '../week/public.ts';
import { GATEWAY } from './options.ts';

/** Days up to the clock of the platform. */
const DAYS = ['2026-02-28', '2026-03-01', '2026-03-02'];

interface Ready {
  readonly on: Platform;
  readonly county: County;
  readonly senders: ReadonlyMap<string, Sender>;
  readonly post: (message: Message, bodyKey?: string) => Promise<Received>;
}

async function ready(t: { after(work: () => Promise<void>): void }): Promise<Ready> {
  const on = await platform(t, { gateway: { ...GATEWAY, unsigned: true } });
  on.on('2026-03-02');
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-his-'));
  t.after(async () => rm(folder, { recursive: true }));
  const [claims, registry] = [join(folder, 'claims'), join(folder, 'registry')];
  generateCounty({ insured: 300, months: 1, seed: 5, out: claims, registry });
  await takeInsured(on.services, { caller: PEOPLE.admin, at: on.now() }, registry);
  await takeCatalogue(on.services, { caller: PEOPLE.admin, at: on.now() }, registry);
  const whole = await readCounty({ claims, registry, spill: folder });
  const pick = (isPharmacy: boolean, count: number): readonly Place[] =>
    whole.places.filter((place) => place.isPharmacy === isPharmacy).slice(0, count);
  const county = { ...whole, places: [...pick(false, 3), ...pick(true, 2)] };
  const senders = new Map<string, Sender>();
  for (const [at, place] of county.places.entries()) senders.set(place.fixmedins_code, await register(on, place, at));
  const post = async ({ infno, text }: Message, bodyKey?: string): Promise<Received> => {
    const headers = { 'content-type': 'application/json' };
    const { statusCode, body } = await on.app.inject({
      method: 'POST',
      url: `/fsi/api/${infno}`,
      headers,
      payload: text,
    });
    return received(statusCode, body, bodyKey);
  };
  return { on, county, senders, post };
}

/** One signs, one encrypts too, the others send as in a demo. */
async function register(on: Platform, place: Place, at: number): Promise<Sender> {
  const { fixmedins_code, fixmedins_name, admdvs } = place;
  await on.db
    .insertInto('institution')
    .values({ fixmedins_code, fixmedins_name, admdvs })
    .onConflict((row) => row.doNothing())
    .execute();
  const url = `/api/institutions/${fixmedins_code}`;
  const term = { agreement_id: randomUUID(), number: fixmedins_code, valid_from: '2026-01-01', valid_to: '2026-12-31' };
  assert.equal((await on.ask('cashier', 'POST', `${url}/agreements`, term)).status, 200);
  const who = { fixmedins_code, fixmedins_name, mdtrtarea_admvs: admdvs, opter: 'HIS', opter_name: '收费员' };
  if (at > 1) return who;
  const privateKey = makePrivateKey();
  const bodyKey = at === 1 ? makeTextKey() : undefined;
  const key = { key_id: randomUUID(), public_key: publicKeyOf(privateKey), note: '测试' };
  const body = bodyKey === undefined ? {} : { body_key: bodyKey };
  assert.equal((await on.ask('admin', 'POST', `${url}/keys`, { ...key, ...body })).status, 200);
  return { ...who, privateKey, bodyKey };
}

const played = async ({ on, county, senders, post }: Ready, more: object): Promise<Played> =>
  play({
    county,
    days: DAYS,
    patients: 3,
    seed: 1,
    rate: 0,
    faults: NO_FAULTS,
    senderOf: ({ fixmedins_code }) => senders.get(fixmedins_code) ?? assert.fail(fixmedins_code),
    postOf:
      ({ bodyKey }) =>
      async (message) =>
        post(message, bodyKey),
    now: on.now,
    ...more,
  });

test('days without faults: everything is done, and the books are those of the platform', async (t) => {
  const at = await ready(t);
  const { faults, transactions, courses, settlements } = await played(at, {});
  assert.deepEqual(faults, []);
  assert.ok(courses.outpatient > 0 && courses.stay > 0 && courses.sale > 0 && settlements > 15);
  assert.deepEqual(
    transactions.filter(({ refused }) => Object.keys(refused).length > 0),
    [],
  );
  await assertWhole(at);
});

test('with faults: one effect of each message, and nothing of what was refused or taken back', async (t) => {
  const at = await ready(t);
  const { on, county } = at;
  const people = await makePublic(on.services, county.places[0]?.admdvs ?? '', county.persons, county.places);
  const close = async (): Promise<void> => {
    on.on('2026-03-03');
    const { visits, never_checked, causes } = await compareYesterday(on.services);
    assert.ok(visits > 15 && never_checked < visits && Object.keys(causes).length > 0);
    assert.equal(causes['unexplained'], undefined);
    on.on('2026-04-01');
    assert.equal((await on.ask('cashier', 'POST', '/api/clearing/compute', { month: '2026-03' })).status, 200);
  };
  const months = { periods: [{ begin: '2026-03-01', end: '2026-03-31' }], close };
  const week = { isShown: people.hasVoucher, show: people.show, faces: people.faces, months };
  const done = await played(at, { faults: USUAL_FAULTS, seed: 12, patients: 4, ...week });
  const { faults, network, crashes, settlements, cancelled, reconciled } = done;
  assert.deepEqual(faults, []);
  assert.ok(reconciled.lines >= settlements + cancelled && reconciled.strange === 0 && reconciled.applied > 0);
  const { broken, byVoucher, byFace, byRelatives } = await proveBooks(on.services);
  assert.deepEqual(broken, []);
  assert.ok(byVoucher > 0 && byFace > 0 && byRelatives > 0);
  // Goods, filings and refunds of single lines: each is done, and its fault refused.
  const refusals = new Map(done.transactions.map(({ infno, refused }) => [infno, Object.keys(refused)]));
  for (const infno of ['2501', '3501', '3502', '3503', '3504', '3505', '3506', '3507'])
    assert.ok(
      done.transactions.some((one) => one.infno === infno && one.done > 0),
      infno,
    );
  assert.deepEqual(
    ['2204', '2501', '3503', '3504', '3506', '3507'].map((infno) => refusals.get(infno)?.join(' ')),
    ['SH-Q023', 'SH-F009 SH-F016', 'SH-Z002', 'SH-Z013', 'SH-Z014 SH-Z015 SH-Z016', 'SH-Z017'],
  );
  const { differing, replayed, decisions, answered, heeded } = await proveDecisions(on.services);
  assert.deepEqual([differing, replayed], [[], decisions]);
  assert.ok(answered > heeded && heeded > 0);
  assert.ok(
    network.lostAnswers > 0 && network.repeats > 0 && network.late > 0 && network.lostMessages > 0 && crashes > 0,
  );
  const { rows, back } = await at.on.db
    .selectFrom('settlement')
    .select((e) => [e.fn.countAll<number>().as('rows'), e.fn.count<number>('init_setl_id').as('back')])
    .executeTakeFirstOrThrow();
  // Beside those that were taken back by 2601, of which the client knows no number.
  const reversed = await at.on.db
    .selectFrom('settlement as back')
    .innerJoin('gateway_message as by', 'by.msgid', 'back.msgid')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('by.infno', '=', '2601')
    .executeTakeFirstOrThrow();
  assert.equal(back, cancelled + reversed.count);
  assert.equal(rows - back, settlements + reversed.count);
});

test('books that are wrong are found: an answer that was changed on the way', async (t) => {
  const at = await ready(t);
  const forged = async (message: Message, bodyKey?: string): Promise<Received> => {
    const { status, text, answer } = await at.post(message, bodyKey);
    if (message.infno !== '2102' || answer.infcode !== 0) return { status, text, answer };
    const more = text.replace(/"psn_cash_pay":/, '"psn_cash_pay":1');
    return received(status, more, bodyKey);
  };
  const { faults } = await played({ ...at, post: forged }, {});
  assert.ok(faults.some((fault) => fault.includes('psn_cash_pay')));
  // Sums of cash, which have no line, are found by reconciliation too.
  assert.ok(faults.some((fault) => / 3202: .*现金支付/.test(fault)));
  assert.ok(faults.every((fault) => / (2102|3202) | 3202: /.test(fault)));
});

test('a client that was ended goes on from its journal', async (t) => {
  const at = await ready(t);
  const journals = new Map(at.county.places.map(({ fixmedins_code }) => [fixmedins_code, new Journal()]));
  const journalOf = ({ fixmedins_code }: Place): Journal => journals.get(fixmedins_code) ?? assert.fail();
  const first = await played(at, { journalOf });
  at.on.on('2026-03-03');
  const again = await played(at, { journalOf });
  assert.deepEqual(again.faults, []);
  assert.deepEqual(again.transactions, []);
  assert.equal(again.settlements, first.settlements);
});
