import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyCode } from '@shouhu/codes';
import { ruleSchema } from '../schema.ts';
import { coverage, formatFact, loadNational, nationalRules, parseFact } from './index.ts';

const facts = loadNational();
const rules = nationalRules(facts);

/** Published points per class: the announced row counts of the batches and of the revision of January 2026. */
const PUBLISHED: Readonly<Record<string, number>> = {
  药品限工伤保险: 18,
  药品限生育保险: 6,
  中药饮片单复方均不予支付: 37,
  中药饮片单方使用不予支付: 116,
  药品限二线使用: 110,
  药品限儿童使用: 24,
  药品限适应症: 510,
  药品限支付疗程: 59,
  药品限医疗机构级别: 123,
  药品限就医方式: 76,
  手术项目未按规定折价收费: 378,
  医疗服务项目限支付疗程: 11,
  医疗服务项目重复收费: 900,
  医疗服务项目限定频次: 67,
  医疗服务项目限年龄: 1,
  医疗服务项目周期超频次: 14,
  超互联网医院药品支付范围: 22,
  药品儿童专用: 366,
  药品区分性别使用: 640,
  医疗服务项目儿童专用: 30,
  医疗服务项目区分性别使用: 391,
};

test('all 3,899 published points of 21 classes are there', () => {
  const { classes, points } = coverage(facts);
  assert.equal(points, 3899);
  assert.equal(classes.length, 88);
  const counts = Object.fromEntries(classes.filter((row) => row.points > 0).map((row) => [row.name, row.points]));
  assert.deepEqual(counts, PUBLISHED);
  assert.deepEqual(
    classes.filter((row) => row.state === 'published').map((row) => row.name),
    classes.filter((row) => row.points > 0).map((row) => row.name),
  );
});

test('every code has the shape of a national drug, herb or service code', () => {
  const kinds = new Set(['western-drug', 'patent-drug', 'herbal-slice', 'service']);
  const odd = facts.points.flatMap((row) => row.codes).filter((code) => !kinds.has(classifyCode(code) ?? ''));
  assert.deepEqual(odd, []);
});

test('a point and its successor never hold on the same day', () => {
  const byId = new Map(facts.points.map((row) => [row.point_id, row]));
  for (const row of facts.points) {
    assert.ok(row.from <= row.to, row.point_id);
    if (row.supersedes === null) continue;
    const before = byId.get(row.supersedes);
    assert.equal(before?.to, row.from - 1);
    assert.equal(before?.root, row.root);
  }
});

test('facts read what they wrote', () => {
  for (const { fact } of facts.points) assert.deepEqual(parseFact(formatFact(fact)), fact);
});

test('every executable point is bound, and no other', () => {
  const bound = new Set(rules.flatMap((rule) => rule.points.flatMap((point) => point.point_ids)));
  for (const row of facts.points) {
    if (row.fact.kind === 'sex-exempt') continue;
    assert.equal(bound.has(row.point_id), row.state !== 'not', `${row.point_id} ${row.item_name}`);
  }
});

test('every rule is a frozen value that its schema accepts', () => {
  assert.equal(rules.length, 21);
  for (const rule of rules) {
    assert.ok(
      Object.isFrozen(rule) && Object.isFrozen(rule.points) && rule.points.every((point) => Object.isFrozen(point)),
    );
    assert.equal(ruleSchema.safeParse(rule).error, undefined, rule.rule_name);
  }
});

test('at least 3,890 of the published points are executable, and the rest say why', () => {
  const { classes, executable } = coverage(facts);
  assert.ok(executable >= 3890, String(executable));
  for (const row of facts.points) assert.equal(row.reason !== '', row.state !== 'executable', row.point_id);
  assert.equal(classes.find((row) => row.name === '药品限最大开药天数/开药量')?.state, 'needs-local-points');
});
