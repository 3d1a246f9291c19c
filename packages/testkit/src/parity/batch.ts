/** One batch of cases: SQL judges it in one run, the others case by case while that runs. */
import { setImmediate } from 'node:timers/promises';
import type { World } from '@shouhu/claims';
import { compileClosures, judgeByReference } from '@shouhu/rules';
import type { Ruleset } from '@shouhu/rules';
import type { Answer, Case, Evaluator, Family } from './case.ts';
import { attempt, isSame } from './compare.ts';
import { Coverage } from './coverage.ts';
import { Dice } from './dice.ts';
import { makeFamily } from './make-family.ts';
import { brokenRelations } from './metamorphic.ts';
import type { SqlJudge } from './sql-judge.ts';
import { agreesByVisit } from './till.ts';

/** Cases by number, from 1; a case has the same number and content however a run is cut into batches. */
export interface Batch {
  readonly seed: number;
  /** Number of the first case less one: a multiple of WORLDS_PER_RULESET. */
  readonly after: number;
  readonly size: number;
  readonly evaluators: readonly ('closures' | 'sql')[];
}

/** A case that shows a difference, by its number. */
export interface Found {
  readonly number: number;
  readonly evaluator: Evaluator;
  /** The broken relation, when it is not a difference from the reference. */
  readonly relation: string | null;
}

export interface BatchResult {
  readonly cases: number;
  readonly findings: number;
  readonly undecided: number;
  readonly relations: number;
  readonly per_node: Readonly<Record<string, number>>;
  readonly found: readonly Found[];
}

export const WORLDS_PER_RULESET = 20;
const RELATIONS_EVERY = 16;

/** The case of a number. */
export function caseOf(seed: number, number: number): Case {
  const at = (number - 1) % WORLDS_PER_RULESET;
  const one = makeFamily(seed, (number - 1 - at) / WORLDS_PER_RULESET, at + 1).cases[at];
  if (one === undefined) throw new RangeError(`no case ${number}`);
  return one;
}

export async function judgeBatch(batch: Batch, sql: SqlJudge | null): Promise<BatchResult> {
  const judge = new BatchJudge(batch);
  const families = familiesOf(batch);
  const cases = families.flatMap((family) => family.cases);
  const answers = batch.evaluators.includes('sql') ? sql?.judge(cases) : undefined;
  const expected: Answer[] = [];
  for (const family of families) {
    expected.push(...judge.family(family));
    await setImmediate();
  }
  judge.compare(expected, (await answers) ?? []);
  return judge.result();
}

function familiesOf({ seed, after, size }: Batch): Family[] {
  const families: Family[] = [];
  for (let left = size, number = after / WORLDS_PER_RULESET; left > 0; left -= WORLDS_PER_RULESET, number += 1) {
    families.push(makeFamily(seed, number, Math.min(left, WORLDS_PER_RULESET)));
  }
  return families;
}

class BatchJudge {
  readonly #batch: Batch;
  readonly #closures: boolean;
  readonly #coverage = new Coverage();
  readonly #found: Found[] = [];
  readonly #count = { cases: 0, findings: 0, undecided: 0, relations: 0 };

  constructor(batch: Batch) {
    this.#batch = batch;
    this.#closures = batch.evaluators.includes('closures');
  }

  /** What the reference says of each case; closures and relations are held against it on the way. */
  family({ ruleset, cases }: Family): Answer[] {
    const closures = compileClosures(ruleset);
    return cases.map((one, at) => {
      const expected = attempt(() => judgeByReference(ruleset, one.world));
      this.#count.cases += 1;
      const number = this.#batch.after + this.#count.cases;
      if ('error' in expected) {
        this.#add(number, 'reference');
        return expected;
      }
      this.#count.findings += expected.findings.length;
      this.#count.undecided += expected.undecided.length;
      this.#coverage.add(one, expected);
      if (
        this.#closures &&
        !isSame(
          expected,
          attempt(() => closures.judge(one.world)),
        )
      )
        this.#add(number, 'closures');
      if (number % RELATIONS_EVERY === 0) this.#relate(number, one, cases[(at + 1) % cases.length] ?? one);
      return expected;
    });
  }

  /** Holds what SQL said of the cases, in their order, against the reference. */
  compare(expected: readonly Answer[], answers: readonly Answer[]): void {
    for (const [at, answer] of answers.entries()) {
      const right = expected[at];
      if (right === undefined || !isSame(right, answer)) this.#add(this.#batch.after + at + 1, 'sql');
    }
  }

  #relate(number: number, one: Case, stranger: Case): void {
    this.#count.relations += 1;
    const dice = () => new Dice(this.#batch.seed, number);
    for (const relation of brokenRelations(judgeByReference, one, stranger, dice())) {
      this.#add(number, 'reference', relation);
    }
    if (!this.#closures) return;
    const judge = (ruleset: Ruleset, world: World) => compileClosures(ruleset).judge(world);
    for (const relation of brokenRelations(judge, one, stranger, dice())) this.#add(number, 'closures', relation);
    if (!agreesByVisit(compileClosures(one.ruleset), one)) this.#add(number, 'closures', 'each visit at the till');
  }

  #add(number: number, evaluator: Evaluator, relation: string | null = null): void {
    this.#found.push({ number, evaluator, relation });
  }

  result(): BatchResult {
    return { ...this.#count, per_node: this.#coverage.perNode(), found: this.#found };
  }
}
