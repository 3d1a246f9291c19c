/** One case of the gate: a small ruleset and a small world whose ids begin with its prefix. */
import type { World } from '@shouhu/claims';
import type { Judgement, Ruleset } from '@shouhu/rules';

export interface Case {
  /** Begins the id of every person, institution, visit, line and box of the world. */
  readonly prefix: string;
  readonly ruleset: Ruleset;
  readonly world: World;
}

/** Rulesets are shared by some worlds: the code prefix is the ruleset's, the ids are the world's. */
export interface Family {
  /** Begins every rule code, point id and coded item of the ruleset. */
  readonly prefix: string;
  readonly ruleset: Ruleset;
  readonly cases: readonly Case[];
}

/** The ways to judge that the gate compares. */
export const evaluators = ['closures', 'sql'] as const;
export type Evaluator = (typeof evaluators)[number];

export interface Disagreement {
  readonly evaluator: Evaluator;
  readonly case: Case;
  readonly expected: Judgement;
  readonly actual: Judgement;
}
