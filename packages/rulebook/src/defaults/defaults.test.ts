import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CodeSet, Predicate } from '@shouhu/rules';
import { currentKnowledge } from '../current.ts';
import { knownRules } from '../known-rules.ts';
import { loadNational } from '../national/index.ts';
import { isDefault } from './default.ts';
import { defaultClasses, defaultRules } from './index.ts';
import { needed } from './records.ts';

const facts = loadNational();
const rules = defaultRules(facts);
const points = rules.flatMap((rule) => rule.points);

test('28 of the 67 unpublished classes have defaults, none of them published or of batches only', () => {
  assert.deepEqual(
    [...defaultClasses(facts).values()].map(({ seq }) => seq),
    [9, 14, 35, 36, 37, 38, 39, 40, 41, 42, 44, 45, 46, 49, 50, 51, 52, 53, 54, 55, 64, 66, 69, 71, 73, 74, 75, 76],
  );
  for (const rule of rules) assert.equal(facts.classes.find(({ code }) => code === rule.rule_code)?.published, false);
});

test('every default has an id of its class, says where it comes from and why it may be wrong', () => {
  const ids = points.flatMap(({ point_ids }) => point_ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const { point_ids, message, basis } of points) {
    assert.match(point_ids[0] ?? '', /^DEF-\d{3}-[A-Z0-9-]+$/);
    assert.ok(message !== undefined && message.length > 8 && basis?.[0]?.startsWith('默认知识点') === true);
  }
  for (const { source, doubt } of defaultClasses(facts).values()) assert.ok(source.length > 6 && doubt.length > 6);
  for (const id of needed.keys()) assert.ok(ids.includes(id), id);
});

test('a default raises suspicion, unless the data alone prove it', () => {
  const proven = rules.flatMap((rule) =>
    rule.points
      .filter((point) => (point.verdict ?? rule.verdict) === 'violation')
      .flatMap(({ point_ids }) => point_ids),
  );
  assert.deepEqual(proven, ['DEF-014-CAP']);
});

test('defaults are a source of the snapshot, and go with the national points', () => {
  const part = currentKnowledge().snapshot.parts.find(({ name }) => name === 'default');
  assert.deepEqual([part?.rules, part?.points], [rules.length, points.length]);
  const without = currentKnowledge({ national: false }).snapshot.ruleset.rules;
  assert.ok(without.every((rule) => !rule.points.some(isDefault)));
});

test('a class whose points a notice publishes needs its defaults no longer', () => {
  const published = facts.classes.map((row) => (row.seq === 46 ? { ...row, published: true } : row));
  const later = defaultClasses({ ...facts, classes: published });
  assert.equal(later.size, defaultClasses(facts).size - 1);
});

test('local knowledge may name every class but the ten of batches', () => {
  const codes = new Set(knownRules(facts).map(({ rule_code }) => rule_code));
  const unknown = facts.classes.filter(({ code }) => !codes.has(code)).map(({ seq }) => seq);
  assert.deepEqual(unknown, [43, 48, 56, 57, 58, 59, 60, 61, 62, 63]);
});

test('no prefix of a default stands twice in its set', () => {
  const sets = points.flatMap((point) => setsIn(point));
  for (const { prefixes } of sets) assert.equal(new Set(prefixes).size, prefixes.length, prefixes.join(' '));
});

function setsIn(value: unknown): CodeSet[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = isCodeSet(value) ? [value] : [];
  return [...own, ...Object.values(value).flatMap(setsIn)];
}

function isCodeSet(value: object): value is CodeSet {
  return 'codes' in value && 'prefixes' in value;
}

test('conditions of defaults read as they are written', () => {
  const late = points.find(({ point_ids }) => point_ids[0] === 'DEF-041-LATE');
  assert.ok(late?.type === 'record');
  const fault: Predicate = { is: 'compare', field: 'upload_days', op: '>', value: 15 };
  assert.deepEqual(late.fault, fault);
});
