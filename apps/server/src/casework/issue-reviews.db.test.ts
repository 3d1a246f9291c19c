import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leadOf, PEOPLE, platform, runOf } from '../http/app.fixture.ts';
import { recordRun } from '../leads/record-run.ts';

test('leads are put to their institutions in bulk, once, each with its amount; what wants a look is named', async (t) => {
  const on = await platform(t);
  const many = Array.from({ length: 60 }, (_each, at) => leadOf(`M${at}`, { amount_fen: 1_000 + at }));
  const both = leadOf('B', { fixmedins_codes: ['H42900000001', 'H42900000002'] });
  const bare = leadOf('N', { amount_fen: 0, expected_fen: 0 });
  await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf([leadOf('L1'), ...many, both, bare]));
  const taken = { matter_id: crypto.randomUUID(), procedure: 'penalty', lead_id: 'L1', fixmedins_code: 'H42900000001' };
  assert.equal((await on.ask('officer1', 'POST', '/api/matters', taken)).status, 200);

  const lead_ids = [...many.map(({ lead_id }) => lead_id), 'B', 'N', 'L1'];
  const request_id = crypto.randomUUID();
  const issue = async (who: 'first' | 'officer1', ids = lead_ids) =>
    on.ask(who, 'POST', '/api/reviews', { request_id, lead_ids: ids });
  // Who opens reviews but may not take their first step is told, and nothing is opened.
  assert.equal((await issue('officer1')).body['code'], 'SH-H002');
  assert.equal((await issue('first', [...lead_ids, 'unknown'])).status, 404);
  assert.equal((await on.db.selectFrom('matter').select('matter_id').execute()).length, 1);

  const expected = {
    issued: 60,
    left: [
      { lead_id: 'B', title: '虚假住院', why: 'several-institutions' },
      { lead_id: 'L1', title: '虚假住院', why: 'taken-up' },
      { lead_id: 'N', title: '虚假住院', why: 'no-amount' },
    ],
  };
  assert.deepEqual((await issue('first')).body, expected);
  assert.deepEqual((await issue('first')).body, expected);
  const deeds = await on.db.selectFrom('deed').select(['action', 'facts']).execute();
  const amounts = deeds.filter(({ action }) => action === 'issue').map(({ facts }) => Number(facts['amount_fen']));
  assert.deepEqual(
    amounts.toSorted((a, b) => a - b),
    many.map(({ amount_fen }) => amount_fen),
  );
  const clinic = await on.ask('clinic', 'GET', '/api/matters?limit=1000');
  assert.equal(Object.keys(clinic.body).length, 60);
});
