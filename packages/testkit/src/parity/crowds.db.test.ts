/** More rows in one window than a finding names, for each type and window that looks beside a row: all three say the same. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Line, Sale, Visit, World } from '@shouhu/claims';
import { compileClosures } from '@shouhu/rules';
import type { Point, Window } from '@shouhu/rules';
import { codes, line, point, rule, ruleset, sale, today, visit, world } from '../world.ts';
import { agree } from './agree.ts';
import { Dice } from './dice.ts';
import { agreesByVisit } from './till.ts';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
after(() => connection.closeSync());

const windows: readonly Window[] = [
  'prescription',
  'operation',
  'hour',
  'stay',
  'days:2',
  'hours:1',
  'hours:13',
  'hours:36',
];
const rolling = windows.filter((window) => window.includes(':'));

/** Lines of four items over three days and two visits; some without a clock, a prescription, a care type or a sex. */
function crowd(seed: number, size = 300): Line[] {
  const dice = new Dice(seed);
  return Array.from({ length: size }, (_, at) =>
    line({
      line_id: `L${dice.percent(5) ? '中' : ''}${at}`,
      item: dice.pick(['A', 'A', 'A', 'A1', 'A2', 'B', 'B']),
      mdtrt_id: dice.percent(85) ? 'V1' : 'V2',
      fixmedins_code: dice.percent(90) ? 'H1' : 'H2',
      day: today + dice.pick([0, 0, 0, 0, 1, 2]),
      second: dice.percent(15) ? null : dice.pick([36_000, 36_000 + dice.int(3_600), dice.int(86_400)]),
      rxno: dice.percent(15) ? null : dice.pick(['R1', 'R1', 'R1', 'R2']),
      care_type: dice.percent(90) ? 'inpatient' : null,
      gend: dice.percent(70) ? '1' : null,
      amount_fen: 10_000 + dice.int(3),
      prd_days: dice.pick([null, 10_000, 20_000]),
    }),
  );
}

const visits = [visit(), visit({ mdtrt_id: 'V2' })];
const men = { is: 'in', field: 'gend', set: codes('1') } as const;

/** Asserts that all agree, and tells how many findings left something unnamed. */
async function crowded(one: Point, given: Partial<World>): Promise<number> {
  const rules = ruleset(rule([one]));
  const rows = world(given);
  const said = await agree(connection, rules, rows);
  const closures = compileClosures(rules);
  assert.equal(JSON.stringify(closures.judge(rows), null, 1), JSON.stringify(said, null, 1), 'closures');
  assert.ok(agreesByVisit(closures, { prefix: '', ruleset: rules, world: rows }), 'each visit at the till');
  return [...said.findings, ...said.undecided].filter(({ evidence }) => evidence['named_most'] === 50).length;
}

describe('crowds', () => {
  for (const [at, window] of windows.entries()) {
    test(`together and needs in ${window}`, async () => {
      const lines = crowd(at);
      for (const pays of ['a', 'b', 'cheaper'] as const) {
        const pair = point.together({ a: codes('A*'), b: codes('B', 'A1'), window, pays, scope: men });
        assert.ok((await crowded(pair, { lines, visits })) > 0, pays);
      }
      const lifted = point.together({ window, allowed_with: codes('A2'), across: 'all' });
      await crowded(lifted, { lines, visits });
      await crowded(point.needs({ items: codes('A1'), subject: codes('A*'), window }), { lines, visits });
    });

    test(`price in ${window}`, async () => {
      const lines = crowd(100 + at);
      const within = point.price({ measure: 'discount', subject: codes('A*'), window, ratio: 5_000, scope: men });
      const beside = point.price({ measure: 'discount', subject: codes('A*'), beside: codes('A', 'B'), window });
      assert.ok((await crowded(within, { lines, visits })) + (await crowded(beside, { lines, visits })) > 0);
    });
  }

  for (const [at, window] of rolling.entries()) {
    test(`limit in ${window}`, async () => {
      const lines = crowd(200 + at);
      let more = 0;
      for (const measure of ['cnt', 'amount', 'paid', 'days', 'kinds', 'visits'] as const) {
        const max = { cnt: 30_000, amount: 50_000, paid: 50_000, days: 10_000, kinds: 1, visits: 1 }[measure];
        more += await crowded(point.limit({ subject: codes('A*'), measure, max, window, scope: men }), {
          lines,
          visits,
        });
      }
      assert.ok(more > 0);
    });
  }

  test('limit by days keeps those within the maximum', async () => {
    const limit = point.limit({ subject: codes('A*'), measure: 'days', window: 'month', max: 20_000 });
    assert.ok((await crowded(limit, { lines: crowd(300), visits })) > 0);
  });

  test('spacing among many uses of one day', async () => {
    const lines = crowd(310);
    for (const unit of ['day', 'hour'] as const) {
      await crowded(point.spacing({ subject: codes('A*'), unit, min: 2, scope: men }), { lines, visits });
      await crowded(point.spacing({ other: codes('B'), unit, min: 13 }), { lines, visits });
    }
  });

  test('reuse of a box that many bills sold', async () => {
    const { lines, sales } = soldAgain(320);
    assert.ok((await crowded(point.reuse({ scope: men }), { lines, visits, sales })) > 0);
  });

  test('overlap of many stays, and visits inside them', async () => {
    for (const kind of ['stays', 'visit-in-stay'] as const) {
      const given = { visits: stays(330), lines: crowd(330, 20) };
      assert.ok((await crowded(point.overlap({ kind, scope: men }), given)) > 0, kind);
    }
  });

  test('admissions too soon after many others', async () => {
    const given = { visits: stays(340), lines: crowd(340, 20) };
    await crowded(point.spacing({ subject: null, scope: men }), given);
    const diagnoses = given.visits.map(({ mdtrt_id }, at) => ({ mdtrt_id, code: at % 3 === 0 ? 'I10.1' : 'J18' }));
    await crowded(point.spacing({ subject: null, same_diagnosis: true, min: 2 }), { ...given, diagnoses });
  });
});

/** Boxes of three codes on lines of many bills, some twice, some without a visit or a person. */
function soldAgain(seed: number): { lines: Line[]; sales: Sale[] } {
  const dice = new Dice(seed);
  const lines = crowd(seed).map((each) => ({ ...each, mdtrt_id: `V${dice.int(12)}` }));
  const sales = lines.flatMap((each) =>
    Array.from({ length: dice.pick([1, 1, 2]) }, () =>
      sale({
        drug_trac_codg: dice.pick(['T1', 'T1', 'T1', 'T2']),
        line_id: dice.percent(95) ? each.line_id : null,
        fixmedins_code: each.fixmedins_code,
        mdtrt_id: dice.percent(95) ? each.mdtrt_id : null,
        psn_no: dice.percent(95) ? each.psn_no : null,
        day: each.day,
        second: each.second,
        trdn_flag: dice.pick([0, 0, 0, null, 1]),
      }),
    ),
  );
  return { lines, sales };
}

/** Stays of one person over one another and visits among them; some without an end, some that end before they begin. */
function stays(seed: number): Visit[] {
  const dice = new Dice(seed);
  return Array.from({ length: 220 }, (_, at) => {
    const day = today + dice.int(6);
    return visit({
      mdtrt_id: `V${at}`,
      fixmedins_code: dice.percent(80) ? 'H1' : 'H2',
      day,
      begin_second: dice.pick([28_800, 30_000, null]),
      end_day: dice.percent(8) ? null : day + dice.pick([-1, 0, 1, 5, 9]),
      care_type: dice.pick(['inpatient', 'inpatient', 'inpatient', 'outpatient', null]),
      gend: dice.percent(70) ? '1' : null,
      diagnoses_known: dice.percent(80) ? 1 : 0,
    });
  });
}
