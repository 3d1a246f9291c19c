import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CodeSet, Predicate } from '@shouhu/rules';
import { currentKnowledge } from '../current.ts';
import { knownRules } from '../known-rules.ts';
import { localExample } from '../local/example.ts';
import { coverage, loadNational } from '../national/index.ts';
import { isDefault } from './default.ts';
import { defaultClasses, defaultCounts, defaultRules } from './index.ts';
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
  for (const { prefixes } of sets) {
    assert.equal(new Set(prefixes).size, prefixes.length, prefixes.join(' '));
    for (const prefix of prefixes) assert.match(prefix, /^[A-Za-z0-9.]*$/);
  }
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

/** What parameters.csv makes of the defaults of a class: the points that stay, with their bounds. */
function withParameters(seq: number, ...rows: readonly string[]): unknown[] {
  const folder = mkdtempSync(join(tmpdir(), 'shouhu-defaults-'));
  try {
    writeFileSync(join(folder, 'parameters.csv'), ['rule,parameter,value', ...rows].join('\n'));
    const code = facts.classes.find((row) => row.seq === seq)?.code;
    const rule = currentKnowledge({ folder }).snapshot.ruleset.rules.find(({ rule_code }) => rule_code === code);
    return (rule?.points ?? []).map((point) => [
      point.point_ids[0],
      point.type === 'limit' ? point.max : point.type === 'spacing' ? point.min : (point.verdict ?? rule?.verdict),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a bureau changes defaults by the class or by the point', () => {
  assert.deepEqual(withParameters(49, '分解住院,min,15'), [['DEF-049-SAME-DISEASE', 15]]);
  assert.deepEqual(withParameters(50, 'DEF-050-DAY,max,8', 'DEF-050-YEAR,enabled,0'), [
    ['DEF-050-DAY', 8],
    ['DEF-050-MONTH', 30],
  ]);
  assert.deepEqual(withParameters(51, '频繁购药,defaults,0'), []);
  assert.deepEqual(withParameters(42, '计费日期与住院时间不符,verdict,violation'), [['DEF-042-FEE-DATE', 'violation']]);
});

test('the coverage tells what is published, ours, or to be given by a region', () => {
  const { classes } = coverage(facts, defaultCounts(facts));
  const byState = Map.groupBy(classes, ({ state }) => state);
  assert.deepEqual(
    ['published', 'default', 'needs-local-points'].map(
      (state) => [...byState].find(([each]) => each === state)?.[1].length,
    ),
    [21, 28, 39],
  );
  const open = byState.get('needs-local-points') ?? [];
  const batches = open.filter(({ template }) => template === null);
  assert.equal(batches.length, 10);
  const others = coverage(facts, new Map([['GZ10000202001000', 2]])).classes;
  assert.equal(others.find(({ code }) => code === 'GZ10000202001000')?.state, 'default');
  for (const { code, template } of open.filter((row) => row.template !== null)) {
    const row = facts.classes.find((each) => each.code === code);
    assert.equal(row === undefined ? '' : localExample(row)?.file, template, code);
  }
});
