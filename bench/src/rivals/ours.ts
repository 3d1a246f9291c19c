import { compileClosures, type CodeSet, type Point, type PointBase, type Predicate, type Rule } from '@shouhu/rules';
import type { RuleEngine } from './engine.ts';
import type { Check } from './sample.ts';

const NONE: CodeSet = { codes: [], prefixes: [] };
const only = (code: string): CodeSet => ({ codes: [code], prefixes: [] });

/** Shouhu's closures; they also name amounts, messages and ids of findings, which the rivals do not. */
export function ours(checks: readonly Check[]): RuleEngine {
  const points = Map.groupBy(checks.map(pointOf), (point) => point.type);
  const closures = compileClosures({
    snapshot: 'sample',
    rules: [...points].map(([rule_type, members]) => ruleOf(rule_type, members)),
  });
  return {
    judge: ({ world }) =>
      closures
        .judge(world)
        .findings.flatMap(({ line_ids, knowledge }) =>
          line_ids.flatMap((line) => knowledge.map((id) => `${line} ${id}`)),
        ),
  };
}

function ruleOf(rule_type: Rule['rule_type'], points: readonly Point[]): Rule {
  return {
    rule_code: `SAMPLE-${rule_type}`,
    rule_name: rule_type,
    rule_type,
    rule_class: 'management',
    verdict: 'violation',
    stages: ['during'],
    scope: { is: 'always' },
    basis: [],
    message: '{item}',
    points,
  };
}

function pointOf(check: Check): Point {
  const base: PointBase = {
    point_ids: [check.id],
    from: -719_162,
    to: 2_932_896,
    scope: { is: 'always' },
    verdict: null,
    retroactive: false,
  };
  if (check.kind === 'pair') {
    const sides = { a: only(check.beside), b: only(check.item) };
    return {
      ...base,
      ...sides,
      type: 'together',
      window: 'visit',
      across: 'institution',
      pays: 'b',
      allowed_with: NONE,
    };
  }
  return { ...base, type: 'restrict', subject_kind: 'item', subject: only(check.item), require: conditionOf(check) };
}

function conditionOf(check: Exclude<Check, { kind: 'pair' }>): Predicate {
  if (check.kind === 'sex') return { is: 'in', field: 'gend', set: only(check.gend) };
  const age = (op: '>=' | '<=', value: number): Predicate => ({ is: 'age', unit: 'year', op, value });
  return { is: 'and', parts: [age('>=', check.from), age('<=', check.to)] };
}
