import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeByReference } from '@shouhu/rules';
import { codes, line, on, point, rule, ruleset, visit, world } from '@shouhu/testkit';
import { exemptionOf } from './exemption.ts';
import type { ChargedCodes } from './exemption.ts';
import type { Exemption, ExemptKind } from './knowledge.ts';

const [finding] = judgeByReference(
  ruleset(rule([point.unpayable({})])),
  world({ visits: [visit()], lines: [line()] }),
).findings;
const charged: ChargedCodes = { items: ['A'], doctors: ['D1'] };

function exempt(subject_kind: ExemptKind, code: string, values: Partial<Exemption> = {}): Exemption {
  const always = { from: on(2020, 1, 1), to: on(2030, 1, 1), rule_code: null, reason: '理由', basis: '' };
  return { exemption_id: `${subject_kind} ${code}`, subject_kind, subject: codes(code), ...always, ...values };
}

function exempted(exemption: Exemption, lines: ChargedCodes = charged): boolean {
  assert.ok(finding);
  return exemptionOf(finding, lines, [exemption]) === exemption;
}

test('an exemption covers its institution, person, doctor, item or visit, and no other', () => {
  for (const [kind, code] of [
    ['institution', 'H1'],
    ['person', 'P1'],
    ['doctor', 'D1'],
    ['item', 'A'],
    ['visit', 'V1'],
  ] as const) {
    assert.ok(exempted(exempt(kind, code)), kind);
    assert.ok(!exempted(exempt(kind, 'other')), kind);
  }
  assert.ok(exempted(exempt('item', 'A*')));
});

test('item and doctor must be those of every charged line', () => {
  assert.ok(!exempted(exempt('item', 'A'), { items: ['A', 'B'], doctors: [] }));
  assert.ok(!exempted(exempt('doctor', 'D1'), { items: [], doctors: ['D1', null] }));
  assert.ok(!exempted(exempt('item', 'A'), { items: [], doctors: [] }));
});

test('an exemption holds on its days, both included, and for its rule', () => {
  const day = on(2025, 3, 5);
  assert.ok(exempted(exempt('person', 'P1', { from: day, to: day })));
  assert.ok(!exempted(exempt('person', 'P1', { from: day + 1 })));
  assert.ok(!exempted(exempt('person', 'P1', { to: day - 1 })));
  assert.ok(exempted(exempt('person', 'P1', { rule_code: 'T-unpayable' })));
  assert.ok(!exempted(exempt('person', 'P1', { rule_code: 'other' })));
});

test('of several exemptions the first by its id is named', () => {
  assert.ok(finding);
  const [b, a] = [exempt('person', 'P1', { exemption_id: 'b' }), exempt('visit', 'V1', { exemption_id: 'a' })];
  assert.equal(exemptionOf(finding, charged, [b, a]), a);
});
