import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { World } from '@shouhu/claims';
import { judgeByReference } from '@shouhu/rules';
import { line, sale, today, visit, world } from '@shouhu/testkit';
import { ownRules } from './rules.ts';

function found(values: Partial<World>): string[] {
  const judgement = judgeByReference({ snapshot: 'own', rules: ownRules }, world(values));
  assert.deepEqual(judgement.undecided, []);
  return judgement.findings.map((finding) => `${finding.rule_code} ${finding.verdict} ${finding.mdtrt_ids.join(',')}`);
}

const elsewhere = { mdtrt_id: 'V2', fixmedins_code: 'H2' } as const;
const outpatient = { care_type: 'outpatient', med_type: '11', end_day: null, end_second: null } as const;

test('an ordinary stay is clean', () => {
  assert.deepEqual(found({ visits: [visit()], lines: [line({ pric_uplmt: 100_000_000 })] }), []);
});

test('two stays that share more than a day of transfer', () => {
  const later = visit({ ...elsewhere, day: today + 2 });
  assert.deepEqual(found({ visits: [visit(), later] }), ['SH-STAYS violation V1,V2']);
  assert.deepEqual(found({ visits: [visit(), visit({ ...elsewhere, day: today + 4 })] }), []);
});

test('an outpatient visit within a stay', () => {
  const within = visit({ ...elsewhere, ...outpatient, day: today + 2 });
  assert.deepEqual(found({ visits: [visit(), within] }), ['SH-IN-STAY suspicion V1,V2']);
  const atDischarge = visit({ ...elsewhere, ...outpatient, day: today + 4 });
  assert.deepEqual(found({ visits: [visit(), atDischarge] }), []);
});

test('a visit after death', () => {
  const died = { death_day: today - 1, end_day: today, mdtrt_id: 'V1' };
  assert.deepEqual(found({ visits: [visit(died)], lines: [line()] }), ['SH-AFTER-DEATH violation V1']);
  assert.deepEqual(found({ visits: [visit({ death_day: today + 4 })], lines: [line()] }), []);
});

test('one box sold twice', () => {
  const second = line({ ...elsewhere, line_id: 'L2', day: today + 1 });
  const visits = [visit({ ...outpatient, mdtrt_id: 'V1' }), visit({ ...outpatient, ...elsewhere, day: today + 1 })];
  const sales = [sale(), sale({ ...elsewhere, line_id: 'L2', day: today + 1 })];
  const first = line({ care_type: 'outpatient' });
  assert.deepEqual(found({ visits, lines: [first, { ...second, care_type: 'outpatient' }], sales }), [
    'SH-TRACE suspicion V1,V2',
  ]);
});

test('a price above the cap of its own line; a line without a cap is not asked', () => {
  const visits = [visit()];
  const dear = line({ pric: 100_000_001, pric_uplmt: 100_000_000 });
  assert.deepEqual(found({ visits, lines: [dear] }), ['SH-PRICE violation V1']);
  assert.deepEqual(found({ visits, lines: [line({ pric: null, pric_uplmt: 1 })] }), []);
  const service = line({ item: '001102000010000', pric: 100_000_001, pric_uplmt: 100_000_000 });
  assert.deepEqual(found({ visits, lines: [service] }), []);
});

test('every rule cites the act', () => {
  for (const rule of ownRules) assert.ok(rule.basis.length > 0 && Object.isFrozen(rule.points[0]?.scope));
});
