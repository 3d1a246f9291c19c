/** Scores and probabilities of institutions by models that had not seen them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Judged } from './assess.ts';
import { fitOf, scaled, scaleOf } from './examples.ts';
import type { Example } from './examples.ts';
import { fitLogistic, linearOf, sigmoid } from './logistic.ts';
import type { Fit } from './logistic.ts';

export const FOLDS = 5;

/** Institutions dealt to folds in the order of a digest, guilty and clear apart; all runs of one stay together. */
export function foldsOf(examples: readonly Example[]): number[] {
  const digest = (code: string): string => bytesToHex(sha256(utf8ToBytes(code)));
  const fold = new Map<string, number>();
  for (const confirmed of [true, false]) {
    const codes = new Set(examples.filter((one) => one.confirmed === confirmed).map((one) => one.fixmedins_code));
    const dealt = [...codes].toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1));
    for (const [at, code] of dealt.entries()) fold.set(code, at % FOLDS);
  }
  return examples.map(({ fixmedins_code }) => fold.get(fixmedins_code) ?? 0);
}

/** Log-odds of every example by a model of the other folds. */
export function unseenScores(examples: readonly Example[], folds: readonly number[], penalty: number): number[] {
  const scores = examples.map(() => 0);
  for (const fold of new Set(folds)) {
    const seen = examples.filter((_, at) => folds[at] !== fold);
    const scale = scaleOf(seen);
    const fit = fitOf(seen, scale, penalty);
    for (const [at, one] of examples.entries()) {
      if (folds[at] === fold) scores[at] = linearOf(fit, scaled(one, scale));
    }
  }
  return scores;
}

/** Platt's calibration: a straight line over the log-odds, fitted to targets that leave room for doubt. */
export function calibrate(scores: readonly number[], examples: readonly Example[]): Fit {
  const guilty = examples.filter(({ confirmed }) => confirmed).length;
  const clear = examples.length - guilty;
  const [yes, no] = [(guilty + 1) / (guilty + 2), 1 / (clear + 2)];
  return fitLogistic(
    scores.map((score) => [score]),
    examples.map(({ confirmed }) => (confirmed ? yes : no)),
    1e-3,
  );
}

/** Probabilities by models and calibrations that saw neither the example nor its fold. */
export function calibratedUnseen(
  examples: readonly Example[],
  folds: readonly number[],
  scores: readonly number[],
): Judged[] {
  const lines = new Map(
    [...new Set(folds)].map((fold) => {
      const others = examples.map((_, at) => at).filter((at) => folds[at] !== fold);
      const pick = <T>(list: readonly T[]): T[] => list.filter((_, at) => folds[at] !== fold);
      return [fold, others.length === 0 ? undefined : calibrate(pick(scores), pick(examples))];
    }),
  );
  return examples.map(({ confirmed }, at) => {
    const line = lines.get(folds[at] ?? 0);
    const score = scores[at] ?? 0;
    return { confirmed, probability: sigmoid(line === undefined ? score : linearOf(line, [score])) };
  });
}
