import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '@shouhu/lake';
import { buildIndicators } from './build.ts';
import { indicators } from './definitions/index.ts';
import type { Model } from './model/model.ts';
import { rankInstitutions } from './score/institutions.ts';
import { DAYS, givenAllBut, relations } from './relations.fixture.ts';
import { each, many, valuesOf } from './values/values.fixture.ts';

test('sums stand by institution, department and doctor, by month and for the period', async () => {
  const of = {
    care_type: "'inpatient'",
    dept: "'A' || n % 2",
    dr: "'D' || n % 4",
    day: '20454 + (n % 2)::INTEGER * 40',
    end_day: '20456 + (n % 2)::INTEGER * 40',
    stay_days: '3',
  };
  const rows = await valuesOf([{ fixmedins_code: 'H1' }], [{ count: 40, of }], 'stay_length');
  const told = rows.map((row) => [row.level, row.dept ?? row.dr, row.month, row.numerator, row.denominator, row.value]);
  assert.deepEqual(
    told.filter(([level]) => level === 'institution'),
    [
      ['institution', null, 202601, 60, 20, 3],
      ['institution', null, 202602, 60, 20, 3],
      ['institution', null, null, 120, 40, 3],
    ],
  );
  assert.deepEqual(
    told.filter(([level]) => level === 'department'),
    [
      ['department', 'A0', 202601, 60, 20, 3],
      ['department', 'A0', null, 60, 20, 3],
      ['department', 'A1', 202602, 60, 20, 3],
      ['department', 'A1', null, 60, 20, 3],
    ],
  );
  assert.equal(told.filter(([level]) => level === 'doctor').length, 8);
});

test('persons are counted once a month and once in the period', async () => {
  const of = { psn_no: "'P' || n // 4", day: '20454 + (n % 2)::INTEGER * 40' };
  const rows = await valuesOf([{ fixmedins_code: 'H1' }], [{ count: 40, of }], 'clinic_per_person');
  assert.deepEqual(
    rows.map(({ month, numerator, denominator, value }) => [month, numerator, denominator, value]),
    [
      [202601, 20, 10, 2],
      [202602, 20, 10, 2],
      [null, 40, 10, 4],
    ],
  );
});

test('what is not given is named, and changes nothing else', async () => {
  const places = many(6);
  const groups = each(places, 50, { drug_fen: '3000::BIGINT', care_type: "'pharmacy'" });
  const connection = await relations(places, groups);
  const not_run = await buildIndicators(
    connection,
    givenAllBut('fee_list_d.med_chrgitm_type', 'setl_d.acct_pay'),
    DAYS,
  );
  const absent = new Map(not_run.map((one) => [one.indicator, one.absent]));
  assert.deepEqual(absent.get('drug_share'), ['fee_list_d.med_chrgitm_type']);
  assert.deepEqual(absent.get('account_round_share'), ['setl_d.acct_pay']);
  assert.deepEqual(absent.get('drug_gap_share'), ['stock']);
  assert.equal(absent.has('round_share'), false);
  assert.equal(absent.get('stay_length')?.length, 0);
  connection.closeSync();
});

test('one institution, one visit, nothing paid by the fund: no comparison and no crash', async () => {
  for (const places of [[{ fixmedins_code: 'H1' }], many(6, 1)]) {
    const connection = await relations(
      places,
      each(places, 1, {
        fund_fen: 'NULL::BIGINT',
        medfee_fen: 'NULL::BIGINT',
        acct_fen: 'NULL::BIGINT',
        mulaid_fen: 'NULL::BIGINT',
        setl_second: 'NULL::INTEGER',
        begin_second: 'NULL::INTEGER',
        end_day: 'NULL::INTEGER',
        stay_days: 'NULL::INTEGER',
        amount_fen: '0::BIGINT',
      }),
    );
    const not_run = await buildIndicators(connection, givenAllBut(), DAYS);
    const [compared] = await rowsOf<{ z: number }>(connection, 'SELECT count(z) AS z FROM i_value');
    assert.equal(compared?.z, 0);
    assert.ok(not_run.length > 0);
    const ranked = await rankInstitutions(connection);
    assert.ok(ranked.length === places.length && ranked.every(({ score, parts }) => score === 0 && parts.length === 0));
    connection.closeSync();
  }
});

test('definitions: ids and names are unique, national codes stand once', () => {
  const of = (pick: (one: (typeof indicators)[number]) => string): string[] => indicators.map(pick);
  assert.equal(new Set(of(({ id }) => id)).size, indicators.length);
  assert.equal(new Set(of(({ name }) => name)).size, indicators.length);
  const national = of(({ source }) => source).filter((source) => source.startsWith('ZB'));
  assert.equal(new Set(national).size, national.length);
  assert.equal(national.length, 8);
});

test('a model gives every institution a probability, explained, and leaves the ranking to the score', async () => {
  const peers = many(6);
  const connection = await relations(
    [{ fixmedins_code: 'H1' }, ...peers],
    [{ count: 200, of: { drug_fen: '8000::BIGINT' } }, ...each(peers, 200, { drug_fen: '3000::BIGINT' })],
  );
  await buildIndicators(connection, givenAllBut(), DAYS);
  const model: Model = {
    format: 1,
    kind: 'logistic',
    intercept: -2,
    features: [{ indicator: 'drug_share', mean: 0, sd: 1, weight: 2 }],
    validation: {
      cases: 20,
      confirmed: 10,
      runs: 1,
      folds: 5,
      penalty: 1,
      auc: 1,
      brier: 0,
      brier_base: 0.25,
      log_loss: 0,
      reliability: [],
    },
  };
  const ranked = await rankInstitutions(connection, model);
  const [first, ...rest] = ranked;
  assert.equal(first?.fixmedins_code, 'H1');
  assert.ok((first?.model?.probability ?? 0) > 0.9);
  assert.equal(first?.model?.contributions[0]?.indicator, 'drug_share');
  assert.ok(rest.every(({ model: opinion }) => opinion?.probability === 0.1192 && opinion.contributions.length === 0));
  const plain = await rankInstitutions(connection);
  assert.deepEqual(
    plain.map(({ fixmedins_code, score, model: opinion }) => [fixmedins_code, score, opinion]),
    ranked.map(({ fixmedins_code, score }) => [fixmedins_code, score, null]),
  );
  connection.closeSync();
});
