import type { Rule, RuleType } from '@shouhu/rules';
import { defaultRules } from './defaults/index.ts';
import { nationalRules } from './national/rules.ts';
import type { ClassRow, NationalFacts } from './national/tables.ts';
import { basisOf, messageOf } from './national/words.ts';
import { ownRules } from './own/rules.ts';
import { deepFreeze } from './schema.ts';
import { ALWAYS } from './validity.ts';

/**
 * Every rule that local knowledge may name: the published national classes with their points, the unpublished ones
 * with their defaults or (where points are local by
 * nature) without any, and Shouhu's own. Indicators and balances are no rules of lines.
 */
export function knownRules(facts: NationalFacts): Rule[] {
  const defaults = defaultRules(facts);
  const withPoints = new Set(defaults.map(({ rule_code }) => rule_code));
  const empty = facts.classes.filter(({ code }) => !withPoints.has(code)).flatMap(emptyRule);
  return [...nationalRules(facts), ...defaults, ...empty, ...ownRules];
}

function emptyRule(row: ClassRow): Rule[] {
  const { rule_type } = row;
  if (row.published || !isRuleType(rule_type)) return [];
  const { code, name, rule_class, verdict, stages } = row;
  return [
    deepFreeze({
      rule_code: code,
      rule_name: name,
      rule_type,
      rule_class,
      verdict,
      stages,
      scope: ALWAYS,
      basis: basisOf(row),
      message: messageOf(rule_type, name),
      points: [],
    }),
  ];
}

function isRuleType(type: RuleType | 'indicator' | 'balance'): type is RuleType {
  return type !== 'indicator' && type !== 'balance';
}
