import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { codeOf } from '@shouhu/interface';
import { civilDayOf } from '../casework/matter.ts';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { connect } from './gateway.fixture.ts';
import { maySettle } from './standing.ts';

const CARD = { data: { mdtrt_cert_type: '02', mdtrt_cert_no: '990001198001010011' } };

const settles = async (on: Platform, emergency: boolean) =>
  on.db.transaction().execute(async (trx) => maySettle(trx, 'H42900000001', civilDayOf(on.now()), emergency));

async function suspend(on: Platform): Promise<void> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'measure', lead_id: null, fixmedins_code: 'H42900000001' };
  await on.ask('officer1', 'POST', '/api/matters', wanted);
  const steps: readonly (readonly [PersonName, string, object])[] = [
    ['officer1', 'propose', { measure: 'suspend', grounds: '挂床住院', days: 30 }],
    ['clinic', 'waive', { signed: true }],
    ['head', 'approve', { opinion: '同意' }],
    ['officer1', 'deliver', { way: '直接送达' }],
  ];
  for (const [seen, [who, action, facts]] of steps.entries()) {
    const step = { request_id: randomUUID(), seen, action, facts };
    assert.equal((await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, step)).status, 200, action);
  }
}

describe('standing of an institution at the door', () => {
  test('settles with an agreement in force, emergencies through a suspension, nothing after its end', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const refused = { code: 'SH-T020' };
    await assert.rejects(settles(on, true), refused);
    const { ask } = await connect(on);
    await settles(on, false);
    await suspend(on);
    await settles(on, true);
    await assert.rejects(settles(on, false), refused);
    assert.equal((await ask('1101', CARD)).answer.infcode, 0);
    on.on('2026-04-03');
    await settles(on, false);
    on.on('2027-01-01');
    await assert.rejects(settles(on, true), refused);
    assert.equal(codeOf((await ask('1101', CARD)).answer), 'SH-T020');
  });
});
