/** One case of the gate: a small ruleset and a small world whose ids begin with its prefix. */
import type { World } from '@shouhu/claims';
import type { Judgement, Ruleset } from '@shouhu/rules';

export interface Case {
  /** Begins the id of every person, visit, line and box of the world: `r12.3.` */
  readonly prefix: string;
  readonly ruleset: Ruleset;
  readonly world: World;
}

/** Rulesets are shared by some worlds: the codes are the ruleset's, the ids are the world's. */
export interface Family {
  /** Begins every rule code, point id, institution and coded item of the ruleset: `r12.` */
  readonly prefix: string;
  readonly ruleset: Ruleset;
  readonly cases: readonly Case[];
}

/** What is held against the reference; `reference` itself when it breaks down or breaks a relation. */
export type Evaluator = 'reference' | 'closures' | 'sql';

/** What an evaluator says, or how it broke down. */
export type Answer = Judgement | { readonly error: string };

export interface Disagreement {
  readonly evaluator: Evaluator;
  /** As small as it could be made. */
  readonly case: Case;
  /** What differs, for people: a line per finding or field; or the relation that is broken. */
  readonly differences: readonly string[];
}

/** The same case under another prefix, so that variants of one case can share a run. */
export function renamed(one: Case, prefix: string): Case {
  const old = familyOf(one.prefix);
  const text = JSON.stringify(one).replaceAll(`"${old}`, `"${prefix}`);
  const copy: Case = JSON.parse(text);
  return copy;
}

/** `r12.` of `r12.3.` or of any id that begins so. */
export function familyOf(id: string): string {
  return id.slice(0, id.indexOf('.') + 1);
}

/** `r12.3.` of any id of a world. */
export function prefixOf(id: string): string {
  return id.slice(0, id.indexOf('.', id.indexOf('.') + 1) + 1);
}
