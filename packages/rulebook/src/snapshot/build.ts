import { civilDay, compareCodePoints, formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Rule, Ruleset } from '@shouhu/rules';
import { applyParameters } from '../apply-parameters.ts';
import type { Exemption, Parameter, Setting } from '../knowledge.ts';
import { deepFreeze } from '../schema.ts';
import { canonicalJson, canonicalRule, digestOf } from './canonical.ts';
import { withRetroactive } from './retroactive.ts';

/** Rules of one origin, with the version that the origin calls them by. */
export interface Source {
  /** `national`, `own`, `local` or the name of an imported annex. */
  readonly name: string;
  readonly version: string;
  readonly rules: readonly Rule[];
}

/** What a snapshot is made of. */
export interface SnapshotParts {
  readonly sources: readonly Source[];
  readonly parameters?: readonly Parameter[];
  readonly settings?: readonly Setting[];
  readonly exemptions?: readonly Exemption[];
  /** Civil day by whose knowledge older services are judged; absent: by none. */
  readonly asOf?: number;
  /** Codes or names of the only rules to keep; absent: all. */
  readonly only?: readonly string[];
  /** Codes of the only schemes to run; absent: all. */
  readonly schemes?: readonly string[];
}

/** What a snapshot says of one of its sources. */
export interface PartSummary {
  readonly name: string;
  readonly version: string;
  readonly rules: number;
  readonly points: number;
  readonly digest: string;
}

/** An immutable set of rules, named by the digest of its content, with the exemptions that belong to it. */
export interface Snapshot {
  readonly format: 1;
  readonly digest: string;
  /** yyyy-MM-dd of `--knowledge-as-of`, or null. */
  readonly as_of: string | null;
  readonly parts: readonly PartSummary[];
  readonly parameters: readonly Parameter[];
  /** Numbers set on schemes. */
  readonly settings: readonly Setting[];
  readonly exemptions: readonly Exemption[];
  /** Codes of the only schemes to run; null: all. */
  readonly schemes: readonly string[] | null;
  readonly ruleset: Ruleset;
}

/**
 * Joins the sources to one frozen snapshot. Points of one rule from several sources become one rule; rules without
 * points judge nothing and are left out. The order of rules and points given carries no meaning.
 * @throws ShouhuError SH-K007 when `only` names a rule that no source has
 */
export function buildSnapshot({
  sources,
  parameters = [],
  settings = [],
  exemptions = [],
  asOf,
  only,
  schemes,
}: SnapshotParts): Snapshot {
  const joined = selectRules(joinRules(sources), only);
  const set = applyParameters(joined, parameters);
  const dated = asOf === undefined ? set : withRetroactive(set, asOf);
  const rules = dated
    .filter((rule) => rule.points.length > 0)
    .map(canonicalRule)
    .toSorted((a, b) => compareCodePoints(a.rule_code, b.rule_code));
  const content = {
    format: 1,
    as_of: asOf === undefined ? null : formatCivilDate(civilDay(asOf)),
    parts: sources.map(summaryOf).toSorted((a, b) => compareCodePoints(a.name, b.name)),
    parameters: inOrder(parameters),
    settings: inOrder(settings),
    exemptions: inOrder(exemptions),
    schemes: schemes?.toSorted(compareCodePoints) ?? null,
  } as const;
  const digest = digestOf({ ...content, rules });
  return deepFreeze({ ...content, digest, ruleset: { snapshot: digest, rules } });
}

/** One rule per code; a later source adds its points, and gives a type to a class that had none of its own. */
function joinRules(sources: readonly Source[]): Rule[] {
  const byCode = new Map<string, Rule>();
  for (const rule of sources.flatMap((source) => source.rules)) {
    const earlier = byCode.get(rule.rule_code);
    const head = earlier === undefined || earlier.points.length === 0 ? rule : earlier;
    byCode.set(rule.rule_code, { ...head, points: [...(earlier?.points ?? []), ...rule.points] });
  }
  return [...byCode.values()];
}

function selectRules(rules: readonly Rule[], only: readonly string[] | undefined): readonly Rule[] {
  if (only === undefined) return rules;
  const named = only.map((name) => findRule(rules, name).rule_code);
  return rules.filter((rule) => named.includes(rule.rule_code));
}

/** The rule of a code or name. @throws ShouhuError SH-K007 when there is none */
export function findRule(rules: readonly Rule[], name: string): Rule {
  const found = rules.find((rule) => rule.rule_code === name) ?? rules.find((rule) => rule.rule_name === name);
  if (found === undefined) throw shouhuError('SH-K007', { rule: name });
  return found;
}

function summaryOf({ name, version, rules }: Source): PartSummary {
  const canonical = rules.map(canonicalRule).toSorted((a, b) => compareCodePoints(a.rule_code, b.rule_code));
  const points = rules.reduce((sum, rule) => sum + rule.points.length, 0);
  return { name, version, rules: rules.length, points, digest: digestOf(canonical) };
}

function inOrder<T>(values: readonly T[]): T[] {
  const keyed = values.map((value) => ({ value, key: canonicalJson(value) }));
  return keyed.toSorted((a, b) => compareCodePoints(a.key, b.key)).map(({ value }) => value);
}
