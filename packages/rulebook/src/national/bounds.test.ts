import assert from 'node:assert/strict';
import { test } from 'node:test';
import { civilDate } from '@shouhu/codes';
import type { Point, Predicate } from '@shouhu/rules';
import { loadNational, nationalRules, pointFactsOf } from './index.ts';

const facts = loadNational();
const rules = nationalRules(facts);
const describe = pointFactsOf(facts);

function pointsOf(item_name: string, rule_name: string): readonly Point[] {
  const ids = new Set(facts.points.filter((row) => row.item_name === item_name).map((row) => row.point_id));
  const rule = rules.find((one) => one.rule_name === rule_name);
  return rule?.points.filter((point) => point.point_ids.some((id) => ids.has(id))) ?? [];
}

function requireOf(item_name: string, rule_name: string): Predicate | undefined {
  const point = pointsOf(item_name, rule_name).at(-1);
  return point?.type === 'restrict' ? point.require : undefined;
}

const day = (year: number, month: number, date: number): number => civilDate(year, month, date) ?? 0;
const years = (op: '<' | '<=' | '>=', value: number): Predicate => ({ is: 'age', unit: 'year', op, value });

test('ages: stated ranges hold to their last birthday, groups by their parameter', () => {
  assert.deepEqual(requireOf('盐酸可乐定缓释片', '药品限儿童使用'), {
    is: 'and',
    parts: [years('>=', 6), years('<=', 17)],
  });
  assert.deepEqual(requireOf('水合氯醛灌肠剂', '药品限儿童使用'), {
    is: 'or',
    parts: [years('<', 14), { is: 'and', parts: [years('<', 18), { is: 'unknown', name: 'child_bound' }] }],
  });
  assert.deepEqual(requireOf('新生儿暖箱', '医疗服务项目儿童专用'), { is: 'age', unit: 'day', op: '<=', value: 28 });
  assert.deepEqual(requireOf('婴幼儿健康体检', '医疗服务项目儿童专用'), {
    is: 'age',
    unit: 'month',
    op: '<',
    value: 36,
  });
});

test('sex: a service is exempt beside a documented disorder of sex development, a drug is not', () => {
  assert.equal(requireOf('艾附暖宫丸', '药品区分性别使用')?.is, 'in');
  assert.equal(requireOf('精液常规检查', '医疗服务项目区分性别使用')?.is, 'or');
});

test('courses count days per stay, else per year; frequencies count per day', () => {
  const course = pointsOf('注射用益气复脉(冻干)', '药品限支付疗程');
  assert.deepEqual(
    course.map((point) => point.type === 'limit' && [point.measure, point.window, point.max, point.from]),
    [
      ['days', 'visit', 150_000, day(2025, 8, 26)],
      ['days', 'year', 150_000, day(2025, 8, 26)],
      ['days', 'visit', 140_000, day(2026, 1, 28)],
      ['days', 'year', 140_000, day(2026, 1, 28)],
    ],
  );
  const groups = new Set(course.map((point) => (point.type === 'limit' ? point.group : '')));
  assert.equal(groups.size, 2, 'a revision keeps what it counts together');
  const [frequency] = pointsOf('心电监测', '医疗服务项目限定频次');
  assert.ok(frequency?.type === 'limit' && frequency.max === 240_000 && frequency.window === 'day');
  const [gap] = pointsOf('康复评定', '医疗服务项目周期超频次');
  assert.ok(gap?.type === 'spacing' && gap.min === 14 && gap.across === 'all');
});

test('pairs: the second code of the row is at risk, in the window of the row', () => {
  const rule = rules.find((one) => one.rule_name === '医疗服务项目重复收费');
  const windows = Map.groupBy(rule?.points ?? [], (point) => (point.type === 'together' ? point.window : ''));
  const counts = Object.fromEntries([...windows].map(([window, points]) => [window, points.length]));
  assert.deepEqual(counts, { day: 446, hour: 7, 'hours:6': 18, visit: 429 });
  assert.ok(rule?.points.every((point) => point.type === 'together' && point.pays === 'b'));
});

test('operations: one group is one point', () => {
  const rule = rules.find((one) => one.rule_name === '手术项目未按规定折价收费');
  assert.equal(rule?.points.length, 7);
  assert.equal(
    rule.points.reduce((sum, point) => sum + point.point_ids.length, 0),
    378,
  );
});

test('second line: no drug is its own first line', () => {
  const rule = rules.find((one) => one.rule_name === '药品限二线使用');
  for (const point of rule?.points ?? []) {
    assert.ok(point.type === 'needs' && point.items.prefixes.length > 0);
    for (const code of point.subject.codes) {
      assert.ok(
        !point.items.prefixes.some((prefix) => code.startsWith(prefix)),
        `${code} of ${point.point_ids.join()}`,
      );
    }
  }
});

test('a point explains itself in Chinese', () => {
  const id = facts.points.find((row) => row.item_name === '注射用醋酸地加瑞克' && row.batch === '17')?.point_id ?? '';
  const point = describe(id);
  assert.deepEqual(
    [point?.class_name, point?.condition, point?.published, point?.until],
    ['药品限适应症', '限诊断为 前列腺癌', '2026-06-29', null],
  );
  assert.equal(describe('KP-none'), undefined);
});
