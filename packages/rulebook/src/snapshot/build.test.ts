import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { codes, on, point, rule } from '@shouhu/testkit';
import type { Exemption, Parameter } from '../knowledge.ts';
import { ownRules } from '../own/rules.ts';
import { OPEN_FROM, OPEN_TO } from '../validity.ts';
import { buildSnapshot } from './build.ts';
import type { Source } from './build.ts';
import { listRules, showRule } from './show.ts';
import { listSnapshots, readSnapshot, writeSnapshot } from './store.ts';

const national: Source = {
  name: 'national',
  version: '17',
  rules: [rule([point.limit({})], { rule_code: 'GZ1', rule_name: '限频次' }), rule([point.unpayable({})])],
};
const local: Source = {
  name: 'local',
  version: '',
  rules: [rule([point.limit({ group: 'B' })], { rule_code: 'GZ1' })],
};
const parameter: Parameter = {
  rule_code: 'GZ1',
  point_id: null,
  setting: { name: 'max', value: 3 },
  fixmedins_code: null,
  hosp_lv: null,
  basis: '',
  from: OPEN_FROM,
  to: OPEN_TO,
};
const exemption: Exemption = {
  exemption_id: 'E1',
  rule_code: null,
  subject_kind: 'item',
  subject: codes('A*'),
  reason: '理由',
  basis: '',
  from: OPEN_FROM,
  to: OPEN_TO,
};
const whole = { sources: [national, local], parameters: [parameter], exemptions: [exemption], asOf: on(2026, 1, 1) };

test('the points of one rule from several sources are one rule', () => {
  const snapshot = buildSnapshot({ sources: [national, local] });
  assert.deepEqual(
    listRules(snapshot).map((row) => [row.rule_code, row.points, row.from, row.to]),
    [
      ['GZ1', 2, '2020-01-01', '2099-12-31'],
      ['T-unpayable', 1, '2020-01-01', '2099-12-31'],
    ],
  );
  assert.equal(snapshot.ruleset.snapshot, snapshot.digest);
  assert.deepEqual(
    snapshot.parts.map(({ name, version, rules, points }) => [name, version, rules, points]),
    [
      ['local', '', 1, 1],
      ['national', '17', 2, 2],
    ],
  );
  assert.ok(Object.isFrozen(snapshot.ruleset.rules[0]?.points[0]?.scope));
});

test('a class without points of its own takes the type of the points it gets', () => {
  const { points: _none, ...head } = rule([point.price({})], { rule_code: 'GZ2' });
  const empty: Source = { name: 'classes', version: '', rules: [{ ...head, points: [] }] };
  const cap: Source = {
    name: 'local',
    version: '',
    rules: [rule([point.limit({ measure: 'paid' })], { rule_code: 'GZ2' })],
  };
  assert.deepEqual(listRules(buildSnapshot({ sources: [empty] })), []);
  assert.equal(listRules(buildSnapshot({ sources: [empty, cap] }))[0]?.rule_type, 'limit');
});

test('only the rules named by code or name stay; an unknown one is an error', () => {
  const kept = buildSnapshot({ sources: [national, local], only: ['限频次'] });
  assert.deepEqual(
    kept.ruleset.rules.map((each) => each.rule_code),
    ['GZ1'],
  );
  assert.throws(() => buildSnapshot({ sources: [national], only: ['GZ9'] }), { code: 'SH-K007' });
});

test('a rule is shown with its dates', () => {
  const snapshot = buildSnapshot({ sources: [national, { name: 'own', version: '1', rules: ownRules }] });
  const sheet = showRule(snapshot, '限频次');
  assert.deepEqual(
    [sheet.rule_code, sheet.knowledge[0]?.from, sheet.knowledge[0]?.to],
    ['GZ1', '2020-01-01', '2099-12-31'],
  );
  assert.equal(showRule(snapshot, 'SH-STAYS').from, null);
  assert.throws(() => showRule(snapshot, 'GZ9'), { code: 'SH-K007' });
});

test('a snapshot is kept once under its digest and read back equal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shouhu-snapshot-'));
  try {
    const snapshot = buildSnapshot(whole);
    const path = writeSnapshot(folder, snapshot);
    assert.equal(writeSnapshot(folder, snapshot), path);
    assert.deepEqual(readdirSync(folder).length, 1);
    assert.deepEqual(listSnapshots(folder), [snapshot.digest]);
    assert.deepEqual(readSnapshot(path), snapshot);
    chmodSync(path, 0o600);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"max":3', '"max":4'));
    assert.throws(() => readSnapshot(path), { code: 'SH-K018' });
    assert.throws(() => writeSnapshot(folder, snapshot), { code: 'SH-K018' });
    writeFileSync(path, '{');
    assert.throws(() => readSnapshot(path), { code: 'SH-K018' });
    assert.throws(() => readSnapshot(join(folder, 'none')), { code: 'SH-I001' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('older services are judged by the knowledge of a day, as a suspicion, where there was none', () => {
  const [from, later] = [on(2025, 1, 1), on(2026, 1, 1)];
  const first = point.restrict({ point_ids: ['K1'], from, to: later - 1 });
  const second = point.restrict({ point_ids: ['K2'], from: later });
  const future = point.restrict({ point_ids: ['K3'], from: on(2027, 1, 1), subject: codes('C') });
  const source = { name: 'national', version: '', rules: [rule([first, second, future])] };
  const [judged] = buildSnapshot({ sources: [source], asOf: on(2026, 6, 1) }).ruleset.rules;
  const retroactive = judged?.points.filter((each) => each.retroactive) ?? [];
  assert.equal(judged?.points.length, 4);
  assert.deepEqual(
    retroactive.map((each) => [each.point_ids, each.from, each.to, each.verdict]),
    [[['K2'], OPEN_FROM, from - 1, 'suspicion']],
  );
});
