/** The differential gate: one reference, two evaluators that must say the same to the byte (docs/rules.md). */
import { setImmediate } from 'node:timers/promises';
import { compileClosures, judgeByReference } from '@shouhu/rules';
import type { Ruleset } from '@shouhu/rules';
import type { World } from '@shouhu/claims';
import type { Answer, Case, Disagreement, Evaluator, Family } from './case.ts';
import { attempt, isSame } from './compare.ts';
import { Coverage } from './coverage.ts';
import { Dice } from './dice.ts';
import { makeFamily } from './make-family.ts';
import { brokenRelations } from './metamorphic.ts';
import { minimal } from './minimal.ts';
import { SqlJudge } from './sql-judge.ts';
import { agreesByVisit } from './till.ts';

export interface ParityOptions {
  /** How many cases to judge. */
  readonly cases: number;
  readonly seed: number;
  /** Stops after the batch in which this many disagreements were found, 5 when absent. */
  readonly stopAfter?: number;
  /** How many of them are made small and reported, 3 when absent. */
  readonly examples?: number;
  /** Which evaluators are held against the reference; all when absent. */
  readonly evaluators?: readonly ('closures' | 'sql')[];
  /** Told after each batch. */
  readonly onProgress?: (done: number, cases: number) => void;
}

export interface ParityReport {
  /** Cases judged by the reference and by every evaluator. */
  readonly cases: number;
  readonly seed: number;
  /** Cases on which an evaluator said anything else than the reference, or a relation broke. */
  readonly disagreements: number;
  /** How many of them each evaluator has its part in. */
  readonly by_evaluator: Readonly<Partial<Record<Evaluator, number>>>;
  /** Number of the first such case, from 1; null when there is none. */
  readonly first: number | null;
  readonly findings: number;
  readonly undecided: number;
  /** Cases whose relations (order of rows, persons apart, a stranger, 28 years later, the till) were checked too. */
  readonly relations: number;
  /** How many cases reached each node. */
  readonly per_node: Readonly<Record<string, number>>;
  /** Nodes reached by less than one case in a hundred; not empty is a failure once there are enough cases to tell. */
  readonly rare_nodes: readonly string[];
  readonly examples: readonly Disagreement[];
  /** No disagreement, as many cases as told, and no rare node. */
  readonly passed: boolean;
}

/** Fewer cases than this reach a node of one in a hundred by chance only. */
export const ENOUGH_TO_TELL = 20_000;

const WORLDS_PER_RULESET = 20;
/** The first batch is small, so that a broken evaluator is seen at once; each next one is twice as large. */
const FIRST_BATCH = 200;
const LARGEST_BATCH = 3_200;
const RELATIONS_EVERY = 16;

export async function runParity(options: ParityOptions): Promise<ParityReport> {
  const { cases, seed, stopAfter = 5, examples: wanted = 3, evaluators = ['closures', 'sql'] } = options;
  const gate = new Gate(
    seed,
    evaluators.includes('sql') ? await SqlJudge.open() : null,
    evaluators.includes('closures'),
  );
  try {
    let done = 0;
    for (let batch = FIRST_BATCH; done < cases && gate.disagreements.length < stopAfter; batch *= 2) {
      const size = Math.min(batch, LARGEST_BATCH, cases - done);
      await gate.judge(familiesOf(seed, done, size));
      done += size;
      options.onProgress?.(done, cases);
    }
    const examples: Disagreement[] = [];
    for (const found of gate.disagreements.slice(0, wanted)) examples.push(await gate.minimal(found));
    return gate.report(cases, examples);
  } finally {
    gate.close();
  }
}

/** The cases from `first` on; a case has the same number and content however the run is cut. */
function familiesOf(seed: number, first: number, size: number): Family[] {
  const families: Family[] = [];
  for (let left = size, number = first / WORLDS_PER_RULESET; left > 0; left -= WORLDS_PER_RULESET, number += 1) {
    families.push(makeFamily(seed, number, Math.min(left, WORLDS_PER_RULESET)));
  }
  return families;
}

interface Found {
  readonly number: number;
  readonly evaluator: Evaluator;
  readonly case: Case;
  /** The broken relation, when it is not a difference from the reference. */
  readonly relation: string | null;
}

class Gate {
  readonly disagreements: Found[] = [];
  readonly #seed: number;
  readonly #sql: SqlJudge | null;
  readonly #closures: boolean;
  readonly #coverage = new Coverage();
  readonly #count = { cases: 0, findings: 0, undecided: 0, relations: 0 };

  constructor(seed: number, sql: SqlJudge | null, closures: boolean) {
    this.#seed = seed;
    this.#sql = sql;
    this.#closures = closures;
  }

  /** Judges a batch: SQL in one run, the others case by case while it runs. */
  async judge(families: readonly Family[]): Promise<void> {
    const cases = families.flatMap((family) => family.cases);
    const before = this.#count.cases;
    const bySql = this.#sql?.judge(cases);
    const expected = new Map<Case, Answer>();
    for (const family of families) {
      this.#judgeFamily(family, expected);
      await setImmediate();
    }
    const answers = await bySql;
    cases.forEach((one, at) => {
      const answer = answers?.[at];
      const right = expected.get(one);
      if (answer !== undefined && right !== undefined && !isSame(right, answer))
        this.#found('sql', one, before + at + 1);
    });
  }

  #judgeFamily({ ruleset, cases }: Family, expected: Map<Case, Answer>): void {
    const closures = compileClosures(ruleset);
    for (const [at, one] of cases.entries()) {
      const right = attempt(() => judgeByReference(ruleset, one.world));
      expected.set(one, right);
      this.#count.cases += 1;
      if ('error' in right) {
        this.#found('reference', one, this.#count.cases);
        continue;
      }
      this.#count.findings += right.findings.length;
      this.#count.undecided += right.undecided.length;
      this.#coverage.add(one, right);
      if (
        this.#closures &&
        !isSame(
          right,
          attempt(() => closures.judge(one.world)),
        )
      )
        this.#found('closures', one, this.#count.cases);
      if (this.#count.cases % RELATIONS_EVERY === 0) this.#relate(one, cases[(at + 1) % cases.length] ?? one);
    }
  }

  #relate(one: Case, stranger: Case): void {
    this.#count.relations += 1;
    const number = this.#count.cases;
    for (const relation of brokenRelations(judgeByReference, one, stranger, new Dice(this.#seed, number))) {
      this.#found('reference', one, number, relation);
    }
    if (!this.#closures) return;
    const judge = (ruleset: Ruleset, world: World) => compileClosures(ruleset).judge(world);
    for (const relation of brokenRelations(judge, one, stranger, new Dice(this.#seed, number))) {
      this.#found('closures', one, number, relation);
    }
    if (!agreesByVisit(compileClosures(one.ruleset), one))
      this.#found('closures', one, number, 'each visit at the till');
  }

  #found(evaluator: Evaluator, one: Case, number: number, relation: string | null = null): void {
    this.disagreements.push({ number, evaluator, case: one, relation });
  }

  async minimal({ evaluator, case: one, relation }: Found): Promise<Disagreement> {
    if (relation !== null) return { evaluator, case: one, differences: [`breaks: ${relation}`] };
    return minimal(one, evaluator, this.#sql);
  }

  report(told: number, examples: readonly Disagreement[]): ParityReport {
    const { cases } = this.#count;
    const rare_nodes = this.#coverage.rare();
    const covered = rare_nodes.length === 0 || cases < ENOUGH_TO_TELL;
    const numbers = new Set(this.disagreements.map(({ number }) => number));
    const disagreements = numbers.size;
    return {
      cases,
      seed: this.#seed,
      disagreements,
      by_evaluator: countBy(this.disagreements.map(({ evaluator }) => evaluator)),
      first: disagreements === 0 ? null : Math.min(...numbers),
      findings: this.#count.findings,
      undecided: this.#count.undecided,
      relations: this.#count.relations,
      per_node: this.#coverage.perNode(),
      rare_nodes,
      examples,
      passed: disagreements === 0 && cases >= told && covered,
    };
  }

  close(): void {
    this.#sql?.close();
  }
}

function countBy<K extends string>(keys: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
