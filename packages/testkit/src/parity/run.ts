/** The differential gate: one reference, two evaluators that must say the same to the byte (docs/verification.md). */
import { caseOf, WORLDS_PER_RULESET, type Batch, type BatchResult, type Found } from './batch.ts';
import type { Disagreement, Evaluator } from './case.ts';
import { nodes } from './coverage.ts';
import { minimal } from './minimal.ts';
import { store } from './regressions.ts';
import { SqlJudge } from './sql-judge.ts';
import { otherHand, ownHand, type Hand } from './hands.ts';

export interface ParityOptions {
  /** How many cases to judge. */
  readonly cases: number;
  readonly seed: number;
  /** Begins no more batches once this many disagreements were found, 5 when absent. */
  readonly stopAfter?: number;
  /** How many of them are made small and reported, 3 when absent. */
  readonly examples?: number;
  /** Which evaluators are held against the reference; all when absent. */
  readonly evaluators?: readonly ('closures' | 'sql')[];
  /** Processes that judge, 1 when absent: the caller's own. */
  readonly processes?: number;
  /** Folder to write the smallest cases to, in the form of stored regressions. */
  readonly keep?: string;
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

/** The first batches are small, so that a broken evaluator is seen at once; each next one is twice as large. */
const FIRST_BATCH = 10 * WORLDS_PER_RULESET;
const LARGEST_BATCH = 80 * WORLDS_PER_RULESET;

export async function runParity(options: ParityOptions): Promise<ParityReport> {
  const { processes = 1 } = options;
  const hands = processes > 1 ? await Promise.all(Array.from({ length: processes }, otherHand)) : [await ownHand()];
  try {
    const results = await judgeAll(hands, options);
    const found = results.flatMap((result) => result.found).toSorted((a, b) => a.number - b.number);
    return reportOf(options, results, found, await examplesOf(options, found));
  } finally {
    await Promise.all(hands.map(async (hand) => hand.close()));
  }
}

/** Each hand takes the next batch until all are judged or enough is found. */
async function judgeAll(hands: readonly Hand[], options: ParityOptions): Promise<BatchResult[]> {
  const { cases, stopAfter = 5, onProgress } = options;
  const batches = batchesOf(options);
  const results: BatchResult[] = [];
  let done = 0;
  let found = 0;
  const work = async (hand: Hand) => {
    for (const batch of batches) {
      const result = await hand.judge(batch);
      results.push(result);
      done += result.cases;
      found += result.found.length;
      onProgress?.(done, cases);
      if (found >= stopAfter) return;
    }
  };
  await Promise.all(hands.map(work));
  return results;
}

/** One iterator for all hands: a batch is taken once. */
function* batchesOf({ cases, seed, evaluators = ['closures', 'sql'] }: ParityOptions): Generator<Batch, void> {
  let after = 0;
  for (let size = FIRST_BATCH; after < cases; size = Math.min(size * 2, LARGEST_BATCH)) {
    const batch = { seed, after, size: Math.min(size, cases - after), evaluators };
    after += batch.size;
    yield batch;
  }
}

async function examplesOf(
  { seed, examples = 3, keep }: ParityOptions,
  found: readonly Found[],
): Promise<Disagreement[]> {
  const chosen = found.slice(0, examples);
  if (chosen.length === 0) return [];
  const sql = await SqlJudge.open();
  try {
    const small: Disagreement[] = [];
    for (const { number, evaluator, relation } of chosen) {
      const one = caseOf(seed, number);
      if (relation === null) small.push(await minimal(one, evaluator, sql));
      else small.push({ evaluator, case: one, differences: [`breaks: ${relation}`] });
    }
    if (keep !== undefined) for (const disagreement of small) store(keep, disagreement);
    return small;
  } finally {
    sql.close();
  }
}

function reportOf(
  { cases: told, seed }: ParityOptions,
  results: readonly BatchResult[],
  found: readonly Found[],
  examples: readonly Disagreement[],
): ParityReport {
  const sum = (count: (result: BatchResult) => number) => results.reduce((total, result) => total + count(result), 0);
  const cases = sum((result) => result.cases);
  const per_node = Object.fromEntries(nodes.map((node) => [node, sum((result) => result.per_node[node] ?? 0)]));
  const rare_nodes = nodes.filter((node) => (per_node[node] ?? 0) * 100 < cases);
  const numbers = new Set(found.map(({ number }) => number));
  const covered = rare_nodes.length === 0 || cases < ENOUGH_TO_TELL;
  return {
    cases,
    seed,
    disagreements: numbers.size,
    by_evaluator: countBy(found.map(({ evaluator }) => evaluator)),
    first: numbers.size === 0 ? null : Math.min(...numbers),
    findings: sum((result) => result.findings),
    undecided: sum((result) => result.undecided),
    relations: sum((result) => result.relations),
    per_node,
    rare_nodes,
    examples,
    passed: numbers.size === 0 && cases >= told && covered,
  };
}

function countBy<K extends string>(keys: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
