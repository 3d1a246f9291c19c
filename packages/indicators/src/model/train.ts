/** Trains a model from confirmed cases: chosen, calibrated and measured on institutions it had not seen. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { shouhuError } from '@shouhu/errors';
import { aucOf, brierOf, logLossOf, mean, reliabilityOf } from './assess.ts';
import type { Judged } from './assess.ts';
import { featureNames, featureOf } from './features.ts';
import type { Case } from './features.ts';
import { fitLogistic, linearOf, sigmoid } from './logistic.ts';
import type { Fit } from './logistic.ts';
import type { Model } from './model.ts';

/** Fewest institutions of either kind: below that a model learns their names, not their ways. */
const LEAST_CASES = 10;

const FOLDS = 5;
const PENALTIES = [0.3, 1, 3, 10, 30, 100];

interface Example {
  readonly fixmedins_code: string;
  readonly features: readonly number[];
  readonly confirmed: boolean;
}

interface Scale {
  readonly means: readonly number[];
  readonly sds: readonly number[];
}

/**
 * @param labels confirmed by institution; cases without a label are left out
 * @throws ShouhuError SH-P002 with too few institutions of either kind, SH-P003 when no run knows a labelled one
 */
export function trainModel(cases: readonly Case[], labels: ReadonlyMap<string, boolean>): Model {
  const examples = cases
    .flatMap(({ fixmedins_code, z }): Example[] => {
      const confirmed = labels.get(fixmedins_code);
      if (confirmed === undefined) return [];
      return [{ fixmedins_code, confirmed, features: featureNames.map((name) => featureOf(name, z.get(name))) }];
    })
    .toSorted((a, b) => (a.fixmedins_code < b.fixmedins_code ? -1 : 1));
  refuseFew(examples, labels);
  const folds = foldsOf(examples);
  const tried = PENALTIES.map((penalty) => ({ penalty, scores: unseenScores(examples, folds, penalty) }));
  const lossOf = (scores: readonly number[]): number =>
    logLossOf(examples.map(({ confirmed }, at) => ({ confirmed, probability: sigmoid(scores[at] ?? 0) })));
  const best = tried.reduce((least, one) => (lossOf(one.scores) < lossOf(least.scores) ? one : least));
  const judged = calibratedUnseen(examples, folds, best.scores);
  const scale = scaleOf(examples);
  const fit = fitOf(examples, scale, best.penalty);
  const calibration = calibrate(best.scores, examples);
  return modelOf(examples, cases, { fit, scale, calibration, penalty: best.penalty, judged });
}

function refuseFew(examples: readonly Example[], labels: ReadonlyMap<string, boolean>): void {
  if (examples.length === 0) throw shouhuError('SH-P003', { labelled: labels.size });
  const distinct = (confirmed: boolean): number =>
    new Set(examples.filter((one) => one.confirmed === confirmed).map(({ fixmedins_code }) => fixmedins_code)).size;
  const [guilty, clear] = [distinct(true), distinct(false)];
  if (guilty < LEAST_CASES || clear < LEAST_CASES) {
    throw shouhuError('SH-P002', { confirmed: guilty, clear, least: LEAST_CASES });
  }
}

/** Institutions dealt to folds in the order of a digest, guilty and clear apart; all runs of one stay together. */
function foldsOf(examples: readonly Example[]): number[] {
  const digest = (code: string): string => bytesToHex(sha256(utf8ToBytes(code)));
  const fold = new Map<string, number>();
  for (const confirmed of [true, false]) {
    const codes = new Set(examples.filter((one) => one.confirmed === confirmed).map((one) => one.fixmedins_code));
    const dealt = [...codes].toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1));
    for (const [at, code] of dealt.entries()) fold.set(code, at % FOLDS);
  }
  return examples.map(({ fixmedins_code }) => fold.get(fixmedins_code) ?? 0);
}

function scaleOf(examples: readonly Example[]): Scale {
  const columns = featureNames.map((_, at) => examples.map(({ features }) => features[at] ?? 0));
  const means = columns.map(mean);
  const sds = columns.map((column, at) => Math.sqrt(mean(column.map((value) => (value - (means[at] ?? 0)) ** 2))));
  return { means, sds };
}

/** A feature that is the same for all says nothing and stays 0. */
function scaled({ features }: Example, { means, sds }: Scale): number[] {
  return features.map((value, at) => {
    const sd = sds[at] ?? 0;
    return sd > 0 ? (value - (means[at] ?? 0)) / sd : 0;
  });
}

function fitOf(examples: readonly Example[], scale: Scale, penalty: number): Fit {
  return fitLogistic(
    examples.map((one) => scaled(one, scale)),
    examples.map(({ confirmed }) => Number(confirmed)),
    penalty,
  );
}

/** Log-odds of every example by a model of the other folds. */
function unseenScores(examples: readonly Example[], folds: readonly number[], penalty: number): number[] {
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
function calibrate(scores: readonly number[], examples: readonly Example[]): Fit {
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
function calibratedUnseen(examples: readonly Example[], folds: readonly number[], scores: readonly number[]): Judged[] {
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

interface Trained {
  readonly fit: Fit;
  readonly scale: Scale;
  readonly calibration: Fit;
  readonly penalty: number;
  readonly judged: readonly Judged[];
}

/** The calibration is folded into the weights, so that contributions add up to what is told. */
function modelOf(
  examples: readonly Example[],
  cases: readonly Case[],
  { fit, scale, calibration, penalty, judged }: Trained,
): Model {
  const slope = calibration.weights[0] ?? 1;
  const confirmed = examples.filter((one) => one.confirmed).length;
  const base = confirmed / examples.length;
  return {
    format: 1,
    kind: 'logistic',
    intercept: fine(slope * fit.intercept + calibration.intercept),
    features: featureNames.flatMap((indicator, at) => {
      const sd = scale.sds[at] ?? 0;
      if (sd <= 0) return [];
      return [
        { indicator, mean: fine(scale.means[at] ?? 0), sd: fine(sd), weight: fine(slope * (fit.weights[at] ?? 0)) },
      ];
    }),
    validation: {
      cases: examples.length,
      confirmed,
      runs: new Set(cases.map(({ run }) => run)).size,
      folds: FOLDS,
      penalty,
      auc: short(aucOf(judged)),
      brier: short(brierOf(judged)),
      brier_base: short(base * (1 - base)),
      log_loss: short(logLossOf(judged)),
      reliability: reliabilityOf(judged).map((one) => ({
        cases: one.cases,
        told: short(one.told),
        confirmed: short(one.confirmed),
      })),
    },
  };
}

const fine = (value: number): number => Math.round(value * 1e8) / 1e8;
const short = (value: number): number => Math.round(value * 1e4) / 1e4;
