import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { trialBalance } from '@shouhu/ledger';
import { sql } from 'kysely';
import { platform } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { personBy } from './credential.ts';
import { REGISTRY, takeIn } from './insured.fixture.ts';
import { insuranceFor, insuredOf, openPerson } from './read-insured.ts';

const presented = { mdtrt_cert_type: '02', mdtrt_cert_no: '', fixmedins_code: 'H42900000001' };

const personOf = async (on: Platform, more: Partial<typeof presented & { card_sn: string }>) =>
  on.db.transaction().execute(async (trx) => personBy({ trx, ring: on.ring }, { ...presented, at: on.now(), ...more }));

describe('insured persons', () => {
  test('a folder is taken in once; a change changes its person; balances are opened once and stay', async (t) => {
    const on = await platform(t);
    const nothing = { added: 0, changed: 0, unchanged: 0, refused: 0, faults: [] };
    assert.deepEqual(await takeIn(on), { ...nothing, added: 4 });
    assert.deepEqual(await takeIn(on), { ...nothing, unchanged: 4 });
    const changed = { ...REGISTRY, psn_insu_d: REGISTRY.psn_insu_d?.replace('120.50', '999.00') ?? '' };
    assert.deepEqual(await takeIn(on, changed), { ...nothing, changed: 1, unchanged: 3 });
    assert.equal((await insuredOf(on.db, '4290000001')).acct_balance_fen, 12_050);
    assert.deepEqual(await trialBalance(on.db), { sum_fen: 0, accounts: [], entries: [] });
  });

  test('a row with a fault keeps its person out, and says why; the others are taken', async (t) => {
    const on = await platform(t);
    const faulty = {
      psn_info_b: `${REGISTRY.psn_info_b}4290000005,01,,测试戊,1,,,,,\n4290000006,01,990001198001010062,测试己,1,,,,,\n4290000007,01,990001198001010079,测试庚,1,,,,,\n`,
      psn_insu_d: `${REGISTRY.psn_insu_d}4290000006,310,1101,9,,,0,429000,,\n4290000007,310,1101,2,2026-01-02,2026-01-01,0,429000,,\n`,
    };
    const { added, refused, faults } = await takeIn(on, faulty);
    assert.deepEqual([added, refused], [4, 3]);
    assert.deepEqual(faults.map(({ psn_no, table }) => `${psn_no} ${table}`).toSorted(), [
      '4290000005 psn_info_b',
      '4290000006 psn_insu_d',
      '4290000007 psn_insu_d',
    ]);
    await assert.rejects(takeIn(on, {}), { code: 'SH-F013' });
  });

  test('names and certificates lie sealed, and open for the answer', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const { rows } = await sql<{ text: string }>`SELECT to_jsonb(p)::text || to_jsonb(i)::text AS text
      FROM insured_person p JOIN insurance i USING (psn_no)`.execute(on.db);
    assert.equal(rows.length, 5);
    for (const { text } of rows) assert.doesNotMatch(text, /测试|99000119/);
    const person = await personOf(on, { mdtrt_cert_no: '99000119900404004x' });
    assert.deepEqual(openPerson(on.ring, person), { certno: '99000119900404004X', psn_name: '测试,丁' });
    assert.deepEqual(
      (await insuredOf(on.db, '4290000002')).identities.map(({ psn_idet_type, begndate }) => [psn_idet_type, begndate]),
      [['01', '2025-01-01']],
    );
  });

  test('a credential finds its person, alive, and nobody else', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    assert.equal((await personOf(on, { mdtrt_cert_no: '990001198001010011' })).psn_no, '4290000001');
    const card = { mdtrt_cert_type: '03', mdtrt_cert_no: '429000c2' };
    assert.equal((await personOf(on, { ...card, card_sn: 'SN2' })).psn_no, '4290000002');
    await assert.rejects(personOf(on, { ...card, card_sn: 'SN1' }), { code: 'SH-F002' });
    await assert.rejects(personOf(on, card), { code: 'SH-F002' });
    await assert.rejects(personOf(on, { mdtrt_cert_no: '110101199001010000' }), { code: 'SH-F002' });
    await assert.rejects(personOf(on, { mdtrt_cert_no: '990001194003030035' }), { code: 'SH-F004' });
    await assert.rejects(personOf(on, { mdtrt_cert_type: '99', mdtrt_cert_no: '1' }), { code: 'SH-F005' });
    const twice = REGISTRY.psn_info_b?.replace('990001195002020028', '990001198001010011') ?? '';
    await takeIn(on, { ...REGISTRY, psn_info_b: twice });
    await assert.rejects(personOf(on, { mdtrt_cert_no: '990001198001010011' }), { code: 'SH-F003' });
    await assert.rejects(insuredOf(on.db, '1'), { code: 'SH-F001' });
  });

  test('an insurance holds from its first day until the day it is paused, at its own place', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const paused = await insuredOf(on.db, '4290000004');
    assert.equal(insuranceFor(paused, '310', '2026-01-31', '429000').psn_type, '1101');
    assert.equal(insuranceFor(paused, '310', '2026-01-31', null).psn_type, '1101');
    assert.throws(() => insuranceFor(paused, '310', '2026-02-01', '429000'), { code: 'SH-F008' });
    assert.throws(() => insuranceFor(paused, '310', '2019-12-31', '429000'), { code: 'SH-F008' });
    assert.throws(() => insuranceFor(paused, '390', '2026-01-31', '429000'), { code: 'SH-F008' });
    assert.throws(() => insuranceFor(paused, '310', '2026-01-31', '110000'), { code: 'SH-F007' });
  });
});
