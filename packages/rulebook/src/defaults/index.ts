/** All defaults, bound to the classes of the national list. */
import assert from 'node:assert/strict';
import type { PointBase, Rule } from '@shouhu/rules';
import type { ClassRow, NationalFacts } from '../national/tables.ts';
import { basisOfDefaults, messageOf } from '../national/words.ts';
import { frozenRule } from '../schema.ts';
import { ALWAYS, OPEN_FROM, OPEN_TO } from '../validity.ts';
import { antibioticDefaults } from './antibiotics.ts';
import { codeDefaults } from './codes.ts';
import { defaultId, type DefaultClass, type DefaultPoint } from './default.ts';
import { drugDefaults } from './drugs.ts';
import { frequencyDefaults } from './frequency.ts';
import { pairDefaults } from './pairs.ts';
import { quantityDefaults } from './quantities.ts';
import { recordDefaults } from './records.ts';

/** The defaults of a class by its code. */
export function defaultClasses({ classes, gaps, herbs }: NationalFacts): ReadonlyMap<string, DefaultClass> {
  const all = [
    ...recordDefaults,
    ...frequencyDefaults,
    ...quantityDefaults,
    ...codeDefaults(gaps),
    ...antibioticDefaults,
    ...drugDefaults,
    ...pairDefaults(herbs),
  ];
  const bySeq = new Map(all.map((each) => [each.seq, each]));
  assert.equal(bySeq.size, all.length, 'a class has two sets of defaults');
  // Once a notice has published points of a class, they take the place of the defaults.
  return new Map(
    classes.flatMap((row) => {
      const own = row.published ? undefined : bySeq.get(row.seq);
      return own === undefined ? [] : [[row.code, own] as const];
    }),
  );
}

/** The defaults as rules of their classes, frozen, in the order of the national list; they hold for services of any day. */
export function defaultRules(facts: NationalFacts): Rule[] {
  const defaults = defaultClasses(facts);
  return facts.classes.flatMap((row) => {
    const own = defaults.get(row.code);
    return own === undefined ? [] : [ruleOf(row, own)];
  });
}

function ruleOf(row: ClassRow, own: DefaultClass): Rule {
  return frozenRule({
    rule_code: row.code,
    rule_name: row.name,
    rule_type: row.rule_type,
    rule_class: row.rule_class,
    verdict: row.verdict,
    stages: row.stages,
    scope: ALWAYS,
    basis: basisOfDefaults(row),
    message: messageOf(row.rule_type, row.name),
    points: own.points.map((point) => ({ ...baseOf(row, own, point), ...point.own })),
  });
}

function baseOf({ verdict }: ClassRow, { seq, source }: DefaultClass, point: DefaultPoint): PointBase {
  return {
    point_ids: [defaultId(seq, point.id)],
    ...(point.name === undefined ? {} : { name: point.name }),
    from: OPEN_FROM,
    to: OPEN_TO,
    scope: point.scope ?? ALWAYS,
    verdict: point.proven === true || verdict === 'suspicion' ? null : 'suspicion',
    retroactive: false,
    message: point.message,
    basis: [`默认知识点（可由本地知识与参数修改）：${source}`],
  };
}

/** How many default points each class has that has any. */
export function defaultCounts(facts: NationalFacts): ReadonlyMap<string, number> {
  return new Map([...defaultClasses(facts)].map(([code, { points }]) => [code, points.length]));
}
