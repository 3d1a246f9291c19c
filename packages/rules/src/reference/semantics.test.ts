/** What the rules mean, case by case: docs/semantics.md as examples. The compiled closures must say the same. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Line, World } from '@shouhu/claims';
import { codes, diagnosis, line, on, point, rule, ruleset, sale, today, visit, world } from '@shouhu/testkit';
import { compileClosures, judgeByReference, type Judgement, type Point, type Rule } from '../index.ts';

function judge(points: Point | readonly Point[], rows: Partial<World>, values: Partial<Rule> = {}): Judgement {
  const rules = ruleset(rule(Array.isArray(points) ? points : [points], values));
  const judged = judgeByReference(rules, world(rows));
  assert.deepEqual(compileClosures(rules).judge(world(rows)), judged, 'closures agree');
  return judged;
}

/** Charged lines with their fen, and undecided lines with the reason. */
function told({ findings, undecided }: Judgement): (string | number | null)[][] {
  return [
    ...findings.flatMap(({ lines, amount_fen }) =>
      lines.length === 0 ? [[amount_fen]] : lines.map((charged) => [charged.line_id, charged.amount_fen]),
    ),
    ...undecided.map(({ line_ids, reason }) => ['?', line_ids.join(' '), reason]),
  ].toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
}

const women = { is: 'in', field: 'gend', set: codes('2') } as const;

describe('restrict', () => {
  const sex = point.restrict({ require: women });

  test('charges the in-scope amount of a line whose condition is broken', () => {
    assert.deepEqual(told(judge(sex, { lines: [line({ inscp_fen: 9_000 })] })), [['L1', 9_000]]);
  });
  test('is clean where it holds and undecided where the value is absent', () => {
    assert.deepEqual(told(judge(sex, { lines: [line({ gend: '2' })] })), []);
    assert.deepEqual(told(judge(sex, { lines: [line({ gend: null })] })), [['?', 'L1', 'gend']]);
  });
  test('judges by the knowledge of the service date', () => {
    const dated = point.restrict({ require: women, from: today, to: today });
    assert.equal(judge(dated, { lines: [line({})] }).findings.length, 1);
    assert.equal(judge(dated, { lines: [line({ day: today - 1 })] }).findings.length, 0);
    assert.equal(judge(dated, { lines: [line({ day: today + 1 })] }).findings.length, 0);
  });
  test('leaves a line outside the fund alone when the rule is one of policy', () => {
    const rows = { lines: [line({ inscp_fen: 0 })] };
    assert.equal(judge(sex, rows, { rule_class: 'policy' }).findings.length, 0);
    assert.deepEqual(told(judge(sex, rows, { rule_class: 'medical' })), [['L1', 0]]);
  });
  test('keeps the verdict and says why where the in-scope amount is unknown', () => {
    const [finding] = judge(sex, { lines: [line({ inscp_fen: null })] }).findings;
    assert.equal(finding?.amount_fen, null);
    assert.equal(finding?.amount_reason, 'inscp_amt');
  });
  test('counts a birthday on 29 February as a year older on 1 March', () => {
    const child = point.restrict({ require: { is: 'age', unit: 'year', op: '<', value: 14 } });
    const born = { brdy: on(2012, 2, 29) };
    assert.equal(judge(child, { lines: [line({ ...born, day: on(2026, 2, 28) })] }).findings.length, 0);
    assert.equal(judge(child, { lines: [line({ ...born, day: on(2026, 3, 1) })] }).findings.length, 1);
  });
  test('takes a list with at least one diagnosis as closed and one with none as absent', () => {
    const indicated = point.restrict({ require: { is: 'coded', list: 'diagnosis', set: codes('I10*') } });
    const rows = (codesOf: string[], known: number) => ({
      lines: [line({})],
      visits: [visit({ diagnoses_known: known })],
      diagnoses: codesOf.map((code) => diagnosis(code)),
    });
    assert.equal(judge(indicated, rows(['I10.x00'], 1)).findings.length, 0);
    assert.equal(judge(indicated, rows(['J18.900'], 1)).findings.length, 1);
    assert.deepEqual(told(judge(indicated, rows([], 0))), [['?', 'L1', 'diagnosis']]);
  });
  test('joins several points on one line into one finding, a violation before a suspicion', () => {
    const points = [
      point.restrict({ require: women, point_ids: ['K2'], verdict: 'suspicion' }),
      point.restrict({ require: women, point_ids: ['K1'] }),
    ];
    const { findings } = judge(points, { lines: [line({})] });
    assert.equal(findings.length, 1);
    assert.deepEqual(findings[0]?.knowledge, ['K1', 'K2']);
    assert.equal(findings[0]?.verdict, 'violation');
  });
  test('gives retroactive findings at most suspicion', () => {
    const [finding] = judge(point.restrict({ require: women, retroactive: true }), { lines: [line({})] }).findings;
    assert.deepEqual([finding?.verdict, finding?.retroactive], ['suspicion', true]);
  });
});

describe('unpayable', () => {
  const alone = point.unpayable({ subject: codes('T1', 'T2'), when: 'alone', among: codes('T*') });
  const herb = (line_id: string, item: string, values: Partial<Line> = {}) => line({ line_id, item, ...values });

  test('a prescription of such herbs only is not payable, with another herb it is', () => {
    assert.deepEqual(told(judge(alone, { lines: [herb('L1', 'T1'), herb('L2', 'T2')] })), [
      ['L1', 10_000],
      ['L2', 10_000],
    ]);
    assert.deepEqual(told(judge(alone, { lines: [herb('L1', 'T1'), herb('L2', 'T9')] })), []);
    assert.equal(judge(alone, { lines: [herb('L1', 'T1'), herb('L2', '001')] }).findings.length, 1);
  });
  test('cannot tell when a line without a prescription number might belong to it', () => {
    assert.deepEqual(told(judge(alone, { lines: [herb('L1', 'T1'), herb('L2', 'T9', { rxno: null })] }))[0]?.[0], '?');
  });
});

describe('price', () => {
  test('charges what lies above the cap, in proportion', () => {
    const rows = { lines: [line({ pric: 12_000_000, pric_uplmt: 10_000_000, inscp_fen: 1_200 })] };
    assert.deepEqual(told(judge(point.price({ subject: codes('*') }), rows)), [['L1', 200]]);
  });
  test('a price at the cap is clean, an absent cap undecided', () => {
    const at = (pric_uplmt: number | null) => ({ lines: [line({ pric: 10_000_000, pric_uplmt })] });
    assert.deepEqual(told(judge(point.price({}), at(10_000_000))), []);
    assert.deepEqual(told(judge(point.price({}), at(null))), [['?', 'L1', 'pric_uplmt']]);
  });
  test('a second operation without any discount is suspect, without an amount until a ratio stands', () => {
    const full = { pric: 100_000_000, pric_uplmt: 100_000_000 };
    const group = point.price({ measure: 'discount', subject: codes('A', 'B') });
    const rows = { lines: [line({ ...full, amount_fen: 20_000 }), line({ ...full, line_id: 'L2', item: 'B' })] };
    assert.deepEqual(told(judge(group, rows)), [['L2', null]]);
    const half = point.price({ measure: 'discount', subject: codes('A', 'B'), ratio: 5_000 });
    assert.deepEqual(told(judge(half, rows)), [['L2', 5_000]]);
  });
});

describe('together', () => {
  const pair = point.together({});

  test('charges every line of the paid side that meets the other in the window', () => {
    const rows = {
      lines: [line({}), line({ line_id: 'L2', item: 'B' }), line({ line_id: 'L3', item: 'B', day: today + 1 })],
    };
    assert.deepEqual(told(judge(pair, rows)), [['L2', 10_000]]);
  });
  test('looks across institutions only when told to', () => {
    const rows = { lines: [line({}), line({ line_id: 'L2', item: 'B', fixmedins_code: 'H2' })] };
    assert.equal(judge(pair, rows).findings.length, 0);
    assert.equal(judge(point.together({ across: 'all' }), rows).findings.length, 1);
  });
  test('charges the cheaper once for a pair published in both directions', () => {
    const rows = { lines: [line({ amount_fen: 500 }), line({ line_id: 'L2', item: 'B', amount_fen: 700 })] };
    assert.deepEqual(told(judge(point.together({ pays: 'cheaper' }), rows)), [['L1', 500]]);
  });
  test('an hour rule without a clock cannot decide, and does not mean midnight', () => {
    const rows = { lines: [line({}), line({ line_id: 'L2', item: 'B', second: null })] };
    assert.deepEqual(told(judge(point.together({ window: 'hour' }), rows)), [['?', 'L2', 'fee_ocur_time']]);
  });
  test('an allowed item lifts the pair', () => {
    const rows = { lines: [line({}), line({ line_id: 'L2', item: 'B' }), line({ line_id: 'L3', item: 'C' })] };
    assert.equal(judge(point.together({ allowed_with: codes('C') }), rows).findings.length, 0);
  });
});

describe('limit', () => {
  test('charges in-scope × (quantity − N) ÷ quantity, the odd fen to the largest remainder', () => {
    const rows = { lines: [line({ inscp_fen: 100, cnt: 20_000 }), line({ line_id: 'L2', inscp_fen: 101 })] };
    const [finding] = judge(point.limit({ max: 10_000 }), rows).findings;
    assert.equal(finding?.amount_fen, 134);
    assert.deepEqual(finding?.lines, [
      { line_id: 'L1', amount_fen: 67 },
      { line_id: 'L2', amount_fen: 67 },
    ]);
  });
  test('a quantity at the limit is clean', () => {
    assert.equal(judge(point.limit({ max: 20_000 }), { lines: [line({ cnt: 20_000 })] }).findings.length, 0);
  });
  test('counts a day of a course once and charges the lines of the days beyond whole', () => {
    const rows = { lines: [0, 0, 1, 2].map((after, index) => line({ line_id: `L${index + 1}`, day: today + after })) };
    const course = point.limit({ measure: 'days', window: 'visit', max: 20_000 });
    assert.deepEqual(told(judge(course, rows)), [['L4', 10_000]]);
  });
  test('outside stays a day counts for its days of supply', () => {
    const supplied = (line_id: string, after: number, days: number) =>
      line({ line_id, day: today + after, care_type: 'outpatient', prd_days: days * 10_000 });
    const course = point.limit({ measure: 'days', window: 'year', max: 140_000 });
    assert.deepEqual(told(judge(course, { lines: [supplied('L1', 0, 10), supplied('L2', 20, 8)] })), [['L2', 5_000]]);
  });
  test('a rolling window of N days ending on d covers d−N+1 … d', () => {
    const weekly = point.limit({ window: 'days:7' });
    const at = (after: number) => ({ lines: [line({}), line({ line_id: 'L2', day: today + after })] });
    assert.deepEqual(told(judge(weekly, at(6))), [['L2', 10_000]]);
    assert.deepEqual(told(judge(weekly, at(7))), []);
  });
  test('is undecided only where the unknown could matter', () => {
    const outpatient = { is: 'in', field: 'care_type', set: codes('outpatient') } as const;
    const rows = { lines: [line({ care_type: 'outpatient' }), line({ line_id: 'L2', care_type: null })] };
    assert.deepEqual(told(judge(point.limit({ scope: outpatient }), rows)), [['?', 'L1 L2', 'care_type']]);
    assert.deepEqual(told(judge(point.limit({ scope: outpatient, max: 20_000 }), rows)), []);
  });
});

describe('spacing', () => {
  test('a gap of exactly N is clean, a day less charges the later use whole', () => {
    const at = (after: number) => ({ lines: [line({}), line({ line_id: 'L2', day: today + after })] });
    assert.deepEqual(told(judge(point.spacing({ min: 7 }), at(7))), []);
    assert.deepEqual(told(judge(point.spacing({ min: 7 }), at(6))), [['L2', 10_000]]);
  });
  test('admissions are counted from the discharge before', () => {
    const again = (after: number) => ({
      visits: [visit({}), visit({ mdtrt_id: 'V2', day: today + 4 + after })],
      lines: [line({ mdtrt_id: 'V2', day: today + 4 + after })],
    });
    const split = point.spacing({ subject: null, min: 10, group: 'admission' });
    assert.equal(judge(split, again(10)).findings.length, 0);
    assert.deepEqual(told(judge(split, again(9))), [['L1', 10_000]]);
  });
});

describe('needs', () => {
  const second = point.needs({ look_back_days: 30, across: 'all' });

  test('an earlier first-line drug within the look-back provides', () => {
    const before = (days: number) => ({
      lines: [line({}), line({ line_id: 'L0', item: 'B', day: today - days, mdtrt_id: 'V0' })],
    });
    assert.equal(judge(second, before(30)).findings.length, 0);
    assert.deepEqual(told(judge(second, before(31))), [['L1', 10_000]]);
  });
  test('a look-back before the first day of data cannot decide', () => {
    assert.deepEqual(told(judge(second, { lines: [line({})], first_day: today - 29 })), [['?', 'L1', 'look_back']]);
  });
});

describe('overlap', () => {
  const stays = point.overlap({ kind: 'stays' });
  const two = (begin: number) => ({
    visits: [visit({}), visit({ mdtrt_id: 'V2', fixmedins_code: 'H2', day: today + begin })],
  });

  test('a transfer on the day of discharge is none, a shared night is', () => {
    assert.equal(judge(stays, two(4)).findings.length, 0);
    const [finding] = judge(stays, two(3)).findings;
    assert.deepEqual(finding?.mdtrt_ids, ['V1', 'V2']);
    assert.equal(finding?.fixmedins_code, 'H2');
  });
  test('a purchase on a day within a stay, but not on its end days', () => {
    const bought = (after: number) => ({
      visits: [visit({}), visit({ mdtrt_id: 'V2', care_type: 'pharmacy', day: today + after, end_day: today + after })],
    });
    const inside = point.overlap({ kind: 'visit-in-stay' });
    assert.deepEqual(
      [0, 1, 3, 4].map((after) => judge(inside, bought(after)).findings.length),
      [0, 1, 1, 0],
    );
  });
  test('use after death; a person without a death day is alive', () => {
    const dead = point.overlap({ kind: 'after-death' });
    const served = (death_day: number | null) => ({
      visits: [visit({ death_day })],
      lines: [line({ day: today + 1 })],
    });
    assert.deepEqual(told(judge(dead, served(today))), [['L1', 10_000]]);
    assert.deepEqual(told(judge(dead, served(today + 1))), []);
    assert.deepEqual(told(judge(dead, served(null))), []);
  });
});

describe('reuse', () => {
  const again = (values: Parameters<typeof sale>[0]) => ({
    lines: [line({}), line({ line_id: 'L2', psn_no: 'P2', mdtrt_id: 'V2', day: today + 1 })],
    sales: [sale({}), sale({ line_id: 'L2', psn_no: 'P2', mdtrt_id: 'V2', day: today + 1, ...values })],
  });

  test('a box sold twice charges the later line', () => {
    assert.deepEqual(told(judge(point.reuse({}), again({}))), [['L2', 10_000]]);
  });
  test('a split box may repeat, and an absent flag cannot decide', () => {
    assert.deepEqual(told(judge(point.reuse({}), again({ trdn_flag: 1 }))), []);
    assert.deepEqual(told(judge(point.reuse({}), again({ trdn_flag: null }))), [['?', 'L2', 'trdn_flag']]);
  });
});

describe('record and stay', () => {
  test('a fee outside the stay names the visit and its faulty lines', () => {
    const outside = point.record({ fault: { is: 'compare-fields', left: 'day', op: '>', right: 'end_day' } });
    const rows = { visits: [visit({})], lines: [line({ day: today + 4 }), line({ line_id: 'L2', day: today + 5 })] };
    assert.deepEqual(told(judge(outside, rows)), [['L2', 10_000]]);
  });
  test('a stay is judged by what it consists of', () => {
    const mostlyTests = point.stay({ fault: { is: 'share', of: codes('03', '04'), op: '>=', value: 8_000 } });
    const stay = (tests: number) => ({
      visits: [visit({})],
      lines: [
        line({ med_chrgitm_type: '04', amount_fen: tests }),
        line({ line_id: 'L2', med_chrgitm_type: '09', amount_fen: 10_000 - tests }),
      ],
    });
    assert.equal(judge(mostlyTests, stay(8_000)).findings.length, 1);
    assert.equal(judge(mostlyTests, stay(7_999)).findings.length, 0);
  });
});
