/** Which persons are judged by which rules: all by all, or only what changed since the run before. */
import { createHash } from 'node:crypto';
import { compileSql } from '@shouhu/rules';
import type { Rule, Ruleset } from '@shouhu/rules';
import { judgesOrphans } from '../orphans.ts';
import type { Ground, RunState } from './state.ts';

/** What a run judges. */
export interface Plan {
  /** Persons whose rows changed are judged by these; null: nobody apart from everybody. */
  readonly dirty: Ruleset | null;
  /** Everybody is judged by these. */
  readonly everybody: Ruleset;
  /** Codes of the rules whose earlier results stand for persons whose rows did not change. */
  readonly kept: ReadonlySet<string>;
}

/** Above this share of the persons a whole run is quicker than two. */
const MOST_DIRTY = 0.3;

/** Digest of a rule with its points, which are in one order. */
export function ruleDigests({ rules }: Ruleset): Record<string, string> {
  const digest = (rule: Rule): string => createHash('sha256').update(JSON.stringify(rule)).digest('hex').slice(0, 32);
  return Object.fromEntries(rules.map((rule) => [rule.rule_code, digest(rule)]));
}

/**
 * @param before the run before, null when there is none to build upon
 * @param dirtyShare share of the persons whose rows changed
 */
export function planOf(ruleset: Ruleset, ground: Ground, before: RunState | null, dirtyShare: number): Plan {
  if (before === null || JSON.stringify(before.ground) !== JSON.stringify(ground) || dirtyShare > MOST_DIRTY) {
    return { dirty: null, everybody: ruleset, kept: new Set() };
  }
  const digests = ruleDigests(ruleset);
  const always = alwaysWhole(ruleset, ground);
  const isKept = ({ rule_code }: Rule): boolean =>
    !always.has(rule_code) && before.rules[rule_code] === digests[rule_code];
  const kept = ruleset.rules.filter(isKept);
  return {
    dirty: { ...ruleset, rules: kept },
    everybody: { ...ruleset, rules: ruleset.rules.filter((rule) => !isKept(rule)) },
    kept: new Set(kept.map(({ rule_code }) => rule_code)),
  };
}

/**
 * Rules that no part of the persons can be judged by alone: a box goes from one person to another, what an absent column
 * leaves undecided is counted over all lines, and negative lines without an original are judged apart.
 */
function alwaysWhole(ruleset: Ruleset, { absent, first_day }: Ground): Set<string> {
  const apart = ruleset.rules.filter((rule) => rule.rule_type === 'reuse' || judgesOrphans(rule));
  return new Set([...compileSql(ruleset, { absent, first_day }).blind, ...apart.map(({ rule_code }) => rule_code)]);
}
